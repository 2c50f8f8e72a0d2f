"""What calendars keep about a person: their own feeds, and sessions they asked for by mail."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.calendars import actions
from eventsite.calendars.models import PersonalFeed, SessionInvitation
from eventsite.core import clock, invitations, tasks
from eventsite.core.db import changed, db
from eventsite.events.models import Event
from eventsite.people.models import Person

#: What this room looks after.
TABLES = frozenset({"personal_feeds", "session_invitations"})
#: How long sessions asked for are remembered after the event.
KEPT = timedelta(days=30)


def export(person: Person) -> dict[str, Any]:
    """The person's feeds, without the secrets in their addresses, and sessions asked for."""
    return {
        "calendars": [_feed(feed) for feed in _feeds(person)],
        "sessions_by_mail": [
            {"event": slug, "session": code, "asked": at.isoformat()}
            for slug, code, at in db.session.execute(
                sa.select(Event.slug, SessionInvitation.session, SessionInvitation.created)
                .join(Event, Event.id == SessionInvitation.event_id)
                .where(SessionInvitation.person_id == person.id)
                .order_by(SessionInvitation.created, SessionInvitation.session)
            )
        ],
    }


def _feeds(person: Person) -> list[PersonalFeed]:
    query = sa.select(PersonalFeed).where(PersonalFeed.person_id == person.id)
    return list(db.session.scalars(query.order_by(PersonalFeed.id)))


def _feed(feed: PersonalFeed) -> dict[str, Any]:
    return {
        "code": feed.code,
        "name": feed.name,
        "lang": feed.lang,
        "hue": feed.hue,
        "parts": list(feed.parts),
        "alarm_minutes": feed.alarm,
        "hides_cancelled": feed.hides_cancelled,
        "created": feed.created.isoformat(),
        "revoked": feed.revoked and feed.revoked.isoformat(),
        "last_fetched": feed.fetched and feed.fetched.isoformat(),
        "last_fetched_by": feed.fetched_by,
    }


def erase(person: Person, now: datetime) -> None:
    """Revoke the feeds, whose links answer 410 from now on, and forget the rest."""
    for feed in _feeds(person):
        actions.revoke(feed, f"person:{person.id}", now)
        feed.name, feed.fetched, feed.fetched_by, feed.etag = "", None, "", ""
    mine = SessionInvitation.person_id == person.id
    db.session.execute(sa.delete(SessionInvitation).where(mine))
    invitations.forget([f"asked:{person.id}"])
    db.session.flush()


def expire(now: datetime) -> int:
    """Forget the sessions asked for 30 days after the event's last day; how many."""
    over = sa.select(Event.id).where(Event.last_day < (now - KEPT - timedelta(days=1)).date())
    return changed(
        sa.delete(SessionInvitation)
        .where(SessionInvitation.event_id.in_(over))
        .execution_options(synchronize_session=False)
    )


@tasks.periodic("calendars.expire", every=timedelta(days=1))
def expire_daily() -> None:
    """What has expired goes."""
    expire(clock.now())
