"""Time zones: wall time to instant and back, skipped and repeated hours, zones to choose from."""

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

# The pinned tzdata package decides, not the machine's own copy: every server then gives the same
# instants and the same feed bytes, and new rules are a visible change of the lock file.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()

_NOT_PLACES = frozenset({"Factory", "localtime"})
_UTC_NAMES = frozenset(
    ("UTC", "UCT", "Universal", "Zulu", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu")
)
_SCAN = timedelta(days=5)  # since 1970 no zone changed its clock twice within 6.9 days


class UnknownZone(ValueError):
    """The name is not an IANA zone that this platform knows."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not an IANA time zone.")
        self.name = name


class NonexistentTime(ValueError):
    """The wall time is skipped by a clock that is put forward.

    `jumps_from` and `jumps_to` are the naive readings on either side of the gap: instead of
    `jumps_from` the clock shows `jumps_to`, so nothing from the first up to the second exists.
    """

    def __init__(self, wall: datetime, zone: str, jumps_from: datetime, jumps_to: datetime) -> None:
        super().__init__(
            f"{wall} does not exist in {zone}: the clock goes from {jumps_from} to {jumps_to}."
        )
        self.wall = wall
        self.zone = zone
        self.jumps_from = jumps_from
        self.jumps_to = jumps_to


class Reading(NamedTuple):
    """What a zone says at one instant."""

    offset: timedelta
    saving: timedelta
    name: str


class Change(NamedTuple):
    """One change of the clock: the instant (UTC) and what holds before and after it."""

    instant: datetime
    before: Reading
    after: Reading

    @property
    def wall(self) -> datetime:
        """The naive reading of the old clock at the instant of change (RFC 5545 §3.6.5 onset)."""
        return self.instant.replace(tzinfo=None) + self.before.offset


@cache
def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The zone, read once per process; raises UnknownZone."""
    if not known(name):
        raise UnknownZone(name)
    return zoneinfo.ZoneInfo(name)


def known(name: str) -> bool:
    """Whether the name is an IANA zone or an alias of one; safe for text that a stranger typed."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones()) - _NOT_PLACES


def is_utc(name: str) -> bool:
    """Whether the name means UTC itself (London and Etc/GMT do not)."""
    return name in _UTC_NAMES


def resolve(wall: datetime, zone: str, fold: int = 0) -> datetime:
    """The aware UTC instant of a naive wall time.

    `fold` picks the first (0) or second (1) of the two instants of a repeated hour; elsewhere it
    means nothing. Raises NonexistentTime for a skipped hour, ValueError for an aware time.
    """
    if is_missing(wall, zone):
        raise NonexistentTime(wall, zone, *_gap(wall, zone))
    return nearest(wall, zone, fold)


def nearest(wall: datetime, zone: str, fold: int = 0) -> datetime:
    """Like `resolve`, but a skipped time counts on the offset before the gap (RFC 5545 §3.3.5)."""
    chosen = 0 if fold and is_missing(wall, zone) else fold
    return wall.replace(tzinfo=zone_of(zone), fold=chosen).astimezone(UTC)


def local(instant: datetime, zone: str) -> datetime:
    """The aware time (with its fold) that clocks in the zone show at an aware instant."""
    if instant.tzinfo is None:
        raise ValueError("An instant carries its zone.")
    return instant.astimezone(zone_of(zone))


def is_missing(wall: datetime, zone: str) -> bool:
    """Whether the clock skips this naive wall time (PEP 495: the first offset is the smaller)."""
    first, second = _two_offsets(wall, zone)
    return first < second


def is_ambiguous(wall: datetime, zone: str) -> bool:
    """Whether the clock shows this naive wall time twice."""
    first, second = _two_offsets(wall, zone)
    return first > second


def _two_offsets(wall: datetime, zone: str) -> tuple[timedelta, timedelta]:
    if wall.tzinfo is not None:
        raise ValueError("A wall time is naive; its zone stands beside it.")
    rules = zone_of(zone)
    return (
        _offset(wall.replace(tzinfo=rules, fold=0)),
        _offset(wall.replace(tzinfo=rules, fold=1)),
    )


def _offset(aware: datetime) -> timedelta:
    return aware.utcoffset() or timedelta()


def _gap(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    before, after = _two_offsets(wall, zone)
    stamp = wall.replace(tzinfo=UTC)
    change = _between(zone_of(zone), stamp - after, stamp - before)
    naive = change.replace(tzinfo=None)
    return naive + before, naive + after


def offset_text(instant: datetime, zone: str) -> str:
    """The offset as people read it: "UTC+1", "UTC+5:45", "UTC" for none.

    The minus is U+2212. Equal in every language; isolate it inside right-to-left text.
    """
    minutes = round(_offset(local(instant, zone)).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def reading(instant: datetime, zone: str) -> Reading:
    """Offset, saving and abbreviation at an aware instant."""
    return _read(instant, zone_of(zone))


def _read(instant: datetime, rules: zoneinfo.ZoneInfo) -> Reading:
    there = instant.astimezone(rules)
    return Reading(_offset(there), there.dst() or timedelta(), there.tzname() or "")


@lru_cache(maxsize=512)
def changes(zone: str, first: date, last: date) -> tuple[Change, ...]:
    """Every change of offset, saving or name from one UTC day through another, in order."""
    rules = zone_of(zone)
    return tuple(_scan(rules, _midnight(first), _midnight(last) + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _scan(rules: zoneinfo.ZoneInfo, at: datetime, end: datetime) -> Iterator[Change]:
    before = _read(at, rules)
    while at < end:
        ahead = min(at + _SCAN, end)
        after = _read(ahead, rules)
        if after != before:
            instant = _between(rules, at, ahead)
            yield Change(instant, before, after)
        at, before = ahead, after


def _between(rules: zoneinfo.ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second after the one change that lies in (low, high]."""
    old = _read(low, rules)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _read(middle, rules) == old:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, slots=True)
class Wall:
    """A programme's truth: the naive local time, the IANA zone, and which of two equal readings.

    `fold` is a field of its own because two datetimes that differ only in fold count as equal.
    """

    time: datetime
    zone: str
    fold: int = 0

    def __post_init__(self) -> None:
        if self.time.tzinfo is not None:
            raise ValueError("A wall time is naive; its zone stands beside it.")
        if self.fold not in (0, 1):
            raise ValueError("Fold is 0 or 1.")
        zone_of(self.zone)

    @property
    def instant(self) -> datetime:
        """Aware UTC; raises NonexistentTime."""
        return resolve(self.time, self.zone, self.fold)

    @classmethod
    def at(cls, instant: datetime, zone: str) -> "Wall":
        """The wall time that clocks in the zone show at an aware instant."""
        there = local(instant, zone)
        return cls(there.replace(tzinfo=None, fold=0), zone, there.fold)


def _grouped() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    names = sorted(
        line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")
    )
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.partition("/")[0], []).append(name)
    return ("UTC", ("UTC",)), *((area, tuple(zones)) for area, zones in groups.items())


#: For a select: (area, zones) in order, "UTC" first; the zones of tzdata's zone.tab, so that every
#: country finds a city of its own (Europe/Stockholm beside Europe/Berlin).
ZONES: tuple[tuple[str, tuple[str, ...]], ...] = _grouped()
