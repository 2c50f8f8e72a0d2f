"""Takes a checked archive in: a new event with rows of its own, all in the caller's transaction."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from eventsite.core import files as core_files
from eventsite.core.archive import FILES, GONE, Row, Table
from eventsite.core.archive.contract import target_of
from eventsite.core.archive.out import ACTORS
from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.events.models import Event, EventState
from eventsite.exchange.archive import checking, reasons
from eventsite.exchange.archive.opening import Opened
from eventsite.exchange.archive.reasons import refusal
from eventsite.people.actions import everywhere
from eventsite.people.models import Person

_BATCH = 200
_NAMES = 400


@dataclass(frozen=True)
class Wish:
    """Under which address the event stands here, and whether only its team sees it at first."""

    slug: str
    as_draft: bool = True


@dataclass
class Entering:
    """The archive's numbers and codes turned into those of the database."""

    numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    #: Only those that could not stay: (column, as it was) to what it is now.
    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    #: Table and number of the rows that were here before.
    found: set[tuple[str, int]] = field(default_factory=set)

    def is_here(self, table: str, number: int) -> bool:
        """Whether the row, by its number here, was here before."""
        return (table, number) in self.found

    def key(self, table: str, number: int) -> int:
        """The row's number here; those long gone stay as they are."""
        return number if number > GONE else self.numbers[table][number]

    def code(self, column: str, said: str) -> str:
        """The code or identity here."""
        return self.codes.get((column, said), said)

    def actor(self, key: str) -> str:
        """Who acted, by the number here."""
        kind, _, number = key.partition(":")
        if kind in ACTORS and number.isdigit():
            return f"{kind}:{self.key(ACTORS[kind], int(number))}"
        return key


def apply(
    opened: Opened,
    tables: Sequence[Table],
    wish: Wish,
    staged: Path,
    progress: Callable[[int, int], None],
) -> int:
    """Add every row and file; the new event's id. `staged` holds the files' bytes by SHA-256.

    The archive must have passed `checking.check`. Raises Unreadable where the database refuses a
    row. Sends nothing. Files that were written go again when anything is raised.
    """
    entering = Entering(codes=_new_codes(opened, tables))
    written: list[Path] = []
    try:
        for number, table in enumerate(tables):
            progress(number, len(tables))
            _Adding(opened, table, entering, wish).run()
            if table is FILES:
                _write_files(entering, staged, written)
        _erase_again(entering)
        progress(len(tables), len(tables))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return next(iter(entering.numbers["events"].values()))


def _erase_again(entering: Entering) -> None:
    """Whoever was erased here since the archive was made is not brought back by it."""
    came = {old: new for (name, old), new in entering.codes.items() if name == "persons.code"}
    codes = sorted(came)
    for start in range(0, len(codes), _NAMES):
        some = Person.code.in_(codes[start : start + _NAMES])
        erased = sa.select(Person.code).where(some, Person.erased.is_not(None))
        again = Person.code.in_([came[code] for code in db.session.scalars(erased)])
        back = sa.select(Person).where(again, Person.erased.is_(None))
        for person in db.session.scalars(back).all():
            everywhere.erase(person)


def _new_codes(opened: Opened, tables: Iterable[Table]) -> dict[tuple[str, str], str]:
    """New ones for the codes and identities that a row here has already."""
    found: dict[tuple[str, str], str] = {}
    for table in tables:
        for name, make in table.fresh.items():
            column = table.table.c[name]
            said = (row[name] for _, row in opened.rows(table.member) if row.get(name))
            while names := list(islice(said, _NAMES)):
                taken = db.session.scalars(sa.select(column).where(column.in_(names)))
                found |= {(f"{table.name}.{name}", str(code)): make() for code in taken}
    return found


class _Adding:
    """The rows of one table."""

    def __init__(self, opened: Opened, table: Table, entering: Entering, wish: Wish) -> None:
        self._opened, self._table, self._entering, self._wish = opened, table, entering, wish
        self._numbers = entering.numbers.setdefault(table.name, {})
        #: Rows here that may not be found again: those of this archive, and those taken once.
        self._passed: set[int] = set()
        self._later: list[tuple[int, str, int]] = []

    def run(self) -> None:
        """Add them, or find those that are here."""
        rows = self._rows()
        while batch := list(islice(rows, _BATCH)):
            self._insert(batch)
        self._link()

    def _rows(self) -> Iterator[tuple[int, Row]]:
        """The rows to be added, with the archive's number of each (0 where it has none)."""
        for at, row in checking.rows_of(self._opened, self._table):
            turned = self._turn(row)
            here = self._find(turned)
            number = row["id"] if self._table.is_counted else 0
            if here is not None:
                self._numbers[number] = here
                self._entering.found.add((self._table.name, here))
                continue
            if self._table.settle is not None:
                turned = self._table.settle(turned, self._entering.is_here)
            yield number, self._values(turned, at)

    def _turn(self, row: Row) -> Row:
        turned = dict(row)
        for column in self._table.columns:
            target, said = target_of(column), row.get(column.name)
            if target is None or said is None:
                continue
            if target.table is self._table.table:
                self._later.append((row["id"], column.name, said))
                turned[column.name] = None
            else:
                turned[column.name] = self._entering.key(target.table.name, said)
        for name in self._table.actors:
            turned[name] = self._entering.actor(row[name])
        return self._table.inside(turned, self._entering) if self._table.inside else turned

    def _find(self, turned: Row) -> int | None:
        if self._table.match is None:
            return None
        for key in self._table.match(turned):
            if key not in self._passed:
                if not self._table.is_shared_by_several:
                    self._passed.add(key)
                return key
        return None

    def _values(self, turned: Row, at: int) -> Row:
        typed = checking.typed_row(self._table, turned, at)
        if self._table.is_counted:
            del typed["id"]
        for name in self._table.fresh:
            typed[name] = self._entering.code(f"{self._table.name}.{name}", typed[name])
        typed |= {name: make() for name, make in self._table.left.items()}
        if self._table.model is Event:
            typed["slug"] = self._wish.slug
            if self._wish.as_draft:
                typed["state"] = EventState.DRAFT
        return typed

    def _insert(self, batch: list[tuple[int, Row]]) -> None:
        table = self._table.table
        values = [row for _, row in batch]
        try:
            with db.session.begin_nested():
                if not self._table.is_counted:
                    db.session.execute(sa.insert(table), values)
                    return
                adding = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
                keys = list(db.session.scalars(adding, values))
        except IntegrityError as error:
            raise refusal(reasons.CONTRADICTS, self._table.member) from error
        self._passed |= set(keys)
        self._numbers.update({number: key for (number, _), key in zip(batch, keys, strict=True)})

    def _link(self) -> None:
        """Rows that name others of their table, once all are there; those found here stay."""
        table = self._table.table
        for number, name, other in self._later:
            here = self._numbers[number]
            if here in self._passed:
                change = sa.update(table).where(table.c.id == here)
                db.session.execute(change.values({name: self._numbers[other]}))


def _write_files(entering: Entering, staged: Path, written: list[Path]) -> None:
    """Give each row of a file its bytes under its own code."""
    keys = list(entering.numbers[FILES.name].values())
    for start in range(0, len(keys), _NAMES):
        some = File.id.in_(keys[start : start + _NAMES])
        for file in db.session.scalars(sa.select(File).where(some)):
            path = core_files.path_of(file)
            path.parent.mkdir(parents=True, exist_ok=True)
            written.append(path)
            _copy(staged / file.sha256, path)


def _copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        # Another file system, or one without links.
        shutil.copyfile(source, target)
