"""Feeds over HTTP: golden bytes, identity through changes, conditional requests, query counts."""

import gzip
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda import succession
from eventsite.core import clock, http, text
from eventsite.core.db import db
from eventsite.events import actions
from eventsite.events.models import Event, EventKind, EventState, KeyDeadline
from tests import make
from tests.browser import Browser
from tests.calendars import programme
from tests.counting import count_queries

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LIVE = "http://localhost/events/forum/programme"
DAY_ENTRY = """\
BEGIN:VEVENT
UID:day1@test
DTSTAMP:20260105T090000Z
LAST-MODIFIED:20260105T090000Z
SEQUENCE:0
DTSTART;TZID=Europe/Zurich:20270608T093000
DTEND;TZID=Europe/Zurich:20270608T173000
SUMMARY;LANGUAGE=en:Forum on virtual worlds
"""


def forum(**changes: Any) -> Event:
    event = make.make_event(slug="forum", **changes)
    event.days[0].uid = "day1@test"
    db.session.flush()
    return event


def fetch(client: Browser, path: str, **headers: str) -> Any:
    with clock.freeze(NOON):
        return client.open("GET", path, headers=headers)


def lines(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def test_golden_site_feed(client: Browser) -> None:
    forum()
    answer = fetch(client, "/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="events.ics"'
    said = lines(answer.data)
    assert "\n".join(said[: said.index("BEGIN:VTIMEZONE")]).splitlines()[:8] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ITU//Plenary//EN",
        "CALSCALE:GREGORIAN",
        "NAME;LANGUAGE=en:Metaverse events of ITU",
        "X-WR-CALNAME:Metaverse events of ITU",
        "X-WR-TIMEZONE:Europe/Zurich",
        "SOURCE;VALUE=URI:http://localhost/calendar.ics",
    ]
    assert said[said.index("BEGIN:VEVENT") :] == [
        *DAY_ENTRY.splitlines(),
        f"DESCRIPTION;LANGUAGE=en:{LIVE}\\nThree rooms\\, one question.",
        "LOCATION;LANGUAGE=en:Geneva\\, Switzerland and online",
        "URL:http://localhost/events/forum",
        "CATEGORIES;LANGUAGE=en:Forum",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert [line for line in said if line.startswith("METHOD")] == []


def test_what_each_feed_holds(client: Browser) -> None:
    series = make.make_series(slug="forums")
    event = forum(series_id=series.id)
    make.make_event("Webinar", kind=EventKind.WEBINAR, slug="webinar")
    programme.publish(event, programme.session(), programme.session("NEXT234", 11))
    counts = {
        path: len(programme.read_by_icalendar(fetch(client, path).data))
        for path in (
            "/calendar.ics",
            "/series/forums/calendar.ics",
            "/kinds/webinar/calendar.ics",
            "/kinds/meeting/calendar.ics",
            "/events/forum/calendar.ics",
        )
    }
    assert list(counts.values()) == [2, 1, 1, 0, 3]


def test_two_parsers_read_the_same(client: Browser) -> None:
    event = forum(days=2, zone="America/New_York")
    make.make_event("Mumbai", zone="Asia/Kolkata", dates_confirmed=False)
    make.make_event("Off", state=EventState.CANCELLED, cancelled=make.CREATED)
    programme.publish(event, programme.session(), programme.session("OFF2345", 12, state="gone"))
    for path, count in (("/calendar.ics", 4), ("/events/forum/calendar.ics", 4)):
        body = fetch(client, path).data
        assert programme.read_by_vobject(body) == programme.read_by_icalendar(body)
        assert len(programme.read_by_icalendar(body)) == count
        said = lines(body)
        used = {line.split("TZID=")[1].split(":")[0] for line in said if ";TZID=" in line}
        defined = [line.removeprefix("TZID:") for line in said if line.startswith("TZID:")]
        assert sorted(used) == sorted(defined)


def test_no_line_passes_75_octets(client: Browser) -> None:
    title = {"en": "Forum on virtual worlds", "ar": "منتدى العوالم الافتراضية " * 8}
    event = forum(summary={"en": "👩🏽‍🚀🇨🇭 " * 60})
    event.title = {"zh": "虚拟世界论坛" * 20}
    programme.publish(event, programme.session(title=title), programme.session("B234567", 11))
    for path in ("/calendar.ics", "/events/forum/calendar.ics"):
        body = fetch(client, path).data
        assert max(map(len, body.split(b"\r\n"))) <= 75
        assert "虚拟世界论坛" * 20 in "".join(lines(body))


def test_bytes_are_equal_an_hour_and_two_processes_apart(client: Browser) -> None:
    programme.publish(forum(), programme.session())
    for path in ("/calendar.ics", "/events/forum/calendar.ics"):
        first = fetch(client, path)
        http.shelf.clear()
        with clock.freeze(NOON + timedelta(hours=1)):
            second = client.open("GET", path)
        assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])


def test_a_move_raises_the_sequence_and_keeps_the_uid(client: Browser) -> None:
    event = forum()
    first = programme.agenda(programme.session(), programme.session("GONE234", 14))
    programme.publish(event, *first.sessions)
    before = fetch(client, "/events/forum/calendar.ics")
    moved = programme.agenda(programme.session(hour=15))
    when = datetime(2027, 2, 1, 9, tzinfo=UTC)
    second = succession.succeed(first, moved, when)
    programme.publish(event, *second.sessions, number=2, created=when)
    after = fetch(client, "/events/forum/calendar.ics", **{"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    was, now = map(programme.read_by_vobject, (before.data, after.data))
    assert was["open234@test"] == ("CONFIRMED", 0, datetime(2027, 6, 8, 8, tzinfo=UTC))
    assert now["open234@test"] == ("CONFIRMED", 1, datetime(2027, 6, 8, 13, tzinfo=UTC))
    assert now["gone234@test"] == ("CANCELLED", 1, datetime(2027, 6, 8, 12, tzinfo=UTC))
    gone = programme.entry(after.data, "gone234@test")
    assert str(gone["SUMMARY"]) == "CANCELLED: Opening"
    assert gone["DTSTAMP"].dt == gone["LAST-MODIFIED"].dt == when
    assert before.last_modified is not None
    assert after.last_modified == when > before.last_modified
    fresh = {"If-None-Match": after.headers["ETag"]}
    assert fetch(client, "/events/forum/calendar.ics", **fresh).status_code == 304


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{etag}", 304),
        ("W/{etag}", 304),
        ('"one", {etag}, W/"two"', 304),
        ("*", 304),
        ('"one"', 200),
        ('W/"one", "two"', 200),
        ("{gzip}", 200),  # the tag of the other encoding
    ],
)
def test_if_none_match(client: Browser, header: str, status: int) -> None:
    forum()
    plain = fetch(client, "/calendar.ics").headers["ETag"]
    zipped = fetch(client, "/calendar.ics", **{"Accept-Encoding": "gzip"}).headers["ETag"]
    asked = header.format(etag=plain, gzip=zipped)
    # A wrong date beside it does not count.
    again = fetch(
        client,
        "/calendar.ics",
        **{"If-None-Match": asked, "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    )
    assert again.status_code == status
    assert (again.headers["ETag"], "Last-Modified" in again.headers) == (plain, True)
    assert (again.data == b"") == (status == 304)


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Mon, 05 Jan 2026 09:00:00 GMT", 304),
        ("Mon, 05 Jan 2026 08:59:59 GMT", 200),
        ("Tue, 06 Jan 2026 00:00:00 GMT", 304),
        ("yesterday", 200),
    ],
)
def test_if_modified_since(client: Browser, since: str, status: int) -> None:
    forum(revised=make.CREATED.replace(microsecond=900000))
    assert fetch(client, "/calendar.ics", **{"If-Modified-Since": since}).status_code == status


def test_gzip_and_head(client: Browser) -> None:
    forum()
    plain = fetch(client, "/calendar.ics")
    zipped = fetch(client, "/calendar.ics", **{"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    refused = fetch(client, "/calendar.ics", **{"Accept-Encoding": "gzip;q=0"})
    assert refused.data == plain.data
    with clock.freeze(NOON):
        head = client.open("HEAD", "/calendar.ics")
    assert (head.status_code, head.data, head.headers["ETag"], head.headers["Content-Length"]) == (
        200,
        b"",
        plain.headers["ETag"],
        str(len(plain.data)),
    )


def test_leaving_the_window_is_a_change(client: Browser) -> None:
    forum(state=EventState.CANCELLED, cancelled=make.CREATED)
    make.make_event("Another", revised=make.CREATED)
    last_evening = datetime(2027, 7, 8, 23, 30, tzinfo=UTC)
    seen = []
    for hours in (0, 1, 24 * 40):
        with clock.freeze(last_evening + timedelta(hours=hours)):
            answer = client.open("GET", "/calendar.ics")
        seen.append((len(programme.read_by_vobject(answer.data)), answer.last_modified))
    midnight = datetime(2027, 7, 9, tzinfo=UTC)
    assert seen == [(2, make.CREATED), (1, midnight), (1, midnight)]


def test_what_is_taken_back_is_a_change(session: scoped_session[Session], client: Browser) -> None:
    later = datetime(2027, 2, 1, 9, tzinfo=UTC)
    event = forum()
    make.make_event("Another")
    before = fetch(client, "/kinds/forum/calendar.ics")
    event.kind, event.revised = EventKind.WORKSHOP, later
    session.commit()
    after = fetch(client, "/kinds/forum/calendar.ics")
    assert (len(programme.read_by_vobject(before.data)), before.last_modified) == (2, make.CREATED)
    assert (len(programme.read_by_vobject(after.data)), after.last_modified) == (1, later)


def test_an_empty_feed_still_holds_a_component(client: Browser) -> None:
    answer = fetch(client, "/calendar.ics")
    assert lines(answer.data).count("BEGIN:VTIMEZONE") == 1
    assert programme.read_by_icalendar(answer.data) == {}
    assert "Last-Modified" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/events/forum/calendar.ics", "/events/forum/deadlines.ics", "/events/forum/calendar"]
)
def test_a_draft_has_no_feed(session: scoped_session[Session], client: Browser, path: str) -> None:
    event = forum(state=EventState.DRAFT)
    assert client.open("GET", path).status_code == 404
    assert programme.read_by_vobject(fetch(client, "/calendar.ics").data) == {}
    event.state = EventState.PUBLISHED
    session.commit()
    assert client.open("GET", path).status_code == 200


@pytest.mark.parametrize("path", ["/series/none/calendar.ics", "/kinds/party/calendar.ics"])
def test_what_there_is_not(client: Browser, path: str) -> None:
    assert client.open("GET", path).status_code == 404


@pytest.mark.both_databases
@pytest.mark.parametrize("count", [1, 3])
def test_few_queries(client: Browser, count: int) -> None:
    series = make.make_series(slug="forums")
    event = forum(series_id=series.id)
    make.add(deadline(event))
    for number in range(1, count):
        make.make_event(f"Forum {number}", series_id=series.id)
        make.add(deadline(event, label_key=str(number)))
    sessions = [programme.session(f"CODE{n}", 9 + n) for n in range(count)]
    programme.publish(event, *sessions)
    paths = {
        "/calendar.ics": 2,
        "/series/forums/calendar.ics": 2,
        "/kinds/forum/calendar.ics": 2,
        "/events/forum/calendar.ics": 2,
        "/events/forum/deadlines.ics": 1,
    }
    for path, most in paths.items():
        with count_queries() as asked:
            answer = fetch(client, path)
        assert (answer.status_code, len(asked)) == (200, most)
        for header, status in ((answer.headers["ETag"], 304), ('"other"', 200)):
            with count_queries() as asked:
                again = fetch(client, path, **{"If-None-Match": header})
            assert (again.status_code, len(asked)) == (status, 1)


def deadline(event: Event, **changes: Any) -> KeyDeadline:
    facts: dict[str, Any] = {
        "event_id": event.id,
        "kind": "registration",
        "at": datetime(2027, 6, 1, 22, tzinfo=UTC),
        "uid": text.new_secret(),
        "revised": make.CREATED,
    }
    return KeyDeadline(**{**facts, **changes})


def test_deadlines_feed(client: Browser) -> None:
    event = forum()
    make.add(deadline(event, uid="due@test", sequence=2))
    body = fetch(client, "/events/forum/deadlines.ics").data
    assert programme.read_by_vobject(body) == {
        "due@test": ("CONFIRMED", 2, datetime(2027, 6, 1, 21, 30, tzinfo=UTC))
    }
    assert str(programme.entry(body, "due@test")["SUMMARY"]) == (
        "Registration closes – Forum on virtual worlds"
    )
    assert lines(body).count("BEGIN:VTODO") == 0


def test_a_removed_deadline_is_cancelled_and_does_not_vanish(client: Browser) -> None:
    event = forum()
    row = make.add(deadline(event, uid="due@test"))
    before = fetch(client, "/events/forum/deadlines.ics")
    actions.remove_deadline(actor="test", event=event, deadline=row)
    db.session.commit()
    http.fresh.clear()
    after = fetch(
        client, "/events/forum/deadlines.ics", **{"If-None-Match": before.headers["ETag"]}
    )
    assert after.status_code == 200
    assert programme.read_by_vobject(after.data) == {
        "due@test": ("CANCELLED", 1, datetime(2027, 6, 1, 21, 30, tzinfo=UTC))
    }


def test_clients_ask_more_often_during_the_event(client: Browser) -> None:
    forum()
    hints = []
    for day in (datetime(2027, 6, 6, tzinfo=UTC), datetime(2027, 6, 8, tzinfo=UTC)):
        with clock.freeze(day):
            said = lines(client.open("GET", "/events/forum/calendar.ics").data)
        hints.append([line for line in said if line.startswith("REFRESH-INTERVAL")])
    assert hints == [
        ["REFRESH-INTERVAL;VALUE=DURATION:PT1H"],
        ["REFRESH-INTERVAL;VALUE=DURATION:PT15M"],
    ]
