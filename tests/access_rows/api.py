"""Rows of the JSON interface and of the page about it."""

from collections.abc import Callable
from typing import Any, TypeAlias

from eventsite.agenda.models import SpeakerRole
from tests import make
from tests.access_table import Row, Values, World, everybody, of_event
from tests.agenda import makings

Grow: TypeAlias = Callable[[World], object]


def of_session(world: World) -> dict[str, Any]:
    """The address of a published session."""
    return {**of_event(world), "session": another_session(world)}


def of_speaker(world: World) -> dict[str, Any]:
    """The address of a published speaker."""
    speaker, _ = makings.make_asked(world.event)
    makings.publish(world.event)
    return {**of_event(world), "speaker": speaker.code}


def of_release(world: World) -> dict[str, Any]:
    """The address of an event's newest version."""
    another_session(world)
    return of_event(world)


def of_call(world: World) -> dict[str, Any]:
    """The address of a call."""
    return {**of_event(world), "call": make.make_call(world.event).slug}


def another_event(_world: World) -> object:
    """One more event with all that stands around it."""
    series, initiative = make.make_series(), make.make_initiative()
    event = make.make_event(days=2, series_id=series.id, initiative_id=initiative.id)
    event.outcome = {"en": "It was agreed."}
    event.clauses = ["ITD-6"]
    return event


def another_session(world: World) -> str:
    """One more published session with somebody in it and a room; its code."""
    room = makings.make_room(world.event, f"Room {make.number()}")
    track = makings.make_track(world.event, f"Track {make.number()}")
    speaker = makings.make_speaker(world.event, f"Person {make.number()}")
    session = makings.make_session(
        world.event, "Talk", track_id=track.id, speakers=[(speaker.id, SpeakerRole.SPEAKER)]
    )
    makings.place(world.event, session, "11:30", room)
    makings.publish(world.event)
    return session.code


def another_call(world: World) -> object:
    """One more published call."""
    return make.make_call(world.event)


def another_deadline(world: World) -> object:
    """One more deadline of the event."""
    return make.make_deadline(world.event)


def _row(values: Values = lambda _world: {}, grow: Grow | None = None) -> Row:
    return Row(everybody(), values, cacheable=True, grow=grow)


ROWS: dict[tuple[str, str], Row] = {
    ("api.documentation", "GET"): _row(),
    ("api.openapi_json", "GET"): _row(),
    ("api.events", "GET"): _row(grow=another_event),
    ("api.event", "GET"): _row(of_event),
    ("api.release", "GET"): _row(of_release),
    ("api.sessions", "GET"): _row(of_event, grow=another_session),
    ("api.session", "GET"): _row(of_session),
    ("api.speakers", "GET"): _row(of_event, grow=another_session),
    ("api.speaker", "GET"): _row(of_speaker),
    ("api.rooms", "GET"): _row(of_event, grow=another_session),
    ("api.tracks", "GET"): _row(of_event, grow=another_session),
    ("api.deadlines", "GET"): _row(of_event, grow=another_deadline),
    ("api.figures", "GET"): _row(of_event),
    ("api.series", "GET"): _row(grow=another_event),
    ("api.calls", "GET"): _row(grow=another_call),
    ("api.call", "GET"): _row(of_call),
    ("api.library", "GET"): _row(grow=another_event),
}
