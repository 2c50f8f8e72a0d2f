"""Stars of people with an account; on other devices the browser keeps them."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from eventsite.agenda.models import AgendaSession, SessionStar
from eventsite.agenda.queries import followers as follower_queries
from eventsite.core import clock
from eventsite.core.db import changed, db, lock
from eventsite.events.models import Event
from eventsite.people.models import Person


def star(event: Event, person_id: int, codes: Iterable[str], on: bool) -> None:
    """Star published sessions of an event or take the stars away; pressing twice is harmless.

    Codes of no such session are passed over: a device may keep stars longer than a programme.
    """
    lock(Person, person_id)
    wanted = set(codes)
    found = sa.select(AgendaSession.id, AgendaSession.code).where(
        AgendaSession.event_id == event.id,
        AgendaSession.code.in_(wanted),
        AgendaSession.released.is_not(None),
    )
    rows = {row.code: row.id for row in db.session.execute(found)}
    if not on:
        db.session.execute(
            sa.delete(SessionStar).where(
                SessionStar.person_id == person_id, SessionStar.session_id.in_(rows.values())
            )
        )
        return
    now, known = clock.now(), follower_queries.starred(person_id, event.id)
    db.session.add_all(
        SessionStar(person_id=person_id, session_id=key, created=now)
        for code, key in rows.items()
        if code not in known
    )
    db.session.flush()


def of_person(person: Person) -> list[dict[str, Any]]:
    """What a person starred, JSON-able."""
    query = (
        sa.select(Event.slug, AgendaSession.code, AgendaSession.title, SessionStar.created)
        .join(AgendaSession, AgendaSession.id == SessionStar.session_id)
        .join(Event, Event.id == AgendaSession.event_id)
        .where(SessionStar.person_id == person.id)
        .order_by(SessionStar.created, AgendaSession.id)
    )
    return [
        {"event": slug, "session": code, "title": title, "created": created.isoformat()}
        for slug, code, title, created in db.session.execute(query)
    ]


def forget(person: Person) -> int:
    """Take all stars of a person away; how many."""
    return changed(sa.delete(SessionStar).where(SessionStar.person_id == person.id))
