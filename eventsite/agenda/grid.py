"""A day as cells of a table: columns are places, rows the instants at which something changes."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Card:
    """A session on the grid; `across` marks a break, which takes whatever is free everywhere."""

    key: str
    start: datetime
    end: datetime
    places: tuple[Hashable, ...] = ()
    across: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the keys of its cards, stacked in order of time, and how far it reaches."""

    cards: tuple[str, ...]
    rowspan: int = 1
    colspan: int = 1
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One instant; None stands for a free cell, cells covered from above or before are left out."""

    at: datetime
    #: Nothing begins here.
    light: bool
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in one column from one row up to another."""

    cards: tuple[str, ...]
    top: int
    end: int
    pause: bool


def build(
    columns: Sequence[Hashable], cards: Iterable[Card], raster: Iterable[datetime] = ()
) -> tuple[Row, ...]:
    """The rows of a day.

    `raster` are further instants at which a row begins, the last of them only an end.

    Sessions of one place that overlap share a cell; one session in neighbouring places becomes
    one wide cell; a break goes across all that is free. A card whose places are not among
    `columns` is an error (KeyError). Rows are the distinct starts and ends but the last.
    """
    ordered = sorted(cards, key=lambda c: (c.start, c.end, c.key))
    instants = sorted({c.start for c in ordered} | {c.end for c in ordered} | set(raster))
    if len(instants) < 2 or not columns:
        return ()
    row_of = {instant: number for number, instant in enumerate(instants)}
    pieces = _columns(columns, ordered, row_of)
    starts = {c.start for c in ordered}
    return tuple(
        Row(at, at not in starts, _cells(pieces, number))
        for number, (at, _) in enumerate(pairwise(instants))
    )


def _columns(
    columns: Sequence[Hashable], cards: Sequence[Card], row_of: dict[datetime, int]
) -> list[dict[int, Piece]]:
    """For each column its pieces by every row they take."""
    held: dict[Hashable, list[Card]] = {column: [] for column in columns}
    for card in cards:
        if not card.across:
            for place in card.places:
                held[place].append(card)
    pauses = [card for card in cards if card.across]
    made = [_column(held[column], pauses, row_of) for column in columns]
    shown = {key for column in made for piece in column.values() for key in piece.cards}
    hidden = [card for card in pauses if card.key not in shown]
    if hidden:
        # Sessions run in every place during the whole break: it stands above the first of them.
        first = sorted([*held[columns[0]], *hidden], key=lambda c: (c.start, c.end, c.key))
        made[0] = _column(first, pauses, row_of)
    return made


def _column(
    cards: Sequence[Card], pauses: Sequence[Card], row_of: dict[datetime, int]
) -> dict[int, Piece]:
    taken: dict[int, Piece] = {}
    for piece in _piles(cards, row_of):
        taken.update(dict.fromkeys(range(piece.top, piece.end), piece))
    free: dict[int, tuple[str, ...]] = {}
    for pause in pauses:
        for row in range(row_of[pause.start], row_of[pause.end]):
            if row not in taken:
                free[row] = (*free.get(row, ()), pause.key)
    taken.update(_runs(free))
    return taken


def _piles(cards: Sequence[Card], row_of: dict[datetime, int]) -> Iterable[Piece]:
    """Cards of one place in order of start, those that overlap put into one piece."""
    pile: list[Card] = []
    for card in cards:
        if pile and card.start >= max(c.end for c in pile):
            yield _pile(pile, row_of)
            pile = []
        pile.append(card)
    if pile:
        yield _pile(pile, row_of)


def _pile(pile: Sequence[Card], row_of: dict[datetime, int]) -> Piece:
    end = row_of[max(c.end for c in pile)]
    return Piece(tuple(c.key for c in pile), row_of[pile[0].start], end, pause=False)


def _runs(free: dict[int, tuple[str, ...]]) -> dict[int, Piece]:
    """Neighbouring rows with the same breaks become one piece."""
    made: dict[int, Piece] = {}
    for row in sorted(free):
        before = made.get(row - 1)
        top = before.top if before is not None and before.cards == free[row] else row
        piece = Piece(free[row], top, row + 1, pause=True)
        made.update(dict.fromkeys(range(top, row + 1), piece))
    return made


def _cells(pieces: Sequence[dict[int, Piece]], row: int) -> tuple[Cell | None, ...]:
    cells: list[Cell | None] = []
    before: Piece | None = None
    for column in pieces:
        piece = column.get(row)
        if piece is None:
            cells.append(None)
        elif piece.top == row and piece == before and cells[-1] is not None:
            last = cells[-1]
            cells[-1] = Cell(last.cards, last.rowspan, last.colspan + 1, last.pause)
        elif piece.top == row:
            cells.append(Cell(piece.cards, piece.end - piece.top, 1, piece.pause))
        before = piece
    return tuple(cells)
