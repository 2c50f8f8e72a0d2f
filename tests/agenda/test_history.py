"""The pure part of undo: what a change keeps, when it clashes, what it brings back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import history
from eventsite.agenda.history import Clash, Kind, Way

#: A session's snapshot, shortened to what the tests speak of.
BASE: dict[str, Any] = {
    "title": {"en": "Opening"},
    "track_id": None,
    "minutes": 60,
    "parts": [],
    "day": None,
    "starts": None,
    "fold": 0,
    "rooms": [],
    "online": False,
}
PLACED = {**BASE, "day": "2027-06-08", "starts": "09:30:00", "rooms": [3]}
PLACE = {"day", "starts", "fold", "rooms", "online"}


def a_change(before, after):
    return history.change(Kind.SESSION, "ABC", before, after)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (BASE, BASE, None),
        (None, None, None),
        (BASE, PLACED, PLACE),
        (PLACED, {**PLACED, "starts": "10:00:00"}, PLACE),
        (PLACED, {**PLACED, "rooms": [4]}, PLACE),
        (BASE, {**BASE, "minutes": 30}, {"minutes", "parts"}),
        (BASE, {**BASE, "title": {"en": "New"}}, {"title"}),
        (None, BASE, set(BASE)),
        # A move that did not fetch the items keeps no word of them.
        ({"minutes": 60, "rooms": []}, {"minutes": 30, "rooms": []}, {"minutes"}),
    ],
)
def test_what_a_step_keeps(before, after, kept):
    change = a_change(before, after)
    shown = None if change is None else set(change["after"] or change["before"])
    assert shown == kept


@pytest.mark.parametrize(
    ("current", "clash"),
    [
        (PLACED, None),
        ({**PLACED, "title": {"en": "By another"}}, None),
        ({**PLACED, "minutes": 30}, None),
        ({**PLACED, "starts": "11:00:00"}, Clash.CHANGED),
        # The room belongs to the place: undoing half a move would be a place nobody chose.
        ({**PLACED, "rooms": [4]}, Clash.CHANGED),
        (None, Clash.GONE),
    ],
)
def test_when_a_move_can_be_undone(current, clash):
    assert history.conflict(a_change(BASE, PLACED), current) == clash


@pytest.mark.parametrize(
    ("before", "after", "current", "way", "clash"),
    [
        (None, BASE, BASE, Way.UNDO, None),
        (None, BASE, {**BASE, "title": {}}, Way.UNDO, Clash.CHANGED),
        (None, BASE, None, Way.UNDO, Clash.GONE),
        (None, BASE, None, Way.REDO, None),
        (None, BASE, BASE, Way.REDO, Clash.THERE),
        (BASE, None, None, Way.UNDO, None),
        (BASE, None, BASE, Way.UNDO, Clash.THERE),
        (BASE, None, BASE, Way.REDO, None),
        (BASE, None, PLACED, Way.REDO, Clash.CHANGED),
    ],
)
def test_when_making_and_deleting_can_be_undone(before, after, current, way, clash):
    assert history.conflict(a_change(before, after), current, way) == clash


def test_rooms_are_made_before_and_deleted_after_sessions():
    room = {"names": {"en": "Hall"}}
    made = [
        history.change(Kind.SESSION, "ABC", None, BASE),
        history.change(Kind.TRACK, "2", None, room),
        history.change(Kind.ROOM, "3", None, room),
    ]
    moved = history.change(Kind.SESSION, "DEF", BASE, PLACED)
    turns = history.in_turns([moved, *made], Way.REDO)
    assert turns == [[made[2]], [made[1]], [moved, made[0]]]
    turns = history.in_turns([moved, *made], Way.UNDO)
    assert turns == [[moved], [made[0]], [made[1]], [made[2]]]


def test_who_and_where_a_snapshot_names():
    part = {"title": {}, "minutes": 5, "presenters": [7, 8]}
    snapshot = {**PLACED, "parts": [part], "speakers": [[9, "chair", False]]}
    assert history.rooms_in(snapshot) == {3}
    assert history.speakers_in(snapshot) == {7, 8, 9}
    assert (history.rooms_in(None), history.speakers_in(None)) == (frozenset(), frozenset())


snapshots = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two"]),
        "minutes": st.sampled_from([30, 60]),
        "parts": st.sampled_from([[], ["a"]]),
        "day": st.sampled_from([None, "2027-06-08"]),
        "starts": st.sampled_from([None, "09:30:00"]),
        "fold": st.sampled_from([0, 1]),
        "rooms": st.sampled_from([[], [3], [3, 4]]),
        "online": st.booleans(),
    }
)
maybe = st.none() | snapshots


@given(maybe, maybe)
def test_undo_then_redo_is_as_if_nothing_was(before, after):
    change = a_change(before, after)
    if change is None:
        assert before == after
        return
    assert history.conflict(change, after, Way.UNDO) is None
    back = history.applied(change, after, Way.UNDO)
    assert back == before
    assert history.conflict(change, back, Way.REDO) is None
    assert history.applied(change, back, Way.REDO) == after


@given(snapshots, snapshots, snapshots)
def test_what_does_not_clash_gives_back_the_step_and_keeps_the_rest(before, after, current):
    change = a_change(before, after)
    if change is None or history.conflict(change, current) is not None:
        return
    found = history.applied(change, current, Way.UNDO)
    assert found == {**current, **change["before"]}
    assert {n: found[n] for n in found.keys() - change["before"].keys()} == {
        n: current[n] for n in found.keys() - change["before"].keys()
    }


#: What two people do to one session each: a person, and a snapshot to reach or None for undo,
#: "redo" for redo.
operations = st.lists(
    st.tuples(st.sampled_from(["amina", "ben"]), st.sampled_from(["undo", "redo"]) | snapshots),
    max_size=25,
)


@settings(max_examples=60)
@given(snapshots, operations)
def test_any_sequence_ends_in_what_a_plain_list_predicts(start, operations):
    """The change lists against full copies: whoever is alone gets exactly the earlier copies."""
    now, done, undone = start, {"amina": [], "ben": []}, {"amina": [], "ben": []}
    for person, what in operations:
        if what in ("undo", "redo"):
            way = Way(what)
            source, goal = (done, undone) if way == Way.UNDO else (undone, done)
            if not source[person]:
                continue
            change = source[person][-1]
            expected = history.left(change, way)
            if history.conflict(change, now, way) is None:
                now = {**now, **history.target(change, way)}
                goal[person].append(source[person].pop())
            else:
                assert any(now[name] != said for name, said in expected.items())
            continue
        change = a_change(now, what)
        if change is not None:
            now = what
            done[person].append(change)
            undone[person] = []
    alone = {person for person, _ in operations}
    if len(alone) == 1:
        person = alone.pop()
        while done[person]:
            now = history.applied(done[person].pop(), now, Way.UNDO)
        assert now == start
