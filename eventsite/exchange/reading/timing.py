"""When the session of a row begins and how long it lasts, from whatever cells speak of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said
from eventsite.exchange.reading import days, hours, zone_names
from eventsite.exchange.reading.known_columns import Field

Cell = object
_EVENING, _MORNING = 16 * 60, 6 * 60


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by field, in the order of the columns."""

    where: Said
    #: `Field` values, for localized ones perhaps with ":fr".
    cells: Mapping[str, tuple[Cell, ...]]
    #: The day that a heading above the row says.
    day: date | None = None

    def first(self, field: str) -> Cell:
        """The first cell of the field that holds something, or an empty text."""
        return next((c for c in self.cells.get(field, ()) if c not in ("", None)), "")


@dataclass(slots=True)
class Timed:
    """What the cells say about time; `doubts` are sentences about the row."""

    start: datetime | None = None
    zone: str = ""
    minutes: int | None = None
    is_backwards: bool = False
    doubts: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Point:
    """A cell's day and time, either of which may be missing."""

    day: days.DayRead | None = None
    span: hours.Span | None = None


class Clock:
    """Reads rows one after another and remembers the day of the row above."""

    def __init__(self, rows: Iterable[Row], year: int | None = None) -> None:
        cells = [
            cell
            for row in rows
            for name in (Field.DATE, Field.START, Field.END, Field.TIME)
            for cell in row.cells.get(name, ())
        ]
        self.ordered = days.order_of(cells)
        own = {read.year for c in cells if isinstance(c, str) and (read := self._day(c))} - {None}
        self._year = year or (own.pop() if len(own) == 1 else None)
        self._above: date | None = None
        self._by_heading = False

    def read(self, row: Row) -> Timed:
        """The time of a row."""
        timed = Timed()
        on = self._point(row.first(Field.DATE))
        begin = self._point(row.first(Field.START) or row.first(Field.TIME))
        end = self._point(row.first(Field.END))
        day = self._day_of(row, on, begin, timed)
        span = begin.span or (on.span if not row.first(Field.START) else None)
        self._complain(row, on, begin, end, timed)
        if day and span:
            self._place(row, day, span, timed)
            timed.minutes = self._length(row, day, span, end, timed)
        else:
            timed.minutes = hours.minutes_in(row.first(Field.DURATION))
            if span:
                timed.doubts.append(
                    Said(N_("It has a time but no day. It is taken in without a time."))
                )
            elif day and (on.day or begin.day):
                timed.doubts.append(
                    Said(N_("It has a day but no time. It is taken in without a time."))
                )
        return timed

    def heading(self, text: Cell) -> date | None:
        """The day of a row that is only a heading; it counts for the rows below."""
        read = self._day(text)
        day = read.on(self._year) if read else None
        self._above, self._by_heading = day or self._above, bool(day) or self._by_heading
        return day

    def _day(self, cell: Cell) -> days.DayRead | None:
        return days.day_in(cell, self.ordered.order)

    def _point(self, cell: Cell) -> _Point:
        if cell == "":
            return _Point()
        if isinstance(cell, datetime):
            whole = (cell.hour, cell.minute) == (0, 0)
            return _Point(self._day(cell), None if whole else hours.span_in(cell))
        if isinstance(cell, date):
            return _Point(self._day(cell))
        read = self._day(cell)
        if isinstance(cell, str) and read and not re.fullmatch(r"\s*\d+(\.\d+)?\s*", cell):
            return _Point(read, hours.span_in(re.sub(r"^\W*T(?=\d)", " 0T", read.rest)))
        is_whole = isinstance(cell, int | float) and float(cell).is_integer()
        return _Point(read, None if read and is_whole else hours.span_in(cell))

    def _day_of(self, row: Row, on: _Point, begin: _Point, timed: Timed) -> date | None:
        read = on.day or begin.day
        day = read.on(self._year) if read else None
        if read and not day:
            timed.doubts.append(
                Said(N_("Its day has no year. Write the day with its year, as 2025-05-14."))
            )
            return None
        if not day and row.day:
            day = row.day
        if not day and self._above and begin.span and row.first(Field.DATE) == "":
            if Field.DATE in row.cells and not self._by_heading:
                timed.doubts.append(Said(N_("It has no day. The day of the row above is taken.")))
            return self._above
        self._above, self._by_heading = day or self._above, self._by_heading and not day
        return day

    def _place(self, row: Row, day: date, span: hours.Span, timed: Timed) -> None:
        start = datetime.combine(day, time()) + timedelta(minutes=span.start)
        name = row.first(Field.ZONE)
        timed.zone = zone_names.iana_of(name) if isinstance(name, str) else ""
        if name != "" and not timed.zone:
            sentence = N_("The time zone “%(zone)s” is not known. Choose the zone of its time.")
            timed.doubts.append(Said(sentence, {"zone": places.shown(str(name))}))
        if span.offset is not None:
            start = start.replace(tzinfo=timezone(timedelta(minutes=span.offset)))
        timed.start = start

    def _length(
        self, row: Row, day: date, span: hours.Span, end: _Point, timed: Timed
    ) -> int | None:
        said = hours.minutes_in(row.first(Field.DURATION))
        until = end.span.start if end.span else span.end
        if until is None:
            return said
        last = end.day.on(self._year) if end.day else None
        minutes = until - span.start + ((last - day).days * hours.DAY if last else 0)
        if end.span and end.span.offset is not None and span.offset is not None:
            minutes += span.offset - end.span.offset
        if minutes < 0 and not last and span.start >= _EVENING and until <= _MORNING:
            minutes += hours.DAY
        if minutes <= 0:
            timed.is_backwards = True
            return said
        if said and said != minutes:
            timed.doubts.append(Said(N_("Its length and its end do not agree. The end is taken.")))
        return minutes

    def _complain(self, row: Row, on: _Point, begin: _Point, end: _Point, timed: Timed) -> None:
        """A doubt for each cell with something in it that nobody can read."""
        cell = row.first(Field.DATE)
        if cell != "" and not on.day:
            sentence = N_("The day “%(cell)s” is not understood. Write it as 2025-05-14.")
            timed.doubts.append(Said(sentence, {"cell": places.shown(str(cell))}))
        start = row.first(Field.START) or row.first(Field.TIME)
        for cell, point in ((start, begin), (row.first(Field.END), end)):
            if cell != "" and not point.span and not point.day:
                sentence = N_("The time “%(cell)s” is not understood. Write it as 14:30.")
                timed.doubts.append(Said(sentence, {"cell": places.shown(str(cell))}))
        cell = row.first(Field.DURATION)
        if cell != "" and hours.minutes_in(cell) is None:
            sentence = N_("The length “%(cell)s” is not understood. Write it in minutes.")
            timed.doubts.append(Said(sentence, {"cell": places.shown(str(cell))}))
