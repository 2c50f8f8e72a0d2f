"""Which numbers to hide: small ones, those that give them away, and proof by attack."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import product

from eventsite.core.disclosure import attack
from eventsite.core.disclosure.system import Key, System, key_of, keys_of, system_of
from eventsite.core.disclosure.tables import Axis, Outcome, Protected, Table


@dataclass
class Plan:
    """The numbers to hide, in the order they were chosen after the small ones.

    `steps` pairs "A" (a line had a single hidden number) or "B" (the attack came too near) with
    the number hidden for it. `failed` is a small number that nothing could cover.
    """

    hidden: set[Key]
    steps: list[tuple[str, Key]] = field(default_factory=list)
    failed: Key | None = None


@dataclass(frozen=True)
class Found:
    """What the attack learns about one number that is not printed: it lies in low..high.

    `row` and `col` are printed labels or atoms ("" for a total); `table` is a position.
    """

    table: int
    row: str
    col: str
    low: int
    high: int
    #: Fewer than k people, so that the reader must not come near.
    small: bool
    safe: bool


def protect(tables: Sequence[Table], k: int = 5) -> tuple[Protected, ...]:
    """All tables of one report, protected together; in the order given.

    A table of fewer than k people is not printed. A table that cannot be made safe prints its
    grand total only, the last one first where two share the number, and the rest begin again.
    Raises ValueError when two tables of the same people disagree about a shared total.
    """
    system_of(tables)
    live = [position for position, table in enumerate(tables) if table.total >= k]
    while True:
        plan = plan_of(system_of(tables[position] for position in live), k)
        if plan.failed is None:
            break
        live.remove(max(p for p in live if plan.failed in keys_of(tables[p])))
    return tuple(
        _printed(table, plan.hidden, k, position in live) for position, table in enumerate(tables)
    )


def audit(tables: Sequence[Table], published: Sequence[Protected], k: int = 5) -> tuple[Found, ...]:
    """The attack on what was published, whatever hid it: one finding per number not printed.

    It knows the sums of all tables together; of the true `tables` it uses the values only to say
    which numbers are small. Findings come by table, row and column.
    """
    shown = [i for i, table in enumerate(published) if table.outcome is Outcome.TABLE]
    system = system_of(tables[i] for i in shown)
    hidden = {key for i in shown for key in _hidden_of(tables[i], published[i])}
    unprinted: dict[Key, tuple[int, str, str]] = {}
    for i in shown:
        for row, row_atoms in _named(tables[i].rows):
            for col, col_atoms in _named(tables[i].cols):
                key = key_of(tables[i], row_atoms, col_atoms)
                if key in hidden or key not in system.order:
                    unprinted.setdefault(key, (i, row, col))
    found = []
    for key, place in unprinted.items():
        low, high = attack.interval(system, hidden, key)
        small = 0 < system.values[key] < k
        found.append(Found(*place, low, high, small, safe=not small or high - low >= k - 1))
    return tuple(found)


def _hidden_of(table: Table, published: Protected) -> Iterator[Key]:
    rows, cols = table.rows.printed(), table.cols.printed()
    whole = (("", table.rows.whole), ("", table.cols.whole))
    pairs = [*product(rows, cols), *((r, whole[1]) for r in rows), *((whole[0], c) for c in cols)]
    for ((_, row), (_, col)), number in zip(pairs, published.numbers()[:-1], strict=True):
        if number is None:
            yield key_of(table, row, col)


def _named(axis: Axis) -> list[tuple[str, frozenset[str]]]:
    """Printed labels, atoms, and "" for the whole axis."""
    atoms = [(label, frozenset((label,))) for label in axis.labels]
    return [*axis.printed(), *atoms, ("", axis.whole)]


def plan_of(system: System, k: int) -> Plan:
    """Primary suppression, complementary suppression and the audit, until all is safe."""
    printed = system.order
    small = {key for key, value in system.values.items() if 0 < value < k} - system.fixed
    plan = Plan(hidden={key for key in small if key in printed})
    watched = sorted(small, key=lambda key: (printed.get(key, len(printed)), -len(key.parts)))
    safe: set[Key] = set()
    while True:
        _cover_single_numbers(system, plan)
        exposed = _first_exposed(system, plan, watched, safe, k)
        if exposed is None:
            return plan
        cover = _next_cover(system, plan.hidden, exposed)
        if cover is None:
            plan.failed = exposed
            return plan
        plan.hidden.add(cover)
        plan.steps.append(("B", cover))


def _cover_single_numbers(system: System, plan: Plan) -> None:
    """While a line has exactly one hidden number, hide its smallest visible one as well."""
    lines = [(*line.terms, line.total) for line in system.lines]
    # A line with an atom that is never printed cannot be judged by counting: the attack does it.
    lines = [line for line in lines if all(key in system.order for key in line)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            visible = _may_hide(system, plan.hidden, line)
            if visible and sum(key in plan.hidden for key in line) == 1:
                cover = min(visible, key=lambda key: _cheapness(system, key))
                plan.hidden.add(cover)
                plan.steps.append(("A", cover))
                changed = True


def _first_exposed(
    system: System, plan: Plan, watched: Sequence[Key], safe: set[Key], k: int
) -> Key | None:
    """The first small number known to within less than k values.

    Hiding more only widens what is possible, so a number found `safe` once stays so.
    """
    for key in watched:
        if key not in safe:
            low, high = attack.interval(system, plan.hidden, key)
            if high - low < k - 1:
                return key
            safe.add(key)
    return None


def _next_cover(system: System, hidden: Set[Key], exposed: Key) -> Key | None:
    """The next smallest visible number in the lines of the exposed one.

    When its own lines have no more cells, those of the numbers hidden beside it follow, ring by
    ring, and totals come last: a small row can be covered only by room in other rows. An atom that
    is never printed is exposed by an overlap: there the widest union goes first, since it says the
    least that the groups inside it do not say.
    """
    rings = [_may_hide(system, hidden, ring) for ring in _rings(system, hidden, exposed)]
    by_width = exposed not in system.order
    sums = {line.total for line in system.lines if all(key in system.order for key in line.terms)}
    for totals_too in (False, True):
        for ring in rings:
            free = [key for key in ring if totals_too or key not in sums]
            if free:
                return min(free, key=lambda key: (-_width(key) * by_width, _cheapness(system, key)))
    return None


def _rings(system: System, hidden: Set[Key], exposed: Key) -> Iterator[list[Key]]:
    """The numbers in the lines of `exposed`, then those in the lines of unknown ones there, …"""
    seen, edge = {exposed}, [exposed]
    while edge:
        lines = [line for key in edge for line in system.lines_of(key)]
        ring = [key for line in lines for key in (*line.terms, line.total) if key not in seen]
        ring = list(dict.fromkeys(ring))
        seen.update(ring)
        yield ring
        edge = [key for key in ring if key in hidden or key not in system.order]


def _may_hide(system: System, hidden: Set[Key], keys: Sequence[Key]) -> list[Key]:
    return [
        key
        for key in keys
        if key in system.order
        and key not in hidden
        and key not in system.fixed
        and system.values[key] > 0
    ]


def _cheapness(system: System, key: Key) -> tuple[int, int, int]:
    """Inner cells before totals, then the smallest, then table order."""
    return -len(key.parts), system.values[key], system.order[key]


def _width(key: Key) -> int:
    return sum(len(atoms) for _, atoms in key.parts)


def _printed(table: Table, hidden: Set[Key], k: int, whole: bool) -> Protected:
    def number(row: frozenset[str], col: frozenset[str]) -> int | None:
        key = key_of(table, row, col)
        return None if key in hidden else values[key]

    if not whole:
        outcome = Outcome.NOTHING if table.total < k else Outcome.TOTAL_ONLY
        total = None if outcome is Outcome.NOTHING else table.total
        return Protected(outcome, k, (), (), (), (), (), total)
    values = system_of([table]).values
    rows, cols = table.rows.printed(), table.cols.printed()
    return Protected(
        outcome=Outcome.TABLE,
        k=k,
        rows=tuple(label for label, _ in rows),
        cols=tuple(label for label, _ in cols),
        cells=tuple(tuple(number(row, col) for _, col in cols) for _, row in rows),
        row_totals=tuple(number(row, table.cols.whole) for _, row in rows),
        col_totals=tuple(number(table.rows.whole, col) for _, col in cols),
        total=table.total,
    )
