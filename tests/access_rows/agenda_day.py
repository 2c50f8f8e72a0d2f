"""Rows of the day itself: screens for all, the desk's pages and papers for the team."""

from datetime import UTC
from typing import Any

from eventsite.agenda import queries
from eventsite.agenda.actions import live
from eventsite.agenda.models import AgendaSession, Room, SpeakerRole
from eventsite.core import clock, zones
from tests.access_table import Row, Visitor, World, Writes, everybody, of_event, page, team, write
from tests.agenda import makings

DESK = team(Visitor.DESK, Visitor.AGENDA)


def today(world: World) -> dict[str, Any]:
    """A published event where it is noon now, with one session that runs until four."""
    event, now = world.event, clock.now()
    event.zone = f"Etc/GMT{now.astimezone(UTC).hour - 12:+d}"
    for day in event.days:
        day.day = zones.local(now, event.zone).date()
        event.first_day = event.last_day = day.day
    hall, spare = makings.make_room(event, "Hall"), makings.make_room(event, "Spare")
    return {"hall": hall, "spare": spare, "session": _running(world, hall)}


def _running(world: World, room: Room) -> AgendaSession:
    speaker = makings.make_speaker(world.event)
    session = makings.make_session(
        world.event, speakers=[(speaker.id, SpeakerRole.SPEAKER)], minutes=300
    )
    makings.place(world.event, session, "11:00", room, day=world.event.days[0].day)
    makings.publish(world.event)
    return session


def a_room(world: World) -> dict[str, Any]:
    """The address of a room of today."""
    return {**of_event(world), "number": today(world)["hall"].id}


def a_session(world: World) -> dict[str, Any]:
    """The address of a session in a room of today."""
    made = today(world)
    return {**of_event(world), "number": made["hall"].id, "code": made["session"].code}


def of_session(world: World) -> dict[str, Any]:
    """The address of a session."""
    return {**of_event(world), "code": today(world)["session"].code}


def of_today(world: World) -> dict[str, Any]:
    """The address of an event of today."""
    today(world)
    return of_event(world)


def a_change(world: World) -> dict[str, Any]:
    """The address of a change that was made."""
    made = today(world)
    change = live.late(world.event, made["session"].code, 5, makings.ACTOR)
    return {**of_event(world), "number": made["hall"].id, "change": change.id}


def one_more(world: World) -> object:
    """One more session now, in a room and with a speaker of its own."""
    if not queries.rooms(world.event.id):
        return today(world)
    return _running(world, makings.make_room(world.event, "Further"))


def one_more_here(world: World) -> object:
    """One more session now in the room in the address."""
    return _running(world, queries.rooms(world.event.id)[0])


def _change(verb: str, fields: Any = lambda _world: {}) -> Row:
    return write(DESK, a_session, Writes(verb, fields, before=("sessions",), after=("number",)))


ROWS: dict[tuple[str, str], Row] = {
    ("agenda.door", "GET"): page(
        everybody(), a_room, cacheable=True, max_age=15, grow=one_more_here
    ),
    ("agenda.screen", "GET"): page(
        everybody(), of_today, cacheable=True, max_age=15, grow=one_more
    ),
    ("agenda.now", "GET"): page(everybody(), of_today, cacheable=True, max_age=15, grow=one_more),
    ("agenda.live", "GET"): page(DESK, of_today, grow=one_more, reader=Visitor.OWNER),
    ("agenda.live_room", "GET"): page(DESK, a_room, grow=one_more_here, reader=Visitor.OWNER),
    ("agenda.run_of_show", "GET"): page(DESK, of_today, grow=one_more, reader=Visitor.OWNER),
    ("agenda.briefing", "GET"): page(DESK, of_session),
    ("agenda.live_late", "POST"): _change("session.late", lambda _world: {"minutes": "10"}),
    ("agenda.live_move", "POST"): _change(
        "session.room_changed", lambda w: {"room": queries.rooms(w.event.id)[1].id}
    ),
    ("agenda.live_cancel", "POST"): _change("session.cancelled_today"),
    ("agenda.live_absent", "POST"): _change(
        "speaker.absent", lambda w: {"speaker": queries.speakers(w.event.id)[0].code}
    ),
    ("agenda.live_undo", "POST"): write(
        DESK, a_change, Writes("live_change.undone", before=("change",))
    ),
}
