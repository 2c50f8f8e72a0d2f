"""Reports of several desks: one check-in a person, whatever comes late, twice or in any order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.desk.reconciling import Outcome, Person, Report, corrected, merged, reconcile

NINE = datetime(2026, 6, 11, 9, 0, tzinfo=UTC)
PEOPLE = {
    "ABLE": Person(may_enter=True),
    "GONE": Person(may_enter=False),
    "BACK": Person(may_enter=True, undone=NINE + timedelta(minutes=10)),
}


def _report(key: str, code: str, minutes: int) -> Report:
    return Report(key, code, NINE + timedelta(minutes=minutes), f"desk {key}")


@pytest.mark.parametrize(
    ("reports", "outcomes"),
    [
        ([("a", "ABLE", 0)], {"a": "counted"}),
        ([("a", "ABLE", 5), ("b", "ABLE", 3)], {"a": "again", "b": "counted"}),
        ([("b", "ABLE", 3), ("a", "ABLE", 3)], {"a": "counted", "b": "again"}),
        ([("a", "GONE", 0)], {"a": "refused"}),
        ([("a", "NONE", 0)], {"a": "unknown"}),
        ([("a", "BACK", 9), ("b", "BACK", 10)], {"a": "taken-back", "b": "taken-back"}),
        ([("a", "BACK", 9), ("b", "BACK", 11)], {"a": "taken-back", "b": "counted"}),
    ],
)
def test_what_becomes_of_reports(
    reports: list[tuple[str, str, int]], outcomes: dict[str, str]
) -> None:
    made = reconcile(merged([], [_report(*one) for one in reports]), PEOPLE)
    assert made.outcomes == {key: Outcome(said) for key, said in outcomes.items()}
    assert {report.key for report in made.counted.values()} == {
        key for key, said in outcomes.items() if said == "counted"
    }


def test_a_key_keeps_what_it_said_first() -> None:
    stored, told = _report("a", "ABLE", 5), _report("a", "BACK", 1)
    assert merged([stored], [told]) == {"a": stored}


@pytest.mark.parametrize(
    ("minutes", "offset", "expected"),
    [
        (0, timedelta(0), 0),
        (0, timedelta(minutes=7), 7),
        (0, timedelta(minutes=-7), -7),
        (0, timedelta(days=1), 30),
        (0, timedelta.max, 30),
        (45, timedelta(0), 30),
    ],
)
def test_a_wrong_clock_is_corrected(minutes: int, offset: timedelta, expected: int) -> None:
    pressed, received = NINE + timedelta(minutes=minutes), NINE + timedelta(minutes=30)
    assert corrected(pressed, offset, received) == NINE + timedelta(minutes=expected)


_TOLD = st.dictionaries(
    st.integers(0, 30).map(str),
    st.tuples(st.sampled_from([*PEOPLE, "NONE"]), st.integers(0, 20)),
    max_size=12,
).map(lambda told: [_report(key, *said) for key, said in told.items()])


@settings(derandomize=True, max_examples=50)
@given(
    _TOLD.flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))), st.integers(0, 12)
)
def test_neither_order_nor_replay_changes_the_result(
    orders: tuple[list[Report], list[Report]], cut: int
) -> None:
    told, shuffled = orders
    whole = reconcile(merged([], told), PEOPLE)
    first, rest = shuffled[:cut], shuffled[cut:]
    kept = merged(merged([], first).values(), rest)
    assert reconcile(kept, PEOPLE) == whole
    assert merged(kept.values(), told) == kept


@settings(derandomize=True, max_examples=50)
@given(_TOLD)
def test_nothing_told_is_lost_and_one_counts_for_a_person(told: list[Report]) -> None:
    made = reconcile(merged([], told), PEOPLE)
    assert set(made.outcomes) == {one.key for one in told}
    may_count = [
        one
        for one in told
        if one.code == "ABLE" or (one.code == "BACK" and one.at > NINE + timedelta(minutes=10))
    ]
    assert {code: report.at for code, report in made.counted.items()} == {
        code: min(one.at for one in may_count if one.code == code)
        for code in {one.code for one in may_count}
    }
