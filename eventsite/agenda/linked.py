"""What machines read in the public page of a session: schema.org values for JSON-LD."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eventsite.agenda.models import SpeakerRole
from eventsite.agenda.releases import Localized, ReleasedAgenda, ReleasedPerson, ReleasedSession
from eventsite.core import text, zones

_CONTEXT = "https://schema.org"
#: People who are in the room to help, not to be heard.
_UNHEARD = (SpeakerRole.INTERPRETER, SpeakerRole.REMOTE_MODERATOR)


@dataclass(frozen=True, slots=True)
class Around:
    """The absolute addresses and names that a page gives beside the session itself."""

    url: str
    event_url: str
    event_title: Localized
    city: Localized = field(default_factory=dict)
    #: Absolute addresses of the speakers' pages by code.
    speakers: Mapping[str, str] = field(default_factory=dict)


def of_session(
    agenda: ReleasedAgenda,
    people: Mapping[str, ReleasedPerson],
    session: ReleasedSession,
    lang: str,
    around: Around,
) -> dict[str, Any]:
    """A session as an Event of its event; a way to join it is never named."""
    is_off = session.state == "cancelled"
    performers = _performers(people, session, lang, around)
    abstract = text.plain(text.pick(session.abstract, lang).text)
    return {
        "@context": _CONTEXT,
        "@type": "Event",
        "@id": around.url,
        "url": around.url,
        "name": text.pick(session.title, lang).text,
        **({"description": abstract} if abstract else {}),
        "startDate": zones.local(session.start, agenda.zone).isoformat(),
        "endDate": zones.local(session.end, agenda.zone).isoformat(),
        "eventStatus": f"{_CONTEXT}/{'EventCancelled' if is_off else 'EventScheduled'}",
        "eventAttendanceMode": f"{_CONTEXT}/{_mode(session)}",
        "location": _location(agenda, session, lang, around),
        "inLanguage": list(session.languages),
        "isAccessibleForFree": True,
        **({"performer": performers} if performers else {}),
        "superEvent": {
            "@type": "BusinessEvent",
            "@id": around.event_url,
            "name": text.pick(around.event_title, lang).text,
            "url": around.event_url,
        },
    }


def _mode(session: ReleasedSession) -> str:
    if session.online:
        return "MixedEventAttendanceMode" if session.rooms else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _location(
    agenda: ReleasedAgenda, session: ReleasedSession, lang: str, around: Around
) -> list[dict[str, Any]]:
    names = {room.id: text.pick(room.names, lang).text for room in agenda.rooms}
    city = text.pick(around.city, lang).text
    held = [names[room] for room in session.rooms if room in names]
    if not held and not session.online and city:
        held = [city]
    address = {"@type": "PostalAddress", **({"addressLocality": city} if city else {})}
    places = [{"@type": "Place", "name": name, "address": address} for name in held]
    virtual = [{"@type": "VirtualLocation", "url": around.url}] if session.online else []
    return [*places, *virtual]


def _performers(
    people: Mapping[str, ReleasedPerson], session: ReleasedSession, lang: str, around: Around
) -> list[dict[str, Any]]:
    found = []
    for voice in session.speakers:
        person = people.get(voice.code)
        if voice.role in _UNHEARD or voice.absent or person is None or not person.name:
            continue
        said: dict[str, Any] = {"@type": "Person", "name": person.name}
        if person.role_title:
            said["jobTitle"] = person.role_title
        if organisation := text.pick(voice.organisation, lang).text:
            said["affiliation"] = {"@type": "Organization", "name": organisation}
        if voice.code in around.speakers:
            said["url"] = around.speakers[voice.code]
        found.append(said)
    return found
