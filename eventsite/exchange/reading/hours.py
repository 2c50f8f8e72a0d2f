"""Times of day, ranges and lengths as people write them in tables, in minutes."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from eventsite.exchange.reading import words
from eventsite.exchange.reading.columns import folded

Cell = object
DAY = 24 * 60
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>\d{1,2})\s?(?:(?P<sep>[:.h٫：])\s?(?P<m>\d{2})(?::\d{2}(?:\.\d+)?)?|(?P<bare>h))"
    r"(?:\s?(?:hrs?|uhr|h)\b)?(?:\s*(?P<half>[ap]\.?\s?m\b\.?))?",
    re.IGNORECASE,
)
_HALF_ONLY = re.compile(r"(?<![\d.:])(?P<h>\d{1,2})\s*(?P<half>[ap]\.?\s?m\b\.?)", re.IGNORECASE)
_FOUR = re.compile(r"(?<![\d.:+-])(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?![\d.:])")
_BARE = re.compile(r"(?<![\d.:])(?P<h>\d{1,2})(?![\d.:])")
_NOON = {"noon": 720, "midday": 720, "midi": 720, "mediodia": 720, "полдень": 720, "midnight": DAY}
_NOON |= {"minuit": DAY, "medianoche": DAY, "полночь": DAY}
_OFFSET = re.compile(
    r"(?:(?<=\d)|\b(?:utc|gmt)\s?)(?P<sign>[+−-])(?P<h>\d{1,2}):?(?P<m>\d{2})?(?!\d)", re.IGNORECASE
)
_UTC = re.compile(r"(?<=\d)\s?Z\b|\b(?:UTC|GMT)\b(?!\s?[+−-]?\d)")
#: Names of offsets that mean one thing only.
_NAMED = {"CET": 60, "CEST": 120, "EEST": 180, "EDT": -240, "PDT": -420, "JST": 540, "MSK": 180}
_NAMED_AT = re.compile(rf"\b(?:{'|'.join(_NAMED)})\b")
_LENGTH = re.compile(
    r"(?:(?P<h>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:h|hr|hrs|hour|hours|heures?|horas?|ч|час\w*|小时|ساعة|std)"
    r"\s?)?(?:(?P<m>\d{1,4})\s?(?:m|mn|min|mins|minutes?|minutos?|мин\w*|分钟?|دقيقة|’|')?\.?)?"
)
_ISO_LENGTH = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """Times found in a cell, in minutes after midnight (1440 is the midnight that ends a day)."""

    start: int
    end: int | None = None
    #: Minutes east of UTC where the cell says so.
    offset: int | None = None


def span_in(cell: Cell) -> Span | None:
    """The time, or the start and end of a range, that a cell holds; None where it holds none."""
    if isinstance(cell, datetime | time):
        return Span(cell.hour * 60 + cell.minute)
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return Span(minutes) if 0 <= minutes <= DAY else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(float(cell))
    return _of_text(words.digits(cell[:200])) if isinstance(cell, str) else None


def _of_number(number: float) -> Span | None:
    """A serial number of Excel, or 930 for half past nine."""
    if number.is_integer():
        hour, minute = divmod(int(number), 100)
        if 1 <= hour <= 24 and 0 <= minute < 60:
            return Span(number_of(hour, minute))
        return Span(int(number) * 60) if 0 <= number <= 24 else None
    return Span(round(number % 1 * DAY)) if 0 < number < 73_415 else None


def number_of(hour: int, minute: int) -> int:
    """Minutes after midnight."""
    return hour * 60 + minute


def _of_text(text: str) -> Span | None:
    if re.fullmatch(r"\s*(?:0|\d{5})?[.,]\d{2,}\s*", text):
        return _of_number(float(text.strip().replace(",", ".")))
    offset, plain = _offset_in(text)
    found = _clocks(plain)
    if not found:
        return None
    (start, half), second = found[0], found[1] if len(found) > 1 else None
    if second is None:
        return Span(_full(start, half), None, offset)
    end = _full(second[0], second[1])
    if not half and second[1] and start <= 720:
        # "2:30–4 pm" says pm for both, "11–1 pm" for the end alone.
        later = _full(start, second[1])
        return Span(later if later < end else start, end, offset)
    return Span(_full(start, half), end, offset)


def _offset_in(text: str) -> tuple[int | None, str]:
    """Minutes east of UTC that a text names, and the text without them."""
    if found := _OFFSET.search(text):
        before = text[: found.start()]
        by_name = found[0][:1].isalpha()
        # "09:00-10:30" is a range: an offset is written out in full, and nothing else follows.
        whole = found["sign"] == "+" or (found["m"] and ":" not in text[found.end() :])
        seconds = re.search(r"\d:\d\d:\d\d$", before) or "T" in before
        if by_name or found["sign"] == "+" or (whole and seconds):
            minutes = int(found["h"]) * 60 + int(found["m"] or 0)
            if minutes <= 14 * 60:
                signed = minutes if found["sign"] == "+" else -minutes
                return signed, before + " " + text[found.end() :]
    if _UTC.search(text):
        return 0, _UTC.sub(" ", text)
    if named := _NAMED_AT.search(text):
        return _NAMED[named[0]], _NAMED_AT.sub(" ", text)
    return None, text


def _clocks(text: str) -> list[tuple[int, str]]:
    """Up to two times: minutes after midnight as written, and "a" or "p" where it says so."""
    marks: list[tuple[int, int, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_CLOCK, _HALF_ONLY, _FOUR):
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            facts = found.groupdict()
            hour, minute = int(facts["h"]), int(facts.get("m") or 0)
            if hour > 24 or minute > 59 or (hour == 24 and minute):
                continue
            taken.append((found.start(), found.end()))
            marks.append(
                (found.start(), number_of(hour, minute), (facts.get("half") or "")[:1].lower())
            )
    bare = [m for m in _BARE.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    alone = re.fullmatch(r"\s*\d{1,2}\s*(?:[-–—]|to|à)?\s*(?:\d.*)?", text) is not None
    if alone and (
        taken or (len(bare) == 1 and re.fullmatch(r"\s*\d{1,2}\s*", text)) or len(bare) == 2
    ):
        marks += [(m.start(), int(m["h"]) * 60, "") for m in bare if int(m["h"]) <= 24]
    marks += [
        (m.start(), _NOON[folded(m[0])], "")
        for m in re.finditer(r"[^\W\d_]+", text)
        if folded(m[0]) in _NOON
    ]
    return [(minutes, half) for _, minutes, half in sorted(marks)[:2]]


def _full(minutes: int, half: str) -> int:
    if half == "p" and minutes < 720:
        return minutes + 720
    return minutes - 720 if half == "a" and 720 <= minutes < 780 else minutes


def minutes_in(cell: Cell) -> int | None:
    """A length in minutes: "1:30", "90", "90 min", "1 h 30", "PT90M", a cell of time; or None."""
    if isinstance(cell, timedelta):
        return _sane(round(cell.total_seconds() / 60))
    if isinstance(cell, time | datetime):
        return _sane(cell.hour * 60 + cell.minute)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _sane(round(cell) if cell >= 1 or cell == 0 else round(cell * DAY))
    if not isinstance(cell, str):
        return None
    text = words.digits(cell[:60]).strip().casefold()
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\s?(?:h|hrs?|hours?))?", text):
        return _sane(int(found[1]) * 60 + int(found[2]))
    if found := re.fullmatch(r"(\d{1,2}):(\d{1,2}):(\d{2}):00", text):
        return _sane(int(found[1]) * DAY + int(found[2]) * 60 + int(found[3]))
    if text.startswith("p") and (found := _ISO_LENGTH.fullmatch(text.upper())):
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return _sane(days * DAY + hours * 60 + minutes)
    if re.fullmatch(r"0[.,]\d+", text):
        return _sane(round(float(text.replace(",", ".")) * DAY))
    found = _LENGTH.fullmatch(re.sub(r"\s+(?:and|et|y|и)\s+", " ", text))
    if not text or found is None:
        return None
    hours_part = float((found["h"] or "0").replace(",", "."))
    return _sane(round(hours_part * 60) + int(found["m"] or 0))


def _sane(minutes: int) -> int | None:
    """None for nothing, and for more than a fortnight."""
    return minutes if 0 < minutes <= 14 * DAY else None
