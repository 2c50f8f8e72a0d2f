"""Feeds: golden bytes, read alike by two other parsers, and a VTIMEZONE for every TZID."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from eventsite.core import ical, zones
from tests import vobjects


def wall(text: str, zone: str = "Europe/Zurich", fold: int = 0) -> ical.Wall:
    return ical.Wall(datetime.fromisoformat(text), zone, fold)


SESSION = ical.Entry(
    uid="c7m2kq@plenary",
    sequence=3,
    revised=datetime(2027, 1, 5, 14, 30, tzinfo=UTC),
    start=wall("2027-03-16T09:30"),
    end=wall("2027-03-16T11:00"),
    summary="Opening",
    lang="en",
)
DAY = replace(SESSION, uid="d1@plenary", start=date(2027, 6, 14), end=date(2027, 6, 15))
CALENDAR = ical.Calendar(
    name="Forum on virtual worlds",
    description="All sessions, all rooms",
    lang="en",
    colour="SteelBlue",
    zone="Europe/Zurich",
    source_url="https://example.org/e/forum/calendar.ics",
    url="https://example.org/e/forum",
)

HEAD_TEXT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//ITU//Plenary//EN
CALSCALE:GREGORIAN
NAME;LANGUAGE=en:Forum on virtual worlds
X-WR-CALNAME:Forum on virtual worlds
X-WR-TIMEZONE:Europe/Zurich
SOURCE;VALUE=URI:https://example.org/e/forum/calendar.ics
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
DESCRIPTION;LANGUAGE=en:All sessions\\, all rooms
X-WR-CALDESC:All sessions\\, all rooms
URL:https://example.org/e/forum
COLOR:steelblue
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


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def whole(entries: Sequence[ical.Entry], calendar: ical.Calendar = CALENDAR) -> bytes:
    return ical.feed(calendar, map(ical.vevent, entries), ical.zones_of(entries))


def test_golden_feed() -> None:
    expected = crlf(HEAD_TEXT) + ical.vevent(SESSION) + ical.vevent(DAY) + b"END:VCALENDAR\r\n"
    assert whole([SESSION, DAY]) == expected


def test_a_feed_has_no_method() -> None:
    assert whole([SESSION]).count(b"METHOD") == 0


def test_empty_feed_of_a_sparse_calendar() -> None:
    bare = ical.Calendar(
        name="Webinars",
        zone="UTC",
        source_url="https://example.org/webinars.ics",
        refresh=timedelta(minutes=15),
    )
    text = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//ITU//Plenary//EN
CALSCALE:GREGORIAN
NAME:Webinars
X-WR-CALNAME:Webinars
X-WR-TIMEZONE:UTC
SOURCE;VALUE=URI:https://example.org/webinars.ics
REFRESH-INTERVAL;VALUE=DURATION:PT15M
X-PUBLISHED-TTL:PT15M
END:VCALENDAR
"""
    assert whole([], bare) == crlf(text)


def many() -> list[ical.Entry]:
    places = ["Europe/Zurich", "Asia/Kathmandu", "Africa/Casablanca", "America/Sao_Paulo", "UTC"]
    texts = [
        "العوالم الافتراضية " * 263,
        "虚拟世界论坛;" * 715,
        "👩\u200d👩\u200d👧\u200d👦, " * 556,
        "Plain",
    ]
    entries = []
    for number in range(60):
        start = datetime.fromisoformat("2025-01-10T09:00") + timedelta(
            days=17 * number, minutes=5 * number
        )
        place = places[number % 5]
        entry = replace(
            SESSION,
            uid=f"{number}@plenary",
            start=ical.Wall(start, place),
            end=ical.Wall(start + timedelta(minutes=45), place),
            summary=texts[number % 4][:90].strip(),
            description=texts[number % 4][:5000].strip(),
        )
        entries.append(entry)
    return entries


def test_two_other_parsers_read_the_same() -> None:
    entries = many()
    written = whole(entries)
    expected = [
        (entry.uid, entry.start.instant, entry.end.instant, entry.summary, entry.description)
        for entry in entries
        if isinstance(entry.start, ical.Wall) and isinstance(entry.end, ical.Wall)
    ]
    theirs = [
        (
            str(event["UID"]),
            event.start,
            event.end,
            str(event["SUMMARY"]),
            str(event["DESCRIPTION"]),
        )
        for event in icalendar.Calendar.from_ical(written).events
    ]
    assert theirs == expected
    second = [
        (
            event.uid.value,
            event.dtstart.value,
            event.dtend.value,
            event.summary.value,
            event.description.value,
        )
        for event in vobjects.read(written.decode()).vevent_list
    ]
    assert second == expected


def test_every_tzid_has_one_vtimezone_and_no_line_is_long() -> None:
    written = whole(many())
    parsed = icalendar.Calendar.from_ical(written)
    used = {
        event[name].params["TZID"]
        for event in parsed.events
        for name in ("DTSTART", "DTEND")
        if event[name].params.get("TZID", "UTC") != "UTC"
    }
    assert [str(zone["TZID"]) for zone in parsed.timezones] == sorted(used)
    assert sorted(used) == [
        "Africa/Casablanca",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Europe/Zurich",
    ]
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert written.replace(b"\r\n", b"").count(b"\n") == 0


def test_two_renders_are_byte_identical() -> None:
    assert whole(many()) == whole(many())


def test_zones_of_gives_each_zone_once_with_its_range() -> None:
    night = replace(SESSION, start=wall("2026-12-31T22:00"), end=wall("2027-01-01T01:00"))
    tokyo = replace(
        SESSION,
        start=wall("2027-02-01T09:00", "Asia/Tokyo"),
        end=wall("2027-02-01T10:00", "Asia/Tokyo"),
    )
    assert ical.zones_of([SESSION, tokyo, DAY, night]) == (
        ical.Span("Asia/Tokyo", date(2027, 2, 1), date(2027, 2, 1)),
        ical.Span("Europe/Zurich", date(2026, 12, 31), date(2027, 3, 16)),
    )


def test_a_feed_joins_ranges_of_one_zone() -> None:
    day, later = date(2026, 5, 1), date(2027, 5, 1)
    spans = [("Europe/Zurich", later, later), ("UTC", day, day), ("Europe/Zurich", day, day)]
    block = ical.vtimezone("Europe/Zurich", day, later)
    written = ical.feed(CALENDAR, [], spans)
    assert written.endswith(b"COLOR:steelblue\r\n" + block + b"END:VCALENDAR\r\n")
    assert written.count(b"BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize("colour", ["#0033a0", "blue\r\nX:1", "rgb(1,2,3)", "ab"])
def test_a_colour_is_a_css_name(colour: str) -> None:
    with pytest.raises(ValueError, match="CSS3"):
        replace(CALENDAR, colour=colour)


def test_a_calendar_has_a_known_zone() -> None:
    with pytest.raises(zones.UnknownZone):
        replace(CALENDAR, zone="CEST")
