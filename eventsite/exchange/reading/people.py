"""The people whom the rows of a table name, each once, with what its columns say about them."""

import re
from dataclasses import replace

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said
from eventsite.exchange.reading import voices, words
from eventsite.exchange.reading.columns import folded
from eventsite.exchange.reading.known_columns import Field
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.reading.timing import Cell, Row
from eventsite.exchange.source import SourcePerson, SourceVoice

_ROLES = {
    Field.SPEAKERS: "speaker",
    Field.MODERATORS: "moderator",
    Field.PANELLISTS: "panellist",
    Field.CHAIRS: "chair",
}


class People:
    """Gathers people row by row."""

    def __init__(self, limits: Limits, sink: Sink) -> None:
        self._limits, self._sink = limits, sink
        self._people: dict[str, SourcePerson] = {}

    def all(self) -> tuple[SourcePerson, ...]:
        """Everybody, in the order in which they are named first."""
        return tuple(self._people.values())

    def taking_part(self, row: Row, key: str) -> tuple[SourceVoice, ...]:
        """Who takes part in the session of a row; `key` is the session's."""
        named: list[voices.Named] = []
        for field, role in _ROLES.items():
            named += voices.named_in(text_of(row, field, self._limits, self._sink), role)
        named += self._pairs(row, {folded(n.name) for n in named})
        if guessed := [n.name for n in named if n.is_guess]:
            what = N_("“%(people)s”: look at whether these are the people, and all of them.")
            self._sink.add(row.where, Said(what, {"people": places.shown(", ".join(guessed))}), key)
        found: dict[tuple[str, str], SourceVoice] = {}
        for one in self._completed(named, row):
            self._meet(one, row, key)
            found.setdefault((one.voice.person, one.voice.role), one.voice)
        return tuple(found.values())

    def _meet(self, one: voices.Named, row: Row, key: str) -> None:
        """Keep a person; what an earlier row did not say is added, and what differs is doubted."""
        new, old = one.person, self._people.get(one.person.key)
        if old is None:
            self._people[new.key] = new
            return
        both = old.organisation and new.organisation
        if both and folded(old.organisation) != folded(new.organisation):
            what = N_(
                "“%(name)s” stands here with another organisation than above. They are taken for "
                "one person."
            )
            self._sink.add(row.where, Said(what, {"name": places.shown(new.name)}), key)
        self._people[new.key] = replace(
            old,
            honorific=old.honorific or new.honorific,
            role_title=old.role_title or new.role_title,
            organisation=old.organisation or new.organisation,
            email=old.email or new.email,
        )

    def _pairs(self, row: Row, there: set[str]) -> list[voices.Named]:
        """People whose first and family name stand in columns of their own."""
        firsts = self._cells(row, Field.FIRST_NAME)
        lasts = self._cells(row, Field.LAST_NAME)
        size = max(len(firsts), len(lasts))
        firsts += [""] * (size - len(firsts))
        lasts += [""] * (size - len(lasts))
        names = (" ".join(f"{a} {b}".split()) for a, b in zip(firsts, lasts, strict=True))
        return [voices.Named(n, "speaker") for n in names if folded(n) not in {"", *there}]

    def _completed(self, named: list[voices.Named], row: Row) -> list[voices.Named]:
        """The people with organisation, position and email of columns that stand beside them."""
        places_of_work = self._beside(row, Field.ORGANISATION, len(named))
        titles = self._beside(row, Field.ROLE_TITLE, len(named))
        emails = self._beside(row, Field.EMAIL, len(named))
        return [
            replace(
                one,
                organisation=one.organisation or place,
                role_title=one.role_title or title,
                email=one.email or email,
            )
            for one, place, title, email in zip(named, places_of_work, titles, emails, strict=True)
        ]

    def _beside(self, row: Row, field: str, number: int) -> list[str]:
        """A cell for each person, where there are as many; else none says anything."""
        cells = self._cells(row, field)
        if len(cells) == 1:
            cells = [part.strip() for part in re.split(r"[;\n]", cells[0])]
        return cells if len(cells) == number else [""] * number

    def _cells(self, row: Row, field: str) -> list[str]:
        cells = row.cells.get(field, ())
        return [words.limited(plain(c), self._limits, row.where) for c in cells]


def text_of(row: Row, field: str, limits: Limits, sink: Sink) -> str:
    """All cells of a field as one clean text; raises Unreadable where it is too long."""
    texts = (plain(cell) for cell in row.cells.get(field, ()))
    text = words.limited("\n".join(t for t in texts if t), limits, row.where)
    if not words.is_stacked(text):
        return text
    what = N_("A text stacks too many marks over one letter. Only some of them are kept.")
    sink.add(row.where, Said(what))
    return words.unstacked(text)


def plain(cell: Cell) -> str:
    """A cell as text; whole numbers without a point."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
