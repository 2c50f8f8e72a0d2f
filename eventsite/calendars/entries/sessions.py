"""Entries of released sessions, all of a programme or those of a choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from eventsite.agenda import releases, succession
from eventsite.calendars import choosing
from eventsite.calendars.entries import days, values
from eventsite.core import ical, text, zones

_NOBODY = releases.ReleasedPerson()


@dataclass(frozen=True, slots=True)
class _Around:
    """What all sessions of a programme share, looked up once."""

    event: values.Event
    programme: values.Programme
    words: values.Words
    tracks: Mapping[int | None, text.Said]
    rooms: Mapping[int, text.Said]
    #: People erased after this release was published, by code.
    erased: Mapping[str, datetime]


def of_sessions(
    event: values.Event,
    programme: values.Programme,
    now: datetime,
    words: values.Words,
    choice: choosing.Choice = choosing.EVERYTHING,
) -> list[ical.Entry]:
    """One entry per released session, in order of time, those taken off as cancelled.

    Of a choice also those that once fitted it, as cancelled, and no others.
    """
    around = _around(event, programme, words)
    entries = _chosen(around, choice)
    if not values.keeps_cancelled(event, now):
        entries = (entry for entry in entries if entry.status is not ical.Status.CANCELLED)
    return list(entries)


def _around(event: values.Event, programme: values.Programme, words: values.Words) -> _Around:
    agenda = programme.agenda
    return _Around(
        event,
        programme,
        words,
        {track.id: text.pick(track.names, words.lang) for track in agenda.tracks},
        {room.id: text.pick(room.names, words.lang) for room in agenda.rooms},
        {
            code: person.redacted
            for code, person in programme.people.items()
            if person.redacted is not None and person.redacted > programme.published
        },
    )


def _chosen(around: _Around, choice: choosing.Choice) -> Iterable[ical.Entry]:
    agenda = around.programme.agenda
    # Nobody's feed: what somebody erased spoke in is not followed any more.
    person = around.programme.people.get(choice.value("person"), _NOBODY)
    for session in agenda.sessions:
        place = choice.place(agenda, session)
        if place.turns or place.is_in:
            entry = _of_session(around, session)
            turns = place.turns + (person.is_erased and place.is_in)
            if turns:
                entry = replace(entry, sequence=entry.sequence + turns)
            if not place.is_in or person.is_erased:
                revised = max(filter(None, (entry.revised, person.redacted)))
                entry = replace(days.left(around.event, entry, around.words), revised=revised)
            yield entry


def _of_session(around: _Around, session: releases.ReleasedSession) -> ical.Entry:
    event, words = around.event, around.words
    title, abstract = text.pick(session.title, words.lang), text.pick(session.abstract, words.lang)
    track = around.tracks.get(session.track)
    rooms = [around.rooms[room] for room in session.rooms if room in around.rooms]
    entry = ical.Entry(
        uid=session.uid,
        sequence=_sequence(around, session),
        revised=_revised(around, session),
        start=zones.Wall(session.wall, session.zone, session.fold),
        end=zones.Wall.at(session.end, session.zone),
        summary=title.text,
        description=event.programme_url,
        url=event.url,
        status=values.status_of(event, session.state != "scheduled"),
        lang=values.lang_of(words.lang, title),
    )
    if event.withdrawn is not None:
        return entry
    # What is held in a room alone invites nobody online.
    in_room = bool(rooms) and not session.online
    place = event.venue if in_room and event.venue else event.place
    return replace(
        entry,
        description=values.lines(
            event.programme_url,
            words.cancelled if event.cancelled else "",
            text.plain(abstract.text) if abstract else "",
            "\n".join(_voices(around, session)),
        ),
        location=words.comma.join(filter(None, (*(room.text for room in rooms), place))),
        url=around.programme.urls.get(session.code, event.url),
        categories=(track.text,) if track else (),
        lang=values.lang_of(words.lang, title, abstract, *filter(None, (track, *rooms))),
    )


def _sequence(around: _Around, session: releases.ReleasedSession) -> int:
    """The released one, with what came after the release: an erasure, an event called off, and
    each time that the event changed its place or left the public and came back."""
    event = around.event
    called_off = event.cancelled is not None and session.state == "scheduled"
    redactions = succession.redactions(session.speakers, around.erased)
    return session.sequence + redactions + called_off + event.moves


def _revised(around: _Around, session: releases.ReleasedSession) -> datetime:
    event = around.event
    mine = [around.erased[v.code] for v in session.speakers if v.code in around.erased]
    turns = [at for at in (event.cancelled, event.moved, event.withdrawn) if at is not None]
    return max([session.revised, *mine, *turns])


def _voices(around: _Around, session: releases.ReleasedSession) -> Iterable[str]:
    """A line for each speaker: name, job title and organisation, as far as they are known."""
    words = around.words
    for voice in session.speakers:
        person = around.programme.people.get(voice.code, _NOBODY)
        organisation = text.pick(voice.organisation, words.lang).text
        line = words.comma.join(filter(None, (person.name, person.role_title, organisation)))
        if line:
            yield line
