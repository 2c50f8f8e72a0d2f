"""What a calendar entry says but for its time: words, room, track, who chairs, links."""

import re
from collections.abc import Iterator

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Limits, Said
from eventsite.exchange.reading import columns, doubts, kinds, words
from eventsite.exchange.reading.columns import folded
from eventsite.exchange.reading.ical_lines import Entry
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.source import (
    SourceLink,
    SourcePerson,
    SourceRoom,
    SourceSession,
    SourceTrack,
    SourceVoice,
)

_JOIN = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
_NO_TITLE = N_("This entry has no title. It is left out.")


class Facts:
    """Reads entries and gathers the rooms, tracks and people that they name."""

    def __init__(self, limits: Limits, sink: Sink) -> None:
        self.rooms: dict[str, SourceRoom] = {}
        self.tracks: dict[str, SourceTrack] = {}
        self.people: dict[str, SourcePerson] = {}
        #: Guests and links to join that were left out.
        self.guests = self.joins = 0
        self._limits, self._sink = limits, sink
        self._made: set[str] = set()

    def session(self, entry: Entry, where: Said, cancels: bool) -> SourceSession | None:
        """What the entry says but for its time; None, with a doubt, where it has no title."""
        title = self._localized(entry, "SUMMARY", where)
        if not title:
            self._sink.add(where, Said(_NO_TITLE))
            return None
        key = entry.text("UID")
        if not key:
            key = f"title:{folded(next(iter(title.values())))}"
            key = key if key not in self._made else f"{key}#{entry.number}"
            self._made.add(key)
            doubt = doubts.made_key(where, key)
            self._sink.add(doubt.where, doubt.what, key)
        categories = [
            words.limited(c, self._limits, where)
            for line in entry.all("CATEGORIES")
            for c in re.split(r"(?<!\\),", line.value)
        ]
        url = entry.text("URL")
        return SourceSession(
            key=key,
            where=where,
            title=title,
            abstract=self._localized(entry, "DESCRIPTION", where),
            kind=self._kind(categories, title),
            track=self._track([c for c in categories if not kinds.kind_of(c)]),
            rooms=self._room(entry, where),
            is_cancelled=cancels or entry.text("STATUS").upper() == "CANCELLED",
            online=self._online(entry),
            voices=self._chairs(entry),
            links=tuple(_links(entry)),
            url=url if url.lower().startswith(("https://", "http://")) else "",
        )

    def _localized(self, entry: Entry, name: str, where: Said) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in entry.all(name):
            text = words.limited(line.text, self._limits, where)
            if words.is_stacked(text):
                what = N_(
                    "A text stacks too many marks over one letter. Only some of them are kept."
                )
                self._sink.add(where, Said(what))
                text = words.unstacked(text)
            tag = line.parameters.get("LANGUAGE", "").partition("-")[0].lower()
            code = columns.language_of(tag) or words.script_of(text) or "en"
            if text:
                found.setdefault(code, " ".join(text.split()) if name == "SUMMARY" else text)
        return found

    def _kind(self, categories: list[str], title: dict[str, str]) -> str:
        named = next((kind for c in categories if (kind := kinds.kind_of(c))), "")
        return named or kinds.kind_of_title(next(iter(title.values())))

    def _track(self, categories: list[str]) -> str:
        name = next((" ".join(c.split()) for c in categories if folded(c)), "")
        if key := folded(name):
            self.tracks.setdefault(key, SourceTrack(key, {words.script_of(name) or "en": name}))
        return key

    def _room(self, entry: Entry, where: Said) -> tuple[str, ...]:
        name = " ".join(words.limited(entry.text("LOCATION"), self._limits, where).split())
        key = folded(name)
        if not key or name.lower().startswith(("http://", "https://")):
            return ()
        self.rooms.setdefault(key, SourceRoom(key, {words.script_of(name) or "en": name}))
        return (key,)

    def _online(self, entry: Entry) -> bool | None:
        """True where there is a way to join; the link itself is not for a public programme."""
        at = entry.text("LOCATION").lower()
        if any(entry.get(name) for name in _JOIN) or at.startswith(("http://", "https://")):
            self.joins += 1
            return True
        return None

    def _chairs(self, entry: Entry) -> tuple[SourceVoice, ...]:
        """Those whom the calendar itself calls chair; guests are nobody's speakers."""
        found: list[SourceVoice] = []
        for line in entry.all("ATTENDEE"):
            name = _in_order(words.clean(line.parameters.get("CN", "")))
            if (
                line.parameters.get("ROLE", "").upper() != "CHAIR"
                or "@" in name
                or not folded(name)
            ):
                self.guests += 1
                continue
            person = SourcePerson(folded(name), name)
            self.people.setdefault(person.key, person)
            found.append(SourceVoice(person.key, "chair"))
        return tuple(found)


def _links(entry: Entry) -> Iterator[SourceLink]:
    for line in entry.all("ATTACH"):
        if line.value.lower().startswith(("https://", "http://")):
            title = line.parameters.get("FILENAME", "") or line.value
            yield SourceLink(words.clean(title), line.value)


def _in_order(name: str) -> str:
    """The name as it is said: Outlook's "Example, Ana" is Ana Example."""
    family, comma, given = name.partition(",")
    both = f"{given} {family}" if comma and "," not in given else name
    return " ".join(both.split())
