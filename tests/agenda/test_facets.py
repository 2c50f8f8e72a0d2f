"""What a session can be chosen by, and what versions remember of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import facets, releases, succession, times

NOW = datetime(2027, 1, 15, 15, 0, tzinfo=UTC)
START = datetime(2027, 6, 8, 7, 30, tzinfo=UTC)
SESSION = releases.ReleasedSession(
    code="S1",
    uid="uid-1",
    state="scheduled",
    title={"en": "Opening"},
    abstract={},
    kind="plenary",
    track=1,
    start=START,
    end=START + timedelta(hours=1),
    wall=datetime.fromisoformat("2027-06-08T09:30"),
    fold=0,
    zone="Europe/Zurich",
    rooms=(1, 2),
    online=False,
    languages=("en",),
    interpretation=("fr", "en"),
    has_captions=False,
    has_sign_language=False,
    parts=(releases.Item({"en": "Part"}, 10, ("P2",)),),
    speakers=(releases.Voice("P1", "speaker", {}, "FJ"),),
    study_groups=("SG20",),
)
HERE = releases.Facets(
    ("1",), ("plenary",), ("1", "2"), ("en", "fr"), ("SG20",), ("2027-06-08",), ("P1", "P2")
)
AGENDA = releases.ReleasedAgenda(
    zone="Europe/Zurich",
    days=(releases.ReleasedDay(times.Hours(date(2027, 6, 8), time(9, 30), time(2)), {}),),
    rooms=(releases.ReleasedRoom(1, {"en": "Hall"}, 400, {}, False),),
    tracks=(releases.ReleasedTrack(1, {"en": "Trust"}, "plum"),),
    speakers=(releases.ReleasedSpeaker("P1", {}, "FJ"), releases.ReleasedSpeaker("P3", {}, "")),
    sessions=(SESSION,),
)


def after(
    agenda: releases.ReleasedAgenda, number: int = 1, **changes: Any
) -> releases.ReleasedAgenda:
    """The version that follows when the session changes so."""
    draft = replace(AGENDA, sessions=(replace(SESSION, **changes),))
    return succession.succeed(agenda, draft, NOW + timedelta(hours=number))


def test_what_a_session_can_be_chosen_by() -> None:
    assert facets.of(AGENDA, SESSION) == HERE
    night = replace(SESSION, wall=datetime.fromisoformat("2027-06-09T00:30"), track=None)
    assert facets.of(AGENDA, night)[::5] == ((), ("2027-06-08",))


def test_what_a_programme_can_be_chosen_by() -> None:
    assert facets.values(AGENDA) == {
        "track": {"1": {"en": "Trust"}},
        "kind": {"plenary": {}},
        "room": {"1": {"en": "Hall"}, "2": {}},
        "language": {"en": {}, "fr": {}},
        "group": {"SG20": {}},
        "day": {"2027-06-08": {}},
        "person": {"P1": {}, "P3": {}, "P2": {}},
    }


def test_versions_remember_what_a_session_was_chosen_by() -> None:
    first = succession.succeed(None, AGENDA, NOW)
    moved = after(first, 1, track=None)
    same = after(moved, 2, track=None)
    back = after(same, 3)
    without = HERE._replace(track=())
    [one], [two], [three] = moved.sessions, same.sessions, back.sessions
    assert [first.sessions[0].former, one.former] == [(), (HERE,)]
    assert (two.former, two.revised) == ((HERE,), one.revised)
    assert three.former == (HERE, without)
    assert releases.read(releases.dump(back)) == back


def test_a_day_that_begins_later_is_a_revision_of_its_night() -> None:
    night = replace(SESSION, wall=datetime.fromisoformat("2027-06-09T00:30"))
    whole = replace(AGENDA, sessions=(night,))
    first = succession.succeed(None, whole, NOW)
    short = (releases.ReleasedDay(times.Hours(date(2027, 6, 8), time(9), time(17)), {}),)
    second = succession.succeed(first, replace(whole, days=short), NOW + timedelta(hours=1))
    assert [s.former[0].day for s in second.sessions] == [("2027-06-08",)]
    assert [s.revised for s in second.sessions] == [NOW + timedelta(hours=1)]


def test_what_nothing_can_be_chosen_by_any_more_is_retired_with_its_words() -> None:
    first = succession.succeed(None, AGENDA, NOW)
    empty = releases.ReleasedAgenda("Europe/Zurich", AGENDA.days)
    second = succession.succeed(first, empty, NOW + timedelta(hours=1))
    assert second.retired == {
        "track": {"1": {"en": "Trust"}},
        "kind": {"plenary": {}},
        "room": {"1": {"en": "Hall"}, "2": {}},
        "language": {"en": {}, "fr": {}},
        "group": {"SG20": {}},
        "person": {"P1": {}, "P3": {}, "P2": {}},
    }
    assert releases.read(releases.dump(second)) == second
    again = succession.succeed(second, AGENDA, NOW + timedelta(hours=2))
    assert again.retired == {}


CHANGES = [
    {},
    {"track": 2},
    {"track": None},
    {"rooms": (3,)},
    {"languages": ()},
    {"speakers": (), "parts": ()},
    {"study_groups": ("SG16",)},
    {"kind": "break"},
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6))
def test_nothing_that_a_session_was_chosen_by_is_forgotten(steps: list[dict[str, Any]]) -> None:
    agenda = succession.succeed(None, AGENDA, NOW)
    seen = [HERE]
    for number, step in enumerate(steps):
        agenda = after(agenda, number, **step)
        seen.append(facets.of(agenda, agenda.sessions[0]))
        kept = [*agenda.sessions[0].former, seen[-1]]
        assert kept == [one for at, one in enumerate(seen) if not at or one != seen[at - 1]]
        known = facets.values(agenda)
        for one in seen:
            for name, values in one._asdict().items():
                assert set(values) <= {*known[name], *agenda.retired.get(name, {})}
