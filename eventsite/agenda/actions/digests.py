"""The mails that tell of a version: held for ten minutes, stopped, or let go."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa

from eventsite.agenda import queries, rules
from eventsite.agenda.models import DigestMail, DigestState, Release, ReleaseDigest
from eventsite.agenda.queries import digests as told_queries
from eventsite.core import clock, tasks, text
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event

#: How long a version can be taken back before anybody hears of it.
HOLD = timedelta(minutes=10)


def hold(release: Release) -> None:
    """Hold the mails of a new release.

    Versions published while an earlier one is held are told in one mail, when the last is due.
    One made on the day is not held; one that takes another back has nothing to tell.
    """
    now = clock.now()
    if release.is_live:
        db.session.add(ReleaseDigest(release_id=release.id, state=DigestState.SENT, due=now))
    elif release.takes_back is None:
        due = now + HOLD
        db.session.execute(
            sa.update(ReleaseDigest)
            .where(
                ReleaseDigest.state == DigestState.HELD,
                ReleaseDigest.release_id.in_(
                    sa.select(Release.id).where(Release.event_id == release.event_id)
                ),
            )
            .values(due=due)
            .execution_options(synchronize_session=False)
        )
        db.session.add(ReleaseDigest(release_id=release.id, due=due))
    db.session.flush()


def stop(release: Release) -> None:
    """Stop the mails of a release; refused when they have gone or may go at this moment.

    The row's state decides: of this and the sending only one finds it held.
    """
    stopped = changed(
        sa.update(ReleaseDigest)
        .where(
            ReleaseDigest.release_id == release.id,
            ReleaseDigest.state == DigestState.HELD,
            ReleaseDigest.due > clock.now(),
        )
        .values(state=DigestState.TAKEN_BACK)
        .execution_options(synchronize_session=False)
    )
    if not stopped:
        raise Refused(rules.Reason.MAILS_GONE)


def let_go(event_id: int) -> None:
    """Order the job that tells of an event's versions whose time has come, all in one mail.

    From here on they count as told and cannot be taken back.
    """
    event, now = lock(Event, event_id), clock.now()
    versions = told_queries.held(event.id, now)
    latest = queries.latest_release(event.id)
    if not versions or latest is None:
        return
    known = told_queries.told(event.id)
    _settle(versions)
    _order(event.id, versions[-1].id, known, latest.number, None)


def tell_now(release: Release, codes: Iterable[str]) -> None:
    """Tell of a version made on the day at once, and only those whom these sessions concern:
    who speaks in them, starred them, or follows them.
    """
    known = told_queries.told(release.event_id, before=release.number)
    _order(release.event_id, release.id, known, release.number, sorted(codes))


def _settle(versions: Sequence[Release]) -> None:
    db.session.execute(
        sa.update(ReleaseDigest)
        .where(
            ReleaseDigest.release_id.in_([release.id for release in versions]),
            ReleaseDigest.state == DigestState.HELD,
        )
        .values(state=DigestState.SENT)
        .execution_options(synchronize_session=False)
    )


def _order(
    event_id: int, release_id: int, known: told_queries.Told, number: int, codes: list[str] | None
) -> None:
    tasks.enqueue(
        "agenda.digest",
        created_by="system:agenda",
        lang="en",
        event_id=event_id,
        release_id=release_id,
        base=known.base,
        lives=list(known.lives),
        number=number,
        codes=codes,
    )


def key_of(address: str) -> str:
    """Under what it is remembered that an address was told; nobody reads the address from it."""
    return text.sign("digest", address.casefold())


def not_told(release_id: int, addresses: Iterable[str]) -> set[str]:
    """Those of some addresses that were not told of a version yet, now marked as told.

    In the same transaction as their mails, so that each is written to once.
    """
    keys = {key_of(address): address for address in addresses}
    query = sa.select(DigestMail.key).where(
        DigestMail.release_id == release_id, DigestMail.key.in_(list(keys))
    )
    for known in db.session.scalars(query):
        del keys[known]
    db.session.add_all([DigestMail(release_id=release_id, key=key) for key in keys])
    db.session.execute(
        sa.update(ReleaseDigest)
        .where(ReleaseDigest.release_id == release_id)
        .values(told=ReleaseDigest.told + len(keys))
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    return set(keys.values())
