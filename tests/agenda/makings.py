"""Rows of programmes for tests, made by the same actions as the pages use."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from eventsite.agenda import actions, changes, checks, queries
from eventsite.agenda.models import (
    AgendaSession,
    AgendaTerms,
    Follower,
    RehearsalSlot,
    Release,
    Room,
    Speaker,
    SpeakerRole,
    Track,
)
from eventsite.core import files
from eventsite.events.models import Event
from tests.make import CREATED, FIRST_DAY, add, number

ACTOR = "user:1"


def make_room(event: Event, name: str = "Room A", **changes: Any) -> Room:
    return actions.create_room(event, actions.RoomFacts({"en": name}, **changes), ACTOR)


def make_track(event: Event, name: str = "Trust") -> Track:
    return actions.create_track(event, actions.TrackFacts({"en": name}), ACTOR)


def make_photo() -> files.File:
    return files.store(files.Checked("me.png", "image/png", b"\x89PNG\r\n\x1a\n"))


def make_session(event: Event, title: str = "Opening", **facts: Any) -> AgendaSession:
    return actions.create_session(event, actions.SessionFacts({"en": title}, **facts), ACTOR)


def place(
    event: Event,
    session: AgendaSession,
    starts: str = "09:30",
    *rooms: Room,
    day: date = FIRST_DAY,
    **more: Any,
) -> AgendaSession:
    placement = actions.Placement(
        day, time.fromisoformat(starts), [room.id for room in rooms], **more
    )
    return actions.place(event, session, placement, ACTOR, session.version)


def make_speaker(event: Event, name: str = "Litia Tuiloma", **facts: Any) -> Speaker:
    return actions.create_speaker(event, actions.SpeakerFacts(name, **facts), ACTOR)


def make_follower(event: Event, address: str = "", **changes: Any) -> Follower:
    """A confirmed follower who hears of everything."""
    facts: dict[str, Any] = {
        "event_id": event.id,
        "email": address or f"follower{number()}@example.org",
        "zone": "Pacific/Fiji",
        "created": CREATED,
        "confirmed": CREATED,
    }
    return add(Follower(**{**facts, **changes}))


def make_asked(
    event: Event, name: str = "Litia Tuiloma", **changes: Any
) -> tuple[Speaker, AgendaSession]:
    """Somebody with an address who speaks in a session on the table of the first day."""
    speaker = make_speaker(event, name, email=f"speaker{number()}@example.org")
    for column, value in changes.items():
        setattr(speaker, column, value)
    speakers = [(speaker.id, SpeakerRole.SPEAKER)]
    session = make_session(event, f"Talk of {name}", speakers=speakers)
    place(event, session, "09:30")
    return speaker, session


def make_rehearsal(event: Event, **changes: Any) -> RehearsalSlot:
    """A time for a technical test a week before the event."""
    starts = datetime.combine(FIRST_DAY - timedelta(days=7), time(9), UTC)
    facts: dict[str, Any] = {"event_id": event.id, "starts": starts, "minutes": 15, **changes}
    return add(RehearsalSlot(**facts))


def make_terms(event: Event, **changes: Any) -> AgendaTerms:
    """What the team settled."""
    return add(AgendaTerms(**{"event_id": event.id, "levels": {}, **changes}))


def fingerprint(event: Event) -> str:
    latest = queries.latest_release(event.id)
    draft = queries.draft(event)
    return changes.fingerprint(draft.agenda, draft.people, latest.number if latest else 0)


def publish(event: Event) -> Release:
    reasons = dict.fromkeys(checks.Rule, "This is how it was agreed.")
    return actions.publish(event, ACTOR, fingerprint(event), {}, reasons)
