"""The draft's rows as values: the agenda that publishing would freeze."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from eventsite.agenda import contents, releases, times
from eventsite.agenda.models import (
    AgendaSession,
    Answer,
    SessionKind,
    SessionSpeaker,
    SessionState,
    Speaker,
)
from eventsite.events.models import Event


@dataclass(frozen=True, slots=True)
class Draft:
    """What publishing would freeze: the agenda and, apart, its people by speaker code."""

    agenda: releases.ReleasedAgenda
    people: dict[str, releases.ReleasedPerson]


def hours_of(event: Event) -> tuple[times.Hours, ...]:
    """The event's days, without cancelled ones, in order."""
    return tuple(times.Hours(d.day, d.starts, d.ends) for d in event.days if d.cancelled is None)


def of(event: Event, sessions: Iterable[AgendaSession]) -> Draft:
    """The draft of placed public sessions (`is_public`); their parts must be loaded."""
    placed = [s for s in sessions if s.is_placed and is_public(s)]
    speakers = {speaker.id: speaker for s in placed for speaker in _everybody(s)}
    by_code = sorted(speakers.values(), key=lambda s: (s.precedence or math.inf, s.code))
    lang = event.text_langs[0] if event.text_langs else "en"
    released = {s.id: _speaker(s, lang) for s in by_code}
    agenda = releases.ReleasedAgenda(
        zone=event.zone,
        days=tuple(
            releases.ReleasedDay(times.Hours(d.day, d.starts, d.ends), d.label)
            for d in event.days
            if d.cancelled is None
        ),
        rooms=_rooms(placed),
        tracks=_tracks(placed),
        speakers=tuple(released.values()),
        sessions=tuple(
            sorted((_session(event, s, released) for s in placed), key=lambda s: (s.start, s.code))
        ),
    )
    return Draft(agenda, {speaker.code: _person(speaker) for speaker in by_code})


def is_public(session: AgendaSession) -> bool:
    """Whether publishing shows it once it is placed: neither a blocker nor withdrawn."""
    return session.kind != SessionKind.BLOCKER and session.state != SessionState.WITHDRAWN


def _everybody(session: AgendaSession) -> Iterator[Speaker]:
    """Who is in it or presents an item of it, but nobody who declined."""
    people = [part.speaker for part in session.speakers]
    people += [one.speaker for part in session.parts for one in part.presenters]
    yield from (one for one in people if one.answer is not Answer.DECLINED)


def _rooms(sessions: Iterable[AgendaSession]) -> tuple[releases.ReleasedRoom, ...]:
    rooms = {room.id: room for s in sessions for room in s.rooms}
    return tuple(
        releases.ReleasedRoom(r.id, r.names, r.capacity, r.note, r.is_online)
        for r in sorted(rooms.values(), key=lambda r: (r.position, r.id))
    )


def _tracks(sessions: Iterable[AgendaSession]) -> tuple[releases.ReleasedTrack, ...]:
    tracks = {s.track.id: s.track for s in sessions if s.track is not None}
    return tuple(
        releases.ReleasedTrack(t.id, t.names, t.hue)
        for t in sorted(tracks.values(), key=lambda t: (t.position, t.id))
    )


def _speaker(speaker: Speaker, lang: str) -> releases.ReleasedSpeaker:
    return releases.ReleasedSpeaker(
        speaker.code, organisation_of(speaker, lang), speaker.country, speaker.precedence
    )


def organisation_of(speaker: Speaker, lang: str) -> dict[str, str]:
    """The speaker's organisation: as the programme writes it, else by the directory's names."""
    if speaker.organisation_text:
        return {lang: speaker.organisation_text}
    return dict(speaker.organisation.names) if speaker.organisation else {}


def _person(speaker: Speaker) -> releases.ReleasedPerson:
    return releases.ReleasedPerson(
        honorific=speaker.honorific,
        name=speaker.name,
        role_title=speaker.role_title,
        biography=speaker.biography if speaker.may_be_shown else {},
        photo=speaker.photo.code if speaker.photo and speaker.may_be_shown else "",
    )


def _session(
    event: Event, session: AgendaSession, speakers: dict[int, releases.ReleasedSpeaker]
) -> releases.ReleasedSession:
    wall = wall_of(session)
    start, end = times.standing(wall, session.minutes, event.zone, session.fold)
    return releases.ReleasedSession(
        code=session.code,
        uid=session.uid,
        state=session.state.value,
        title=session.title,
        abstract=session.abstract,
        kind=session.kind.value,
        track=session.track_id,
        start=start,
        end=end,
        wall=wall,
        fold=session.fold,
        zone=event.zone,
        rooms=tuple(room.id for room in session.rooms),
        online=session.online,
        languages=tuple(session.languages),
        interpretation=tuple(session.interpretation),
        has_captions=session.has_captions,
        has_sign_language=session.has_sign_language,
        parts=tuple(
            releases.Item(
                part.title,
                part.minutes,
                tuple(
                    speakers[p.speaker_id].code for p in part.presenters if p.speaker_id in speakers
                ),
            )
            for part in session.parts
        ),
        speakers=tuple(
            _voice(part, speakers[part.speaker_id])
            for part in session.speakers
            if part.speaker_id in speakers
        ),
        materials=tuple(
            contents.material(one)
            for one in session.materials
            # What belongs to somebody who declined or left goes with them.
            if contents.is_public(one) and (one.speaker_id is None or one.speaker_id in speakers)
        ),
        recording=session.recording,
        transcript=session.transcript,
        outcome=session.outcome,
        clauses=tuple(session.clauses),
        sdgs=tuple(session.sdgs),
        study_groups=tuple(session.study_groups),
        work_items=tuple(session.work_items),
        late=session.late,
        ways=tuple(contents.way(one) for one in session.ways),
    )


def _voice(part: SessionSpeaker, known: releases.ReleasedSpeaker) -> releases.Voice:
    return releases.Voice(
        known.code, part.role.value, known.organisation, known.country, part.is_absent
    )


def wall_of(session: AgendaSession) -> datetime:
    """The naive wall time at which a placed session starts; ValueError for one not placed."""
    if session.day is None or session.starts is None:
        raise ValueError("A session that is not placed has no time.")
    return datetime.combine(session.day, session.starts)


def key_of(speaker: Speaker) -> str:
    """The same for every row of one person."""
    return f"person:{speaker.person_id}" if speaker.person_id else f"speaker:{speaker.id}"
