"""Publishes a programme and fills that of the invented forum: rooms, tracks, sessions, speakers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from itertools import cycle
from typing import Any

import sqlalchemy as sa

from eventsite.agenda import actions as agenda
from eventsite.agenda import changes
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import (
    DigestState,
    Release,
    ReleaseDigest,
    SessionKind,
    SpeakerRole,
)
from eventsite.core import i18n, text
from eventsite.core.db import db
from eventsite.demo import cast, facts, preparing, speaking, underway
from eventsite.events.models import Event
from eventsite.reference import countries

#: Rooms beyond the first five are for workshops and for those who only join online.
WORKSHOP_ROOM, ONLINE_ROOM = 5, 7
#: How many people are in a session besides its moderator.
VOICES = {"panel": 3, "talk": 1, "workshop": 2}


def publish(event: Event, actor: str, note: Mapping[str, str] | None = None) -> Release:
    """Publish the draft as it stands now; nobody is mailed of invented versions."""
    draft = agenda_queries.draft(event)
    latest = agenda_queries.latest_release(event.id)
    seen = changes.fingerprint(draft.agenda, draft.people, latest.number if latest else 0)
    release = agenda.publish(event, actor, seen, note or {})
    db.session.execute(
        sa.update(ReleaseDigest)
        .where(ReleaseDigest.release_id == release.id)
        .values(state=DigestState.SENT)
    )
    return release


def fill(event: Event, actor: str) -> None:
    """Rooms, tracks, speakers and the sixty sessions of the invented forum; publishes them."""
    known = facts.read("forum")
    rooms = [
        agenda.create_room(
            event,
            agenda.RoomFacts(room["names"], room["seats"], {}, room["online"], position),
            actor,
        ).id
        for position, room in enumerate(known["rooms"])
    ]
    tracks = {
        track["key"]: agenda.create_track(
            event, agenda.TrackFacts(track["names"], track["hue"], position), actor
        ).id
        for position, track in enumerate(known["tracks"])
    }
    speakers = cycle([_speaker(event, fact, actor) for fact in known["speakers"]])
    sessions = iter(known["sessions"])
    moves = []
    for slot in known["plan"]:
        if "single" in slot:
            title = known["singles"][slot["single"]]
            moves.append(_single(event, slot, title, rooms, speakers, actor))
            continue
        for place in range(slot["parallel"]):
            fact = next(sessions)
            room = _room_of(fact, place, rooms)
            moves.append(_parallel(event, slot, fact, room, tracks, speakers, actor))
    agenda.place_all(event, moves, actor)
    first = _first_day(event)
    speaking.prepare(event, first, actor)
    preparing.prepare(event, first, actor)
    publish(event, actor, {"en": "First version of the programme"})
    _revise(event, actor)
    underway.change(event, first, actor)


def _revise(event: Event, actor: str) -> None:
    """A second version, so that there are changes to read: two talks end earlier."""
    talks = [s for s in agenda_queries.sessions(event.id) if s.kind == SessionKind.TALK]
    for talk in talks[:2]:
        agenda.resize(event, talk, talk.minutes - 15, actor, talk.version)
    publish(
        event,
        actor,
        {
            "en": "Two talks leave more time for questions in the corridor.",
            "fr": "Deux exposés laissent plus de temps aux questions dans le couloir.",
            "ar": "محاضرتان تتركان وقتًا أطول للأسئلة في الرواق.",
        },
    )


def _speaker(event: Event, fact: Mapping[str, Any], actor: str) -> int:
    country = fact["country"]
    said = agenda.SpeakerFacts(
        name=fact["name"],
        honorific=fact["honorific"],
        role_title=fact["job_title"],
        organisation_text=fact["organisation"],
        country=country,
        biography={
            "en": f"{fact['name']} is an invented person. Nobody of this name spoke anywhere."
        },
        zone=countries.country(country).capital_zone or "",
        email=f"{text.slugify(fact['name'])}@{cast.DOMAIN}",
    )
    return agenda.create_speaker(event, said, actor, is_demo=True).id


def _room_of(fact: Mapping[str, Any], place: int, rooms: Sequence[int]) -> int:
    """Workshops go to a workshop room; the sixth of a slot is online only."""
    if fact["kind"] == "workshop":
        return rooms[WORKSHOP_ROOM + (place > WORKSHOP_ROOM - 1)]
    return rooms[place] if place < WORKSHOP_ROOM else rooms[ONLINE_ROOM]


def _parallel(
    event: Event,
    slot: Mapping[str, Any],
    fact: Mapping[str, Any],
    room: int,
    tracks: Mapping[str, int],
    speakers: Iterator[int],
    actor: str,
) -> agenda.Move:
    kind = fact["kind"]
    role = SpeakerRole.PANELLIST if kind == "panel" else SpeakerRole.SPEAKER
    people = [(next(speakers), SpeakerRole.MODERATOR)] if kind == "panel" else []
    people += [(next(speakers), role) for _ in range(VOICES[kind])]
    said = agenda.SessionFacts(
        title=fact["title"],
        kind=SessionKind(kind),
        minutes=slot["minutes"],
        abstract={"en": fact["abstract"]},
        track_id=tracks[fact["track"]],
        languages=["en"],
        interpretation=["fr", "ar"] if kind == "panel" else [],
        has_captions=kind != "workshop",
        speakers=people,
        **_content(fact["title"]["en"], people),
    )
    return _new(event, slot, said, [room], actor, online=kind != "workshop")


def _single(
    event: Event,
    slot: Mapping[str, Any],
    title: Mapping[str, str],
    rooms: Sequence[int],
    speakers: Iterator[int],
    actor: str,
) -> agenda.Move:
    kind = SessionKind(slot["kind"])
    spoken = kind in {SessionKind.PLENARY, SessionKind.KEYNOTE}
    people = [(next(speakers), SpeakerRole.SPEAKER) for _ in range(3)] if spoken else []
    if spoken:
        people.insert(0, (next(speakers), SpeakerRole.MODERATOR))
    said = agenda.SessionFacts(
        title=title,
        kind=kind,
        minutes=slot["minutes"],
        abstract={"en": slot["abstract"]} if slot["abstract"] else {},
        languages=["en"] if spoken else [],
        interpretation=[lang for lang in i18n.LANGUAGES if lang != "en"] if spoken else [],
        has_captions=spoken,
        has_sign_language=spoken,
        speakers=people,
        **_content(title["en"], people),
    )
    return _new(event, slot, said, [rooms[n] for n in slot["rooms"]], actor, online=spoken)


def _content(title: str, people: Sequence[tuple[int, SpeakerRole]]) -> dict[str, Any]:
    """The items and topics of a session, where the facts have some; presenters are its people."""
    known = dict(facts.read("building")["sessions"].get(title, {}))
    parts = [
        agenda.Part(
            part["title"],
            part["minutes"],
            [] if part["presenter"] is None else [people[part["presenter"]][0]],
        )
        for part in known.pop("parts", [])
    ]
    return {**known, "parts": parts}


def _first_day(event: Event) -> date:
    first: date | None = event.first_day
    if first is None:
        raise ValueError("The forum has no days.")
    return first


def _new(
    event: Event,
    slot: Mapping[str, Any],
    said: agenda.SessionFacts,
    rooms: Sequence[int],
    actor: str,
    online: bool,
) -> agenda.Move:
    """A session, and the way to its place; all go there in one step."""
    session = agenda.create_session(event, said, actor)
    where = agenda.Placement(
        day=_first_day(event) + timedelta(days=slot["day"]),
        starts=time.fromisoformat(slot["starts"]),
        rooms=rooms,
        online=online,
    )
    return agenda.Move(session, where, session.version)
