"""How sessions, rooms, people and times of a draft are called in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from eventsite.agenda import draft
from eventsite.agenda.models import AgendaSession, Answer, Room, Speaker
from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext
from eventsite.events.models import Event


@dataclass(frozen=True)
class Names:
    """How things are called in the reader's language."""

    session: Callable[[str], str]
    room: Callable[[int], str]
    person: Callable[[int], str]
    organisation: Callable[[int], str]
    track: Callable[[int], str]
    #: A day and time in the event's zone; a time in another one with its city.
    time: Callable[[datetime], str]
    time_there: Callable[[datetime, str], str]


def names_of(event: Event, sessions: Iterable[AgendaSession], rooms: Iterable[Room]) -> Names:
    """The names of these rows; of what is not among them an empty one."""
    lang = i18n.current_lang()
    by_code = {session.code: session for session in sessions}
    named_rooms = {room.id: room.names for room in rooms}
    tracks = {s.track.id: s.track.names for s in by_code.values() if s.track}
    speakers = {part.speaker_id: part.speaker for s in by_code.values() for part in s.speakers}

    def session(code: str) -> str:
        return text.pick(by_code[code].title, lang).text if code in by_code else ""

    def person(number: int) -> str:
        return called(speakers[number]) if number in speakers else str(gettext("Speaker"))

    def organisation(number: int) -> str:
        known = draft.organisation_of(speakers[number], lang) if number in speakers else {}
        return text.pick(known, lang).text

    def there(at: datetime, zone: str) -> str:
        city = i18n.zone_city(zone)
        return str(gettext("%(time)s in %(city)s", time=when(at, zone), city=city))

    return Names(
        session=session,
        room=lambda number: text.pick(named_rooms.get(number), lang).text,
        person=person,
        organisation=organisation,
        track=lambda number: text.pick(tracks.get(number), lang).text,
        time=lambda at: when(at, event.zone),
        time_there=there,
    )


def called(speaker: Speaker) -> str:
    """A speaker in the organizers' lists."""
    lang = i18n.current_lang()
    organisation = text.pick(draft.organisation_of(speaker, lang), lang).text
    return speaker.name or speaker.role_title or organisation or str(gettext("Speaker"))


def on_card(speaker: Speaker) -> str:
    """The same on a session's card, which says who declined: visitors do not see them there."""
    if speaker.answer is Answer.DECLINED:
        return str(gettext("%(name)s (declined)", name=called(speaker)))
    return called(speaker)


def when(at: datetime, zone: str) -> str:
    """The day and the time with its offset."""
    local = zones.local(at, zone)
    day = i18n.show_day(local.date(), short=True)
    return f"{day} {i18n.show_time(local)} ({zones.offset_text(at, zone)})"
