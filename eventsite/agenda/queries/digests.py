"""Fetches what people were last told of a programme, and what waits to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import changes, digest, releases
from eventsite.agenda.models import DigestState, Release, ReleaseDigest
from eventsite.agenda.queries.followers import readers
from eventsite.agenda.queries.released import people_of
from eventsite.core.db import db
from eventsite.events.models import Event, EventState


@dataclass(frozen=True, slots=True)
class Told:
    """What people were last told, by numbers of versions."""

    #: The version last told as a whole; 0 before the first.
    base: int
    #: Versions made on the day since, oldest first: of each only its own sessions were told.
    lives: tuple[int, ...] = ()


def told(event_id: int, before: int | None = None) -> Told:
    """What people were told of an event's programme; of versions under `before` if it is given.

    A version from the time before there were digests counts as told, one that takes another
    back tells nothing.
    """
    query = (
        sa.select(Release.number, Release.is_live, Release.takes_back, ReleaseDigest.state)
        .outerjoin(ReleaseDigest, ReleaseDigest.release_id == Release.id)
        .where(Release.event_id == event_id)
        .order_by(Release.number)
    )
    base, lives = 0, list[int]()
    for row in db.session.execute(query):
        if before is not None and row.number >= before:
            break
        is_told = row.state == DigestState.SENT
        if row.is_live and is_told:
            lives.append(row.number)
        elif is_told or (row.state is None and row.takes_back is None):
            base, lives = row.number, []
    return Told(base, tuple(lives))


def known(event_id: int, what: Told) -> digest.State:
    """The programme as people know it."""
    found = _releases(event_id, (what.base, *what.lives))
    lives = [found[number] for number in what.lives]
    base = state_of(found[what.base]) if what.base else digest.State()
    return digest.known(base, [(state_of(live), _codes(live)) for live in lives])


def empty(event: Event) -> digest.State:
    """The programme before the first version."""
    return digest.State(releases.ReleasedAgenda(event.zone))


def state_of(release: Release) -> digest.State:
    """A release as a programme that people can know."""
    return digest.State(releases.read(release.content), people_of(release))


def _codes(release: Release) -> set[str]:
    found = (changes.load(one) for one in release.diff)
    return {change.key for change in found if digest.is_of_session(change)}


def _releases(event_id: int, numbers: Iterable[int]) -> dict[int, Release]:
    query = (
        sa.select(Release)
        .where(Release.event_id == event_id, Release.number.in_(list(numbers)))
        .options(orm.selectinload(Release.people))
    )
    return {release.number: release for release in db.session.scalars(query)}


def audience(event: Event, after: digest.State) -> int:
    """How many people would be told if `after` were published now."""
    news = digest.news(known(event.id, told(event.id)), after)
    return sum(1 for reader in readers(event, news.held_by) if news.for_reader(reader))


def due(now: datetime) -> Sequence[int]:
    """Ids of public events whose held mails are due."""
    query = (
        sa.select(Release.event_id)
        .join(ReleaseDigest, ReleaseDigest.release_id == Release.id)
        .join(Event, Event.id == Release.event_id)
        .where(
            ReleaseDigest.state == DigestState.HELD,
            ReleaseDigest.due <= now,
            Event.state != EventState.DRAFT,
        )
        .distinct()
        .order_by(Release.event_id)
    )
    return list(db.session.scalars(query))


def held(event_id: int, now: datetime) -> Sequence[Release]:
    """The versions of an event whose held mails are due, oldest first."""
    query = (
        sa.select(Release)
        .join(ReleaseDigest, ReleaseDigest.release_id == Release.id)
        .where(
            Release.event_id == event_id,
            ReleaseDigest.state == DigestState.HELD,
            ReleaseDigest.due <= now,
        )
        .order_by(Release.number)
    )
    return list(db.session.scalars(query))


def notes(event_id: int, after: int, until: int) -> list[dict[str, str]]:
    """What organizers wrote for readers of the versions after one until another, oldest first.

    Not of versions that were taken back.
    """
    query = (
        sa.select(Release.note)
        .outerjoin(ReleaseDigest, ReleaseDigest.release_id == Release.id)
        .where(
            Release.event_id == event_id,
            Release.number > after,
            Release.number <= until,
            sa.or_(ReleaseDigest.state.is_(None), ReleaseDigest.state != DigestState.TAKEN_BACK),
        )
        .order_by(Release.number)
    )
    return [note for note in db.session.scalars(query) if any(note.values())]
