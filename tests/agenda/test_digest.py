"""Whom a new version concerns, and in which words, without a database: tables and hypothesis."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import changes, digest, mine, releases, telling
from eventsite.agenda.changes import Kind
from eventsite.agenda.digest import Reader, State, Wish

DAY = "Tue 8 June 2027,"
START = datetime(2027, 6, 8, 7, 30, tzinfo=UTC)
HALL = releases.ReleasedRoom(1, {"en": "Hall"}, 100, {}, False)
SIDE = releases.ReleasedRoom(2, {"en": "Side room"}, 20, {}, False)
TRUST = releases.ReleasedTrack(1, {"en": "Trust"}, "sea")
PEOPLE = {
    "ADA": releases.ReleasedPerson(name="Ada"),
    "BOB": releases.ReleasedPerson(name="Bob"),
}


def session(code, hours=0, **facts):
    """A session of an hour in the hall, some hours after the start; Ada speaks in A."""
    start = START + timedelta(hours=hours)
    given_ = {
        "uid": code,
        "state": "scheduled",
        "title": {"en": f"Session {code}"},
        "abstract": {},
        "kind": "talk",
        "track": None,
        "start": start,
        "end": start + timedelta(hours=1),
        "wall": (start + timedelta(hours=2)).replace(tzinfo=None),
        "fold": 0,
        "zone": "Europe/Zurich",
        "rooms": (1,),
        "online": False,
        "languages": ("en",),
        "interpretation": (),
        "has_captions": False,
        "has_sign_language": False,
        "speakers": (releases.Voice("ADA", "speaker", {}, ""),) if code == "A" else (),
    }
    return releases.ReleasedSession(code=code, **{**given_, **facts})


def state(*sessions, people=None, **facts):
    agenda = releases.ReleasedAgenda(
        "Europe/Zurich",
        rooms=(HALL, SIDE),
        tracks=(TRUST,),
        speakers=(releases.ReleasedSpeaker("ADA", {}, ""),),
        sessions=sessions,
    )
    return State(replace(agenda, **facts), people or PEOPLE)


BEFORE = state(session("A"), session("B", 2, track=1), session("C", 4, languages=("fr",)))
NOBODY = Reader("x@example.org", "en")
SPEAKS = replace(NOBODY, speaks=frozenset({"ADA"}))
STARS_B = replace(NOBODY, starred=frozenset({"B"}))
ALL = replace(NOBODY, wish=Wish())
TRACK = replace(NOBODY, wish=Wish(tracks=frozenset({1})))
FRENCH = replace(NOBODY, wish=Wish(languages=frozenset({"fr"})))
BOTH = replace(NOBODY, wish=Wish(frozenset({1}), frozenset({"fr"})))
READERS = {
    "speaks": SPEAKS,
    "stars B": STARS_B,
    "all": ALL,
    "track": TRACK,
    "french": FRENCH,
    "both": BOTH,
    "nobody": NOBODY,
}


def with_changed(code, **facts):
    return replace(
        BEFORE,
        agenda=replace(
            BEFORE.agenda,
            sessions=tuple(
                replace(s, **facts) if s.code == code else s for s in BEFORE.agenda.sessions
            ),
        ),
    )


@pytest.mark.parametrize(
    ("after", "told"),
    [
        pytest.param(BEFORE, set(), id="nothing"),
        pytest.param(with_changed("A", online=True), {"speaks", "all"}, id="A online"),
        pytest.param(
            with_changed("B", state="cancelled"), {"stars B", "all", "track"}, id="B cancelled"
        ),
        pytest.param(with_changed("C", rooms=(2,)), {"all", "french"}, id="C room"),
        pytest.param(
            with_changed("B", track=None), {"stars B", "all", "track"}, id="B out of its track"
        ),
        pytest.param(with_changed("A", speakers=()), {"speaks", "all"}, id="A without Ada"),
        pytest.param(
            replace(BEFORE, people={**PEOPLE, "ADA": releases.ReleasedPerson(name="Ada B")}),
            {"all"},
            id="only a name",
        ),
        pytest.param(
            replace(BEFORE, agenda=replace(BEFORE.agenda, rooms=(HALL, replace(SIDE, capacity=9)))),
            {"all"},
            id="only a room that nobody is in",
        ),
        pytest.param(
            replace(BEFORE, agenda=replace(BEFORE.agenda, zone="Europe/Paris")),
            {"speaks", "stars B", "all", "track", "french", "both"},
            id="the zone",
        ),
    ],
)
def test_who_is_told(after, told):
    news = digest.news(BEFORE, after)
    assert {name for name, reader in READERS.items() if news.for_reader(reader)} == told


def test_of_these_sessions_only():
    after = state(session("A", 1), session("B", 3, track=1), session("C", 4, languages=("fr",)))
    news = digest.news(BEFORE, after, ["B"])
    assert [(c.kind, c.key) for c in news.for_reader(ALL)] == [(Kind.MOVED, "B")]


def test_an_address_counts_once_with_all_it_hears_for():
    found = digest.merged(
        [
            replace(SPEAKS, address="Ada@example.org", lang="fr"),
            replace(STARS_B, address="ada@EXAMPLE.org", zone="Pacific/Fiji"),
            replace(ALL, address=""),
        ]
    )
    expected = Reader("Ada@example.org", "fr", "Pacific/Fiji", frozenset({"ADA"}), frozenset({"B"}))
    assert found == [expected]


HOURS = st.lists(st.integers(0, 20), min_size=3, max_size=3)


@given(st.lists(HOURS, min_size=1, max_size=5), st.data())
@settings(max_examples=60)
def test_what_was_told_on_the_day_is_not_told_again(versions, data):
    """Whatever was told live, the digest is what is left between that and the newest."""
    states = [
        state(*(session(c, h) for c, h in zip("ABC", hours, strict=True))) for hours in versions
    ]
    lives = [(one, data.draw(st.sets(st.sampled_from("ABC")))) for one in states[:-1]]
    known = digest.known(BEFORE, lives)
    told = {s.code: s.start for s in BEFORE.agenda.sessions}
    for live, codes in lives:
        told |= {s.code: s.start for s in live.agenda.sessions if s.code in codes}
    assert {s.code: s.start for s in known.agenda.sessions} == told
    moved = {c.key for c in digest.news(known, states[-1]).changes if c.kind == Kind.MOVED}
    assert moved == {s.code for s in states[-1].agenda.sessions if told[s.code] != s.start}


@given(HOURS, HOURS)
@settings(max_examples=40)
def test_taken_back_tells_nothing(one, two):
    first, second = (
        state(*(session(c, h) for c, h in zip("ABC", hours, strict=True))) for hours in (one, two)
    )
    back = digest.State(replace(first.agenda), dict(first.people))
    assert not digest.news(first, back)
    assert bool(digest.news(first, second)) == (one != two)


A, B, C = (session(code) for code in "ABC")


@pytest.mark.parametrize(
    ("after", "zone", "lines"),
    [
        pytest.param(
            with_changed(
                "A", **{n: getattr(session("A", 1.5), n) for n in ("start", "end", "wall")}
            ),
            "Pacific/Fiji",
            [
                f"Moved from {DAY} 09:30–10:30 (UTC+2) to {DAY} 11:00–12:00 (UTC+2).",
                f"In Fiji: from {DAY} 19:30–20:30 (UTC+12) to {DAY} 21:00–22:00 (UTC+12).",
            ],
            id="moved",
        ),
        pytest.param(
            with_changed("A", state="cancelled"),
            "Asia/Tokyo",
            [
                "Cancelled. It was planned for Tue 8 June 2027, 09:30–10:30 (UTC+2).",
                "In Tokyo: Tue 8 June 2027, 16:30–17:30 (UTC+9).",
            ],
            id="cancelled",
        ),
        pytest.param(
            with_changed("A", rooms=(2,)),
            "",
            ["Now in Side room instead of Hall."],
            id="room",
        ),
        pytest.param(with_changed("A", rooms=()), "", ["No longer in Hall."], id="no room"),
        pytest.param(
            with_changed("A", end=A.end + timedelta(minutes=30)),
            "Asia/Tokyo",
            ["It lasts 90 minutes instead of 60."],
            id="length",
        ),
        pytest.param(
            with_changed("A", title={"en": "Welcome"}),
            "",
            ["New title: Welcome. It was: Session A."],
            id="title",
        ),
        pytest.param(
            with_changed("A", speakers=(releases.Voice("BOB", "chair", {}, ""),)),
            "",
            ["Now with Bob (Chair).", "No longer with Ada."],
            id="people",
        ),
        pytest.param(
            with_changed("A", speakers=(releases.Voice("ADA", "chair", {}, ""),)),
            "",
            ["In another role: Ada (Chair)."],
            id="role",
        ),
        pytest.param(
            with_changed("A", interpretation=("fr",), has_captions=True),
            "",
            ["Now: English, interpretation into French, captions. Before: English."],
            id="languages",
        ),
        pytest.param(
            with_changed("A", track=1), "", ["Now in the track: Trust. Before: none."], id="track"
        ),
        pytest.param(with_changed("A", kind="panel"), "", ["Now: Panel. Before: Talk."], id="kind"),
        pytest.param(
            with_changed("A", online=True), "", ["It can now be followed online."], id="online"
        ),
    ],
)
def test_in_words(app, after, zone, lines):
    news = digest.news(BEFORE, after)
    with app.app_context():
        [told] = telling.told(news.changes, digest.people_of(BEFORE, after), zone)
    assert (told.session, list(told.lines)) == ("A", lines)


def test_when_it_is_held_stands_below_what_does_not_tell_it(app):
    after = with_changed("A", online=True)
    places = {"A": changes.place(after.agenda, after.agenda.find("A"))}
    with app.app_context():
        [told] = telling.told(digest.news(BEFORE, after).changes, {}, "Asia/Tokyo", places)
    assert told.lines == (
        "It can now be followed online.",
        f"It is held on {DAY} 09:30–10:30 (UTC+2).",
        f"In Tokyo: {DAY} 16:30–17:30 (UTC+9).",
    )


def test_every_kind_has_words():
    assert set(Kind) == telling.KINDS


@pytest.mark.parametrize(
    ("kind", "before", "after", "line"),
    [
        (
            Kind.MOVED,
            "2027-06-08 09:30",
            "2027-06-08 11:00",
            "Moved from 2027-06-08 09:30 to 2027-06-08 11:00.",
        ),
        (Kind.LENGTH, "45", "60", "It lasts 60 minutes instead of 45."),
        (Kind.ROOM, "", "Hall", "Now in Hall."),
        (Kind.ONLINE, "", "online", "It can now be followed online."),
        (Kind.TEXT, "", "", "The description is changed."),
        (Kind.CANCELLED, "", "", "Cancelled."),
    ],
)
def test_versions_stored_in_the_first_shape_are_told_too(app, kind, before, after, line):
    stored = {"kind": kind, "key": "A", "title": {"en": "T"}, "before": before, "after": after}
    with app.app_context():
        assert telling.sentences(changes.load(stored), {}, "Asia/Tokyo") == [line]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ([session("A"), session("B", 1)], {}),
        ([session("A"), session("B", 0.5)], {"A": ["B"], "B": ["A"]}),
        ([session("A"), session("B", 0.5, state="cancelled")], {}),
        (
            [session("A", end=START + timedelta(hours=9)), session("B", 1), session("C", 3)],
            {"A": ["B", "C"], "B": ["A"], "C": ["A"]},
        ),
    ],
)
def test_overlaps_are_named(sessions, expected):
    assert mine.overlaps(sessions) == expected
