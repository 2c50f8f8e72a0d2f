"""Who is told that an event is cancelled, and the job that writes to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda.models import SessionSpeaker, Speaker
from eventsite.calls.models import Call, Submission, Team, TeamMembership
from eventsite.calls.models import State as EntryState
from eventsite.core import outbox, tasks
from eventsite.core.db import db, lock
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.registration import actions as registration
from eventsite.registration.models import Registration
from eventsite.registration.states import LIVE

#: Registrations whose people are told.
REGISTERED = LIVE
#: Mails ordered in one transaction: on SQLite nobody else writes meanwhile.
BATCH = 40
TEMPLATE = "site/mail/cancelled"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told once, as what they are first: registered, speaker, or in a team."""

    subject: str
    address: str
    lang: str
    first_name: str
    registration_id: int | None = None


def readers(event_id: int) -> list[Reader]:
    """Everybody with an address, each person once, in three queries."""
    found: dict[object, Reader] = {}
    for person_key, reader in (*_registered(event_id), *_speaking(event_id), *_in_teams(event_id)):
        if reader.address:
            found.setdefault(person_key, reader)
    return list(found.values())


def _registered(event_id: int) -> Iterable[tuple[object, Reader]]:
    rows = db.session.execute(
        sa.select(
            Registration.id, Registration.person_id, Registration.lang, Person.email,
            Person.first_name,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id, Registration.state.in_(REGISTERED))
        .order_by(Registration.id)
    )  # fmt: skip
    for number, person_id, lang, email, first_name in rows:
        yield person_id, Reader(f"registration:{number}", email or "", lang, first_name, number)


def _speaking(event_id: int) -> Iterable[tuple[object, Reader]]:
    in_session = sa.select(SessionSpeaker.speaker_id)
    rows = db.session.execute(
        sa.select(
            Speaker.id, Speaker.person_id, Speaker.lang, Speaker.email, Person.email,
            Person.first_name,
        )
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(Speaker.event_id == event_id, Speaker.id.in_(in_session))
        .order_by(Speaker.id)
    )  # fmt: skip
    for number, person_id, lang, own, email, first_name in rows:
        address = own or email or ""
        yield person_id or address, Reader(f"speaker:{number}", address, lang, first_name or "")


def _in_teams(event_id: int) -> Iterable[tuple[object, Reader]]:
    rows = db.session.execute(
        sa.select(TeamMembership.id, Person.id, Person.lang, Person.email, Person.first_name)
        .join(Person, Person.id == TeamMembership.person_id)
        .join(Team, Team.id == TeamMembership.team_id)
        .join(Call, Call.id == Team.call_id)
        .join(Submission, Submission.team_id == Team.id)
        .where(Call.event_id == event_id, Submission.state != EntryState.WITHDRAWN)
        .order_by(TeamMembership.id)
    )
    for number, person_id, lang, email, first_name in rows:
        yield person_id, Reader(f"membership:{number}", email or "", lang, first_name)


@tasks.task("site.tell_cancelled", again_after=timedelta(minutes=5))
def tell_cancelled(job: tasks.Job, event_id: int) -> dict[str, object]:
    """Write to everybody once, also when the job is run again after a crash."""
    everybody = readers(event_id)
    db.session.rollback()
    for start in range(0, len(everybody), BATCH):
        job.progress(start, len(everybody), gettext("Writing the mails."))
        _tell(event_id, everybody[start : start + BATCH])
        db.session.commit()
    job.progress(len(everybody), len(everybody), gettext("All mails are written."))
    return {}


def _tell(event_id: int, some: list[Reader]) -> None:
    # Whoever brings calendars up to date holds the same lock, so each word is said once.
    event = lock(Event, event_id)
    told = set(
        db.session.scalars(
            sa.select(outbox.Mail.subject_key).where(
                outbox.Mail.template == TEMPLATE,
                outbox.Mail.subject_key.in_([reader.subject for reader in some]),
                outbox.Mail.created >= event.cancelled,
            )
        )
    )
    for reader in some:
        if reader.subject not in told:
            _send(event, reader)


def _send(event: Event, reader: Reader) -> None:
    one = None
    if reader.registration_id is not None:
        one = db.session.get_one(
            Registration,
            reader.registration_id,
            options=[orm.joinedload(Registration.person), orm.joinedload(Registration.event)],
        )
    outbox.send(
        TEMPLATE,
        to=reader.address,
        lang=reader.lang,
        subject_key=reader.subject,
        attachments=registration.called_off(one) if one else [],
        event=event,
        first_name=reader.first_name,
        registered=one is not None,
        note=event.cancel_note,
    )
