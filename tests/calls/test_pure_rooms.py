"""States, phases, team sizes and words of calls, as tables."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.calls import deadlines, rules, states, teams, words
from eventsite.calls.deadlines import Phase
from eventsite.calls.models import Call, EntryKind, State, Submission
from eventsite.calls.rules import Reason

OPENS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TEAMS = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)
CLOSES = datetime(2027, 2, 28, 17, 0, tzinfo=UTC)
GRACE = 15
SECOND = timedelta(seconds=1)


def a_call(**changes: Any) -> Any:
    facts = {"opens": OPENS, "teams_close": TEAMS, "closes": CLOSES, "grace_minutes": GRACE}
    return SimpleNamespace(**{**facts, "published": OPENS, **changes})


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (OPENS - SECOND, Phase.COMING),
        (OPENS, Phase.OPEN),
        (TEAMS + 59 * SECOND, Phase.OPEN),
        (TEAMS + 60 * SECOND, Phase.TEAMS_CLOSED),
        (CLOSES, Phase.TEAMS_CLOSED),
        (CLOSES + 59 * SECOND, Phase.TEAMS_CLOSED),
        (CLOSES + timedelta(seconds=59, microseconds=999_999), Phase.TEAMS_CLOSED),
        (CLOSES + 60 * SECOND, Phase.GRACE),
        (CLOSES + timedelta(minutes=GRACE, seconds=59), Phase.GRACE),
        (CLOSES + timedelta(minutes=GRACE, seconds=60), Phase.CLOSED),
    ],
)
def test_phase_to_the_second(now: datetime, phase: Phase) -> None:
    assert deadlines.phase(a_call(), now) == phase


@pytest.mark.parametrize(
    ("changes", "now", "phase"),
    [
        ({"published": None}, CLOSES, Phase.DRAFT),
        ({"teams_close": None}, CLOSES, Phase.OPEN),
        ({"grace_minutes": 0}, CLOSES + 60 * SECOND, Phase.CLOSED),
        # Seconds of a stored instant do not shorten or lengthen its minute.
        ({"closes": CLOSES + 30 * SECOND}, CLOSES + 59 * SECOND, Phase.TEAMS_CLOSED),
        ({"closes": CLOSES + 30 * SECOND}, CLOSES + 60 * SECOND, Phase.GRACE),
    ],
)
def test_phase_of_other_calls(changes: dict[str, Any], now: datetime, phase: Phase) -> None:
    assert deadlines.phase(a_call(**changes), now) == phase


@given(st.integers(-10_000, 200_000), st.integers(0, 600))
def test_phases_come_in_order(minute: int, step: int) -> None:
    order = [Phase.COMING, Phase.OPEN, Phase.TEAMS_CLOSED, Phase.GRACE, Phase.CLOSED]
    first, second = (
        deadlines.phase(a_call(), OPENS + timedelta(minutes=m)) for m in (minute, minute + step)
    )
    assert order.index(first) <= order.index(second)


@pytest.mark.parametrize(
    ("opens", "teams_close", "closes", "fine"),
    [
        (1, None, 2, True),
        (1, 2, 2, True),
        (1, 1, 2, False),
        (1, 3, 2, False),
        (2, None, 2, False),
    ],
)
def test_dates_in_order(opens: int, teams_close: int | None, closes: int, fine: bool) -> None:
    day = [OPENS + timedelta(days=n) for n in range(4)]
    middle = day[teams_close] if teams_close is not None else None
    assert deadlines.are_in_order(day[opens], middle, day[closes]) == fine


ALLOWED = {
    (State.DRAFT, State.SUBMITTED),
    (State.DRAFT, State.WITHDRAWN),
    (State.SUBMITTED, State.DRAFT),
    (State.SUBMITTED, State.ACCEPTED),
    (State.SUBMITTED, State.DECLINED),
    (State.SUBMITTED, State.WITHDRAWN),
    (State.ACCEPTED, State.DECLINED),
    (State.ACCEPTED, State.WITHDRAWN),
    (State.DECLINED, State.ACCEPTED),
    (State.WITHDRAWN, State.DRAFT),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("target", State)
def test_what_follows_what(state: State, target: State) -> None:
    assert states.follows(state, target) == ((state, target) in ALLOWED)


@pytest.mark.parametrize(
    ("size", "fits"), [(0, False), (1, True), (2, False), (3, True), (5, True), (6, False)]
)
def test_sizes_are_a_set(size: int, fits: bool) -> None:
    assert teams.fits(size, [1, 3, 4, 5]) == fits


@pytest.mark.parametrize(
    ("members", "invited", "room"), [(1, 0, True), (1, 3, True), (1, 4, False), (5, 0, False)]
)
def test_room_counts_open_invitations(members: int, invited: int, room: bool) -> None:
    assert teams.has_room(members, invited, [1, 3, 4, 5]) == room


@pytest.mark.parametrize(
    ("allowed", "ranges"),
    [([1, 3, 4, 5], [(1, 1), (3, 5)]), ([2], [(2, 2)]), ([], []), ([3, 1, 3], [(1, 1), (3, 3)])],
)
def test_sizes_in_ranges(allowed: list[int], ranges: list[tuple[int, int]]) -> None:
    assert teams.ranges(allowed) == ranges


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two\n three", 3),
        ("مدينة تتعلم من الناس", 4),
        ("虚拟世界", 2),
        ("虚拟世界城", 3),
        ("the 虚拟 world", 3),
    ],
)
def test_words(text: str, count: int) -> None:
    assert words.count(text) == count


@pytest.mark.parametrize(
    ("phase", "in_call", "reason"),
    [
        (Phase.DRAFT, False, Reason.NOT_OPEN_YET),
        (Phase.COMING, False, Reason.NOT_OPEN_YET),
        (Phase.OPEN, False, None),
        (Phase.OPEN, True, Reason.IN_ANOTHER_TEAM),
        (Phase.TEAMS_CLOSED, False, Reason.TEAMS_CLOSED),
        (Phase.GRACE, False, Reason.CLOSED),
        (Phase.CLOSED, False, Reason.CLOSED),
    ],
)
def test_why_not_start(phase: Phase, in_call: bool, reason: Reason | None) -> None:
    assert rules.why_not_start(phase, in_call) == reason


@pytest.mark.parametrize(
    ("phase", "state", "reason"),
    [
        (Phase.COMING, State.DRAFT, Reason.NOT_OPEN_YET),
        (Phase.OPEN, State.DRAFT, None),
        (Phase.TEAMS_CLOSED, State.DRAFT, None),
        (Phase.GRACE, State.DRAFT, None),
        (Phase.CLOSED, State.DRAFT, Reason.CLOSED),
        (Phase.OPEN, State.SUBMITTED, Reason.NOT_A_DRAFT),
    ],
)
def test_why_not_write(phase: Phase, state: State, reason: Reason | None) -> None:
    assert rules.why_not_write(phase, state) == reason


@pytest.mark.parametrize(
    ("phase", "state", "reason"),
    [
        (Phase.OPEN, State.SUBMITTED, None),
        (Phase.TEAMS_CLOSED, State.WITHDRAWN, None),
        (Phase.GRACE, State.SUBMITTED, Reason.REOPEN_CLOSED),
        (Phase.OPEN, State.ACCEPTED, Reason.NOT_FROM_HERE),
        (Phase.OPEN, State.DRAFT, Reason.NOT_FROM_HERE),
    ],
)
def test_why_not_reopen(phase: Phase, state: State, reason: Reason | None) -> None:
    assert rules.why_not_reopen(phase, state) == reason


@pytest.mark.parametrize(
    ("state", "members", "reason"),
    [
        (State.DRAFT, 2, None),
        (State.DRAFT, 1, Reason.LAST_MEMBER),
        (State.SUBMITTED, 3, Reason.TEAM_IS_FIXED),
        (State.WITHDRAWN, 2, None),
    ],
)
def test_why_not_leave(state: State, members: int, reason: Reason | None) -> None:
    assert rules.why_not_leave(state, members) == reason


FULL = {
    "title": "Tide",
    "lang": "en",
    "kind": EntryKind.PROJECT,
    "theme_id": 1,
    "summary": "Short.",
    "body": "Long.",
    "sdgs": [11],
    "ai_statement": "None.",
}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"title": ""}, ["title"]),
        ({"lang": ""}, ["lang"]),
        ({"kind": None}, ["kind"]),
        ({"theme_id": None}, ["theme_id"]),
        ({"summary": ""}, ["summary"]),
        ({"summary": "word " * 400}, []),
        ({"summary": "word " * 401}, ["summary"]),
        ({"body": ""}, ["body"]),
        ({"sdgs": []}, ["sdgs"]),
        ({"ai_statement": ""}, ["ai_statement"]),
        ({"title": "", "summary": "", "body": ""}, ["title", "summary", "body"]),
    ],
)
def test_what_is_missing(changes: dict[str, Any], fields: list[str]) -> None:
    entry = Submission(**{**FULL, **changes})
    call = Call(needs_ai_statement=True, team_sizes=[1, 3])
    found = rules.problems(entry, call, members=1, files=0, themes=2, sizes_said="1 or 3")
    assert [problem.field for problem in found] == fields


@pytest.mark.parametrize(
    ("members", "files", "themes", "needs_ai", "changes", "fields"),
    [
        (2, 0, 1, True, {}, ["team"]),
        (3, 1, 1, True, {"body": ""}, []),
        (1, 0, 0, True, {"theme_id": None}, []),
        (1, 0, 1, False, {"ai_statement": ""}, []),
    ],
)
def test_what_depends_on_the_call(
    members: int,
    files: int,
    themes: int,
    needs_ai: bool,
    changes: dict[str, Any],
    fields: list[str],
) -> None:
    entry = Submission(**{**FULL, **changes})
    call = Call(needs_ai_statement=needs_ai, team_sizes=[1, 3])
    found = rules.problems(
        entry, call, members=members, files=files, themes=themes, sizes_said="1 or 3"
    )
    assert [problem.field for problem in found] == fields


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "project", "lang": "en", "theme_id": 7, "sdgs": [1, 17]}, None),
        ({"kind": "", "lang": "", "theme_id": None, "sdgs": []}, None),
        ({"kind": "paper"}, "kind"),
        ({"lang": "zh"}, "lang"),
        ({"theme_id": 8}, "theme_id"),
        ({"sdgs": [18]}, "sdgs"),
        ({"sdgs": [0]}, "sdgs"),
    ],
)
def test_answers_that_are_not_offered(said: dict[str, Any], field: str | None) -> None:
    call = Call(entry_kinds=["project"], langs=["en"])
    assert rules.unknown_choice(call, said, {7}) == field
