"""The first page: the next event large, the calendar beside it, what was."""

from datetime import date

from eventsite.events.models import EventState
from tests import make
from tests.browser import Browser


def test_the_next_event_stands_large_and_in_the_list(client: Browser) -> None:
    make.make_event("Second forum", first_day=date(2027, 9, 1))
    make.make_event("First forum", first_day=date(2027, 6, 8))
    make.make_event("Hidden forum", state=EventState.DRAFT)
    page = client.get("/")
    assert page.all("#next") == ["First forum"]
    assert page.all("section[aria-labelledby=coming] h3") == ["First forum", "Second forum"]


def test_an_event_of_yesterday_is_past(client: Browser) -> None:
    make.make_event("Held", first_day=date(2025, 6, 8))
    page = client.get("/")
    assert page.all("section[aria-labelledby=past] h3") == ["Held"]
    assert page.all("#next") == []


def test_an_empty_site_says_so(client: Browser) -> None:
    assert client.get("/").all(".empty h2") == ["No coming event has a date yet"]


def test_a_publication_shows_at_once(client: Browser) -> None:
    event = make.make_event("Draft forum", state=EventState.DRAFT)
    assert client.get("/").all("h3") == []
    event.state = EventState.PUBLISHED
    assert client.get("/").all("h3") == ["Draft forum"]


def test_the_readers_zone_stands_beside_the_venues(client: Browser) -> None:
    make.make_event("Forum")
    page = client.get("/?zone=Asia/Tokyo")
    assert page.all("section[aria-labelledby=coming] .meta span")[0] == (
        "09:30–17:30 Geneva time (UTC+2); 16:30–00:30 Tokyo time (UTC+9)"
    )


def test_a_zone_that_does_not_exist_is_as_none(client: Browser) -> None:
    make.make_event("Forum")
    assert client.get("/?zone=Mars/Base").all("section[aria-labelledby=coming] .meta span")[0] == (
        "09:30–17:30 Geneva time (UTC+2)"
    )
