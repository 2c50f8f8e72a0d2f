"""Feeds read the same by two programs that are not ours: `vobject` and `ics`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics
import pytest

from eventsite.core import clock, ical, zones
from eventsite.events.models import Event
from tests import make, vobjects
from tests.browser import Browser
from tests.calendars import programme

#: UID to title, start and end: UTC instants, or days of which the last is the day after.
Read = dict[str, tuple[str, object, object]]

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
ARABIC = ("منتدى العوالم الافتراضية، قاعة الاجتماع؛ «الافتتاح» " * 120)[:5000].strip()
CHINESE = "虚拟世界论坛,开幕式;主会场\\" * 30
EMOJI = "👩🏽‍🚀🇨🇭 " * 60


def by_vobject(body: bytes) -> Read:
    return {
        event.uid.value: (
            event.summary.value,
            _moment(event.dtstart.value),
            _moment(event.dtend.value),
        )
        for event in vobjects.read(body.decode()).contents.get("vevent", [])
    }


def by_ics(body: bytes) -> Read:
    found: Read = {}
    for event in ics.Calendar(body.decode()).events:
        start, end = event.begin.datetime, event.end.datetime
        if event.all_day:
            found[event.uid] = (event.name, start.date(), end.date())
        else:
            found[event.uid] = (event.name, _moment(start), _moment(end))
    return found


def _moment(moment: date | datetime) -> object:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


READERS: Sequence[Callable[[bytes], Read]] = (by_vobject, by_ics)


def fetch(client: Browser, path: str) -> bytes:
    with clock.freeze(NOON):
        answer = client.open("GET", path)
    assert answer.status_code == 200
    body: bytes = answer.data
    assert max(map(len, body.split(b"\r\n"))) <= 75
    return body


def forum(**changes: Any) -> Event:
    event = make.make_event(slug="forum", **changes)
    for number, day in enumerate(event.days):
        day.uid = f"day{number + 1}@test"
    return event


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize("read", READERS)
def test_an_ordinary_feed(client: Browser, read: Callable[[bytes], Read]) -> None:
    event = forum(days=2)
    programme.publish(
        event,
        programme.session(),
        programme.session("LONG234", 11, title={"en": CHINESE[:200]}, abstract={"en": ARABIC}),
        programme.session("EMOJI23", 12, title={"en": EMOJI[:200].strip()}),
        programme.session("OFF2345", 14, state="cancelled"),
        programme.session("GONE234", 15, state="gone"),
    )
    assert read(fetch(client, "/events/forum/calendar.ics")) == {
        "day1@test": ("Forum on virtual worlds", utc(2027, 6, 8, 7, 30), utc(2027, 6, 8, 15, 30)),
        "day2@test": ("Forum on virtual worlds", utc(2027, 6, 9, 7, 30), utc(2027, 6, 9, 15, 30)),
        "open234@test": ("Opening", utc(2027, 6, 8, 8), utc(2027, 6, 8, 9)),
        "long234@test": (CHINESE[:200], utc(2027, 6, 8, 9), utc(2027, 6, 8, 10)),
        "emoji23@test": (EMOJI[:200].strip(), utc(2027, 6, 8, 10), utc(2027, 6, 8, 11)),
        "off2345@test": ("CANCELLED: Opening", utc(2027, 6, 8, 12), utc(2027, 6, 8, 13)),
        "gone234@test": ("CANCELLED: Opening", utc(2027, 6, 8, 13), utc(2027, 6, 8, 14)),
    }


@pytest.mark.parametrize("read", READERS)
def test_days_to_be_confirmed(client: Browser, read: Callable[[bytes], Read]) -> None:
    forum(days=2, dates_confirmed=False)
    body = fetch(client, "/calendar.ics")
    assert read(body) == {
        "day1@test": ("Forum on virtual worlds", date(2027, 6, 8), date(2027, 6, 9)),
        "day2@test": ("Forum on virtual worlds", date(2027, 6, 9), date(2027, 6, 10)),
    }
    assert body.count(b"STATUS:TENTATIVE\r\n") == 2


@pytest.mark.parametrize("read", READERS)
def test_a_feed_in_arabic_of_five_thousand_letters(
    client: Browser, read: Callable[[bytes], Read]
) -> None:
    event = forum(summary={"en": ARABIC})
    event.title = {"ar": ARABIC[:300]}
    assert read(fetch(client, "/calendar.ics"))["day1@test"][0] == ARABIC[:300]
    descriptions = [
        by_description(fetch(client, "/calendar.ics")),
        str(next(iter(ics.Calendar(fetch(client, "/calendar.ics").decode()).events)).description),
    ]
    assert descriptions == [f"http://localhost/events/forum/programme\n{ARABIC}"] * 2


def by_description(body: bytes) -> str:
    return str(vobjects.read(body.decode()).vevent.description.value)


#: Zones with hard rules: each session begins a day before its clock changes, one every six hours.
HARD = {
    "Europe/Zurich": datetime.fromisoformat("2027-10-30T22:00"),
    "Africa/Casablanca": datetime.fromisoformat("2027-02-06T20:00"),
    "Europe/Dublin": datetime.fromisoformat("2027-03-27T19:00"),
    "Australia/Lord_Howe": datetime.fromisoformat("2027-04-03T20:00"),
    "America/New_York": datetime.fromisoformat("2027-11-06T20:00"),
}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("zone", HARD)
def test_a_feed_over_a_change_of_the_clock(read: Callable[[bytes], Read], zone: str) -> None:
    written, expected = [], {}
    for step in range(12):
        start = zones.nearest(HARD[zone], zone) + timedelta(minutes=70 * step)
        end = start + timedelta(minutes=45)
        entry = ical.Entry(
            uid=f"{step}@test",
            sequence=0,
            revised=NOON,
            start=ical.Wall.at(start, zone),
            end=ical.Wall.at(end, zone),
            summary=f"Session {step}",
        )
        written.append(entry)
        expected[entry.uid] = (entry.summary, start, end)
    calendar = ical.Calendar(name="Night", source_url="https://example.org/a.ics", zone=zone)
    body = ical.feed(calendar, map(ical.vevent, written), ical.zones_of(written))
    assert read(body) == expected


def test_what_is_cancelled_or_left_says_so_to_both(client: Browser) -> None:
    event = forum()
    entry = programme.session("OFF2345", 14, state="cancelled")
    programme.publish(event, replace(entry, sequence=3))
    body = fetch(client, "/events/forum/calendar.ics")
    [theirs] = [e for e in ics.Calendar(body.decode()).events if e.uid == "off2345@test"]
    assert theirs.status == "CANCELLED"
    assert programme.read_by_vobject(body)["off2345@test"][:2] == ("CANCELLED", 3)
