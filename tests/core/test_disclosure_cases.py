"""The worked cases of disclosure control, D1 to D8, number for number."""

import json
from itertools import product
from pathlib import Path

import pytest

from eventsite.core import disclosure
from eventsite.core.disclosure.suppression import plan_of
from eventsite.core.disclosure.system import Key, system_of

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parent / "disclosure_cases.json").read_text(encoding="utf-8")
    )
}
K = 5


def table_of(case: dict) -> disclosure.Table:
    given = case["input"]
    return disclosure.Table(
        disclosure.Axis("row", tuple(given["rows"])),
        disclosure.Axis("col", tuple(given["cols"])),
        tuple(tuple(given["data"][row]) for row in given["rows"]),
    )


def cell_of(key: Key, table: disclosure.Table) -> list[str]:
    """A key as the cases write it: [row, column]."""
    parts = {axis: next(iter(atoms)) for axis, atoms in key.parts}
    return [parts["row"], parts.get("col", table.cols.labels[0])]


def as_published(table: disclosure.Protected) -> dict[str, dict[str, int | None]]:
    """The case's own form; a single column has no row totals."""
    wide = len(table.cols) > 1
    published = {
        row: dict(zip(table.cols, cells, strict=True)) | ({"T": total} if wide else {})
        for row, cells, total in table.lines()
    }
    totals = dict(zip(table.cols, table.col_totals, strict=True))
    return published | {"T": totals | ({"T": table.total} if wide else {})}


@pytest.mark.parametrize("name", ["D1", "D2", "D3", "D4", "D5"])
def test_case_is_published_as_expected(name: str) -> None:
    case = CASES[name]
    (published,) = disclosure.protect([table_of(case)], K)
    assert published.outcome is disclosure.Outcome.TABLE
    assert as_published(published) == case["expected"]["published"]


@pytest.mark.parametrize("name", ["D1", "D2", "D3", "D4", "D5"])
def test_case_hides_in_the_expected_order(name: str) -> None:
    case = CASES[name]
    table = table_of(case)
    plan = plan_of(system_of([table]), K)
    assert plan.failed is None
    assert [[kind, cell_of(key, table)] for kind, key in plan.steps] == case["expected"]["steps"]
    hidden = sorted(plan.hidden, key=system_of([table]).order.__getitem__)
    assert [cell_of(key, table) for key in hidden] == case["expected"]["hidden"]


@pytest.mark.parametrize("name", ["D1", "D2", "D3", "D4", "D5"])
def test_case_leaves_the_expected_intervals(name: str) -> None:
    case = CASES[name]
    table = table_of(case)
    found = disclosure.audit([table], disclosure.protect([table], K), K)
    assert {f"{f.row}|{f.col}": [f.low, f.high] for f in found} == (
        case["expected"]["attack_interval"]
    )
    assert [[f.row, f.col] for f in found if f.small] == case["expected"]["primary"]
    assert all(f.safe for f in found)


def test_two_hidden_per_line_are_not_yet_safe() -> None:
    case = CASES["D5"]
    table = table_of(case)
    hidden = {tuple(cell) for cell in case["expected"]["naive_pattern"]}
    (plain,) = disclosure.protect([table], k=1)
    naive = disclosure.Protected(
        plain.outcome,
        K,
        plain.rows,
        plain.cols,
        tuple(
            tuple(
                None if (row, col) in hidden else number
                for col, number in zip(plain.cols, cells, strict=True)
            )
            for row, cells, _ in plain.lines()
        ),
        plain.row_totals,
        plain.col_totals,
        plain.total,
    )
    found = {(f.row, f.col): f for f in disclosure.audit([table], [naive], K)}
    bridge = found["r2", "c3"]
    assert [bridge.low, bridge.high] == case["expected"]["naive_attack_interval_r2_c3"]
    assert [f for f in found.values() if not f.safe] == [bridge]


UNION = "LDC_or_SIDS"
OVERLAP = {
    "LDC": ("ldc_only", "both"),
    "SIDS": ("sids_only", "both"),
    UNION: ("ldc_only", "both", "sids_only"),
}


def overlapping(groups: dict[str, tuple[str, ...]]) -> disclosure.Table:
    atoms = CASES["D6"]["input"]["atoms"]
    return disclosure.Table(
        disclosure.Axis("group", tuple(atoms), groups),
        disclosure.Axis("col", ("n",)),
        tuple((count,) for count in atoms.values()),
    )


def test_overlapping_groups_with_their_union_give_the_overlap_away() -> None:
    case = CASES["D6"]
    table = overlapping(OVERLAP)
    everything = disclosure.protect([table], k=1)
    numbers = dict(zip(everything[0].rows, (n for (n,) in everything[0].cells), strict=True))
    assert {**numbers, "total": everything[0].total} == case["input"]["published"]
    found = disclosure.audit([table], everything, K)
    assert {f.row: [f.low, f.high] for f in found} == case["expected"]["with_union"]
    assert [f.row for f in found if not f.safe] == ["both"]


def test_overlapping_groups_without_their_union_are_safe() -> None:
    table = overlapping({name: atoms for name, atoms in OVERLAP.items() if name != UNION})
    published = disclosure.protect([table], K)
    assert published[0].cells == ((12,), (8,))
    found = disclosure.audit([table], published, K)
    assert {f.row: [f.low, f.high] for f in found} == CASES["D6"]["expected"]["without_union"]
    assert all(f.safe for f in found)


def test_protection_refuses_the_union_and_keeps_the_groups() -> None:
    (published,) = disclosure.protect([overlapping(OVERLAP)], K)
    assert published.rows == ("LDC", "SIDS", UNION)
    assert published.cells == ((12,), (8,), (None,))
    assert published.total == 100


def listed(*numbers: int) -> disclosure.Protected:
    rows = disclosure.Axis("region", tuple(f"r{i}" for i in range(len(numbers))))
    cells = tuple((number,) for number in numbers)
    return disclosure.protect([disclosure.Table(rows, disclosure.Axis("n", ("n",)), cells)], K)[0]


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        pytest.param((20, 30, 40), (20, 30, 40), True, id="nothing changed"),
        pytest.param((20, 30, 40), (21, 30, 40), False, id="one person came"),
        pytest.param((20, 30, 40), (24, 30, 40), False, id="moved by k - 1"),
        pytest.param((20, 30, 40), (25, 30, 40), True, id="moved by k"),
        pytest.param((20, 30, 40), (20, 25, 40), True, id="fell by k"),
        pytest.param((20, 30, 40), (25, 29, 40), False, id="one far enough, one not"),
        pytest.param((20, 30, 40), (25, 25, 40), True, id="two moved, the total did not"),
        pytest.param((3, 9, 40), (3, 9, 40), True, id="hidden stay hidden"),
        pytest.param((3, 9, 40), (4, 9, 50), False, id="the hidden ones gained one together"),
        pytest.param((3, 9, 40), (4, 13, 50), True, id="the hidden ones gained k together"),
        pytest.param((3, 9, 40), (12, 9, 40), False, id="shown, and perhaps near what it was"),
        pytest.param((3, 9, 40), (16, 20, 40), True, id="shown, and surely far from 1 to 11"),
        pytest.param((16, 20, 40), (3, 9, 40), True, id="hidden after, surely far"),
        pytest.param((12, 9, 40), (3, 9, 40), False, id="hidden after, perhaps near"),
    ],
)
def test_d7_successive_releases(old: tuple[int, ...], new: tuple[int, ...], allowed: bool) -> None:
    assert disclosure.may_replace(listed(*old), listed(*new), K) is allowed


def test_d7_other_rows_never_replace_each_other() -> None:
    assert disclosure.may_replace(listed(20, 30), listed(20, 30, 40), K) is False


def test_d7_a_release_that_printed_nothing_may_be_replaced() -> None:
    assert listed(1, 2).outcome is disclosure.Outcome.NOTHING
    assert disclosure.may_replace(listed(1, 2), listed(20, 30), K) is True


def test_d8_rounding_each_number_can_be_turned_back() -> None:
    case = CASES["D8"]

    def rounded(number: int) -> int:
        return (2 * number + 5) // 10 * 5

    true = case["input"]["true"]
    assert [rounded(n) for n in true] == case["expected"]["rounded"]
    assert rounded(sum(true)) == case["expected"]["rounded_total"]
    solutions = [
        list(guess)
        for guess in product(range(sum(true) + 1), repeat=len(true))
        if [rounded(n) for n in guess] == case["expected"]["rounded"]
        and rounded(sum(guess)) == case["expected"]["rounded_total"]
    ]
    assert solutions == case["expected"]["all_solutions"]
