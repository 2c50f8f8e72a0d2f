"""schema.org values of a session: who is heard, where, and that nobody learns how to join."""

from dataclasses import replace
from typing import Any

import pytest

from eventsite.agenda import linked, releases
from tests.exchange import programmes

URL = "https://events.example/events/forum/sessions/OPEN222"
AROUND = linked.Around(
    url=URL,
    event_url="https://events.example/events/forum",
    event_title={"en": "Forum"},
    city={"en": "Geneva"},
    speakers={"AAAA222": "https://events.example/events/forum/speakers/AAAA222"},
)


def said(session: releases.ReleasedSession) -> dict[str, Any]:
    whole = programmes.agenda(session)
    return linked.of_session(whole, programmes.PEOPLE, session, "en", AROUND)


def test_a_session_is_an_event_of_its_event() -> None:
    found = said(programmes.OPENING)
    assert (found["@type"], found["name"], found["url"]) == (
        "Event",
        "Opening: worlds for all",
        URL,
    )
    assert found["description"] == "Welcome to all.\nSecond paragraph."
    assert (found["startDate"], found["endDate"]) == (
        "2027-03-16T09:30:00+01:00",
        "2027-03-16T10:45:00+01:00",
    )
    assert found["superEvent"] == {
        "@type": "BusinessEvent",
        "@id": "https://events.example/events/forum",
        "name": "Forum",
        "url": "https://events.example/events/forum",
    }
    assert [(p["@type"], p["name"], p.get("jobTitle")) for p in found["performer"]] == [
        ("Person", "Litia Tuiloma", "Director"),
        ("Person", "Jean Dupont", "Rapporteur of SG 20"),
    ]
    assert found["performer"][0]["url"].endswith("/speakers/AAAA222")
    assert found["performer"][0]["affiliation"]["name"] == "Disaster Risk Office"


@pytest.mark.parametrize(
    ("rooms", "online", "mode", "places"),
    [
        ((1,), False, "Offline", [("Place", "Popov")]),
        (
            (1, 2),
            True,
            "Mixed",
            [("Place", "Popov"), ("Place", "Room B"), ("VirtualLocation", None)],
        ),
        ((), True, "Online", [("VirtualLocation", None)]),
        ((), False, "Offline", [("Place", "Geneva")]),
    ],
)
def test_where(rooms: tuple[int, ...], online: bool, mode: str, places: list[Any]) -> None:
    ways = (releases.Way("platform", "en", 256),)
    found = said(replace(programmes.PANEL, rooms=rooms, online=online, ways=ways))
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [(p["@type"], p.get("name")) for p in found["location"]] == places
    assert {p["url"] for p in found["location"] if "url" in p} <= {URL}


def test_who_is_not_heard() -> None:
    voices = (
        programmes.voice("AAAA222", "interpreter"),
        programmes.voice("AAAA222", "remote-moderator"),
        programmes.voice("BBBB333", absent=True),
        programmes.voice("CCCC444"),
    )
    found = said(replace(programmes.PANEL, speakers=voices))
    assert "performer" not in found


def test_what_is_cancelled() -> None:
    assert said(programmes.CANCELLED)["eventStatus"] == "https://schema.org/EventCancelled"
