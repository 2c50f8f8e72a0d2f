"""Feeds of a choice: one track, room, language, group, kind, day or person of an event."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import facets, releases, succession, times
from eventsite.agenda.models import ReleasePerson
from eventsite.calendars import choosing, entries
from eventsite.core import clock, http, ical
from eventsite.core.db import db
from eventsite.events import actions, days
from eventsite.events.models import Event
from tests import make
from tests.browser import Browser
from tests.calendars import programme
from tests.calendars.test_entries import EVENT, WORDS
from tests.counting import count_queries

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = make.FIRST_DAY + timedelta(days=1)
BASE = replace(
    programme.agenda(),
    days=tuple(releases.ReleasedDay(times.Hours(day), {}) for day in (make.FIRST_DAY, SECOND)),
    rooms=(programme.ROOM, releases.ReleasedRoom(2, {"en": "Room Tesla"}, 20, {}, False)),
    tracks=(programme.TRACK, releases.ReleasedTrack(2, {"en": "Cities, gold"}, "gold")),
)
FIRST = programme.session("AAA2345", 9, interpretation=("fr",), study_groups=("SG20",))
TALK = programme.session("BBB2345", 10, track=2, rooms=(2,), speakers=(), kind="panel")
BREAK = programme.session("CCC2345", 11, track=None, kind="break", speakers=())
LATE = replace(
    programme.session("DDD2345", 9, speakers=()),
    start=datetime(2027, 6, 9, 7, tzinfo=UTC),
    end=datetime(2027, 6, 9, 8, tzinfo=UTC),
    wall=datetime.fromisoformat("2027-06-09T09:00"),
)
ALL = replace(BASE, sessions=(FIRST, TALK, BREAK, LATE))


@pytest.fixture
def forum(client: Browser) -> Event:
    """A forum of two days with four sessions."""
    event = make.make_event(slug="forum", days=2)
    for number, day in enumerate(event.days):
        day.uid = f"day{number + 1}@test"
    db.session.flush()
    programme.publish_agenda(event, ALL)
    return event


def publish(event: Event, before: releases.ReleasedAgenda, number: int, **changes: Any) -> Any:
    """The next version, in which the first session is another one."""
    when = datetime(2027, 2, number, 9, tzinfo=UTC)
    draft = replace(ALL, sessions=(replace(FIRST, **changes), *ALL.sessions[1:]))
    after = succession.succeed(before, draft, when)
    programme.publish_agenda(event, after, number, when)
    return after


def fetch(client: Browser, query: str, path: str = "/events/forum/calendar.ics") -> Any:
    with clock.freeze(NOON):
        return client.open("GET", f"{path}?{query}")


def codes(client: Browser, query: str) -> list[str]:
    """The first three letters of what is in a feed."""
    answer = fetch(client, query)
    assert answer.status_code == 200, query
    assert programme.read_by_vobject(answer.data) == programme.read_by_icalendar(answer.data)
    return sorted(uid[:3] for uid in programme.read_by_vobject(answer.data))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("track=1", ["aaa", "ddd"]),
        ("track=2", ["bbb"]),
        ("kind=panel", ["bbb"]),
        ("kind=break", ["ccc"]),
        ("room=1", ["aaa", "ddd"]),
        ("language=fr", ["aaa"]),
        ("language=en&day=2027-06-08", ["aaa", "bbb"]),
        ("group=SG20", ["aaa"]),
        ("day=2027-06-08", ["aaa", "bbb", "ccc", "day"]),
        ("day=2027-06-09", ["day", "ddd"]),
        ("person=SPK2345", ["aaa"]),
        ("track=1&room=2", []),
        ("track=1&room=1&day=2027-06-09", ["ddd"]),
        ("track=&room=2", ["bbb"]),
        ("room=2&utm_source=mail&fbclid=x", ["bbb"]),
    ],
)
def test_what_a_choice_holds(client: Browser, forum: Event, query: str, found: list[str]) -> None:
    assert codes(client, query) == found


@pytest.mark.parametrize(
    "query",
    ["colour=red", "track=3", "track=one", "track=1&track=1", "day=2027-06-10", "person=Ada"],
)
def test_what_there_never_was(client: Browser, forum: Event, query: str) -> None:
    assert fetch(client, query).status_code == 404
    assert fetch(client, query, "/events/forum/calendar.json").status_code == 404


def test_before_the_first_version_there_are_days_to_choose(client: Browser) -> None:
    make.make_event(slug="forum", days=2)
    assert len(codes(client, "day=2027-06-09")) == 1
    assert fetch(client, "track=1").status_code == 404


def test_each_choice_is_a_calendar_of_its_own(client: Browser, forum: Event) -> None:
    body = fetch(client, "room=1&track=2").data.replace(b"\r\n ", b"").decode()
    said = dict(line.partition(":")[::2] for line in body.split("\r\n"))
    assert said["X-WR-CALNAME"] == "Forum on virtual worlds: Cities\\, gold\\, Room Popov"
    assert said["X-WR-CALDESC"] == (
        "What is in the published programme of this event for: Cities\\, gold\\, Room Popov."
    )
    assert said["COLOR"] == "goldenrod"
    assert said["SOURCE;VALUE=URI"] == ("http://localhost/events/forum/calendar.ics?track=2&room=1")
    names = [
        fetch(client, query).headers["Content-Disposition"]
        for query in ("track=2&room=1", "person=SPK2345", "")
    ]
    assert names == [
        'inline; filename="forum-2-1.ics"',
        'inline; filename="forum-SPK2345.ics"',
        'inline; filename="forum.ics"',
    ]


def test_a_session_leaves_a_feed_visibly_and_comes_back(client: Browser, forum: Event) -> None:
    seen = []
    whole = succession.succeed(None, ALL, make.CREATED)
    for number, track in ((2, 2), (3, 2), (4, 1)):
        seen.append(told(client, "track=1"))
        whole = publish(forum, whole, number, track=track)
    seen.append(told(client, "track=1"))
    day = [datetime(2027, 2, n, 9, tzinfo=UTC) for n in (2, 3, 4)]
    assert seen == [
        ("CONFIRMED", 0, make.CREATED, "Opening"),
        ("CANCELLED", 1, day[0], "NO LONGER HERE: Opening"),
        ("CANCELLED", 1, day[0], "NO LONGER HERE: Opening"),
        ("CONFIRMED", 2, day[2], "Opening"),
    ]
    assert told(client, "") == ("CONFIRMED", 0, day[2], "Opening")
    assert told(client, "track=2")[:2] == ("CANCELLED", 2)


def told(client: Browser, query: str) -> tuple[str, int, datetime, str]:
    entry = programme.entry(fetch(client, query).data, "aaa2345@test")
    return (
        str(entry["STATUS"]),
        int(str(entry["SEQUENCE"])),
        entry["LAST-MODIFIED"].dt,
        str(entry["SUMMARY"]),
    )


def test_what_left_says_where_to_look_and_no_more(client: Browser, forum: Event) -> None:
    publish(forum, succession.succeed(None, ALL, make.CREATED), 2, rooms=(2,))
    entry = programme.entry(fetch(client, "room=1").data, "aaa2345@test")
    assert str(entry["DESCRIPTION"]).splitlines() == [
        "http://localhost/events/forum/programme",
        "This calendar does not follow it any more. The programme says what is true now.",
    ]
    assert str(entry["LOCATION"]).split(",")[0] == "Room Tesla"


def test_a_value_that_only_an_earlier_version_knew_still_answers(
    client: Browser, forum: Event
) -> None:
    whole = succession.succeed(None, ALL, make.CREATED)
    without = replace(BASE, tracks=BASE.tracks[:1], sessions=(FIRST,))
    when = datetime(2027, 2, 2, 9, tzinfo=UTC)
    programme.publish_agenda(forum, succession.succeed(whole, without, when), 2, when)
    answer = fetch(client, "track=2")
    assert programme.read_by_vobject(answer.data) == {
        "bbb2345@test": ("CANCELLED", 1, datetime(2027, 6, 8, 8, tzinfo=UTC))
    }
    assert b"X-WR-CALNAME:Forum on virtual worlds: Cities\\, gold\r\n" in answer.data


def test_a_person_who_was_erased_is_followed_no_more(client: Browser, forum: Event) -> None:
    assert told(client, "person=SPK2345")[:2] == ("CONFIRMED", 0)
    [row] = db.session.scalars(db.select(ReleasePerson)).all()
    row.name, row.role_title, row.redacted = "", "", NOON - timedelta(days=1)
    db.session.commit()
    http.fresh.clear()
    answer = fetch(client, "person=SPK2345")
    assert told(client, "person=SPK2345") == (
        "CANCELLED",
        2,
        NOON - timedelta(days=1),
        "NO LONGER HERE: Opening",
    )
    assert [
        answer.data.count(word)
        for word in (b"Ada", b"X-WR-CALNAME:Forum on virtual worlds: Speaker\r\n")
    ] == [0, 1]


def test_a_day_that_moves_leaves_the_feed_of_its_date(client: Browser, forum: Event) -> None:
    moved = [
        days.Hours(day, row.starts, row.ends)
        for day, row in zip((make.FIRST_DAY, SECOND + timedelta(days=1)), forum.days, strict=True)
    ]
    with clock.freeze(NOON - timedelta(days=1)):
        actions.set_days(actor="test", event=forum, days=moved)
    db.session.commit()
    http.fresh.clear()
    there = programme.entry(fetch(client, "day=2027-06-09").data, "day2@test")
    here = programme.entry(fetch(client, "day=2027-06-10").data, "day2@test")
    assert [(str(e["STATUS"]), int(str(e["SEQUENCE"]))) for e in (there, here)] == [
        ("CANCELLED", 1),
        ("CONFIRMED", 1),
    ]


def test_what_many_follow_is_kept_and_what_few_do_is_not(client: Browser, forum: Event) -> None:
    for query, again in (
        ("track=1", 1),
        ("day=2027-06-08", 1),
        ("track=1&day=2027-06-08", 1),
        ("track=1&room=1", 2),
        ("person=SPK2345", 2),
    ):
        first = fetch(client, query)
        with count_queries() as asked:
            second = fetch(client, query)
        assert (len(asked), second.data) == (again, first.data), query
        same = {"If-None-Match": first.headers["ETag"]}
        with clock.freeze(NOON):
            third = client.open("GET", f"/events/forum/calendar.ics?{query}", headers=same)
        assert third.status_code == 304
    twin = fetch(client, "day=2027-06-08&track=1")
    assert twin.data == fetch(client, "track=1&day=2027-06-08").data


def test_two_renders_an_hour_apart_are_equal(client: Browser, forum: Event) -> None:
    publish(forum, succession.succeed(None, ALL, make.CREATED), 2, track=2)
    for path in ("calendar.ics", "calendar.json"):
        for query in ("track=1", "person=SPK2345", "day=2027-06-08&language=fr"):
            first = fetch(client, query, f"/events/forum/{path}")
            http.shelf.clear()
            with clock.freeze(NOON + timedelta(hours=1)):
                second = client.open("GET", f"/events/forum/{path}?{query}")
            assert second.data == first.data
            for name in ("ETag", "Last-Modified"):
                assert second.headers[name] == first.headers[name]


def test_the_programme_leads_to_the_calendar_of_what_it_shows(
    client: Browser, forum: Event
) -> None:
    for page, words, query in (
        ("programme?track=2", "Calendar of these sessions", "track=2"),
        ("speakers/SPK2345", "Calendar of this person", "person=SPK2345"),
        ("sessions/AAA2345", "Calendar of this track", "track=1"),
    ):
        shown = client.get(f"/events/forum/{page}")
        [link] = [a for a in shown.soup.select("main a") if a.text.strip() == words]
        assert link["href"] == f"/events/forum/calendar?{query}"
        assert client.get(str(link["href"])).one("#part").text == "What you chose"


def test_after_thirty_days_what_left_is_gone(client: Browser, forum: Event) -> None:
    publish(forum, succession.succeed(None, ALL, make.CREATED), 2, track=2)
    counts = []
    for day in (8, 10):
        with clock.freeze(datetime(2027, 7, day, tzinfo=UTC)):
            answer = client.open("GET", "/events/forum/calendar.ics?track=1")
        counts.append(len(programme.read_by_vobject(answer.data)))
    assert counts == [2, 1]


STEPS: list[dict[str, Any]] = [
    {},
    {"track": 2},
    {"rooms": (2,)},
    {"track": 2, "rooms": (2,)},
    {"languages": ()},
    {"kind": "break"},
    {"speakers": ()},
    {"state": "cancelled"},
    {"wall": LATE.wall, "start": LATE.start, "end": LATE.end},
]
CHOICES = [
    choosing.Choice(asked)
    for asked in (
        (("track", "1"),),
        (("room", "2"),),
        (("track", "2"), ("room", "2")),
        (("language", "en"),),
        (("day", "2027-06-08"),),
        (("person", "SPK2345"),),
    )
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*STEPS, None]), max_size=7), st.sampled_from(CHOICES))
def test_a_client_never_loses_an_entry_and_never_sees_an_older_one(
    steps: list[dict[str, Any] | None], choice: choosing.Choice
) -> None:
    now = make.CREATED
    whole = succession.succeed(None, ALL, now)
    held: dict[str, ical.Entry] = {}
    for step in [{}, *steps]:
        now += timedelta(hours=1)
        first = () if step is None else (replace(FIRST, **step),)
        draft = replace(BASE, sessions=(*first, *ALL.sessions[1:]))
        whole = succession.succeed(whole, draft, now)
        shown = entries.Programme(whole, {}, now)
        found = {e.uid: e for e in entries.of_sessions(EVENT, shown, now, WORDS, choice)}
        assert held.keys() <= found.keys()
        for uid, old in held.items():
            new = found[uid]
            assert new.sequence >= old.sequence
            assert new.revised >= old.revised
            if new.status != old.status:
                assert new.sequence > old.sequence
            assert (new == old) == (new.revised == old.revised and new.sequence == old.sequence)
        for session in whole.sessions:
            fits = choice.place(whole, session).is_in and session.state == "scheduled"
            shows = found.get(session.uid)
            assert fits == (shows is not None and shows.status is not ical.Status.CANCELLED)
        held = found


def test_names_of_facets_are_those_of_the_page() -> None:
    assert set(facets.NAMES) == {"track", "kind", "room", "language", "group", "day", "person"}
    assert choosing.read([("day", "x"), ("track", "1")]).asked == (("track", "1"), ("day", "x"))
    with pytest.raises(choosing.Unknown):
        choosing.require(choosing.read([("day", "x")]), None, [(date(2027, 6, 8), ())])
