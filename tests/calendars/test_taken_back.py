"""An event taken back from the public: what subscribers of each feed see, and when it returns."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from eventsite.agenda import succession
from eventsite.core import clock, http
from eventsite.core.db import db
from eventsite.events import actions, days
from eventsite.events.models import Event, EventState
from tests import make
from tests.browser import Browser
from tests.calendars import programme
from tests.calendars.test_feeds import deadline, lines

SEEN = datetime(2027, 2, 1, 9, tzinfo=UTC)
GONE = datetime(2027, 2, 2, 9, tzinfo=UTC)
EDITED = datetime(2027, 2, 3, 9, tzinfo=UTC)
BACK = datetime(2027, 2, 4, 9, tzinfo=UTC)
FEEDS = {
    "/calendar.ics": {"day1@test"},
    "/series/forums/calendar.ics": {"day1@test"},
    "/kinds/forum/calendar.ics": {"day1@test"},
    "/events/forum/calendar.ics": {"day1@test", "open234@test", "off2345@test"},
    "/events/forum/calendar.ics?track=1": {"open234@test", "off2345@test"},
    "/events/forum/deadlines.ics": {"due@test"},
}


@pytest.fixture
def forum(client: Browser) -> Event:
    """A public forum with a day, a deadline, a session that stands and a cancelled one."""
    series = make.make_series(slug="forums")
    event = make.make_event(
        slug="forum", series_id=series.id, published=make.CREATED, contact_email="a@example.org"
    )
    event.days[0].uid = "day1@test"
    make.add(deadline(event, uid="due@test"))
    programme.publish(
        event, programme.session(), programme.session("OFF2345", 12, state="cancelled")
    )
    return event


def read(client: Browser, at: datetime) -> dict[str, Any]:
    """Path to (body, what vobject reads, Last-Modified)."""
    found = {}
    with clock.freeze(at):
        http.fresh.clear()
        for path in FEEDS:
            answer = client.open("GET", path)
            assert answer.status_code == 200, path
            theirs = programme.read_by_vobject(answer.data)
            assert theirs == programme.read_by_icalendar(answer.data)
            found[path] = answer.data, theirs, answer.last_modified
    return found


def take_back(event: Event) -> None:
    with clock.freeze(GONE):
        actions.unpublish(actor="test", event=event)
        db.session.commit()


def edit(event: Event) -> None:
    """What a team does to a draft, of which nobody else learns."""
    with clock.freeze(EDITED):
        event.title = {"en": "Secret name"}
        actions.set_days(
            actor="test", event=event, days=[days.Hours(date(2027, 9, 1), time(9), time(17))]
        )
        actions.set_deadline(
            actor="test", event=event, kind="registration", at=EDITED + timedelta(days=9)
        )
        draft = programme.agenda(programme.session("NEW2345", 15))
        seen = programme.agenda(
            programme.session(), programme.session("OFF2345", 12, state="cancelled")
        )
        whole = succession.succeed(seen, draft, EDITED)
        programme.publish_agenda(event, whole, 2, EDITED)
        db.session.commit()


def test_it_stays_in_every_feed_as_cancelled(client: Browser, forum: Event) -> None:
    before = read(client, SEEN)
    take_back(forum)
    after = read(client, GONE)
    for path, uids in FEEDS.items():
        was, now = before[path][1], after[path][1]
        assert was.keys() == now.keys() == uids
        for uid in uids:
            assert (now[uid][0], now[uid][2]) == ("CANCELLED", was[uid][2])
            assert now[uid][1] > was[uid][1]
        assert after[path][2] == GONE > before[path][2]


def test_it_tells_no_more_than_was_seen(client: Browser, forum: Event) -> None:
    take_back(forum)
    after = read(client, GONE)
    for path in FEEDS:
        event = lines(after[path][0])[lines(after[path][0]).index("BEGIN:VEVENT") :]
        said = [line for line in event if line.startswith(("DESCRIPTION", "URL"))]
        assert {line.partition(":")[2] for line in said} == {"http://localhost/events"}
        kinds = {line.partition(":")[0].partition(";")[0] for line in event}
        assert kinds & {"LOCATION", "CATEGORIES", "CONFERENCE"} == set()
    edit(forum)
    later = read(client, EDITED)
    for path in FEEDS:
        assert later[path][0] == after[path][0]
    # Its own feeds do not even show when the draft was edited.
    assert {later[path][2] for path in FEEDS if path.startswith("/events/")} == {GONE}
    assert client.open("GET", "/events/forum/calendar").status_code == 404


def test_when_it_comes_back_everything_rises_again(client: Browser, forum: Event) -> None:
    take_back(forum)
    gone = read(client, GONE)
    edit(forum)
    with clock.freeze(BACK):
        actions.publish(actor="test", event=forum)
        db.session.commit()
    back = read(client, BACK)
    for path in FEEDS:
        assert gone[path][1].keys() <= back[path][1].keys()
        for uid in gone[path][1]:
            assert back[path][1][uid][1] > gone[path][1][uid][1]
    assert back["/calendar.ics"][1]["day1@test"] == (
        "CONFIRMED",
        3,
        datetime(2027, 9, 1, 7, tzinfo=UTC),
    )
    assert (forum.withdrawn, forum.last_public) == (None, {})


def test_thirty_days_after_it_is_gone_and_its_address_answers(
    client: Browser, forum: Event
) -> None:
    take_back(forum)
    for at, count in (
        (datetime(2027, 7, 8, 23, tzinfo=UTC), 1),
        (datetime(2027, 7, 9, tzinfo=UTC), 0),
    ):
        found = read(client, at)
        assert {min(len(found[path][1]), 1) for path in FEEDS} == {count}
    assert found["/calendar.ics"][2] == datetime(2027, 7, 9, tzinfo=UTC)


def test_two_renders_of_what_was_taken_back_are_equal(client: Browser, forum: Event) -> None:
    take_back(forum)
    first = read(client, GONE)
    http.shelf.clear()
    assert read(client, GONE + timedelta(hours=1)) == first


def test_an_event_never_public_is_in_no_feed(client: Browser) -> None:
    make.make_event(slug="never", state=EventState.DRAFT)
    assert programme.read_by_vobject(client.open("GET", "/calendar.ics").data) == {}
    assert client.open("GET", "/events/never/calendar.ics").status_code == 404
