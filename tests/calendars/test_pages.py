"""The pages that say which feeds there are and how to follow them."""

from urllib.parse import parse_qs, urlsplit

from eventsite.calendars.ways import Ways
from eventsite.core import http
from eventsite.events.models import EventState
from tests import make
from tests.browser import Browser
from tests.calendars import programme
from tests.calendars.test_chosen import ALL
from tests.calendars.test_feeds import deadline
from tests.counting import count_queries

WAYS = Ways("all", "All & more", "https://plenary.example/calendar.ics")


def test_addresses_that_calendar_programs_open() -> None:
    assert WAYS.webcal == "webcal://plenary.example/calendar.ics"
    assert parse_qs(urlsplit(WAYS.google).query) == {"cid": [WAYS.webcal]}
    assert parse_qs(urlsplit(WAYS.outlook).query) == {"url": [WAYS.url], "name": ["All & more"]}
    assert urlsplit(WAYS.outlook_com).netloc == "outlook.live.com"


def test_the_page_offers_what_has_public_events(client: Browser) -> None:
    make.make_series("Empty series")
    hidden = make.make_series("Hidden series")
    make.make_event(series_id=hidden.id, state=EventState.DRAFT)
    shown = make.make_series("Shown series", slug="shown")
    make.make_event(series_id=shown.id)
    page = client.get("/calendars")
    assert page.h1 == "Calendar feeds"
    assert page.all("summary .tag") == ["Forum", "Shown series"]
    addresses = [tag["value"] for tag in page.soup.select("input[readonly]")]
    assert addresses == [
        "http://localhost/calendar.ics",
        "http://localhost/kinds/forum/calendar.ics",
        "http://localhost/series/shown/calendar.ics",
    ]
    for address in addresses:
        assert client.open("GET", urlsplit(str(address)).path).status_code == 200


def test_the_page_of_an_event(client: Browser) -> None:
    event = make.make_event(slug="forum")
    page = client.get("/events/forum/calendar")
    assert page.h1 == "Add to your calendar"
    assert len(page.soup.select("input[readonly]")) == 1
    assert page.one("svg.qr")["aria-label"] == (
        "QR code of the calendar link: Forum on virtual worlds"
    )
    assert page.soup.select("form.filters") == []  # there is nothing to choose from yet
    make.add(deadline(event))
    page = client.get("/events/forum/calendar")
    assert [urlsplit(str(tag["value"])).path for tag in page.soup.select("input[readonly]")] == [
        "/events/forum/calendar.ics",
        "/events/forum/deadlines.ics",
    ]


def test_a_part_of_an_event_is_chosen_without_script(client: Browser) -> None:
    programme.publish_agenda(make.make_event(slug="forum", days=2), ALL)
    page = client.get("/events/forum/calendar")
    offered = {
        str(field["name"]): [option.text for option in field.select("option")]
        for field in page.soup.select("form.filters select")
    }
    assert offered == {
        "track": ["All", "Trust and identity", "Cities, gold"],
        "kind": ["All", "Break", "Panel", "Plenary"],
        "room": ["All", "Room Popov", "Room Tesla"],
        "language": ["All", "English", "French"],
        "day": ["All", "Tue 8 June 2027", "Wed 9 June 2027"],
    }
    asked = "track=2&kind=&room=&language=&day="
    page = client.get(f"/events/forum/calendar?{asked}")
    assert [tag.text for tag in page.soup.select("option[selected]")] == [
        "Cities, gold",
        *["All"] * 4,
    ]
    [address, *_] = [str(tag["value"]) for tag in page.soup.select("input[readonly]")]
    assert address == "http://localhost/events/forum/calendar.ics?track=2"
    parts = urlsplit(address)
    assert client.open("GET", f"{parts.path}?{parts.query}").status_code == 200
    assert [tag.text for tag in page.soup.select(".card .tag")] == [
        "Forum on virtual worlds: Cities, gold"
    ]
    for query, again in ((asked, 1), ("track=2", 1), ("track=2&room=1", 2), ("kind=&track=2", 2)):
        client.open("GET", f"/events/forum/calendar?{query}")
        http.fresh.clear()
        with count_queries() as seen:
            assert client.open("GET", f"/events/forum/calendar?{query}").status_code == 200
        assert len(seen) == again, query
    assert client.open("GET", "/events/forum/calendar?track=9").status_code == 404
