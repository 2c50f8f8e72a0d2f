"""Turns a published programme into answers: what its public pages show, in all languages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from eventsite.agenda import materials, releases
from eventsite.agenda.models import MaterialKind, SessionKind, SpeakerRole
from eventsite.api import asking, paging, shapes
from eventsite.core import zones

NOBODY = releases.ReleasedPerson()
#: Endpoint and values to an address of the site.
Link = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Programme:
    """The newest version of an event's programme."""

    slug: str
    #: Called off after the version was published, so the version does not know.
    is_called_off: bool
    agenda: releases.ReleasedAgenda
    people: Mapping[str, releases.ReleasedPerson]

    def person(self, code: str) -> releases.ReleasedPerson:
        """Somebody's own words, empty where there are none."""
        return self.people.get(code, NOBODY)


def texts(said: Mapping[str, str] | None) -> dict[str, str]:
    """The languages in which something is written."""
    return {lang: words for lang, words in (said or {}).items() if words}


def local(instant: datetime, zone: str) -> str:
    """What clocks in the zone show, to the minute."""
    return zones.local(instant, zone).replace(tzinfo=None).isoformat(timespec="minutes")


def session_key(session: releases.ReleasedSession) -> paging.Key:
    """Sessions stand in order of time, those of one moment by code."""
    return int(session.start.timestamp()), session.code


def chosen(p: Programme, asked: asking.Sessions) -> list[releases.ReleasedSession]:
    """The sessions that visitors see and that are asked for, by `session_key`."""
    found = (one for one in p.agenda.shown if _fits(p, one, asked))
    return sorted(found, key=session_key)


def _fits(p: Programme, session: releases.ReleasedSession, asked: asking.Sessions) -> bool:
    spoken = {*session.languages, *session.interpretation}
    return (
        (asked.day is None or p.agenda.day_of(session) == asked.day)
        and (asked.track is None or session.track == asked.track)
        and (asked.room is None or asked.room in session.rooms)
        and (asked.language is None or asked.language in spoken)
    )


def moments(agenda: releases.ReleasedAgenda) -> list[datetime]:
    """The instants at which some material opens, in order."""
    return sorted({at for session in agenda.shown for at in materials.moments(session)})


def session(
    p: Programme, one: releases.ReleasedSession, now: datetime, link: Link
) -> shapes.Session:
    """A session as it stands now: materials only from their moment on."""
    is_off = one.state != "scheduled" or p.is_called_off
    return shapes.Session(
        code=one.code,
        uid=one.uid,
        sequence=one.sequence,
        revised=one.revised,
        state="cancelled" if is_off else "scheduled",
        kind=SessionKind(one.kind),
        title=texts(one.title),
        abstract=texts(one.abstract),
        day=p.agenda.day_of(one),
        start=zones.local(one.start, one.zone),
        end=zones.local(one.end, one.zone),
        local_start=local(one.start, one.zone),
        local_end=local(one.end, one.zone),
        zone=one.zone,
        minutes=one.minutes,
        late=one.late,
        rooms=list(one.rooms),
        is_online=one.online,
        track=one.track,
        languages=list(one.languages),
        interpretation=list(one.interpretation),
        has_captions=one.has_captions,
        has_sign_language=one.has_sign_language,
        speakers=[_voice(p, voice) for voice in one.speakers],
        parts=[_item(part) for part in one.parts],
        materials=list(_materials(p, one, now, link)),
        recording=one.recording or None,
        transcript=one.transcript or None,
        outcome=texts(one.outcome),
        clauses=list(one.clauses),
        sdgs=list(one.sdgs),
        study_groups=list(one.study_groups),
        work_items=list(one.work_items),
        url=link("agenda.session", slug=p.slug, code=one.code),
        calendar_url=link("calendars.event_feed", slug=p.slug),
    )


def _voice(p: Programme, voice: releases.Voice) -> shapes.Voice:
    person = p.person(voice.code)
    return shapes.Voice(
        code=voice.code,
        role=SpeakerRole(voice.role),
        name=person.name or None,
        role_title=person.role_title or None,
        organisation=texts(voice.organisation),
        country=voice.country or None,
        is_absent=voice.absent,
    )


def _item(part: releases.Item) -> shapes.Item:
    return shapes.Item(
        title=texts(part.title), minutes=part.minutes, presenters=list(part.presenters)
    )


def _materials(
    p: Programme, session: releases.ReleasedSession, now: datetime, link: Link
) -> Iterable[shapes.Material]:
    """Without those of people whose name was erased, as on the page of the session."""
    for one in session.materials:
        if p.person(one.speaker).is_erased:
            continue
        opens = one.opens(session.start, session.end)
        address = one.url or link(
            "agenda.material", slug=p.slug, code=session.code, material=one.code
        )
        yield shapes.Material(
            code=one.code,
            kind=MaterialKind(one.kind),
            title=texts(one.title),
            language=one.lang or None,
            opens=zones.local(opens, session.zone) if opens else None,
            url=address if materials.is_open(one, session, now) else None,
            media_type=one.media_type or None,
            size=one.size or None,
            version=one.number,
            speaker=one.speaker or None,
        )


def speaker_key(one: releases.ReleasedSpeaker) -> paging.Key:
    """Speakers stand by their rank of protocol, those without one last, then by code."""
    return one.precedence or 2**31, one.code


def speakers(p: Programme) -> list[releases.ReleasedSpeaker]:
    """Everybody in the programme, by `speaker_key`."""
    return sorted(p.agenda.speakers, key=speaker_key)


def held(p: Programme) -> dict[str, list[str]]:
    """Codes of speakers to those of the sessions they are in, in order of time."""
    found: dict[str, list[str]] = {}
    for one in sorted(p.agenda.shown, key=session_key):
        for code in one.people:
            found.setdefault(code, []).append(one.code)
    return found


def speaker(
    p: Programme, one: releases.ReleasedSpeaker, sessions: list[str], link: Link
) -> shapes.Speaker:
    """A speaker; without own words where these were erased."""
    person = p.person(one.code)
    photo = link("agenda.photo", slug=p.slug, code=one.code) if person.photo else None
    return shapes.Speaker(
        code=one.code,
        honorific=person.honorific or None,
        name=person.name or None,
        role_title=person.role_title or None,
        organisation=texts(one.organisation),
        country=one.country or None,
        biography=texts(person.biography),
        photo_url=photo,
        sessions=sessions,
        url=link("agenda.speaker", slug=p.slug, code=one.code),
    )


def rooms(p: Programme) -> list[shapes.Room]:
    """The rooms by number."""
    found = [
        shapes.Room(
            id=room.id,
            position=place,
            name=texts(room.names),
            capacity=room.capacity,
            note=texts(room.note),
            is_online=room.is_online,
        )
        for place, room in enumerate(p.agenda.rooms, 1)
    ]
    return sorted(found, key=lambda room: room.id)


def tracks(p: Programme) -> list[shapes.Track]:
    """The tracks by number."""
    found = [
        shapes.Track(id=track.id, position=place, name=texts(track.names))
        for place, track in enumerate(p.agenda.tracks, 1)
    ]
    return sorted(found, key=lambda track: track.id)
