"""Following a programme by mail without an account: ask, confirm, change, stop, forget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.agenda import queries
from eventsite.agenda.emails import followers as emails
from eventsite.agenda.models import Follower
from eventsite.agenda.queries import followers as follower_queries
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock
from eventsite.core.db import changed, db, lock
from eventsite.events.models import Event

#: How long an address waits for its confirmation.
UNCONFIRMED_KEPT = timedelta(days=7)
#: How long addresses are kept after the event.
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Wishes:
    """Of what somebody wants to hear, and how; no tracks or no languages means all."""

    lang: str
    zone: str
    tracks: Sequence[int] = ()
    languages: Sequence[str] = ()


def follow(event: Event, address: str, wishes: Wishes, actor: str) -> None:
    """Mail the address a link; only its button makes it follow.

    Nothing that the caller sees tells whether the address is known: one that follows already
    keeps its wishes and is mailed its own page.
    """
    event = lock(Event, event.id)
    follower = follower_queries.follower_at(event.id, address)
    if follower is None:
        follower = Follower(event_id=event.id, email=address.casefold(), created=clock.now())
        db.session.add(follower)
    if follower.confirmed is None:
        _wish(follower, wishes)
    db.session.flush()
    audit.record(actor, Verb.FOLLOW_ASKED, f"follower:{follower.id}")
    emails.ask(event, follower)


def confirm(follower: Follower, actor: str) -> None:
    """From now on the address is told of changes; a second press changes nothing."""
    if follower.confirmed is None:
        follower.confirmed = clock.now()
        audit.record(actor, Verb.FOLLOWED, f"follower:{follower.id}")
    db.session.flush()


def change_wishes(follower: Follower, wishes: Wishes, actor: str) -> None:
    """Other tracks, languages, zone or language of mails."""
    _wish(follower, wishes)
    db.session.flush()
    audit.record(actor, Verb.WISHES_CHANGED, f"follower:{follower.id}")


def stop(follower: Follower, actor: str) -> None:
    """No further mail; the address is deleted."""
    audit.record(actor, Verb.UNFOLLOWED, f"follower:{follower.id}")
    db.session.delete(follower)
    db.session.flush()


def _wish(follower: Follower, wishes: Wishes) -> None:
    known = {track.id for track in queries.tracks(follower.event_id)}
    follower.lang, follower.zone = wishes.lang, wishes.zone
    follower.tracks = [track for track in wishes.tracks if track in known]
    follower.languages = list(wishes.languages)


def of_address(address: str) -> list[dict[str, Any]]:
    """What events an address follows, JSON-able."""
    query = (
        sa.select(Follower, Event.slug)
        .join(Event, Event.id == Follower.event_id)
        .where(Follower.email == address.casefold())
        .order_by(Follower.id)
    )
    return [
        {
            "event": slug,
            "lang": one.lang,
            "zone": one.zone,
            "tracks": one.tracks,
            "languages": one.languages,
            "created": one.created.isoformat(),
            "confirmed": one.confirmed.isoformat() if one.confirmed else None,
        }
        for one, slug in db.session.execute(query)
    ]


def forget(address: str) -> int:
    """Delete an address from all events; how many rows."""
    if not address:
        return 0
    return changed(
        sa.delete(Follower)
        .where(Follower.email == address.casefold())
        .execution_options(synchronize_session=False)
    )


def expire(now: datetime) -> int:
    """Delete unconfirmed addresses after 7 days and all 30 days after the event; how many."""
    over = sa.select(Event.id).where(Event.last_day < (now - KEPT).date())
    return changed(
        sa.delete(Follower)
        .where(
            sa.or_(
                sa.and_(Follower.confirmed.is_(None), Follower.created < now - UNCONFIRMED_KEPT),
                Follower.event_id.in_(over),
            )
        )
        .execution_options(synchronize_session=False)
    )
