"""The rows of a draft as the plain values that planning compares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventsite.agenda import draft
from eventsite.agenda.models import AgendaSession, Room, Speaker, Track
from eventsite.events.models import Event
from eventsite.exchange.plan import Draft, Here, Thing


@dataclass(frozen=True)
class Held:
    """Everything of a draft that an import may touch, fetched at once."""

    rooms: Sequence[Room]
    tracks: Sequence[Track]
    people: Sequence[Speaker]
    #: With their rooms, items and speakers.
    sessions: Sequence[AgendaSession]


def of(event: Event, held: Held) -> Draft:
    """The draft as plain values."""
    return Draft(
        event.zone,
        draft.hours_of(event),
        {
            Thing.ROOM: tuple(
                Here(str(r.id), {"names": dict(r.names), "capacity": r.capacity})
                for r in held.rooms
            ),
            Thing.TRACK: tuple(
                Here(str(t.id), {"names": dict(t.names), "hue": t.hue}) for t in held.tracks
            ),
            Thing.PERSON: tuple(Here(str(s.id), _person(s)) for s in held.people),
            Thing.SESSION: tuple(
                Here(s.code, _session(s), s.is_locked, s.uid) for s in held.sessions
            ),
        },
    )


def _person(speaker: Speaker) -> dict[str, Any]:
    works = draft.organisation_of(speaker, "en")
    return {
        "name": speaker.name,
        "honorific": speaker.honorific,
        "role_title": speaker.role_title,
        "organisation": works.get("en") or next(iter(works.values()), ""),
        "country": speaker.country,
        "email": speaker.email,
        "biography": dict(speaker.biography),
    }


def _session(session: AgendaSession) -> dict[str, Any]:
    time = None
    if session.day is not None and session.starts is not None:
        time = [session.day.isoformat(), f"{session.starts:%H:%M}", session.fold]
    return {
        "title": dict(session.title),
        "state": session.state.value,
        "time": time,
        "minutes": session.minutes,
        "rooms": sorted(str(room.id) for room in session.rooms),
        "online": session.online,
        "kind": session.kind.value,
        "track": str(session.track_id) if session.track_id is not None else "",
        "languages": list(session.languages),
        "people": [[str(one.speaker_id), one.role.value] for one in session.speakers],
        "parts": [
            {
                "title": dict(part.title),
                "minutes": part.minutes,
                "people": [str(one.speaker_id) for one in part.presenters],
            }
            for part in session.parts
        ],
        "abstract": dict(session.abstract),
        "recording": session.recording,
    }
