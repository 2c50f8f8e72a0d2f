"""Fetches events, series and initiatives by their slug, and the lists to choose from."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event, Initiative, Series


def find_event(slug: str) -> Event | None:
    """The event with this slug, with its days, or None."""
    return db.session.scalar(sa.select(Event).where(Event.slug == slug))


def find_public_event(slug: str) -> Event | None:
    """The event if visitors may see it."""
    found = find_event(slug)
    return found if found is not None and found.is_public else None


def find_series(slug: str) -> Series | None:
    """The series with this slug."""
    return db.session.scalar(sa.select(Series).where(Series.slug == slug))


def find_initiative(slug: str) -> Initiative | None:
    """The initiative with this slug."""
    return db.session.scalar(sa.select(Initiative).where(Initiative.slug == slug))


def series() -> Sequence[tuple[Series, int]]:
    """Every series with the number of its events, drafts too, by slug."""
    count = sa.func.count(Event.id)
    found = db.session.execute(
        sa.select(Series, count)
        .outerjoin(Event, Event.series_id == Series.id)
        .group_by(Series.id)
        .order_by(Series.slug)
    )
    return [(row[0], row[1]) for row in found]


def initiatives() -> Sequence[tuple[Initiative, int]]:
    """Every initiative with the number of its events, drafts too, by slug."""
    count = sa.func.count(Event.id)
    # PostgreSQL has no equality of JSON, so grouping is by the key alone, which it accepts.
    found = db.session.execute(
        sa.select(Initiative, count)
        .outerjoin(Event, Event.initiative_id == Initiative.id)
        .group_by(Initiative.id)
        .order_by(Initiative.slug)
    )
    return [(row[0], row[1]) for row in found]
