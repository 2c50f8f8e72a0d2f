"""jCal says exactly what the iCalendar does, for every type of property that we write."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core import ical

REVISED = datetime(2027, 1, 5, 14, 30, tzinfo=UTC)


def wall(text: str, zone: str = "Europe/Zurich", fold: int = 0) -> ical.Wall:
    return ical.Wall(datetime.fromisoformat(text), zone, fold)


SESSION = ical.Entry(
    uid="c7m2kq@plenary",
    sequence=3,
    revised=REVISED,
    start=wall("2027-03-16T09:30"),
    end=wall("2027-03-16T11:00"),
    summary="Opening; worlds, cities \\ “C:\\new”",
    description="https://example.org/e/forum\n\n" + "منتدى العوالم الافتراضية 👩\u200d🚀 " * 40,
    location="Popov Room, Geneva",
    url="https://example.org/e/forum?a=1;b=2,3",
    categories=("Policy", "Trust, safety", "a;b\\c"),
    lang="en",
    conferences=(
        ical.Conference(
            "https://meet.example.org/j/1?pwd=a,b",
            (ical.Feature.AUDIO, ical.Feature.VIDEO),
            'Room 1: the "floor", ^up^',
        ),
    ),
    alarms=(15, 1440),
)
DAY = replace(
    SESSION, uid="d1@plenary", start=date(2027, 6, 14), end=date(2027, 6, 15), lang="", alarms=()
)
CALENDAR = ical.Calendar(
    name="Forum, worlds",
    description="All; rooms",
    lang="en",
    colour="steelblue",
    zone="Europe/Zurich",
    source_url="https://example.org/calendar.ics",
    url="https://example.org/",
)


def whole(*entries: ical.Entry) -> bytes:
    return ical.feed(CALENDAR, map(ical.vevent, entries), ical.zones_of(entries))


def test_golden() -> None:
    [name, head, parts] = json.loads(ical.jcal(whole(SESSION, DAY)))
    assert name == "vcalendar"
    assert head == [
        ["version", {}, "text", "2.0"],
        ["prodid", {}, "text", "-//ITU//Plenary//EN"],
        ["calscale", {}, "text", "GREGORIAN"],
        ["name", {"language": "en"}, "text", "Forum, worlds"],
        ["x-wr-calname", {}, "unknown", "Forum\\, worlds"],
        ["x-wr-timezone", {}, "unknown", "Europe/Zurich"],
        ["source", {}, "uri", "https://example.org/calendar.ics"],
        ["refresh-interval", {}, "duration", "PT1H"],
        ["x-published-ttl", {}, "unknown", "PT1H"],
        ["description", {"language": "en"}, "text", "All; rooms"],
        ["x-wr-caldesc", {}, "unknown", "All\\; rooms"],
        ["url", {}, "uri", "https://example.org/"],
        ["color", {}, "text", "steelblue"],
    ]
    [zone, session, day] = parts
    assert zone == [
        "vtimezone",
        [["tzid", {}, "text", "Europe/Zurich"]],
        [
            [
                "daylight",
                [
                    ["dtstart", {}, "date-time", "2026-03-29T02:00:00"],
                    ["rrule", {}, "recur", {"freq": "YEARLY", "bymonth": 3, "byday": "-1SU"}],
                    ["tzoffsetfrom", {}, "utc-offset", "+01:00"],
                    ["tzoffsetto", {}, "utc-offset", "+02:00"],
                    ["tzname", {}, "text", "CEST"],
                ],
                [],
            ],
            [
                "standard",
                [
                    ["dtstart", {}, "date-time", "2026-10-25T03:00:00"],
                    ["rrule", {}, "recur", {"freq": "YEARLY", "bymonth": 10, "byday": "-1SU"}],
                    ["tzoffsetfrom", {}, "utc-offset", "+02:00"],
                    ["tzoffsetto", {}, "utc-offset", "+01:00"],
                    ["tzname", {}, "text", "CET"],
                ],
                [],
            ],
        ],
    ]
    said = {found[0]: found[1:] for found in session[1]}
    assert said["dtstart"] == [{"tzid": "Europe/Zurich"}, "date-time", "2027-03-16T09:30:00"]
    assert said["dtstamp"] == [{}, "date-time", "2027-01-05T14:30:00Z"]
    assert said["sequence"] == [{}, "integer", 3]
    assert said["summary"] == [{"language": "en"}, "text", SESSION.summary]
    assert said["description"] == [{"language": "en"}, "text", SESSION.description]
    assert said["categories"] == [{"language": "en"}, "text", *SESSION.categories]
    assert said["conference"] == [
        {
            "feature": ["AUDIO", "VIDEO"],
            "label": 'Room 1: the "floor", ^up^',
            "language": "en",
        },
        "uri",
        "https://meet.example.org/j/1?pwd=a,b",
    ]
    assert [part[1][-1] for part in session[2]] == [
        ["trigger", {}, "duration", "-PT15M"],
        ["trigger", {}, "duration", "-P1D"],
    ]
    assert {found[0]: found[1:] for found in day[1]}["dtend"] == [{}, "date", "2027-06-15"]


def told(component: Any) -> object:
    """What an independent reader finds in a component and those inside it."""
    found = [
        # Values of names it does not know (RFC 7986's NAME too) it leaves with their escapes.
        (name, str(value).replace("\\", "") if name[:2] in ("X-", "NA") else _value(value))
        for name, value in component.property_items(recursive=False)
    ]
    return sorted(found, key=repr), [told(part) for part in component.subcomponents]


def _value(value: Any) -> object:
    if isinstance(value, icalendar.prop.vCategory):
        return [str(one) for one in value.cats]
    for plain in ("dt", "td"):
        if hasattr(value, plain):
            return getattr(value, plain)
    if not isinstance(value, dict):
        return str(value)
    # The parts of a rule: one value comes as a list of one from iCalendar, alone from jCal.
    return {k: [str(one) for one in (v if isinstance(v, list) else [v])] for k, v in value.items()}


@pytest.mark.parametrize(
    "zone",
    ["Europe/Zurich", "Africa/Casablanca", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata"],
)
def test_another_reader_finds_the_same_in_both(zone: str) -> None:
    there = replace(
        SESSION,
        uid="2@plenary",
        start=wall("2027-10-31T01:30", zone),
        end=wall("2027-10-31T04:30", zone),
        status=ical.Status.TENTATIVE,
    )
    written = whole(
        SESSION, DAY, there, replace(SESSION, uid="3", start=wall("2027-03-16T09:00", "UTC"))
    )
    read = icalendar.Calendar.from_ical(written)
    again = icalendar.Calendar.from_jcal(ical.jcal(written).decode())
    assert told(again) == told(read)
    assert [part.name for part in again.walk()] == [part.name for part in read.walk()]


def test_an_invitation_too() -> None:
    party = ical.Party("ada@example.org", 'Ada, "the first"', reply=True)
    mail = ical.invite(ical.Method.REQUEST, replace(DAY, conferences=()), party, party)
    event = json.loads(ical.jcal(mail))[2][0]
    said = {found[0]: found[1:] for found in event[1]}
    assert said["organizer"] == [
        {"cn": 'Ada, "the first"'},
        "cal-address",
        "mailto:ada@example.org",
    ]
    assert said["attendee"][0]["rsvp"] == "TRUE"


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=200), st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_any_text_is_the_text_that_icalendar_says(text: str, several: list[str]) -> None:
    entry = replace(
        SESSION, summary="-" + text, description="", conferences=(), categories=tuple(several)
    )
    written = whole(replace(entry, alarms=(), start=SESSION.start, end=wall("2027-03-16T12:00")))
    found = icalendar.Calendar.from_ical(written).events[0]
    event = json.loads(ical.jcal(written))[2][1]
    said = {one[0]: one[3:] for one in event[1]}
    assert said["summary"] == [str(found["SUMMARY"])]
    assert said.get("categories", []) == list(found.categories)


def test_a_duration_of_a_day_and_a_half() -> None:
    slow = replace(CALENDAR, refresh=timedelta(hours=36))
    head = json.loads(ical.jcal(ical.feed(slow, [], [])))[1]
    assert ["refresh-interval", {}, "duration", "P1DT12H"] in head


@pytest.mark.parametrize("line", [b":x", b";A=b:c"])
def test_what_is_no_calendar_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="No property"):
        ical.jcal(b"BEGIN:VCALENDAR\r\n" + line + b"\r\nEND:VCALENDAR\r\n")
