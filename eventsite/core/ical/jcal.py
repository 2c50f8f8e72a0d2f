"""jCal (RFC 7265): a calendar that we wrote as iCalendar, turned into JSON line by line."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

#: A property: name, parameters, type, then its values.
Property = list[Any]

_PARAMETER = re.compile(';([A-Za-z0-9-]+)=((?:"[^"]*"|[^;:",]*)(?:,(?:"[^"]*"|[^;:",]*))*)')
_PIECE = re.compile('"([^"]*)"|([^,]+)')
#: RFC 6868: what stands for line end, quote and caret in parameters.
_CARET = re.compile("\\^[n'^]")
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}
_ESCAPED = re.compile(r"\\(.)")
#: The types of properties that are no text (RFC 5545 §3.8, RFC 7986 §5).
_TYPES = {
    "attendee": "cal-address",
    "conference": "uri",
    "created": "date-time",
    "dtend": "date-time",
    "dtstamp": "date-time",
    "dtstart": "date-time",
    "duration": "duration",
    "last-modified": "date-time",
    "organizer": "cal-address",
    "priority": "integer",
    "refresh-interval": "duration",
    "rrule": "recur",
    "sequence": "integer",
    "source": "uri",
    "trigger": "duration",
    "tzoffsetfrom": "utc-offset",
    "tzoffsetto": "utc-offset",
    "url": "uri",
}
_MANY = frozenset({"categories", "resources"})
#: Parts of a rule that are numbers.
_NUMBERS = frozenset({"interval", "count", "bymonth", "bymonthday", "byhour", "byminute"})


def jcal(calendar: bytes) -> bytes:
    """The same calendar as JSON in UTF-8; `calendar` is as `ical.feed` writes it.

    Names that no standard knows (X-…) are of type "unknown", their values as they stood (§5).
    """
    lines = iter(calendar.decode().replace("\r\n ", "").split("\r\n"))
    name = next(lines).partition(":")[2]
    return json.dumps(_component(name, lines), ensure_ascii=False, separators=(",", ":")).encode()


def _component(name: str, lines: Iterator[str]) -> list[Any]:
    properties: list[Property] = []
    parts: list[Any] = []
    for line in lines:
        if line.startswith("BEGIN:"):
            parts.append(_component(line[6:], lines))
        elif line.startswith("END:"):
            break
        else:
            properties.append(_property(line))
    return [name.lower(), properties, parts]


def _property(line: str) -> Property:
    end = re.match("[A-Za-z0-9-]+", line)
    if end is None:
        raise ValueError(f"No property: {line!r}")
    name, at, said = end[0].lower(), end.end(), {}
    while found := _PARAMETER.match(line, at):
        said[found[1].lower()] = _parameter(found[2])
        at = found.end()
    value = line[at + 1 :]
    kind = said.pop("value", "")
    kind = str(kind).lower() or _TYPES.get(name, "unknown" if name.startswith("x-") else "text")
    return [name, said, kind, *_values(name, kind, value)]


def _parameter(value: str) -> str | list[str]:
    pieces = [
        _CARET.sub(lambda mark: _CARETS[mark[0]], quoted or plain)
        for quoted, plain in _PIECE.findall(value)
    ]
    return pieces[0] if len(pieces) == 1 else pieces


def _values(name: str, kind: str, value: str) -> list[Any]:
    if kind == "text":
        parted = _parted(value) if name in _MANY else [value]
        return [_ESCAPED.sub(_unescaped, one) for one in parted]
    return [_READ.get(kind, str)(value)]


def _parted(value: str) -> list[str]:
    """At each comma that is none of the text's own."""
    found = [""]
    for mark in re.findall(r"\\.|.", value):
        if mark == ",":
            found.append("")
        else:
            found[-1] += mark
    return found


def _unescaped(mark: re.Match[str]) -> str:
    return "\n" if mark[1] in "nN" else mark[1]


def _date(value: str) -> str:
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}"


def _moment(value: str) -> str:
    return f"{_date(value)}T{value[9:11]}:{value[11:13]}:{value[13:]}"


def _offset(value: str) -> str:
    return ":".join((value[:3], *re.findall("..", value[3:])))


def _rule(value: str) -> dict[str, Any]:
    """RFC 7265 §3.6.10: one value alone, several as a list, numbers as numbers."""
    rule: dict[str, Any] = {}
    for part in value.split(";"):
        key, _, said = part.partition("=")
        pieces = [int(one) if key.lower() in _NUMBERS else one for one in said.split(",")]
        rule[key.lower()] = pieces[0] if len(pieces) == 1 else pieces
    return rule


_READ: Mapping[str, Callable[[str], Any]] = {
    "date": _date,
    "date-time": _moment,
    "utc-offset": _offset,
    "integer": int,
    "recur": _rule,
}
