"""What a structured reader gathers on its way through a file, until it is a whole `Source`."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date

from eventsite.core import zones
from eventsite.core.i18n import LANGUAGES, N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, doubts, plain, recognised, words
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.source import (
    Format,
    Localized,
    Source,
    SourceLink,
    SourcePerson,
    SourceRoom,
    SourceSession,
    SourceTrack,
)

Words = str | Mapping[str, str]
_LONGEST_KEY = 150
_ABOUT_ITSELF = frozenset({"key", "where", "zone"})
_TOO_LONG = N_("This text is longer than %(number)s characters. Make it shorter and try again.")
_MANY = N_("The file holds more than %(number)s sessions. Split it into several files.")
_NO_NAME = N_("A person without a name is left out. Add the name to the session.")
_NO_TITLE = N_("It has no title. Write one before it is published.")
#: What joining a further file may settle (`together`).
ONLY_CODE = N_(
    "The file has only the code of person “%(code)s”. Choose the file with the speakers together "
    "with this one."
)
ONLY_PEOPLE = N_("The file holds people only. Choose it together with the file of the sessions.")
_UNTITLED = "Untitled"
_NOT_LISTED = N_("Room “%(room)s” is not in the file's own list of rooms. Look at its name.")
_NO_ZONE = N_("Nobody knows the time zone “%(zone)s”. Choose the zone that the times are meant in.")
_NO_LANGUAGE = N_("Nobody knows the language “%(language)s”. Choose the session's languages.")
_NO_LINK = N_("A link that is no web address is left out: “%(link)s”.")


class Gathering:
    """Rooms, tracks, people, sessions and doubts of one file, each once, in order."""

    def __init__(self, format: Format, limits: Limits) -> None:
        self.format = format
        self.limits = limits
        self.sink = Sink()
        self.title = self.identity = self.zone = self.base = ""
        #: The language of texts that do not say theirs.
        self.language = "en"
        self.sessions: list[SourceSession] = []
        self._days: set[date] = set()
        self._rooms: dict[str, SourceRoom] = {}
        self._tracks: dict[str, SourceTrack] = {}
        self._people: dict[str, SourcePerson] = {}
        self._listed: set[str] = set()
        self._made: dict[str, int] = {}
        self._places: dict[str, int] = {}

    def doubt(self, where: Said, sentence: str, session: str = "", **values: str | int) -> None:
        """Keep a doubt; values are shortened, so that they may be anything of the file."""
        shown = {k: places.shown(v) if isinstance(v, str) else v for k, v in values.items()}
        self.sink.add(where, Said(sentence, shown), session)

    def name_event(self, title: str, identity: str, zone: str, where: Said) -> None:
        """What the source as a whole is called, and the zone it states."""
        self.title, self.identity = self.line(title, where), self.key(identity)
        self.zone = self.known_zone(zone, where)

    def known_zone(self, name: str, where: Said) -> str:
        """The zone's name if there is such a zone; else empty, with a doubt."""
        if name and not zones.known(name):
            self.doubt(where, _NO_ZONE, zone=name)
            return ""
        return name

    def day(self, day: date | None) -> None:
        """A day that the source speaks of."""
        if day:
            self._days.add(day)

    def key(self, raw: str) -> str:
        """An identity as it is kept: one line, a very long one by its hash."""
        key = plain.line(raw)
        long = len(key) > _LONGEST_KEY
        return hashlib.sha256(key.encode()).hexdigest() if long else key

    def line(self, raw: str, where: Said) -> str:
        """A title or name; raises Unreadable where it is too long."""
        self._measure(raw, where)
        return plain.line(raw)

    def text(self, parts: Iterable[Words], where: Said, languages: Iterable[str] = ()) -> Localized:
        """Descriptions below one another, by language, as Markdown; equal ones once."""
        found: dict[str, list[str]] = {}
        for part in parts:
            for language, raw in self._by_language(part, languages).items():
                self._measure(raw, where)
                text = plain.markdown(raw)
                if text and text not in found.setdefault(language, []):
                    found[language].append(text)
        texts = {language: "\n\n".join(pieces) for language, pieces in found.items() if pieces}
        for text in texts.values():
            self._measure(text, where)
        return texts

    def titled(
        self, raw: Words, where: Said, key: str = "", languages: Iterable[str] = ()
    ) -> Localized:
        """A title by language; a session without one gets a stand-in and a doubt."""
        lines = {k: self.line(v, where) for k, v in self._by_language(raw, languages).items()}
        titles = {language: title for language, title in lines.items() if title}
        if not titles:
            self.doubt(where, _NO_TITLE, key)
        return titles or {self.language: _UNTITLED}

    def spoken(self, raw: str, where: Said, key: str = "") -> tuple[str, ...]:
        """The languages that a word or code says."""
        found, all_known = recognised.languages(raw)
        if not all_known:
            self.doubt(where, _NO_LANGUAGE, key, language=raw)
        return found

    def room(
        self, raw: Words, where: Said, capacity: int | None = None, listed: bool = False
    ) -> str:
        """The key of a room by its name; empty for no name."""
        names = {k: self.line(v, where) for k, v in self._by_language(raw).items() if v.strip()}
        name = next((n for n in names.values() if n), "")
        if not name:
            return ""
        key = self.key(name)
        if listed:
            self._listed.add(key)
        elif self._listed and key not in self._listed:
            self.doubt(where, _NOT_LISTED, room=name)
        seats = capacity if capacity and 0 < capacity < 1_000_000 else None
        self._rooms.setdefault(key, SourceRoom(key, names, seats))
        return key

    def track(self, raw: Words, where: Said, colour: str = "") -> str:
        """The key of a track by its name; empty for no name."""
        names = {k: self.line(v, where) for k, v in self._by_language(raw).items() if v.strip()}
        name = next((n for n in names.values() if n), "")
        if not name:
            return ""
        key = self.key(name)
        hue = recognised.hue(colour) if colour else ""
        old = self._tracks.get(key)
        if old is None or (hue and not old.hue):
            self._tracks[key] = SourceTrack(key, names, hue)
        return key

    def person(
        self,
        name: str,
        where: Said,
        identity: str = "",
        *,
        session: str = "",
        biography: Words = "",
        **more: str,
    ) -> str:
        """The key of a person; empty, with a doubt, for one who has no name.

        `more`: further fields of `SourcePerson`. What was said first of somebody stays, what is
        said later fills the gaps.
        """
        named = self.line(name, where)
        if not named:
            self.doubt(where, _NO_NAME, session)
            return ""
        key = self.key(identity) or self.key(columns.folded(named) or named)
        own = {field: self.line(value, where) for field, value in more.items()}
        texts = self.text([biography], where)
        new = SourcePerson(key, named, biography=texts, **own)
        old = self._people.get(key)
        self._people[key] = filled(old, new) if old else new
        return key

    def has_person(self, key: str) -> bool:
        """Whether somebody of that key was seen already."""
        return self.key(key) in self._people

    def link(self, title: str, address: str, where: Said, key: str = "") -> list[SourceLink]:
        """A link in a list, or none, with a doubt, where the address is none of the web."""
        found = plain.web_address(address, self.base)
        if not found:
            if address.strip():
                self.doubt(where, _NO_LINK, key, link=address)
            return []
        return [SourceLink(self.line(title, where) or found, found)]

    def identify(self, raw: str, title: Words, where: Said) -> str:
        """The key of a session; made of its title, with a doubt, where the source has none."""
        if key := self.key(raw):
            return key
        said = title if isinstance(title, str) else next(iter(title.values()), "")
        base = self.key(columns.folded(plain.line(said)) or "untitled")
        self._made[base] = self._made.get(base, 0) + 1
        key = base if self._made[base] == 1 else f"{base} {self._made[base]}"
        self.sink.add(where, doubts.made_key(where, key).what, key)
        return key

    def room_for_more(self, where: Said) -> None:
        """Raise Unreadable where one session more is one too many."""
        if len(self.sessions) >= self.limits.rows:
            raise Unreadable(Said(_MANY, {"number": self.limits.rows}), where)

    def add(self, session: SourceSession) -> None:
        """Take a session in."""
        self.room_for_more(session.where)
        self._places.setdefault(session.key, len(self.sessions))
        self.sessions.append(session)

    def place_of(self, key: str) -> int | None:
        """Where in `sessions` the first one of that key stands."""
        return self._places.get(key)

    def source(self, *, order: bool = True, speaks_of: Iterable[str] = ()) -> Source:
        """The whole; `order`: whether the sessions of the file should stand by their times."""
        for doubt in doubts.doubts_of(self.sessions, self.zone, order):
            self.sink.add(doubt.where, doubt.what, doubt.session)
        return Source(
            format=self.format,
            title=self.title,
            identity=self.identity,
            zone=self.zone,
            days=tuple(sorted(self._days)),
            rooms=tuple(self._rooms.values()),
            tracks=tuple(self._tracks.values()),
            people=tuple(self._people.values()),
            sessions=tuple(self.sessions),
            doubts=self.sink.all(),
            fields=spoken_of(self.sessions) | set(speaks_of),
        )

    def _by_language(self, raw: Words, languages: Iterable[str] = ()) -> dict[str, str]:
        if isinstance(raw, str):
            spoken = next((code for code in languages if code in LANGUAGES), "")
            return {spoken or words.script_of(raw) or self.language: raw}
        codes = {code.lower()[:2]: text for code, text in raw.items() if text.strip()}
        ours = {code: text for code, text in codes.items() if code in LANGUAGES}
        return ours or {self.language: next(iter(codes.values()), "")}

    def _measure(self, text: str, where: Said) -> None:
        if len(text) > self.limits.text:
            raise Unreadable(Said(_TOO_LONG, {"number": self.limits.text}), where)


def filled(old: SourcePerson, new: SourcePerson) -> SourcePerson:
    """What is known of a person from two places; the first counts where both say something."""
    known = {
        field.name: getattr(old, field.name) or getattr(new, field.name)
        for field in fields(SourcePerson)
    }
    known["biography"] = {**new.biography, **old.biography}
    if old.name == old.key:
        known["name"] = new.name
    return SourcePerson(**known)


def spoken_of(sessions: Iterable[SourceSession]) -> frozenset[str]:
    """The fields in which any of the sessions says something."""
    names = [f.name for f in fields(SourceSession) if f.name not in _ABOUT_ITSELF]
    held = list(sessions)
    return frozenset(
        name
        for name in names
        if any(getattr(s, name) not in (None, "", (), {}, False) for s in held)
    )
