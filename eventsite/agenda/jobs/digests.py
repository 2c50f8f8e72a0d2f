"""Tells people of new versions: every minute looks what is due; a job writes mail by mail."""

from datetime import timedelta
from typing import Any

from eventsite.agenda import changes, digest, queries
from eventsite.agenda.actions import digests
from eventsite.agenda.emails import digests as emails
from eventsite.agenda.queries import digests as told_queries
from eventsite.agenda.queries import followers as follower_queries
from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

#: Mails ordered in one transaction: on SQLite nobody else writes meanwhile.
BATCH = 20


@tasks.periodic("agenda.digests", every=timedelta(minutes=1))
def let_go() -> None:
    """Order what is due, event by event."""
    for event_id in told_queries.due(clock.now()):
        digests.let_go(event_id)


@tasks.task("agenda.digest", again_after=timedelta(minutes=5))
def send(
    job: tasks.Job,
    event_id: int,
    release_id: int,
    base: int,
    lives: list[int],
    number: int,
    codes: list[str] | None,
) -> dict[str, Any]:
    """Mail everybody whom version `number` concerns, once each, also when it is run again.

    People know version `base` and, of `lives`, what was told on the day. `codes` names the only
    sessions to tell of.
    """
    event = db.session.get_one(Event, event_id)
    known = told_queries.known(event_id, told_queries.Told(base, tuple(lives)))
    release = queries.find_release(event_id, number)
    after = told_queries.state_of(release) if release else digest.State()
    news = digest.news(known, after, codes)
    letter = _letter(event, base, number, known, after)
    found = follower_queries.readers(event, news.held_by)
    # Reading is over; until a batch is written nothing is locked.
    db.session.rollback()
    readers = [(reader, heard) for reader in found if (heard := news.for_reader(reader))]
    for start in range(0, len(readers), BATCH):
        job.progress(start, len(readers), gettext("Writing the mails."))
        _send(letter, release_id, {r.address: (r, c) for r, c in readers[start : start + BATCH]})
    job.progress(len(readers), len(readers), gettext("All mails are written."))
    return {}


def _send(letter: emails.Letter, release_id: int, batch: dict[str, Any]) -> None:
    for address in sorted(digests.not_told(release_id, batch)):
        reader, heard = batch[address]
        emails.send(letter, reader, heard)
    db.session.commit()


def _letter(
    event: Event, base: int, number: int, known: digest.State, after: digest.State
) -> emails.Letter:
    return emails.Letter(
        event_id=event.id,
        slug=event.slug,
        kind=event.kind,
        title=dict(event.title),
        city=dict(event.city),
        zone=event.zone,
        contact=event.contact_email,
        is_first=base == 0,
        notes=told_queries.notes(event.id, base, number),
        people=digest.people_of(known, after),
        places=_places(after),
    )


def _places(after: digest.State) -> dict[str, dict[str, Any]]:
    if after.agenda is None:
        return {}
    held = (session for session in after.agenda.shown if session.state == "scheduled")
    return {session.code: changes.place(after.agenda, session) for session in held}
