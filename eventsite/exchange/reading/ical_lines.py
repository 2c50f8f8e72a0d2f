"""The lines of an iCalendar file, unfolded and grouped into entries, however broken it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading.sink import Sink

_ESCAPED = re.compile(r"\\([\\;,nN:\"])")
#: Lines of one entry, and characters of one line before it is taken apart.
_MOST_LINES = 2_000
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A property: its name, its parameters (names in capitals) and its value as written."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.value)


@dataclass(slots=True)
class Entry:
    """A component with its own properties, and those of components inside it."""

    kind: str
    #: The line of its BEGIN.
    number: int
    lines: list[Line] = field(default_factory=list)
    inner: list["Entry"] = field(default_factory=list)

    def get(self, name: str) -> Line | None:
        """The first property of the name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        """All properties of the name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """The text of the first property of the name, or empty."""
        line = self.get(name)
        return line.text.strip() if line else ""


def calendars_of(data: bytes, limits: Limits, sink: Sink) -> list[Entry]:
    """All VCALENDARs of the file with their components; lines nobody can read become doubts."""
    text = _decoded(data, sink)
    top = Entry("", 0)
    stack = [top]
    events = 0
    for number, raw in _unfolded(text, limits):
        name = raw.partition(":")[0].strip().upper()
        value = raw.partition(":")[2].strip().upper()
        if name == "BEGIN":
            events += value == "VEVENT"
            _check(len(stack), events, limits, number)
            entry = Entry(value, number)
            stack[-1].inner.append(entry)
            stack.append(entry)
        elif name == "END":
            _close(stack, value, number, sink)
        elif line := _line(number, raw, sink):
            _check_lines(stack[-1], number)
            stack[-1].lines.append(line)
    if len(stack) > 1:
        cut = stack[-1] if stack[-1].kind != "VCALENDAR" else None
        what = N_("The file ends in the middle. Export it again, or look at what is missing.")
        sink.add(places.line(text.count("\n") + 1), Said(what))
        if cut and cut.kind == "VEVENT":
            stack[-2].inner.remove(cut)
    return [entry for entry in top.inner if entry.kind == "VCALENDAR"]


def _decoded(data: bytes, sink: Sink) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = N_("The calendar is not in UTF-8. It was read as Windows-1252: look at accents.")
        sink.add(places.line(data.count(b"\n", 0, error.start) + 1), Said(what))
        return data.decode("cp1252", "replace")


def _unfolded(text: str, limits: Limits) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of their first part; raises Unreadable for one too long."""
    first, parts, size = 0, [""], 0
    for number, part in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if part[:1] in {" ", "\t"} and first:
            parts.append(part[1:])
            size += len(part)
        else:
            if first and (whole := "".join(parts).replace("\0", "")).strip():
                yield first, whole
            first, parts, size = number, [part], len(part)
        if size > limits.text * 4:
            what = N_("A text is longer than %(number)s characters. Shorten it in the file.")
            raise Unreadable(Said(what, {"number": limits.text}), places.line(first))
    if whole := "".join(parts).replace("\0", "").strip():
        yield first, whole


def _check(depth: int, events: int, limits: Limits, number: int) -> None:
    if depth > min(_DEEPEST, limits.depth):
        what = N_("The entries of this calendar nest too deep. Export it again.")
        raise Unreadable(Said(what), places.line(number))
    if events > limits.rows:
        what = N_("The calendar has more than %(number)s entries. Divide it into several files.")
        raise Unreadable(Said(what, {"number": limits.rows}), places.line(number))


def _check_lines(entry: Entry, number: int) -> None:
    if len(entry.lines) >= _MOST_LINES:
        what = N_("An entry of this calendar has too many lines. Export it again.")
        raise Unreadable(Said(what), places.line(number))


def _close(stack: list[Entry], kind: str, number: int, sink: Sink) -> None:
    """Leave the entry that ends, and with it any inside that nobody ended."""
    open_kinds = [entry.kind for entry in stack]
    if kind not in open_kinds[1:]:
        what = N_("“END:%(kind)s” ends nothing here. The line is left out.")
        sink.add(places.line(number), Said(what, {"kind": places.shown(kind)}))
        return
    while stack.pop().kind != kind:
        what = N_("An entry before this line does not end. Look at what is missing.")
        sink.add(places.line(number), Said(what))


def _line(number: int, raw: str, sink: Sink) -> Line | None:
    try:
        name, parameters, value = Contentline(raw).parts()  # type: ignore[no-untyped-call]
        plain = {
            str(key).upper(): ",".join(v) if isinstance(v, list) else str(v)
            for key, v in parameters.items()
        }
    except ValueError:
        sink.add(
            places.line(number),
            Said(N_("This line of the calendar is not understood. It is left out.")),
        )
        return None
    return Line(number, str(name).upper(), plain, str(value))
