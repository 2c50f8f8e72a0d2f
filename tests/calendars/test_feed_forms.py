"""The forms in which feeds go out: jCal, without gzip; and what never stands in a public one."""

import json
from dataclasses import replace

import flask
import icalendar
import pytest

from eventsite.agenda import releases
from eventsite.core import http
from eventsite.events.models import JoinWay, JoinWayKind
from tests import make
from tests.browser import Browser
from tests.calendars import programme
from tests.calendars.test_feeds import deadline, fetch, forum


def test_jcal_of_each_feed(client: Browser) -> None:
    series = make.make_series(slug="forums")
    event = forum(series_id=series.id, dates_confirmed=False)
    make.add(deadline(event))
    programme.publish(event, programme.session(), programme.session("OFF2345", 12, state="gone"))
    for path in (
        "/calendar",
        "/series/forums/calendar",
        "/kinds/forum/calendar",
        "/events/forum/calendar",
        "/events/forum/deadlines",
    ):
        written, answer = fetch(client, f"{path}.ics"), fetch(client, f"{path}.json")
        assert answer.content_type == "application/calendar+json"
        assert answer.headers["Content-Disposition"].endswith('.json"')
        assert answer.last_modified == written.last_modified
        assert answer.headers["ETag"] != written.headers["ETag"]
        same = {"If-None-Match": f"W/{answer.headers['ETag']}"}
        assert fetch(client, f"{path}.json", **same).status_code == 304
        events = [part for part in json.loads(answer.data)[2] if part[0] == "vevent"]
        theirs = {
            str(event["UID"]): (str(event["SUMMARY"]), int(str(event["SEQUENCE"])))
            for event in icalendar.Calendar.from_ical(written.data).walk("VEVENT")
        }
        ours = [{one[0]: one[3] for one in event[1]} for event in events]
        assert {one["uid"]: (one["summary"], one["sequence"]) for one in ours} == theirs != {}


def test_nobody_learns_from_a_public_feed_how_to_join(client: Browser) -> None:
    event = forum()
    secret = "https://meet.example.org/secret"
    make.add(JoinWay(event_id=event.id, kind=JoinWayKind.PLATFORM, address=secret))
    ways = (releases.Way("platform", "en"),)
    programme.publish(event, programme.session(online=True, ways=ways))
    for path in ("/calendar.ics", "/events/forum/calendar.ics", "/events/forum/calendar.json"):
        body = fetch(client, path).data.lower()
        assert [body.count(word) for word in (b"conference", b"meet.example", b"valarm")] == [0] * 3
        assert [body.count(b"opaque"), body.count(b"transparent") > 0] == [0, True]


def test_gzip_can_be_switched_off(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    forum()
    asked = {"Accept-Encoding": "gzip"}
    plain = fetch(client, "/calendar.ics").data
    config = flask.current_app.config
    monkeypatch.setitem(config, "SETTINGS", replace(config["SETTINGS"], gzip_feeds=False))
    http.shelf.clear()
    http.fresh.clear()
    for path in ("/calendar.ics", "/calendar.json"):
        answer = fetch(client, path, **asked)
        assert "Content-Encoding" not in answer.headers
    assert fetch(client, "/calendar.ics", **asked).data == plain
