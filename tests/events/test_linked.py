"""schema.org values of an event and a series: what machines may know, and nothing more."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from eventsite.events import linked
from eventsite.events.linked import Around
from eventsite.events.models import Event, EventDay, EventKind, EventState, Mode, Series

URL = "https://events.example/events/forum"
DAY = date(2027, 3, 16)


def day(
    number: int = 0, starts: time | None = time(9, 30), ends: time | None = time(18)
) -> EventDay:
    return EventDay(day=DAY.replace(day=16 + number), starts=starts, ends=ends)


def event(days: list[EventDay], **changes: Any) -> Event:
    facts: dict[str, Any] = {
        "slug": "forum",
        "kind": EventKind.FORUM,
        "state": EventState.PUBLISHED,
        "title": {"en": "Forum </script>", "fr": "Forum"},
        "summary": {"en": "Two days."},
        "mode": Mode.HYBRID,
        "zone": "Europe/Zurich",
        "venue": {"en": "CICG"},
        "address": "Rue de Varembé 17",
        "city": {"en": "Geneva"},
        "country": "CH",
        "languages": ["en", "fr"],
        "dates_confirmed": True,
        "days": days,
    }
    return Event(**{**facts, **changes})


PLACE = {
    "@type": "Place",
    "name": "CICG",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "Rue de Varembé 17",
        "addressLocality": "Geneva",
        "addressCountry": "CH",
    },
}
VIRTUAL = {"@type": "VirtualLocation", "url": URL}


def test_an_event_says_all_that_a_search_engine_asks() -> None:
    series = Series(slug="forum", title={"en": "Forum series"})
    around = Around(
        URL,
        programme=f"{URL}/programme",
        image="https://events.example/cover.jpg",
        series="https://events.example/series/forum",
        organizers=[("ITU", "https://www.itu.int"), ("Host", "")],
    )
    assert linked.of_event(event([day(), day(1)], series=series), "en", around) == {
        "@context": "https://schema.org",
        "@type": "BusinessEvent",
        "@id": URL,
        "url": URL,
        "name": "Forum </script>",
        "description": "Two days.",
        "startDate": "2027-03-16T09:30:00+01:00",
        "endDate": "2027-03-17T18:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [PLACE, VIRTUAL],
        "inLanguage": ["en", "fr"],
        "isAccessibleForFree": True,
        "image": ["https://events.example/cover.jpg"],
        "organizer": [
            {"@type": "Organization", "name": "ITU", "url": "https://www.itu.int"},
            {"@type": "Organization", "name": "Host"},
        ],
        "superEvent": {
            "@type": "EventSeries",
            "name": "Forum series",
            "url": "https://events.example/series/forum",
        },
        "subjectOf": {"@type": "WebPage", "url": f"{URL}/programme"},
    }


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ([day()], "2027-03-16T09:30:00+01:00", "2027-03-16T18:00:00+01:00"),
        ([day(ends=time(2))], "2027-03-16T09:30:00+01:00", "2027-03-17T02:00:00+01:00"),
        ([day(starts=None, ends=None)], "2027-03-16", "2027-03-16"),
        ([day(), day(1, None, None)], "2027-03-16T09:30:00+01:00", "2027-03-17"),
        # Zurich puts its clock forward on 28 March.
        ([day(), day(12)], "2027-03-16T09:30:00+01:00", "2027-03-28T18:00:00+02:00"),
    ],
)
def test_when(days: list[EventDay], start: str, end: str) -> None:
    said = linked.of_event(event(days), "en", Around(URL))
    assert (said["startDate"], said["endDate"]) == (start, end)


@pytest.mark.parametrize(
    ("mode", "said", "where"),
    [
        (Mode.IN_PERSON, "OfflineEventAttendanceMode", PLACE),
        (Mode.ONLINE, "OnlineEventAttendanceMode", VIRTUAL),
        (Mode.HYBRID, "MixedEventAttendanceMode", [PLACE, VIRTUAL]),
    ],
)
def test_where(mode: Mode, said: str, where: object) -> None:
    found = linked.of_event(event([day()], mode=mode), "en", Around(URL))
    assert found["eventAttendanceMode"] == f"https://schema.org/{said}"
    assert found["location"] == where


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (EventState.PUBLISHED, "EventScheduled"),
        (EventState.CANCELLED, "EventCancelled"),
        (EventState.ARCHIVED, "EventScheduled"),
    ],
)
def test_whether_it_takes_place(state: EventState, said: str) -> None:
    found = linked.of_event(event([day()], state=state), "en", Around(URL))
    assert found["eventStatus"] == f"https://schema.org/{said}"


def test_hours_that_are_not_confirmed_are_not_said() -> None:
    said = linked.of_event(event([day()], dates_confirmed=False), "en", Around(URL))
    assert (said["startDate"], said["endDate"]) == ("2027-03-16", "2027-03-16")


def test_a_day_ends_in_the_second_of_two_equal_hours() -> None:
    night = EventDay(day=date(2027, 10, 30), starts=time(20), ends=time(2, 30))
    said = linked.of_event(event([night]), "en", Around(URL))
    assert said["startDate"] == "2027-10-30T20:00:00+02:00"
    assert said["endDate"] == "2027-10-31T02:30:00+01:00"


def test_without_a_day_nothing_is_said() -> None:
    gone = EventDay(day=DAY, cancelled=datetime(2027, 1, 1, tzinfo=UTC))
    assert linked.of_event(event([]), "en", Around(URL)) == {}
    assert linked.of_event(event([gone]), "en", Around(URL)) == {}


def test_a_series_names_its_editions() -> None:
    said = linked.of_series(Series(title={"en": "Forums"}), "en", URL, [("First", f"{URL}/1")])
    assert (said["@type"], said["name"]) == ("EventSeries", "Forums")
    assert said["subEvent"] == [{"@type": "BusinessEvent", "name": "First", "url": f"{URL}/1"}]
    assert "subEvent" not in linked.of_series(Series(title={"en": "Forums"}), "en", URL, [])
