"""What taking a programme in would do: decision tables, and laws that hold for any programme."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core.sheets.source import Said
from eventsite.exchange import plan as planning
from eventsite.exchange import stored
from eventsite.exchange.plan import Here, Kind, Thing
from eventsite.exchange.source import (
    Doubt,
    Format,
    SourceLink,
    SourcePart,
    SourcePerson,
    SourceRoom,
    SourceSession,
    SourceTrack,
    SourceVoice,
)
from eventsite.exchange.writing.programme import guid
from tests.exchange.planned import (
    EMPTY,
    ZONE,
    applied,
    changed,
    every_offer,
    kinds,
    line,
    plan_of,
    session,
    source,
)

NINE = datetime(2027, 3, 16, 9, 30)  # noqa: DTZ001  # a wall time


def taken_in(*sessions, **more):
    """A source taken in whole: the source, the draft afterwards and what is remembered."""
    brought = source(*sessions, **more)
    return brought, *applied(plan_of(brought), EMPTY, {})


def only(plan, kind):
    found = [row for row in plan.rows if row.kind == kind]
    assert len(found) == 1, kinds(plan)
    return found[0]


def offers(row):
    return {o.name: (o.before, o.after, o.is_default) for o in row.offers}


def test_a_new_programme_brings_its_rooms_tracks_and_people_first():
    brought = source(
        session(start=NINE, rooms=("r",), track="t", voices=(SourceVoice("p", "moderator"),)),
        rooms=(SourceRoom("r", {"en": "Room A"}, 80),),
        tracks=(SourceTrack("t", {"en": "Trust"}, "moss"),),
        people=(SourcePerson("p", "Litia Tuiloma", organisation="University"),),
    )
    plan = plan_of(brought)
    assert kinds(plan) == [
        ("room", "Room A", "added"),
        ("track", "Trust", "added"),
        ("person", "Litia Tuiloma", "added"),
        ("session", "Opening", "added"),
    ]
    values = planning.writes(plan, {})[-1].values
    assert values["time"] == ["2027-03-16", "09:30", 0]
    assert (values["rooms"], values["track"]) == (["+r"], "+t")
    assert (values["people"], values["minutes"]) == ([["+p", "moderator"]], 60)


def test_what_is_not_ticked_is_left_out_of_the_sessions_that_name_it():
    brought = source(
        session(
            rooms=("r",), voices=(SourceVoice("p"),), parts=(SourcePart({"en": "One"}, 0, ("p",)),)
        ),
        rooms=(SourceRoom("r", {"en": "Room A"}),),
        people=(SourcePerson("p", "Litia Tuiloma"),),
    )
    plan = plan_of(brought)
    none = {row.id: () for row in plan.rows if row.thing != Thing.SESSION}
    (write,) = planning.writes(plan, none)
    assert (write.values["rooms"], write.values["people"]) == ([], [])
    assert write.values["parts"] == [{"title": {"en": "One"}, "minutes": 0, "people": []}]


@pytest.mark.parametrize(
    ("theirs", "by_hand", "kind", "offered"),
    [
        ("Opening", None, Kind.SAME, {}),
        ("Welcome", None, Kind.CHANGED, {"title": ({"en": "Opening"}, {"en": "Welcome"}, True)}),
        # Changed here alone: it stays, and can be taken back to what the file says.
        ("Opening", "Hello", Kind.LEFT, {"title": ({"en": "Hello"}, {"en": "Opening"}, False)}),
        ("Welcome", "Hello", Kind.CONFLICT, {"title": ({"en": "Hello"}, {"en": "Welcome"}, False)}),
        ("Welcome", "Welcome", Kind.SAME, {}),
    ],
)
def test_three_ways(theirs, by_hand, kind, offered):
    _, draft, keys = taken_in(session("a", "Opening"))
    if by_hand:
        draft = changed(draft, "Opening", title={"en": by_hand})
    row = only(plan_of(source(session("a", theirs)), draft, keys), kind)
    assert offers(row) == offered


def test_only_the_languages_spoken_of_are_replaced():
    _, draft, keys = taken_in(session("a", "Opening"))
    draft = changed(draft, "Opening", title={"en": "Opening", "fr": "Ouverture"})
    plan = plan_of(source(session("a", "Welcome")), draft, keys)
    row = only(plan, Kind.CHANGED)
    assert offers(row)["title"][1] == {"en": "Welcome", "fr": "Ouverture"}
    after, _ = applied(plan, draft, keys)
    assert after.things[Thing.SESSION][0].values["title"] == {"en": "Welcome", "fr": "Ouverture"}


def test_fields_the_source_does_not_speak_of_stay():
    _, draft, keys = taken_in(session(minutes=30))
    draft = changed(draft, "Opening", languages=["fr"], time=["2027-03-16", "11:00", 0])
    assert only(plan_of(source(session(minutes=30)), draft, keys), Kind.SAME)


def test_what_the_source_took_away_is_offered_but_what_it_never_had_is_not():
    full = session(start=NINE, rooms=("r",))
    room = SourceRoom("r", {"en": "Room A"})
    _, draft, keys = taken_in(full, rooms=(room,))
    row = only(plan_of(source(session(), rooms=(room,)), draft, keys), Kind.CHANGED)
    (here,) = draft.things[Thing.SESSION]
    assert offers(row) == {
        "time": (here.values["time"], None, True),
        "rooms": (here.values["rooms"], [], True),
    }


def test_gone_from_the_source_is_offered_and_never_ticked():
    _, draft, keys = taken_in(session("a", start=NINE), session("b", "Closing"))
    plan = plan_of(source(session("b", "Closing")), draft, keys)
    row = only(plan, Kind.GONE)
    assert [offer.name for offer in row.offers] == ["cancel", "withdraw", "take-off"]
    assert row.default == frozenset()
    after, keys = applied(plan, draft, keys, {row.id: ["cancel"]})
    states = {s.values["title"]["en"]: s.values["state"] for s in after.things[Thing.SESSION]}
    assert states == {"Opening": "cancelled", "Closing": "scheduled"}
    again = plan_of(source(session("b", "Closing")), after, keys)
    assert [row.kind for row in again.rows] == [Kind.SAME]


def test_a_session_made_by_hand_that_looks_the_same_is_asked_about():
    _, draft, _ = taken_in(session("by hand", start=NINE))
    brought = source(session("new", "opening ", start=NINE))
    row = only(plan_of(brought, draft, {}), Kind.ALIKE)
    assert [(o.name, o.is_default) for o in row.offers] == [("update", False), ("add", False)]
    for choice, count in (("update", 1), ("add", 2)):
        after, keys = applied(plan_of(brought, draft), draft, {}, {row.id: [choice]})
        assert len(after.things[Thing.SESSION]) == count
        assert {r.kind for r in plan_of(brought, after, keys).rows} == {Kind.SAME}
    assert planning.writes(plan_of(brought, draft), {}) == ()


@pytest.mark.parametrize(
    ("kind_of_file", "kind", "ticked"),
    [
        (Format.CSV, Kind.CHANGED, True),
        (Format.XLSX, Kind.CHANGED, True),
        # A calendar says less than is here: room and venue in one, people in the description.
        (Format.ICAL, Kind.LEFT, False),
    ],
)
def test_our_own_export_edited_elsewhere_is_recognised(kind_of_file, kind, ticked):
    _, draft, _ = taken_in(session("x"))
    (here,) = draft.things[Thing.SESSION]
    ours = replace(draft, things={**draft.things, Thing.SESSION: (replace(here, uid="UID-1"),)})
    brought = source(session("UID-1", "Welcome"), format=kind_of_file)
    row = only(plan_of(brought, ours), kind)
    assert offers(row) == {"title": ({"en": "Opening"}, {"en": "Welcome"}, ticked)}


def test_locked_sessions_are_left_alone():
    _, draft, keys = taken_in(session("a"))
    (here,) = draft.things[Thing.SESSION]
    locked = replace(
        draft, things={**draft.things, Thing.SESSION: (replace(here, is_locked=True),)}
    )
    row = only(plan_of(source(session("a", "Welcome")), locked, keys), Kind.LEFT)
    assert (row.offers, len(row.doubts)) == ((), 1)
    # What is not taken is not remembered as taken.
    _after, known = applied(plan_of(source(session("a", "Welcome")), locked, keys), locked, keys)
    assert known == keys


@pytest.mark.parametrize(
    ("start", "zone", "asked", "expected", "doubts"),
    [
        (datetime(2027, 3, 15, 21, 30, tzinfo=UTC), "", "", ["2027-03-16", "09:30", 0], 0),
        (NINE, "Pacific/Fiji", "Europe/Zurich", ["2027-03-16", "09:30", 0], 0),
        (NINE, "", "", ["2027-03-16", "09:30", 0], 0),
        (NINE, "", "Pacific/Auckland", ["2027-03-16", "08:30", 0], 0),
        (NINE, "Nowhere/Land", "", None, 1),
        # The event's night goes on until two o'clock.
        (datetime(2027, 3, 18, 1), "", "", ["2027-03-18", "01:00", 0], 0),  # noqa: DTZ001
        (datetime(2027, 3, 18, 3), "", "", None, 1),  # noqa: DTZ001
        (datetime(2027, 3, 16, 9, 33), "", "", ["2027-03-16", "09:35", 0], 1),  # noqa: DTZ001
        (datetime(1, 1, 1), "", "", None, 1),  # noqa: DTZ001
        (None, "", "", None, 0),
    ],
)
def test_times(start, zone, asked, expected, doubts):
    plan = plan_of(source(session(start=start, zone=zone)), zone=asked)
    (write,) = planning.writes(plan, {})
    assert (write.values["time"], len(plan.rows[0].doubts)) == (expected, doubts)


def test_a_day_that_the_event_lacks_is_named():
    plan = plan_of(source(session(start=datetime(2027, 5, 1, 9))))  # noqa: DTZ001
    assert plan.foreign_days == (date(2027, 5, 1),)
    assert plan.rows[0].doubts[0].what.values == {"day": "2027-05-01"}


def test_floating_times_are_asked_about():
    assert plan_of(source(session(start=NINE))).is_floating
    assert not plan_of(source(session(start=NINE, zone=ZONE))).is_floating
    assert not plan_of(source(session())).is_floating


PERSON = {"honorific": "", "role_title": "", "country": "", "biography": {}}


def with_person(**values):
    here = Here("7", {**PERSON, "name": "Ana Silva", "organisation": "ITU", "email": "", **values})
    return replace(EMPTY, things={**EMPTY.things, Thing.PERSON: (here,)})


@pytest.mark.parametrize(
    ("here", "there", "kind", "doubts"),
    [
        ({}, {"organisation": "itu"}, Kind.LEFT, 0),
        ({}, {"organisation": "ITU"}, Kind.SAME, 0),
        ({}, {}, Kind.SAME, 1),  # taken to be the same, and said
        ({}, {"organisation": "FAO"}, Kind.ADDED, 1),
        ({"email": "a@x.org"}, {"organisation": "ITU", "email": "b@x.org"}, Kind.ADDED, 1),
        ({"email": "a@x.org"}, {"organisation": "ITU", "email": "A@x.org"}, Kind.LEFT, 0),
        ({}, {"organisation": "ITU", "email": "b@x.org"}, Kind.CHANGED, 0),
        ({"name": "Other"}, {"organisation": "ITU"}, Kind.ADDED, 0),
        ({"organisation": "ITU (HQ)"}, {"organisation": "ITU HQ"}, Kind.LEFT, 0),
        ({}, {"organisation": "ITU, Switzerland"}, Kind.LEFT, 0),
        ({}, {"organisation": "ITU, Development Bureau"}, Kind.ADDED, 1),
        # "Chief, Standards" and "ITU" in one cell.
        (
            {"role_title": "Chief, Standards"},
            {"role_title": "Chief", "organisation": "Standards, ITU"},
            Kind.LEFT,
            0,
        ),
        ({"name": "Silva", "honorific": "Ana"}, {"organisation": "ITU"}, Kind.LEFT, 0),
    ],
)
def test_people_are_never_merged_silently(here, there, kind, doubts):
    brought = source(people=(SourcePerson("p", "Ana Silva", **there),))
    (row,) = plan_of(brought, with_person(**here)).rows
    assert (row.kind, len(row.doubts)) == (kind, doubts)


def test_our_own_frab_file_finds_its_sessions_and_takes_nothing_from_them():
    brought, draft, _ = taken_in(
        session("a", "Opening", voices=(SourceVoice("p", "moderator"),)),
        people=(SourcePerson("p", "Ana Silva", organisation="ITU"),),
    )
    things = {
        **draft.things,
        Thing.SESSION: tuple(replace(s, uid="own_uid") for s in draft.things[Thing.SESSION]),
    }
    ours = session(guid("session", "own_uid"), "Opening", voices=(SourceVoice("p", "speaker"),))
    plan = plan_of(replace(brought, sessions=(ours,)), replace(draft, things=things))
    assert [kind for *_, kind in kinds(plan)] == ["same", "left"]
    assert planning.writes(plan, {})[-1].values == {}


def test_rooms_of_one_name_are_one_room_and_seats_are_filled():
    room = Here("3", {"names": {"en": "Room A", "fr": "Salle A"}, "capacity": None})
    draft = replace(EMPTY, things={**EMPTY.things, Thing.ROOM: (room,)})
    plan = plan_of(source(rooms=(SourceRoom("r", {"en": "room a"}, 50),)), draft)
    row = only(plan, Kind.CHANGED)
    assert offers(row) == {
        "names": (room.values["names"], {"en": "room a", "fr": "Salle A"}, False),
        "capacity": (None, 50, True),
    }


def test_what_cannot_come_in_is_doubted():
    brought = source(
        session("a", "One"),
        session("a", "Two"),
        session("b", " "),
        session("c", "Three", minutes=52, languages=("tlh", "fr"), recording="ftp://x"),
        session("d", "Four", links=(SourceLink("Paper", "https://x.org"),)),
        doubts=(Doubt(line(3), Said("Look here."), "d"), Doubt(line(0), Said("All."))),
        fields=frozenset({"title", "minutes", "languages", "recording"}),
    )
    plan = plan_of(brought)
    assert [(row.kind.value, len(row.doubts)) for row in plan.rows] == [
        ("added", 0), ("left", 1), ("left", 1), ("added", 3), ("added", 1),
    ]  # fmt: skip
    assert plan.doubts[0].what.sentence == "All."
    assert plan.doubts[1].what.values == {"count": 1}
    values = {w.row.key: w.values for w in planning.writes(plan, {})}
    assert (values["c"]["minutes"], values["c"]["languages"]) == (55, ["fr"])
    assert plan.doubtful == 8


def test_choices_of_a_form_and_what_was_seen():
    _, draft, keys = taken_in(session("a", "One"), session("b", "Two"))
    plan = plan_of(source(session("a", "Uno"), session("b", "Dos")), draft, keys)
    one, two = plan.rows
    choices = planning.deviations([one], [f"{one.id}:nothing", f"{two.id}:title"])
    assert choices == {one.id: []}
    seen = planning.fingerprints(plan.rows)
    assert planning.changed_rows(plan, choices, seen) == ()
    other = plan_of(source(session("a", "Uno"), session("b", "Drei")), draft, keys)
    assert [row.key for row in planning.changed_rows(other, choices, seen)] == ["b"]
    assert planning.changed_rows(other, {**choices, two.id: []}, seen) == ()


KEYS = st.sampled_from("abcde")
WORDS = st.sampled_from(("One", "Two", "Drei"))
TITLES = st.dictionaries(st.sampled_from(("en", "fr")), WORDS, min_size=1)
TEN = datetime(2027, 3, 15, 22, tzinfo=UTC)
SEATS = st.none() | st.just(9)
ROOMS = st.tuples(*(st.builds(SourceRoom, st.just(key), TITLES, SEATS) for key in "rs"))
PEOPLE = st.tuples(
    *(
        st.builds(
            SourcePerson,
            st.just(key),
            st.sampled_from(("Ana", "Bo")),
            organisation=st.sampled_from(("", "ITU")),
        )
        for key in "pq"
    )
)
SESSIONS = st.lists(
    st.builds(
        SourceSession,
        key=KEYS,
        where=st.integers(1, 9).map(line),
        title=TITLES,
        start=st.none() | st.sampled_from([NINE, NINE.replace(month=5), TEN]),
        minutes=st.none() | st.integers(-5, 2000),
        rooms=st.lists(st.sampled_from("rsx"), max_size=2).map(tuple),
        track=st.sampled_from(("", "t")),
        voices=st.lists(st.sampled_from("pqx").map(SourceVoice), max_size=3).map(tuple),
        parts=st.lists(st.builds(SourcePart, TITLES, st.just(40), st.just(("p",))), max_size=2).map(
            tuple
        ),
        is_cancelled=st.booleans(),
        online=st.none() | st.booleans(),
    ),
    max_size=5,
)
TRACKS = (SourceTrack("t", {"en": "Trust"}, "sea"),)


@st.composite
def sources(draw):
    return source(*draw(SESSIONS), rooms=draw(ROOMS), people=draw(PEOPLE), tracks=TRACKS)


@settings(max_examples=60)
@given(sources())
def test_taking_the_same_in_twice_changes_nothing(brought):
    brought = stored.read(stored.dump(brought))
    first = plan_of(brought)
    draft, keys = applied(first, EMPTY, {})
    again = plan_of(brought, draft, keys)
    assert [row.offers for row in again.rows] == [()] * len(again.rows)
    assert {row.kind for row in again.rows} <= {Kind.SAME, Kind.LEFT}
    assert applied(again, draft, keys) == (draft, keys)


@settings(max_examples=60)
@given(sources(), sources(), st.sampled_from(("One", "Two")))
def test_all_taken_nothing_is_left_to_take(one, other, title):
    draft, keys = applied(plan_of(one), EMPTY, {})
    draft = changed(draft, title, title={"en": "By hand"}, minutes=45)
    plan = plan_of(other, draft, keys)
    draft, keys = applied(plan, draft, keys, every_offer(plan))
    after = plan_of(other, draft, keys)
    # Something is left only where two rows say different things of one thing here.
    refs = [row.target for row in after.rows if row.target]
    if len(refs) == len(set(refs)):
        assert [row.offers for row in after.rows] == [()] * len(after.rows)
