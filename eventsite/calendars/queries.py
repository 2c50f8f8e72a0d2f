"""Fetches what feeds are made of: first a cheap key of their revision, then their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, cast

import sqlalchemy as sa

from eventsite.agenda.models import Release, ReleasePerson
from eventsite.core import gathered
from eventsite.core.db import db
from eventsite.events import withdrawal
from eventsite.events.models import Event, EventDay, EventKind, EventState, KeyDeadline, Series

#: A selected row of columns by their labels.
Row: TypeAlias = sa.Row[*tuple[Any, ...]]
#: Rows of one event, one for each of its days or deadlines.
Rows: TypeAlias = Sequence[Row]
PUBLIC = Event.state != EventState.DRAFT
#: What feeds hold: also what was public once, which stays in them as cancelled.
LISTED = sa.or_(PUBLIC, Event.withdrawn.is_not(None))
_EVENT: tuple[Any, ...] = (
    Event.id,
    Event.slug,
    Event.kind,
    Event.state,
    Event.title,
    Event.summary,
    Event.hue,
    Event.zone,
    Event.mode,
    Event.venue,
    Event.city,
    Event.country,
    Event.dates_confirmed,
    Event.cancelled,
    Event.revised,
    Event.moves,
    Event.moved,
    Event.withdrawn,
    Event.last_public,
    Event.version,
)
_DAY: tuple[Any, ...] = (
    EventDay.uid.label("uid"),
    EventDay.sequence.label("sequence"),
    EventDay.revised.label("day_revised"),
    EventDay.day.label("day"),
    EventDay.starts.label("starts"),
    EventDay.ends.label("ends"),
    EventDay.label.label("label"),
    EventDay.cancelled.label("day_cancelled"),
    EventDay.former.label("former_days"),
)


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of several events together: `key` changes with any of them, `at` never falls."""

    key: tuple[object, ...]
    at: datetime | None
    #: The id, name and hue of the series that was asked for.
    series_id: int | None = None
    title: dict[str, str] | None = None
    hue: str = "sea"


def revision(kind: EventKind | None = None) -> Revision:
    """Of all events, or of the public ones of a kind, in one query.

    The instant is that of every event ever changed: one that was taken back, or became another
    kind, changes the feed without standing in it any more.
    """
    of_kind = Event.kind == kind if kind else sa.true()
    row = db.session.execute(
        sa.select(
            sa.func.max(Event.revised),
            sa.func.count().filter(LISTED, of_kind),
            sa.func.sum(Event.version),
            *_newest_days(),
        ).select_from(Event)
    ).one()
    return Revision(tuple(row), _latest(row[0], row[3]))


def _newest_days() -> tuple[sa.ScalarSelect[Any], ...]:
    newest = sa.select(sa.func.max(EventDay.revised)).scalar_subquery()
    numbers = sa.select(sa.func.sum(EventDay.sequence) + sa.func.count()).select_from(EventDay)
    return newest, numbers.scalar_subquery()


def _stood(name: str | sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether a feed that the event once stood in is the one of this name (`events.withdrawal`)."""
    return sa.cast(Event.former, sa.Text).contains(sa.literal('"') + name + '"')


def _series_query() -> sa.Select[tuple[Any, ...]]:
    name = sa.literal(withdrawal.SERIES) + sa.cast(Series.id, sa.Text)
    within = sa.or_(Event.series_id == Series.id, _stood(name))
    days = sa.select(EventDay).join(Event).where(within).correlate(Series)
    return (
        sa.select(
            Series.id,
            Series.title,
            Series.hue,
            Series.revised,
            Series.version,
            sa.func.max(Event.revised),
            sa.func.count(Event.id).filter(LISTED),
            sa.func.sum(Event.version),
            days.with_only_columns(sa.func.max(EventDay.revised)).scalar_subquery(),
            days.with_only_columns(
                sa.func.sum(EventDay.sequence) + sa.func.count(EventDay.id)
            ).scalar_subquery(),
        )
        .outerjoin(Event, within)
        .where(Series.slug == sa.bindparam("slug"))
        .group_by(Series.id)
    )


_SERIES_BY_SLUG = _series_query()


def find_series_revision(slug: str) -> Revision | None:
    """Of the events of a series, in one query; None when there is no such series."""
    row = db.session.execute(_SERIES_BY_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        return None
    key = (row.id, *row[3:])
    return Revision(key, _latest(row[3], row[5], row[8]), row.id, row.title, row.hue)


def _latest(*instants: datetime | None) -> datetime | None:
    return max((instant for instant in instants if instant is not None), default=None)


def event_days(kind: EventKind | None = None, series_id: int | None = None) -> list[Rows]:
    """The rows of each event in feeds, one per day, in order of time; events without days are not.

    Of a kind or series also the events that stood there while they were public; `has_left` says
    so. One query of the columns that entries need.
    """
    stands, stood = PUBLIC, LISTED
    if kind:
        stands = sa.and_(PUBLIC, Event.kind == kind)
        stood = _stood(withdrawal.of_kind(kind))
    elif series_id is not None:
        stands = sa.and_(PUBLIC, Event.series_id.is_not_distinct_from(series_id))
        stood = _stood(withdrawal.of_series(series_id))
    query = (
        sa.select(*_EVENT, *_DAY, sa.not_(stands).label("has_left"))
        .join(EventDay, EventDay.event_id == Event.id)
        .where(LISTED, sa.or_(stands, stood))
        .order_by(EventDay.day, EventDay.starts, EventDay.id)
    )
    grouped: dict[int, list[Row]] = {}
    for row in db.session.execute(query):
        grouped.setdefault(row.id, []).append(row)
    return [*grouped.values()]


@dataclass(frozen=True, slots=True)
class Found:
    """An event in feeds with the key of all that its own show."""

    #: One per day; one with an empty day when there is none.
    rows: Rows
    release_id: int | None
    #: When the newest release was published, and the last erasure of a person in it.
    published: datetime | None
    redacted: datetime | None

    @property
    def event(self) -> Row:
        """The event's columns."""
        return self.rows[0]

    @property
    def revised(self) -> datetime:
        """The last change of the event itself."""
        return cast(datetime, self.event.revised)

    @property
    def key(self) -> tuple[object, ...]:
        """Changes whenever a feed made from it would."""
        days = tuple((r.uid, r.sequence, r.day_revised) for r in self.rows)
        event = self.event
        return (event.id, event.version, event.revised, days, self.release_id, self.redacted)

    @property
    def at(self) -> datetime:
        """The last change; never falls, as neither of its parts does."""
        known = [at for at in (self.published, self.redacted) if at is not None]
        if self.event.withdrawn is not None:
            # What becomes of the draft is nothing that feeds show.
            return max([cast(datetime, self.event.withdrawn), *known])
        days: list[datetime] = [r.day_revised for r in self.rows if r.uid is not None]
        return max([self.revised, *days, *known])


def _event_query() -> sa.Select[tuple[Any, ...]]:
    newest = (
        sa.select(Release.id)
        .where(
            Release.event_id == Event.id,
            # Nobody has seen what was published while the event itself was a draft.
            sa.or_(Event.withdrawn.is_(None), Release.created <= Event.withdrawn),
        )
        .order_by(Release.number.desc())
        .limit(1)
        .correlate(Event)
        .scalar_subquery()
    )
    redacted = (
        sa.select(sa.func.max(ReleasePerson.redacted))
        .join(Release)
        .where(Release.event_id == Event.id)
        .correlate(Event)
        .scalar_subquery()
    )
    return (
        sa.select(
            *_EVENT,
            *_DAY,
            Release.id.label("release_id"),
            Release.created.label("published"),
            redacted.label("redacted"),
            sa.exists().where(KeyDeadline.event_id == Event.id).label("has_deadlines"),
        )
        .outerjoin(EventDay, EventDay.event_id == Event.id)
        .outerjoin(Release, Release.id == newest)
        .where(Event.slug == sa.bindparam("slug"), LISTED)
        .order_by(EventDay.day, EventDay.starts, EventDay.id)
    )


#: Built once: that takes longer than to run it.
_EVENT_BY_SLUG = _event_query()


def find_event(slug: str) -> Found | None:
    """An event in feeds, its days and the key of its newest release, in one query; else None."""
    rows = db.session.execute(_EVENT_BY_SLUG, {"slug": slug}).all()
    if not rows:
        return None
    return Found(rows, rows[0].release_id, rows[0].published, rows[0].redacted)


def deadlines(slug: str) -> Rows | None:
    """The columns of an event in feeds with each deadline, in one query; None when there is none.

    An event without deadlines gives one row whose deadline is empty.
    """
    rows = db.session.execute(
        sa.select(
            *_EVENT,
            KeyDeadline.uid.label("uid"),
            KeyDeadline.sequence.label("sequence"),
            KeyDeadline.revised.label("deadline_revised"),
            KeyDeadline.at.label("at"),
            KeyDeadline.kind.label("deadline_kind"),
            KeyDeadline.label.label("label"),
            KeyDeadline.cancelled.label("deadline_cancelled"),
            sa.select(sa.func.max(EventDay.day))
            .where(EventDay.event_id == Event.id)
            .correlate(Event)
            .scalar_subquery()
            .label("last_day"),
        )
        .outerjoin(KeyDeadline, KeyDeadline.event_id == Event.id)
        .where(Event.slug == slug, LISTED)
        .order_by(KeyDeadline.at, KeyDeadline.id)
    ).all()
    return rows or None


class OfferedSeries(NamedTuple):
    """A series that has public events."""

    slug: str
    title: dict[str, str]
    hue: str


def offered() -> tuple[list[EventKind], list[OfferedSeries]]:
    """The kinds that have public events, and the series that do, in one query."""
    series = (
        sa.select(Series.slug, Series.title, Series.hue)
        .where(sa.exists().where(Event.series_id == Series.id, PUBLIC))
        .order_by(Series.slug)
    )
    kinds = sa.select(Event.kind).where(PUBLIC).distinct()
    found, listed = db.session.execute(
        sa.select(gathered.rows(kinds, EventKind), gathered.rows(series, OfferedSeries))
    ).one()
    return [kind for kind in EventKind if kind in found], listed


def days_of(event_ids: Sequence[int]) -> dict[int, Rows]:
    """The rows of these events, drafts too, one per day, in order of time; in one query."""
    query = (
        sa.select(*_EVENT, *_DAY)
        .outerjoin(EventDay, EventDay.event_id == Event.id)
        .where(Event.id.in_(event_ids))
        .order_by(EventDay.day, EventDay.starts, EventDay.id)
    )
    grouped: dict[int, list[Row]] = {}
    for row in db.session.execute(query):
        grouped.setdefault(row.id, []).append(row)
    return {**grouped}
