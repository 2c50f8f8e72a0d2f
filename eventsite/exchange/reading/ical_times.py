"""Moments of a calendar: their zone by its name, or by the offsets that the file itself gives."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from eventsite.core import zones
from eventsite.exchange.reading import recurrence, zone_names
from eventsite.exchange.reading.ical_lines import Entry, Line

_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z)?)?")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?:\d{2})?")
_LENGTH = re.compile(
    r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)
_ONSETS = 1_000
#: Parts of a VTIMEZONE; the longest history of a zone has fewer.
_PARTS = 200
#: Rules of one zone, and years of zones that are worked out: beyond, both would keep a server busy
#: for hours, and a zone is as good as unknown.
_RULES = 50
_YEARS = 50


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as a calendar writes it.

    `wall` is naive; `zone` an IANA name, "UTC", or empty; `offset` what the file's own VTIMEZONE
    says where the name tells nothing. All-day ones stand at midnight.
    """

    wall: datetime
    zone: str = ""
    offset: timedelta | None = None
    is_day: bool = False
    #: The name of a zone that neither the world nor the file knows.
    unknown: str = ""

    @property
    def start(self) -> datetime:
        """As `SourceSession.start` has it: aware where it is an instant, else the wall time."""
        if self.zone == "UTC":
            return self.wall.replace(tzinfo=UTC)
        return (
            self.wall.replace(tzinfo=timezone(self.offset))
            if self.offset is not None
            else self.wall
        )

    @property
    def instant(self) -> datetime:
        """For comparing and measuring; a floating one is taken as it stands."""
        if self.zone and self.zone != "UTC":
            return zones.nearest(self.wall, self.zone)
        start = self.start
        return start if start.tzinfo else start.replace(tzinfo=UTC)


class Zones:
    """The zones of one calendar, by the TZID that its lines use."""

    def __init__(self, calendar: Entry) -> None:
        self._own = {e.text("TZID"): e for e in calendar.inner if e.kind == "VTIMEZONE"}
        self._named: dict[str, str] = {}
        self._changes: dict[tuple[str, int], list[tuple[datetime, timedelta]]] = {}

    def moment(self, line: Line, value: str | None = None) -> Moment | None:
        """The moment of a line, or of one value of its list; None where it is none."""
        written = (line.value if value is None else value).strip().upper()
        wall = wall_of(written)
        if wall is None or not 1970 <= wall.year <= 2200:
            return None
        if "T" not in written:
            return Moment(wall, is_day=True)
        if written.endswith("Z"):
            return Moment(wall, "UTC")
        name = line.parameters.get("TZID", "")
        return self.at(wall, name) if name else Moment(wall)

    def at(self, wall: datetime, name: str) -> Moment:
        """The moment of a wall time under a TZID."""
        if zone := self._iana(name):
            return Moment(wall, zone)
        own = self._own.get(name)
        offset = self._offset_at(name, own, wall) if own else None
        return Moment(wall, offset=offset, unknown="" if offset is not None else name)

    def like(self, first: Moment, wall: datetime, line: Line) -> Moment:
        """Another occurrence of a moment that a line gave."""
        if first.offset is not None:
            return self.at(wall, line.parameters.get("TZID", ""))
        return Moment(wall, first.zone, None, first.is_day, first.unknown)

    def _offset_at(self, name: str, own: Entry, wall: datetime) -> timedelta | None:
        """The offset that the last change before a wall time gives."""
        if (name, wall.year) not in self._changes:
            if len(self._changes) >= _YEARS:
                return None
            end = wall.replace(month=12, day=31, hour=23, minute=59)
            self._changes[name, wall.year] = _changes(own, end)
        before = [offset for onset, offset in self._changes[name, wall.year] if onset <= wall]
        return before[-1] if before else None

    def _iana(self, name: str) -> str:
        if name not in self._named:
            own = self._own.get(name)
            stated = zone_names.iana_of(own.text("X-LIC-LOCATION")) if own else ""
            self._named[name] = zone_names.iana_of(name) or stated
        return self._named[name]


def length_of(value: str) -> timedelta | None:
    """A DURATION, or None."""
    found = _LENGTH.fullmatch(value.strip().upper())
    if found is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    size = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -size if found[1] == "-" else size


def _changes(zone: Entry, last: datetime) -> list[tuple[datetime, timedelta]]:
    """The changes of a zone up to a wall time, in order; the first has what held before it too."""
    found: list[tuple[datetime, timedelta]] = []
    if sum(part.get("RRULE") is not None for part in zone.inner[:_PARTS]) > _RULES:
        return []
    for part in zone.inner[:_PARTS]:
        offset = _offset(part.text("TZOFFSETTO"))
        if offset is not None:
            found += [(onset, offset) for onset in _onsets(part, last)]
            before = _offset(part.text("TZOFFSETFROM"))
            found += [(datetime.min, before)] if before is not None else []  # noqa: DTZ901
    return sorted(found)


def _onsets(part: Entry, wall: datetime) -> list[datetime]:
    """When the part begins to hold, up to a wall time, in order."""
    lines = [line for line in part.lines if line.name in {"DTSTART", "RDATE"}][:_ONSETS]
    onsets = [w for line in lines for value in line.value.split(",") if (w := wall_of(value))]
    rule = recurrence.parsed(part.text("RRULE"))
    if onsets and rule and rule.freq == "YEARLY":
        # Only the changes around the wall time are wanted, and zones begin in 1601 at times.
        last = min(wall, wall_of(rule.until) or wall) if rule.until else wall
        year = max(onsets[0].year, last.year - 1)
        begin = onsets[0].replace(year=year, day=min(onsets[0].day, 28))
        if rule.week_days or rule.month_days:
            begin = begin.replace(month=begin.month if not rule.months else 1, day=1)
        onsets += recurrence.dates(rule, begin, last)
    return sorted(onsets)


def wall_of(value: str) -> datetime | None:
    """The naive reading of a DATE or DATE-TIME, whatever its zone; None where it is none."""
    found = _MOMENT.fullmatch(value.strip().upper())
    if found is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - naive on purpose
    except ValueError:
        return None


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 15:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return size if found[1] == "+" else -size
