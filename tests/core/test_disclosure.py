"""Disclosure control on random tables, against an attacker that shares no code with it."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eventsite.core import disclosure
from eventsite.core.disclosure import attack
from eventsite.core.disclosure.suppression import plan_of
from eventsite.core.disclosure.system import system_of
from tests.core.attacker import attacked, brute

K = 5
steady = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def table(*cells: tuple[int, ...], official: bool = False) -> disclosure.Table:
    return disclosure.Table(
        disclosure.Axis("region", tuple(f"r{i}" for i in range(len(cells))), official=official),
        disclosure.Axis("answer", tuple(f"c{i}" for i in range(len(cells[0])))),
        cells,
    )


@st.composite
def tables(draw: st.DrawFn, rows: int = 6, cols: int = 4, most: int = 60) -> disclosure.Table:
    """Sparse tables: mostly small counts, so that there is something to hide."""
    count = st.one_of(st.integers(0, 9), st.integers(0, most))
    height, width = draw(st.integers(1, rows)), draw(st.integers(1, cols))
    line = st.tuples(*[count] * width)
    return table(*draw(st.tuples(*[line] * height)))


@steady
@given(tables())
def test_every_published_table_survives_an_independent_attack(true: disclosure.Table) -> None:
    (shown,) = disclosure.protect([true], K)
    if shown.outcome is disclosure.Outcome.TABLE:
        for value, least, most in attacked(true, shown):
            assert value >= K or most - least >= K - 1


@steady
@given(tables())
def test_what_is_printed_is_true_zeros_stand_and_totals_stay(true: disclosure.Table) -> None:
    (shown,) = disclosure.protect([true], K)
    if true.total < K:
        assert shown.outcome is disclosure.Outcome.NOTHING
        assert shown.total is None
        return
    assert shown.total == true.total
    if shown.outcome is disclosure.Outcome.TOTAL_ONLY:
        assert (shown.cells, shown.row_totals, shown.col_totals) == ((), (), ())
        return
    (plain,) = disclosure.protect([true], k=1)
    for number, value in zip(shown.numbers(), plain.numbers(), strict=True):
        assert number == value or (number is None and value)
        assert number == 0 or number is None or number >= K


@steady
@given(tables(rows=3, cols=3))
def test_the_audit_finds_what_the_attacker_finds(true: disclosure.Table) -> None:
    published = disclosure.protect([true], K)
    assume(published[0].outcome is disclosure.Outcome.TABLE)
    width = len(true.cols.labels)
    # One row or one column: cells and totals are one number, which the flow counts twice.
    assume(width > 1 and len(true.rows.labels) > 1)
    ours = sorted((f.low, f.high) for f in disclosure.audit([true], published, K))
    theirs = sorted((least, most) for _, least, most in attacked(true, published[0]))
    assert ours == theirs


@settings(steady, max_examples=20)
@given(tables(rows=3, cols=2, most=7))
def test_the_audit_finds_what_trying_every_table_finds(true: disclosure.Table) -> None:
    assume(true.total <= 20)
    published = disclosure.protect([true], K)
    assume(published[0].outcome is disclosure.Outcome.TABLE)
    hidden = sum(number is None for line in published[0].cells for number in line)
    assume(0 < hidden <= 4)
    found = {(f.row, f.col): (f.low, f.high) for f in disclosure.audit([true], published, K)}
    cells = [
        found[row, col]
        for row, line, _ in published[0].lines()
        for col, number in zip(published[0].cols, line, strict=True)
        if number is None
    ]
    assert cells == brute(true, published[0])


@steady
@given(tables(rows=5, cols=3))
def test_the_shortcut_and_the_solver_agree(true: disclosure.Table) -> None:
    system = system_of([true])
    plan = plan_of(system, K)
    for key in plan.hidden:
        known = attack.equations(system, plan.hidden, key)
        short = attack.closed_form(known, 0)
        assert short is None or short == attack.solved(known, 0)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(((1,), (2,), (50,), (40,)), id="one line, three hidden"),
        pytest.param(((3, 16, 7), (6, 12, 2), (25, 30, 8)), id="a square of four"),
        pytest.param(((3,), (9,), (40,)), id="one line, two hidden"),
    ],
)
def test_common_tables_need_no_solver(cells: tuple[tuple[int, ...], ...]) -> None:
    system = system_of([table(*cells)])
    plan = plan_of(system, K)
    short = [
        attack.closed_form(attack.equations(system, plan.hidden, key), 0) for key in plan.hidden
    ]
    assert len(short) >= 2
    assert None not in short


@st.composite
def pairs(draw: st.DrawFn) -> tuple[disclosure.Table, disclosure.Table]:
    """Two tables of the same people: the second splits the same rows in another way."""
    first = draw(tables(rows=4, cols=3))
    parts = [draw(st.integers(0, sum(line))) for line in first.cells]
    cells = tuple((part, sum(line) - part) for part, line in zip(parts, first.cells, strict=True))
    return first, disclosure.Table(first.rows, disclosure.Axis("age", ("a", "b")), cells)


@steady
@given(pairs())
def test_two_tables_of_the_same_people_agree_and_survive_together(
    pair: tuple[disclosure.Table, disclosure.Table],
) -> None:
    published = disclosure.protect(pair, K)
    assert all(f.safe for f in disclosure.audit(pair, published, K))
    if {shown.outcome for shown in published} == {disclosure.Outcome.TABLE}:
        assert published[0].row_totals == published[1].row_totals
    for true, shown in zip(pair, published, strict=True):
        if shown.outcome is disclosure.Outcome.TABLE:
            for value, least, most in attacked(true, shown):
                assert value >= K or most - least >= K - 1


def test_a_list_and_a_table_of_the_same_people_are_one_system() -> None:
    by_answer = table((20, 30), (0, 3), (9, 0), (30, 20))
    by_region = disclosure.Table(
        by_answer.rows, disclosure.Axis("n", ("n",)), ((50,), (3,), (9,), (50,))
    )
    listed, crossed = disclosure.protect([by_region, by_answer], K)
    assert tuple(number for (number,) in listed.cells) == crossed.row_totals
    assert listed.cells == ((50,), (None,), (None,), (50,))


def test_a_total_hidden_in_one_table_is_hidden_in_the_other() -> None:
    first = table((1, 2), (9, 30), (30, 20))
    by_age = disclosure.Table(
        first.rows,
        disclosure.Axis("age", ("a", "b")),
        (
            (0, 3),
            (14, 25),
            (25, 25),
        ),
    )
    both = disclosure.protect([first, by_age], K)
    assert [shown.outcome for shown in both] == [disclosure.Outcome.TABLE] * 2
    assert both[0].row_totals == both[1].row_totals
    assert both[0].row_totals[0] is None
    assert all(f.safe for f in disclosure.audit([first, by_age], both, K))


def test_tables_that_disagree_about_a_shared_total_are_refused() -> None:
    with pytest.raises(ValueError, match="disagree"):
        disclosure.protect([table((20, 30)), table((20, 31))], K)


def test_official_totals_are_never_hidden() -> None:
    cells = ((0, 4), (9, 30), (5, 20), (30, 20))
    (own,) = disclosure.protect([table(*cells)], K)
    (known,) = disclosure.protect([table(*cells, official=True)], K)
    assert own.row_totals[0] is None
    # With its total known, the one cell of the first row cannot be hidden.
    assert (known.outcome, known.total) == (disclosure.Outcome.TOTAL_ONLY, 118)
    (wide,) = disclosure.protect([table((3, 8), (9, 30), (30, 20), official=True)], K)
    assert wide.row_totals == (11, 39, 50)
    assert wide.cells[0] == (None, None)


def test_what_cannot_be_covered_prints_its_total_only() -> None:
    (shown,) = disclosure.protect([table((4, 30), (0, 0))], K)
    (alone,) = disclosure.protect([table((1,), (0,), (4,))], K)
    assert shown.outcome is disclosure.Outcome.TABLE
    assert alone.outcome is disclosure.Outcome.TOTAL_ONLY
    assert (alone.total, alone.cells) == (5, ())


def test_one_table_failing_leaves_the_others() -> None:
    bad = disclosure.Table(
        disclosure.Axis("region", ("a", "b", "c")),
        disclosure.Axis("n", ("n",)),
        ((1,), (0,), (4,)),
        counts="took part",
    )
    good = table((20, 30), (30, 20))
    shown = disclosure.protect([good, bad], K)
    assert [t.outcome for t in shown] == ["table", "total_only"]
    assert shown[0].cells == good.cells


def test_hidden_numbers_do_not_say_why() -> None:
    (shown,) = disclosure.protect([table((3,), (9,), (40,))], K)
    assert shown.cells == ((None,), (None,), (40,))
    assert shown.has_hidden is True


@steady
@given(tables())
def test_a_stored_release_reads_back_equal(true: disclosure.Table) -> None:
    (shown,) = disclosure.protect([true], K)
    assert disclosure.from_stored(disclosure.as_stored(shown)) == shown


def merged(*totals: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    result = disclosure.merge_small_rows(table(*((total,) for total in totals)), "other", K)
    return result.rows.labels, tuple(n for (n,) in result.cells)


@pytest.mark.parametrize(
    ("totals", "labels", "numbers"),
    [
        pytest.param((10, 20), ("r0", "r1"), (10, 20), id="2k stands"),
        pytest.param((9, 4, 20), ("r2", "other"), (20, 13), id="two small ones together"),
        pytest.param((9, 20, 30), ("r2", "other"), (30, 29), id="one small takes the next"),
        pytest.param((0, 20, 30), ("r0", "r1", "r2"), (0, 20, 30), id="an empty row stays"),
        pytest.param((3, 4), ("other",), (7,), id="all are small"),
    ],
)
def test_small_rows_merge(
    totals: tuple[int, ...], labels: tuple[str, ...], numbers: tuple[int, ...]
) -> None:
    assert merged(*totals) == (labels, numbers)


@steady
@given(tables())
def test_merging_keeps_totals_and_leaves_no_small_row(true: disclosure.Table) -> None:
    result = disclosure.merge_small_rows(true, "other", K)
    assert result.total == true.total
    sums = [sum(line) for line in result.cells]
    small = [total for total in sums if 0 < total < 2 * K]
    assert small == [] or [total for total in sums if total] == small == [true.total]


def test_overlapping_groups_cannot_be_merged() -> None:
    rows = disclosure.Axis("group", ("a", "b"), {"both": ("a", "b")})
    overlapping = disclosure.Table(rows, disclosure.Axis("n", ("n",)), ((1,), (2,)))
    with pytest.raises(ValueError, match="Overlapping"):
        disclosure.merge_small_rows(overlapping, "other", K)


@pytest.mark.parametrize(
    ("part", "base", "whole"),
    [
        (5, 19, None),
        (5, 20, 25),
        (1, 40, 3),
        (0, 20, 0),
        (20, 20, 100),
        (None, 40, None),
        (5, None, None),
    ],
)
def test_percentages_are_whole_and_have_a_base(
    part: int | None, base: int | None, whole: int | None
) -> None:
    assert disclosure.percent(part, base) == whole


@pytest.mark.parametrize("cells", [((1, 2), (3,)), ((1, 2), (3, -1))], ids=["ragged", "below zero"])
def test_a_wrong_table_is_refused(cells: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(ValueError, match=r"cells|zero"):
        table(*cells)


def test_people_are_counted_into_a_table() -> None:
    rows, cols = disclosure.Axis("region", ("AFR", "EUR")), disclosure.Axis("answer", ("a", "b"))
    people = [("AFR", "b"), ("EUR", "a"), ("AFR", "b")]
    assert disclosure.counted(people, rows, cols).cells == ((0, 2), (1, 0))
    with pytest.raises(ValueError, match="No place"):
        disclosure.counted([("ASP", "a")], rows, cols)


def test_overlapping_groups_are_told_apart_by_atoms() -> None:
    people = [{"LDC"}] * 10 + [{"SIDS"}] * 6 + [{"LDC", "SIDS"}] * 2 + [set()] * 82
    rows = disclosure.overlapping("group", ("LDC", "SIDS", "EIT"), people)
    assert rows.labels == ("LDC", "LDC+SIDS", "SIDS", "none")
    assert rows.groups == {"LDC": ("LDC", "LDC+SIDS"), "SIDS": ("LDC+SIDS", "SIDS")}
    pairs = [(disclosure.atom_of(groups), "n") for groups in people]
    (shown,) = disclosure.protect(
        [disclosure.counted(pairs, rows, disclosure.Axis("n", ("n",)))], K
    )
    assert (shown.rows, shown.cells, shown.total) == (("LDC", "SIDS"), ((12,), (8,)), 100)


def test_a_few_other_answers_join_the_not_stated() -> None:
    few, enough = table((20, 1, 5), (30, 3, 6)), table((20, 1, 5), (30, 4, 6))
    assert disclosure.merge_small_column(enough, "c1", "c2", K) == enough
    joined = disclosure.merge_small_column(few, "c1", "c2", K)
    assert (joined.cols.labels, joined.cells) == (("c0", "c2"), ((20, 6), (30, 9)))


def test_a_small_row_is_covered_by_room_in_other_rows() -> None:
    regions_by_gender = table(
        (133, 151, 7, 13),
        (61, 83, 3, 10),
        (65, 78, 4, 3),
        (153, 167, 4, 12),
        (10, 10, 0, 1),
        (125, 141, 7, 11),
        (14, 16, 1, 1),
        official=True,
    )
    (shown,) = disclosure.protect([regions_by_gender], K)
    assert shown.outcome is disclosure.Outcome.TABLE
    assert None not in (*shown.row_totals, *shown.col_totals)
    assert all(f.safe for f in disclosure.audit([regions_by_gender], [shown], K))
