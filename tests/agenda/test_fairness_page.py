"""The organizers' page of time zones: both views, what if, what helps, the series."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventsite.agenda import fairness, queries
from eventsite.agenda.fairness import remark
from eventsite.agenda.models import SessionKind
from eventsite.events.models import EventState, Mode
from tests import make
from tests.agenda.makings import make_room, make_session, place, publish
from tests.counting import count_queries


@pytest.fixture
def page(base, client):
    def look(status=200, **query):
        return client.get(f"{base}/programme/fairness", query_string=query, status=status)

    return look


def rows(page, caption):
    table = next(t for t in page.soup.select("table") if t.caption.get_text(strip=True) == caption)
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]


def afternoon(event, title="Closing", **more):
    session = make_session(event, title, minutes=120, online=True)
    return place(event, session, "13:00", online=True, **more)


def test_nothing_placed_yet(page):
    assert page().h1 == "Time zones"
    assert "No session has a time yet" in page().words


def test_both_views_and_the_worst_first(event, page):
    late = place(event, make_session(event, "Evening", online=True), "16:30", online=True)
    afternoon(event)
    place(event, make_session(event, "Coffee", kind=SessionKind.BREAK), "12:00")
    place(event, make_session(event, "In the room", minutes=30), "09:30", make_room(event))
    for zone, country, n in (
        ("Asia/Tokyo", "JP", 5), ("America/New_York", "US", 4), ("", "FR", 6),
        ("Europe/Paris", "", 2), ("Europe/Paris", "FR", 1),
    ):  # fmt: skip
        for _ in range(n):
            make.make_registration(event, zone=zone, country=country)
    make.make_registration(event, zone="Asia/Tokyo", country="JP", mode="in-person")
    shown = page()
    assert "2 sessions can be followed online and are counted." in shown.words
    # 13:00 to 15:00 and 16:30 to 17:30 in Geneva: 20:00 to 22:00 in Tokyo, then the night.
    registered = rows(shown, "Registered remote people by region")
    assert [(r[0], r[-1]) for r in registered] == [
        ("Asia and the Pacific", "66% 5"), ("Europe", "100% 7"),
    ]  # fmt: skip
    assert "6 people gave no time zone" in shown.words
    assert "2 people without a country or a region are not counted." in shown.words
    assert len(rows(shown, "Capitals by region")) == 6
    sessions = rows(shown, "Sessions, the worst served first")
    assert [row[0] for row in sessions] == ["Evening", "Closing"]
    assert sessions[0][3] == "Asia and the Pacific"
    assert sessions[0][2].endswith("Below half")
    assert late.code in shown.link("Evening")


def test_what_if_recomputes_and_moves_nothing(event, page):
    session = afternoon(event)
    before = (session.day, session.starts, session.version)
    shown = page(what=f"session:{session.code}", at="10:00")
    assert "Less fair: the floor falls" in shown.words
    table = rows(shown, "Shares by region now and then")
    plan = fairness.capitals(event.first_day)
    span = queries.placed_sessions(event)[0].followed.span
    now = fairness.score([span], plan)
    then = fairness.score([span.moved(-3 * (span.end - span.start) / 2)], plan)
    assert [row[1] for row in table] == [f"{int(100 * s + 1e-9)}%" for s in now.regions.values()]
    assert [row[2] for row in table] == [f"{int(100 * s + 1e-9)}%" for s in then.regions.values()]
    assert (session.day, session.starts, session.version) == before


def test_a_low_floor_is_helped_and_a_repeat_serves_every_region(event, page):
    event.mode = Mode.ONLINE
    session = afternoon(event)
    shown = page(what=f"session:{session.code}")
    helps = shown.all("section[aria-labelledby=what-if] li")
    assert [item.split(":")[0] for item in helps] == ["Shift", "Split", "Repeat"]
    assert "Every region then has at least" in helps[2]
    tried = page(what=f"session:{session.code}", at=helps[0].split("begin at ")[1][:5])
    assert "Fairer: the floor rises" in tried.words


@pytest.mark.parametrize(
    "query", [{"what": "session:none"}, {"what": "day:2027-13-40"}, {"what": "x"}]
)
def test_an_unknown_part_is_the_whole(event, page, query):
    afternoon(event)
    shown = page(**query)
    assert shown.one("select[name=what] option[selected]")["value"] == "event"


def test_a_time_that_is_none_is_told_by_its_field(event, page):
    afternoon(event)
    shown = page(at="25:99", status=422)
    assert shown.all("#at-error") == ["Error: Enter a time on 24 hours, like 09:30."]


def test_the_series_remembers_and_names_the_fairest_start(event, page):
    series = make.make_series()
    event.series_id = series.id
    assert "The series until now" not in page().words
    for n, month in enumerate((3, 4)):
        held = make.make_event(
            f"Webinar {n}", first_day=date(2027, month, 9), series_id=series.id, zone="UTC",
            mode=Mode.ONLINE, state=EventState.PUBLISHED,
        )  # fmt: skip
        session = make_session(held, "Talk", minutes=180)
        place(held, session, "13:00", day=date(2027, month, 9))
        publish(held)
    event.zone, event.mode = "UTC", Mode.ONLINE
    place(event, make_session(event, "Talk", minutes=180), "13:00")
    shown = page()
    assert "The fairest start for this event would be 06:00." in shown.words
    table = rows(shown, "Night per region")
    voters = fairness.capitals(None)
    once = fairness.burden([queries.placed_sessions(event)[0].followed.span], voters)
    asia = next(row for row in table if row[0] == "Asia and the Pacific")
    assert asia[1] == f"{round(2 * once['ASP']) // 60}:{round(2 * once['ASP']) % 60:02}"


@pytest.mark.parametrize(
    ("hour", "recorded", "said"),
    [
        (12, False, ""),
        (15, True, "Asia and the Pacific. There is a recording."),
        (3, False, "Africa, Americas, Arab States, and Europe."),
    ],
)
def test_the_remark_names_who_is_asleep(app, hour, recorded, said):
    start = datetime(2026, 1, 5, hour, tzinfo=UTC)
    with app.test_request_context():
        found = remark.remark(start, start + timedelta(hours=1), recorded)
    assert found.removeprefix("It is night for many in these regions: ") == said


def test_queries_do_not_grow(event, page):
    afternoon(event)
    page()
    with count_queries() as one:
        page()
    for n in range(6):
        afternoon(event, f"More {n}")
        make.make_registration(event, country="JP", zone="Asia/Tokyo")
    page()
    with count_queries() as many:
        page()
    assert len(one) == len(many)


def test_the_public_page_of_a_session_says_where_it_is_night(event, client):
    evening = make_session(event, "Evening")
    place(event, evening, "16:30", online=True)
    room = place(event, make_session(event, "In the room"), "16:30", make_room(event))
    publish(event)
    said = "It is night for many in these regions: Asia and the Pacific."
    shown = client.get(f"/events/{event.slug}/sessions/{evening.code}")
    assert said in shown.words
    assert said not in client.get(f"/events/{event.slug}/sessions/{room.code}").words
