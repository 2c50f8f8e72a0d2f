"""Fetching events: by slug, for lists, with their parts."""

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event, TeamMember


def find_event(slug: str) -> Event | None:
    """The event with this slug, with its days, or None."""
    return db.session.scalar(sa.select(Event).where(Event.slug == slug))


def find_public_event(slug: str) -> Event | None:
    """The event if visitors may see it."""
    found = find_event(slug)
    return found if found is not None and found.is_public else None


def find_member(event_id: int, user_id: int) -> TeamMember | None:
    """A user's membership of an event's team."""
    return db.session.scalar(
        sa.select(TeamMember).where(TeamMember.event_id == event_id, TeamMember.user_id == user_id)
    )
