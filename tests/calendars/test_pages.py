"""The pages that say which feeds there are and how to follow them."""

from urllib.parse import parse_qs, urlsplit

from eventsite.calendars.ways import Ways
from eventsite.events.models import EventState
from tests import make
from tests.browser import Browser
from tests.calendars.test_feeds import deadline

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
    assert page.one("svg.qr")["aria-label"] == "QR code of this page"
    make.add(deadline(event))
    page = client.get("/events/forum/calendar")
    assert [urlsplit(str(tag["value"])).path for tag in page.soup.select("input[readonly]")] == [
        "/events/forum/calendar.ics",
        "/events/forum/deadlines.ics",
    ]
