"""The page of one event and the lists it stands in."""

from datetime import UTC, datetime

from eventsite.core.db import db
from eventsite.events.models import EventState, JoinWay, JoinWayKind, KeyDeadline, Mode
from eventsite.registration.models import PlaceReserve
from tests import make
from tests.browser import Browser


def test_a_draft_is_not_there(client: Browser) -> None:
    event = make.make_event(state=EventState.DRAFT)
    client.get(f"/events/{event.slug}", 404)


def test_ways_to_join_are_named_without_their_address(client: Browser) -> None:
    event = make.make_event()
    way = {"event_id": event.id, "kind": JoinWayKind.AUDIO, "address": "https://secret.example/a"}
    make.add(JoinWay(**way))
    page = client.get(f"/events/{event.slug}")
    assert page.all("section[aria-labelledby=join] li") == ["Audio only"]
    assert "secret.example" not in page.text


def test_a_deadline_stands_in_both_zones(client: Browser) -> None:
    event = make.make_event()
    make.add(
        KeyDeadline(
            event_id=event.id,
            kind="registration",
            label={"en": "Registration closes"},
            at=datetime(2027, 5, 1, 15, 0, tzinfo=UTC),
            uid="deadline-1",
            revised=make.CREATED,
        )
    )
    page = client.get(f"/events/{event.slug}")
    assert page.all(".line li") == [
        "2027-05-01 17:00 (UTC+2) next Registration closes 2027-05-01 15:00 (UTC)"
    ]


def test_a_cancelled_event_keeps_its_page_and_says_why(client: Browser) -> None:
    event = make.make_event(state=EventState.CANCELLED, cancel_note={"en": "The hall flooded."})
    page = client.get(f"/events/{event.slug}")
    assert page.all(".flash-bad") == ["This event is cancelled."]
    assert "The hall flooded." in page.words


def test_a_demo_event_says_that_it_is_invented(client: Browser) -> None:
    event = make.make_event(is_demo=True)
    page = client.get(f"/events/{event.slug}")
    assert page.all(".flash-note") == ["Demo: invented event and people"]


def test_an_archived_event_shows_its_outcome_and_no_way_in(client: Browser) -> None:
    event = make.make_event(state=EventState.ARCHIVED, outcome={"en": "Twelve priorities."})
    page = client.get(f"/events/{event.slug}")
    assert page.all("#outcome p") == ["Twelve priorities."]
    assert page.all(".btn-main") == []


def test_hostile_words_stay_words(client: Browser) -> None:
    event = make.make_event(title="<script>alert(1)</script>")
    assert client.get(f"/events/{event.slug}").h1 == "<script>alert(1)</script>"


def test_a_closed_call_stays_readable(client: Browser) -> None:
    event = make.make_event(state=EventState.ARCHIVED)
    call = make.make_call(event, prizes={"en": "CHF 10 000"}, closes=make.CREATED)
    page = client.get(f"/events/{event.slug}")
    assert page.all("section[aria-labelledby=closed-calls] h3") == [
        "Bring an idea a city could use"
    ]
    page = client.get(f"/events/{event.slug}/calls/{call.slug}")
    assert page.all("section[aria-labelledby=prizes] p") == ["CHF 10 000"]
    assert page.all("section[aria-labelledby=themes] h3") == ["Cities that listen"]


def test_what_is_left_for_groups_is_said(client: Browser) -> None:
    event = make.make_event(mode=Mode.ONLINE)
    make.make_terms(event, capacity_online=1)
    address = f"/events/{event.slug}"
    assert "Places kept for groups" not in client.get(address).words
    facts = {"group": "group:LDC", "places": 1, "until": datetime(2027, 5, 1, 15, 0, tzinfo=UTC)}
    make.add(PlaceReserve(event_id=event.id, created=make.CREATED, **facts))
    db.session.commit()
    page = client.get(address)
    assert page.all("header .pill")[1] == "Places kept for groups"
    assert page.all("aside > div:nth-of-type(2) p") == [
        "The places that are left are kept for these groups: Least developed countries.",
        "They are kept until 2027-05-01 17:00 (UTC+2).",
        "Everybody else can join the waiting list.",
    ]
    assert page.link("Register").endswith("/registration")
