"""A published programme as every writer takes it: the release, its people, the event's facts."""

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventsite.agenda.models import SpeakerRole
from eventsite.agenda.releases import (
    Localized,
    ReleasedAgenda,
    ReleasedPerson,
    ReleasedSession,
    Voice,
)
from eventsite.core import text, zones

#: Under which names of this platform are made into UUIDs (RFC 9562 §5.5).
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:plenary:programme")
#: What XML 1.0 §2.2 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Read by machines, so short: letters and digits that every tool takes.
_SHORTEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody in a session, as they are named there; `role` is a value of `SpeakerRole`."""

    code: str
    role: str
    name: str
    role_title: str = ""
    organisation: str = ""
    #: ISO 3166-1 alpha-2, or empty.
    country: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One version of an event's programme in one language, with what files say of the event."""

    slug: str
    title: Localized
    #: "Programme" or "Agenda", in `lang`.
    said_as: str
    agenda: ReleasedAgenda
    people: Mapping[str, ReleasedPerson]
    #: The version and when it was published.
    number: int
    published: datetime
    #: The language spoken; texts that lack it come in another.
    lang: str
    #: Venue, city and country in words, or empty.
    place: str = ""
    #: Whose time it is: the city of the venue.
    zone_place: str = ""
    #: Absolute addresses: the programme, the site, each session by its code.
    url: str = ""
    site: str = ""
    session_urls: Mapping[str, str] = field(default_factory=dict)

    def said(self, localized: Localized) -> str:
        """A text in the language spoken or the nearest there is, as XML can hold it."""
        return writable(text.pick(localized, self.lang).text)

    def rooms_of(self, session: ReleasedSession) -> tuple[str, ...]:
        """The names of a session's rooms, in its order."""
        names = {room.id: self.said(room.names) for room in self.agenda.rooms}
        return tuple(names[room] for room in session.rooms if room in names)

    def track_of(self, session: ReleasedSession) -> str:
        """The name of a session's track, or empty."""
        found = (t for t in self.agenda.tracks if t.id == session.track)
        return next((self.said(track.names) for track in found), "")

    def heard(self, session: ReleasedSession) -> tuple[Contributor, ...]:
        """Who takes part in a session and has a name or a title; interpreters are not listed."""
        spoken = (v for v in session.speakers if v.role != SpeakerRole.INTERPRETER)
        return tuple(found for v in spoken if (found := self._contributor(v)) is not None)

    def _contributor(self, voice: Voice) -> Contributor | None:
        person = self.people.get(voice.code, ReleasedPerson())
        organisation = self.said(voice.organisation)
        named = f"{person.honorific} {person.name}".strip() if person.name else ""
        name = named or person.role_title or organisation
        if not name:
            return None
        return Contributor(
            code=voice.code,
            role=voice.role,
            name=writable(name),
            role_title=writable(person.role_title) if person.role_title != name else "",
            organisation=organisation if organisation != name else "",
            country=voice.country,
            absent=voice.absent,
        )

    def names_of(self, codes: Sequence[str]) -> list[str]:
        """The names behind codes of speakers, those that are there."""
        people = (self.people.get(code, ReleasedPerson()) for code in codes)
        return [writable(person.name) for person in people if person.name]

    def local(self, instant: datetime) -> datetime:
        """An instant on the programme's own clock."""
        return zones.local(instant, self.agenda.zone)

    @property
    def acronym(self) -> str:
        """A short name without hyphens: `forum_2027`; never shorter than tools want it."""
        return self.slug.replace("-", "_").ljust(_SHORTEST_ACRONYM, "_")

    @property
    def file_name(self) -> str:
        """What a saved file is called, without its ending: event, language and version."""
        return f"{self.slug}-{self.lang}-v{self.number}"

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that something of the programme is written in, that of its title first."""
        agenda = self.agenda
        texts: list[Localized] = [self.title]
        texts += [each for s in agenda.shown for each in (s.title, s.abstract)]
        texts += [room.names for room in agenda.rooms] + [track.names for track in agenda.tracks]
        return tuple(dict.fromkeys(code for each in texts for code, said in each.items() if said))


def writable(said: str) -> str:
    """A text without the characters that no XML can hold."""
    return _UNWRITABLE.sub("", said)


def guid(*names: str) -> str:
    """The UUID of what has a stored identity: the same for ever, whatever its title becomes."""
    return str(uuid.uuid5(_NAMES, ":".join(names)))


def numbers(keys: Iterable[str]) -> dict[str, int]:
    """A lasting whole number for each key, from 1 and below 2³¹; different ones for all.

    Made from the key alone, so it stays when others come and go; only of two that meet on one
    number (once in some ten thousand programmes of 500) does the later key move on.
    """
    given: dict[int, str] = {}
    for key in sorted(set(keys)):
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> 1 or 1
        while number in given:
            number = number % (2**31 - 1) + 1
        given[number] = key
    return {key: number for number, key in given.items()}
