"""Days as people write them in tables and headings, in the order that a whole column agrees on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from babel import dates

from eventsite.exchange.reading import words
from eventsite.exchange.reading.columns import folded

Cell = object
#: Day 0 of the serial numbers of Excel, and the years that a programme can be of.
_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_LOCALES = ("en", "fr", "es", "ru", "ar", "ar_LB", "zh", "de", "it", "pt")
_NUMERIC = re.compile(r"(?<![\d:])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d:])")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_CHINESE = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|o|a|º|ª)?")
_BETWEEN = frozenset({"de", "of", "del", "the", "д", "em"})


class Order(StrEnum):
    """How 4/5/2025 is meant."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a column's days say about their order."""

    order: Order
    #: Whether every day of the column can be read in either order, or they contradict.
    is_ambiguous: bool


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day found in a text; `year` None where the text does not say, `rest` what else it holds."""

    year: int | None
    month: int
    day: int
    rest: str = ""

    def on(self, year: int | None) -> date | None:
        """The date, with the year of the surroundings where it has none of its own."""
        chosen = self.year or year
        return _date(chosen, self.month, self.day) if chosen else None


def order_of(cells: Iterable[Cell]) -> Ordered:
    """Which order a column's days have: one that cannot be otherwise decides for all.

    Points stand between day and month in that order everywhere; slashes do not.
    """
    days_first = months_first = open_ones = 0
    for cell in cells:
        found = _NUMERIC.search(words.digits(cell[:100])) if isinstance(cell, str) else None
        if found is None or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        days_first += first > 12 >= second
        months_first += second > 12 >= first
        open_ones += first <= 12 and second <= 12 and first != second
    order = Order.MONTH_FIRST if months_first > days_first else Order.DAY_FIRST
    contradict = bool(days_first and months_first)
    return Ordered(order, contradict or bool(open_ones and not days_first and not months_first))


def day_in(cell: Cell, order: Order = Order.DAY_FIRST) -> DayRead | None:
    """The first day that a cell or heading holds, or None."""
    if isinstance(cell, date):  # a datetime is one too
        return DayRead(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell))
    if not isinstance(cell, str):
        return None
    text = words.digits(cell[:300])
    if re.fullmatch(r"\s*\d{5}(\.\d+)?\s*", text):
        return _serial(float(text))
    return _numeric(text, order) or _named(text)


def _serial(number: float) -> DayRead | None:
    if not 32_874 <= number <= 73_415:  # 1990 to 2100
        return None
    day = _EPOCH + timedelta(days=int(number))
    return DayRead(day.year, day.month, day.day)


def _numeric(text: str, order: Order) -> DayRead | None:
    if found := _ISO.search(text) or _COMPACT.search(text):
        numbers = [int(part) for part in found.groups() if part.isdigit()]
        return _checked(numbers[0], numbers[1], numbers[2], _without(text, found))
    if found := _CHINESE.search(text):
        year = int(found[1]) if found[1] else None
        return _checked(year, int(found[2]), int(found[3]), _without(text, found))
    if found := _NUMERIC.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        both = [(second, first), (first, second)]
        if found[2] != "." and order == Order.MONTH_FIRST:
            both.reverse()
        for month, day in both:
            if read := _checked(year, month, day, _without(text, found)):
                return read
    return None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _named(text: str) -> DayRead | None:
    """A day with its month in letters: "Wednesday, 14 May 2025", "May 14th", "14 de mayo"."""
    tokens = [(m[0], m.start(), m.end()) for m in re.finditer(r"[^\W\d_]+|\d+\w*", text)][:40]
    plain = [folded(token) for token, *_ in tokens]
    for at, word in enumerate(plain):
        month = _months().get(word)
        day_at = _day_beside(plain, at) if month else None
        if month is None or day_at is None:
            continue
        year_at = next((i for i in range(at + 1, min(at + 4, len(plain))) if _is_year(plain[i])), 0)
        number = _ORDINAL.fullmatch(plain[day_at])
        used = [at, day_at, *([year_at] if year_at else [])]
        rest = text[: tokens[min(used)][1]] + " " + text[tokens[max(used)][2] :]
        year = int(plain[year_at]) if year_at else None
        if number and (read := _checked(year, month, int(number[1]), rest)):
            return read
    return None


def _day_beside(plain: list[str], at: int) -> int | None:
    before = at - 2 if at > 1 and plain[at - 1] in _BETWEEN else at - 1
    for place in (before, at + 1):
        if 0 <= place < len(plain) and _ORDINAL.fullmatch(plain[place]):
            return place
    return None


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdigit() and _FIRST_YEAR <= int(word[:5]) <= _LAST_YEAR


def years_in(text: str) -> set[int]:
    """The years that a text names."""
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words.digits(text))
    return {int(year) for year in found if _is_year(year)}


def _checked(year: int | None, month: int, day: int, rest: str) -> DayRead | None:
    valid = _date(year or 2024, month, day)  # a leap year allows every day
    return DayRead(year, month, day, rest) if valid else None


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime(year, month, day).date()  # noqa: DTZ001 - a day has no zone
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Names of months in the languages of `_LOCALES`, long and short, as they stand in dates."""
    found: dict[str, int] = {}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = dates.get_month_names(width, context, locale)
                for number, name in names.items():
                    if len(folded(name)) > 2 and not folded(name)[0].isdigit():
                        found.setdefault(folded(name), number)
    found["sept"] = 9
    return found
