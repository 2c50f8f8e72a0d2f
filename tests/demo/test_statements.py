"""Cacheable pages of a full site: three statements when new, one when kept."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.agenda import queries as agenda_queries
from eventsite.core import clock, http, i18n
from eventsite.core.db import db
from eventsite.events.models import Event
from tests.addresses import endpoints
from tests.counting import count_queries
from tests.demo.conftest import START

FORUM = {"slug": "demo-forum"}
#: Addresses of pages that need one; a speaker and a session come from the release.
PLACES: dict[str, dict[str, str]] = {
    "agenda.changes": FORUM,
    "agenda.changes_feed": FORUM,
    "agenda.door": {**FORUM, "number": "1"},
    "agenda.follow": FORUM,
    "agenda.follow_asked": FORUM,
    "agenda.now": FORUM,
    "agenda.material": FORUM,
    "agenda.programme": FORUM,
    "agenda.screen": FORUM,
    "agenda.session": FORUM,
    "agenda.speaker": FORUM,
    "agenda.speakers": FORUM,
    "api.call": {"slug": "demo-think-a-thon", "call": "ideas"},
    "api.deadlines": FORUM,
    "api.event": FORUM,
    "api.figures": FORUM,
    "api.release": FORUM,
    "api.rooms": FORUM,
    "api.session": FORUM,
    "api.sessions": FORUM,
    "api.speaker": FORUM,
    "api.speakers": FORUM,
    "api.tracks": FORUM,
    "calendars.deadlines_feed": FORUM,
    "calendars.deadlines_jcal": FORUM,
    "calendars.event_calendar": FORUM,
    "calendars.event_feed": FORUM,
    "calendars.event_jcal": FORUM,
    "calendars.kind_feed": {"kind": "forum"},
    "calendars.kind_jcal": {"kind": "forum"},
    "calendars.series_feed": {"slug": "itu-forum-metaverse"},
    "calendars.series_jcal": {"slug": "itu-forum-metaverse"},
    "calls.call": {"slug": "demo-think-a-thon", "call": "ideas"},
    "exchange.embed": FORUM,
    "exchange.files": FORUM,
    "exchange.frab_json": FORUM,
    "exchange.frab_xml": FORUM,
    "exchange.printed": FORUM,
    "exchange.programme_csv": FORUM,
    "exchange.programme_docx": FORUM,
    "exchange.programme_xlsx": FORUM,
    "site.event": FORUM,
    "registration.participants": FORUM,
    "site.initiative": {"slug": "discovering-the-citiverse"},
    "site.series": {"slug": "itu-forum-metaverse"},
}
#: Nobody in the demo has a photo.
WITHOUT = {"agenda.photo"}
MOST_NEW, MOST_KEPT = 3, 1


@pytest.fixture(autouse=True)
def at_the_start() -> Iterator[None]:
    """The moment of the first start, when registration is open."""
    with clock.freeze(START):
        yield


def test_a_cacheable_page_asks_three_times_when_new_and_once_when_kept(demo: Flask) -> None:
    asked = {path: _asked(demo, path) for path in _paths(demo)}
    over = {path: n for path, n in asked.items() if n[0] > MOST_NEW or n[1] > MOST_KEPT}
    assert over == {}
    assert asked["/events/demo-forum"] == (3, 1)


SPOKEN = [lang for lang in i18n.offered() if lang != "en"]


@pytest.mark.parametrize("lang", SPOKEN)
def test_a_cacheable_page_is_there_in_every_language(demo: Flask, lang: str) -> None:
    client = demo.test_client()
    paths = [path for path in _paths(demo) if not path.startswith(("/api", "/ar/", "/fr/"))]
    answers = {path: client.get(f"/{lang}{path}").status_code for path in paths}
    assert {path: status for path, status in answers.items() if status != 200} == {}


def _paths(demo: Flask) -> list[str]:
    with demo.test_request_context():
        query = sa.select(Event.id).where(Event.slug == FORUM["slug"])
        release = agenda_queries.latest_release(db.session.scalars(query).one())
        assert release is not None
        opening = release.content["sessions"][0]
        paper = next(each["code"] for each in opening["materials"] if each["file"])
        speaker = release.content["speakers"][0]["code"]
        code = {
            "agenda.material": {"code": opening["code"], "material": paper},
            "agenda.session": {"code": opening["code"]},
            "agenda.speaker": {"code": speaker},
            "api.session": {"session": opening["code"]},
            "api.speaker": {"speaker": speaker},
        }
        names = {name for name, _ in endpoints(demo)} - WITHOUT
        cacheable = sorted(n for n in names if hasattr(demo.view_functions[n], "cacheable"))
        values = [{**PLACES.get(name, {}), **code.get(name, {})} for name in cacheable]
        build = demo.url_map.bind("localhost").build
        paths = [build(name, value) for name, value in zip(cacheable, values, strict=True)]
    return [*paths, "/?zone=Asia/Tokyo", "/ar/events?when=past&q=forum&year=2024", "/fr/library"]


def _asked(demo: Flask, path: str) -> tuple[int, int]:
    client = demo.test_client()
    assert client.get(path).status_code == 200, path
    http.shelf.clear()
    return _count(demo, path), _count(demo, path)


def _count(demo: Flask, path: str) -> int:
    http.fresh.clear()
    with demo.app_context(), count_queries() as seen:
        assert demo.test_client().get(path).status_code == 200
    return len(seen)
