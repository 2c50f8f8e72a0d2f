"""A table of any origin, its columns matched, read into a programme."""

import re
from collections.abc import Iterable, Iterator, Sequence

from eventsite.core.i18n import N_
from eventsite.core.sheets import places, source
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import columns, doubts, kinds, people, timing, words
from eventsite.exchange.reading.columns import Matching, folded
from eventsite.exchange.reading.known_columns import Field
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.reading.timing import Cell, Row
from eventsite.exchange.source import (
    Format,
    Source,
    SourceLink,
    SourceRoom,
    SourceSession,
    SourceTrack,
)

_URL = re.compile(r"https?://[^\s<>\"|;]{3,500}", re.IGNORECASE)
#: What stands between two languages of a cell.
_BETWEEN = re.compile(r"[;,/|\n、،；؛]|\s(?:and|et|y|и|و)\s?")
_CANCELLED = frozenset(
    {
        "cancelled",
        "canceled",
        "annule",
        "annulee",
        "cancelado",
        "отменено",
        "отменен",
        "ملغى",
        "ملغاة",
        "取消",
        "已取消",
    }
)
_LEFT_OUT = frozenset(
    {"rejected", "declined", "withdrawn", "deleted", "draft", "refused", "refuse", "rechazado"}
)
_ONLINE = frozenset(
    {
        "online",
        "remote",
        "virtual",
        "yes",
        "true",
        "1",
        "oui",
        "si",
        "да",
        "онлайн",
        "ligne",
        "نعم",
        "是",
        "线上",
        "remotely",
    }
)
_HERE = frozenset(
    {
        "no",
        "false",
        "0",
        "non",
        "нет",
        "لا",
        "否",
        "onsite",
        "site",
        "physical",
        "room",
        "presentiel",
        "presencial",
        "线下",
        "person",
    }
)
#: Which attributes of a session a field speaks of.
_SPEAKS_OF = {
    Field.TITLE: "title", Field.SUBTITLE: "title", Field.ABSTRACT: "abstract",
    Field.DESCRIPTION: "abstract", Field.TRACK: "track", Field.KIND: "kind", Field.ROOM: "rooms",
    Field.START: "start", Field.TIME: "start", Field.DATE: "start", Field.END: "minutes",
    Field.DURATION: "minutes", Field.LANGUAGE: "languages", Field.STATUS: "is_cancelled",
    Field.ONLINE: "online", Field.URL: "url", Field.LINKS: "links",
    Field.RECORDING: "recording", Field.SPEAKERS: "voices", Field.MODERATORS: "voices",
    Field.PANELLISTS: "voices", Field.CHAIRS: "voices", Field.LAST_NAME: "voices",
}  # fmt: skip
#: The language of a table whose titles are in Latin letters, by the name of their column.
_BY_HEADER = {"titre": "fr", "intitule": "fr", "sujet": "fr", "titulo": "es", "tema": "es"}


def rows_of(matching: Matching, lines: Iterable[tuple[Said, Sequence[Cell]]]) -> Iterator[Row]:
    """The rows that hold something, with their cells by field."""
    for where, cells in lines:
        if any(cell not in ("", None) for cell in cells):
            by_field: dict[str, tuple[Cell, ...]] = {}
            for column, cell in zip(matching.columns, cells, strict=False):
                if column.field:
                    by_field[column.field] = (*by_field.get(column.field, ()), cell)
            yield Row(where, by_field)


def language_of(matching: Matching) -> str:
    """The language that titles are taken to be in where nothing says it."""
    names = (c.name for c in matching.columns if c.field == Field.TITLE)
    return _BY_HEADER.get(folded(next(names, "")).partition(" ")[0], "en")


class Reading:
    """Gathers sessions, people, rooms and tracks row by row; `source` at the end."""

    def __init__(
        self, rows: Sequence[Row], limits: Limits, sink: Sink, language: str = "en",
        year: int | None = None,
    ) -> None:  # fmt: skip
        if len(rows) > limits.rows:
            raise Unreadable(source.too_many_rows(limits), rows[limits.rows].where)
        self._limits, self._sink, self._language = limits, sink, language
        self._clock = timing.Clock(rows, year)
        self._people = people.People(limits, sink)
        self._rooms: dict[str, SourceRoom] = {}
        self._tracks: dict[str, SourceTrack] = {}
        self._sessions: list[SourceSession] = []
        self._keys: dict[str, int] = {}
        self._has_ids = any(row.first(Field.ID) != "" for row in rows)
        self._spoken = {name.partition(":")[0] for row in rows for name in row.cells}
        for row in rows:
            self._read(row)

    def source(self, format: Format, title: str = "", identity: str = "") -> Source:
        """The whole programme."""
        self._whole_doubts()
        rooms = {room.key: next(iter(room.names.values())) for room in self._rooms.values()}
        for doubt in doubts.doubts_of(self._sessions, rooms=rooms):
            self._sink.add(doubt.where, doubt.what, doubt.session)
        fields = {_SPEAKS_OF[Field(name)] for name in self._spoken if Field(name) in _SPEAKS_OF}
        fields |= {"minutes"} if Field.TIME in self._spoken else set()
        return Source(
            format=format,
            title=title,
            identity=identity,
            days=tuple(sorted({s.start.date() for s in self._sessions if s.start})),
            rooms=tuple(self._rooms.values()),
            tracks=tuple(self._tracks.values()),
            people=self._people.all(),
            sessions=tuple(self._sessions),
            doubts=self._sink.all(),
            fields=frozenset(fields | {"title"}),
        )

    def _whole_doubts(self) -> None:
        if self._sessions and not self._has_ids:
            what = N_(
                "The table has no column with an id. When it is taken in again, sessions are "
                "recognised by their titles only."
            )
            self._sink.add(places.whole(), Said(what))
        if self._clock.ordered.is_ambiguous:
            what = N_(
                "Days such as 04/05/2025 can be read in two ways. They are read as day, month, "
                "year; look at them."
            )
            self._sink.add(places.whole(), Said(what))
        if not self._sessions:
            self._sink.add(places.whole(), Said(N_("No session was found in this file.")))

    def _read(self, row: Row) -> None:
        title = self._localized(row, Field.TITLE, Field.SUBTITLE, " – ")
        only = [cell for cells in row.cells.values() for cell in cells if cell not in ("", None)]
        if len(only) == 1 and self._clock.heading(only[0]):
            return
        if not title:
            what = N_("This row has no title. It is left out.")
            self._sink.add(row.where, Said(what))
            return
        state = folded(self._text(row, Field.STATUS))
        if state in _LEFT_OUT:
            what = N_("Its state is “%(state)s”. It is left out.")
            self._sink.add(row.where, Said(what, {"state": state}))
            return
        self._sessions.append(self._session(row, title, state))

    def _session(self, row: Row, title: dict[str, str], state: str) -> SourceSession:
        key = self._key(row, title)
        timed = self._clock.read(row)
        for what in timed.doubts:
            self._sink.add(row.where, what, key)
        if timed.is_backwards:
            doubt = doubts.backwards(row.where, key)
            self._sink.add(doubt.where, doubt.what, key)
        urls = _URL.findall(self._text(row, Field.URL))
        recordings = _URL.findall(self._text(row, Field.RECORDING))
        return SourceSession(
            key=key,
            where=row.where,
            title=title,
            abstract=self._localized(row, Field.ABSTRACT, Field.DESCRIPTION, "\n\n"),
            kind=self._kind(row, title, key),
            track=self._track(row),
            rooms=self._rooms_of(row),
            start=timed.start,
            zone=timed.zone,
            minutes=timed.minutes,
            is_cancelled=state in _CANCELLED,
            online=self._online(row),
            languages=self._languages(row, key),
            voices=self._people.taking_part(row, key),
            links=tuple(SourceLink(u, u) for u in _URL.findall(self._text(row, Field.LINKS))),
            recording=recordings[0] if recordings else "",
            url=urls[0] if urls else "",
        )

    def _text(self, row: Row, field: str) -> str:
        return people.text_of(row, field, self._limits, self._sink)

    def _localized(self, row: Row, field: str, more: str, between: str) -> dict[str, str]:
        """The texts of a field and the one that continues it, by language."""
        found: dict[str, str] = {}
        for name in row.cells:
            base, _, language = name.partition(":")
            if base in {field, more} and (text := self._text(row, name)):
                text = text if field == Field.ABSTRACT else " ".join(text.split())
                code = language or words.script_of(text) or self._language
                both = (found[code], text) if base == more else (text, found.get(code, ""))
                found[code] = between.join(t for t in both if t) if code in found else text
        return found if any(n.partition(":")[0] == field for n in row.cells) else {}

    def _key(self, row: Row, title: dict[str, str]) -> str:
        if own := self._text(row, Field.ID):
            return own
        made = "title:" + folded(next(iter(title.values())))
        self._keys[made] = self._keys.get(made, 0) + 1
        key = made if self._keys[made] == 1 else f"{made}#{self._keys[made]}"
        if self._has_ids:
            doubt = doubts.made_key(row.where, key)
            self._sink.add(doubt.where, doubt.what, key)
        return key

    def _kind(self, row: Row, title: dict[str, str], key: str) -> str:
        said = self._text(row, Field.KIND)
        kind = kinds.kind_of(said) or (
            "" if said else kinds.kind_of_title(next(iter(title.values())))
        )
        if said and not kind:
            what = N_("The kind “%(kind)s” is not known. Choose one after taking it in.")
            self._sink.add(row.where, Said(what, {"kind": places.shown(said)}), key)
        return kind

    def _track(self, row: Row) -> str:
        name = " ".join(self._text(row, Field.TRACK).split())
        if key := folded(name):
            self._tracks.setdefault(key, SourceTrack(key, {self._tongue(name): name}))
        return key

    def _rooms_of(self, row: Row) -> tuple[str, ...]:
        keys: dict[str, None] = {}
        for name in re.split(r"[;；؛\n]", self._text(row, Field.ROOM)):
            name = " ".join(name.split())
            if key := folded(name):
                self._rooms.setdefault(key, SourceRoom(key, {self._tongue(name): name}))
                keys[key] = None
        return tuple(keys)

    def _tongue(self, text: str) -> str:
        return words.script_of(text) or self._language

    def _online(self, row: Row) -> bool | None:
        said = set(folded(self._text(row, Field.ONLINE)).split())
        return True if said & _ONLINE else False if said & _HERE else None

    def _languages(self, row: Row, key: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in _BETWEEN.split(self._text(row, Field.LANGUAGE)):
            if code := columns.language_of(name):
                found[code] = None
            elif folded(name):
                what = N_("The language “%(language)s” is not known. It is left out.")
                self._sink.add(row.where, Said(what, {"language": places.shown(name)}), key)
        return tuple(found)
