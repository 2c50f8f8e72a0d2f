"""Every VTIMEZONE we write, read by an interpreter of its own, says what tzdata says."""

import calendar
import itertools
import re
import zoneinfo
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import icalendar
import pytest
from dateutil import tz

from eventsite.core import ical, zones

FIRST, LAST = date(2023, 1, 1), date(2031, 12, 31)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
HARD = [
    ("Europe/Zurich", 2023, 2031),
    ("Europe/Dublin", 2023, 2031),
    ("Africa/Casablanca", 2023, 2027),
    ("Africa/Cairo", 2022, 2028),
    ("America/Sao_Paulo", 2018, 2021),
    ("Asia/Amman", 2021, 2024),
    ("Asia/Gaza", 2023, 2026),
    ("Asia/Jerusalem", 2023, 2031),
    ("America/Santiago", 2023, 2031),
    ("America/Nuuk", 2022, 2026),
    ("Antarctica/Troll", 2023, 2031),
    ("Australia/Lord_Howe", 2023, 2031),
    ("America/St_Johns", 2010, 2013),
    ("Pacific/Apia", 2009, 2022),
    ("Europe/Istanbul", 2014, 2018),
    ("Asia/Kathmandu", 1985, 1987),
]

Onset = tuple[datetime, timedelta, timedelta, str]


def offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:7] or 0)
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def in_year(year: int, rule: dict[str, str], start: datetime) -> datetime:
    month = int(rule["BYMONTH"])
    found = re.fullmatch("(-?[0-9])?([A-Z]{2})", rule["BYDAY"])
    assert found
    length = calendar.monthrange(year, month)[1]
    days = [
        day
        for day in range(1, length + 1)
        if date(year, month, day).weekday() == DAYS.index(found[2])
    ]
    if found[1]:
        nth = int(found[1])
        day = days[nth] if nth < 0 else days[nth - 1]
    else:
        allowed = {int(text) for text in rule["BYMONTHDAY"].split(",")}
        (day,) = [day for day in days if day in allowed]
    return start.replace(year=year, month=month, day=day)


def onsets(written: bytes) -> list[Onset]:
    """(UTC instant, offset before, offset after, name) of every change, in order."""
    found = []
    pattern = "BEGIN:(DAYLIGHT|STANDARD)\r\n(.*?)END:\\1\r\n"
    for _kind, body in re.findall(pattern, written.decode(), re.DOTALL):
        said = dict(line.split(":", 1) for line in body.splitlines())
        start = datetime.fromisoformat(said["DTSTART"])
        before, after = offset(said["TZOFFSETFROM"]), offset(said["TZOFFSETTO"])
        starts = [start]
        if "RRULE" in said:
            rule = dict(part.split("=") for part in said["RRULE"].split(";"))
            assert rule.pop("FREQ") == "YEARLY"
            starts = [in_year(year, rule, start) for year in range(start.year, 2033)]
            assert starts[0] == start
        name = said["TZNAME"]
        found += [(wall.replace(tzinfo=UTC) - before, before, after, name) for wall in starts]
    return sorted(found)


def samples(zone: str, first: date, last: date) -> list[datetime]:
    """Each month, and every hour of the day around each change, a minute either side too."""
    months = [
        datetime(year, month, 15, 12, tzinfo=UTC)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
    ]
    around = [
        change.instant + timedelta(hours=hours, minutes=minutes)
        for change in zones.changes(zone, first, last)
        for hours in range(-4, 5)
        for minutes in (-1, 0, 1)
    ]
    return months + around


def says(written: list[Onset], instant: datetime) -> tuple[timedelta, str]:
    last = written[bisect_right(written, instant, key=lambda onset: onset[0]) - 1]
    return last[2], last[3]


def wrong(zone: str, first: date, last: date) -> list[tuple[str, datetime]]:
    written = onsets(ical.vtimezone(zone, first, last))
    rules = zones.zone_of(zone)
    bad = []
    for instant in samples(zone, first, last):
        there = instant.astimezone(rules)
        if says(written, instant) != (there.utcoffset(), there.tzname()):
            bad.append((zone, instant))
    return bad


def test_every_zone_says_what_tzdata_says() -> None:
    names = [name for name in zoneinfo.available_timezones() if zones.known(name)]
    assert len(names) > 590
    assert [bad for name in sorted(names) for bad in wrong(name, FIRST, LAST)] == []


def test_changes_miss_nothing_in_a_daily_walk() -> None:
    """The list of changes is not only asked of itself: each day at noon, against tzdata alone."""
    for name in {name for _area, names in zones.ZONES for name in names}:
        written = onsets(ical.vtimezone(name, date(2025, 1, 1), date(2026, 12, 31)))
        rules = zones.zone_of(name)
        for day in range(0, 730, 2):
            instant = datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
            assert says(written, instant)[0] == instant.astimezone(rules).utcoffset(), (name, day)


@pytest.mark.parametrize(("zone", "first", "last"), HARD)
def test_hard_zones(zone: str, first: int, last: int) -> None:
    days = date(first, 1, 1), date(last, 12, 31)
    assert wrong(zone, *days) == []
    written = onsets(ical.vtimezone(zone, *days))
    for old, new in itertools.pairwise(written):
        assert old[2] == new[1], "each change begins where the last one ended"


@pytest.mark.parametrize(("zone", "first", "last"), HARD)
def test_other_readers_agree(zone: str, first: int, last: int) -> None:
    days = date(first, 1, 1), date(last, 12, 31)
    block = ical.vtimezone(zone, *days)
    parsed = icalendar.Timezone.from_ical(block)
    assert isinstance(parsed, icalendar.Timezone)
    theirs = parsed.to_tz(lookup_tzid=False)
    dateutil = tz.tzical(StringIO(block.decode())).get()
    for instant in samples(zone, *days):
        wall = zones.Wall.at(instant, zone)
        if zones.is_ambiguous(wall.time, zone):
            continue  # TZID cannot say the second of two readings: there we write UTC
        expected = instant.astimezone(zones.zone_of(zone)).utcoffset()
        assert wall.time.replace(tzinfo=theirs).utcoffset() == expected, instant
        assert wall.time.replace(tzinfo=dateutil).utcoffset() == expected, instant


ZURICH = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Zurich
BEGIN:DAYLIGHT
DTSTART:20260329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""

KATHMANDU = b"""\
BEGIN:VTIMEZONE
TZID:Asia/Kathmandu
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0545
TZOFFSETTO:+0545
TZNAME:+0545
END:STANDARD
END:VTIMEZONE
"""

CASABLANCA = b"""\
BEGIN:VTIMEZONE
TZID:Africa/Casablanca
BEGIN:DAYLIGHT
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
TZNAME:+01
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20240310T030000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:+00
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20240414T020000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:+01
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("zone", "first", "last", "text"),
    [
        ("Europe/Zurich", date(2027, 3, 16), date(2027, 3, 18), ZURICH),
        ("Asia/Kathmandu", date(2027, 3, 16), date(2027, 3, 18), KATHMANDU),
        ("Africa/Casablanca", date(2024, 5, 1), date(2024, 5, 2), CASABLANCA),
    ],
)
def test_golden(zone: str, first: date, last: date, text: bytes) -> None:
    assert ical.vtimezone(zone, first, last) == text.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("zone", "first", "last", "rules"),
    [
        ("Europe/Dublin", 2027, 2027, 2),
        ("America/New_York", 2027, 2029, 2),
        ("America/Santiago", 2027, 2027, 2),
        ("Australia/Lord_Howe", 2027, 2027, 2),
        ("Africa/Nairobi", 2027, 2027, 0),
        ("America/Sao_Paulo", 2018, 2020, 0),
        ("Asia/Amman", 2021, 2023, 0),
        ("Africa/Cairo", 2027, 2027, 0),
    ],
)
def test_form_follows_the_zone(zone: str, first: int, last: int, rules: int) -> None:
    written = ical.vtimezone(zone, date(first, 1, 1), date(last, 12, 31))
    assert written.count(b"RRULE") == rules
    assert written.count(b"RDATE") == 0
    assert written.count(b"UNTIL") == 0


def test_the_days_of_a_year_share_their_bytes() -> None:
    spring = ical.vtimezone("Europe/Zurich", date(2027, 3, 1), date(2027, 3, 2))
    assert ical.vtimezone("Europe/Zurich", date(2027, 11, 1), date(2027, 12, 31)) is spring


def test_unknown_zone_is_refused() -> None:
    with pytest.raises(zones.UnknownZone):
        ical.vtimezone("Europe/Zurich\r\nX:1", FIRST, LAST)
