"""The attack a reader could make: the least and the most a hidden number can be."""

from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from eventsite.core.disclosure.system import Key, System

#: Work one solve may do, in CP-SAT's deterministic seconds. See `solved` for what a cut means.
SOLVE_LIMIT = 20.0


@dataclass(frozen=True)
class Equations:
    """The unknown numbers that hang together with one of them: every row has row · x = row · truth.

    `lower` is 1 for a hidden number, since zeros are printed, and 0 for an atom never printed.
    """

    keys: tuple[Key, ...]
    lower: tuple[int, ...]
    truth: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    #: The grand total, which is always printed.
    upper: int


def equations(system: System, hidden: Set[Key], target: Key) -> Equations:
    """What a reader can write down about `target` when all but `hidden` is printed."""
    unknown = {key for key in system.values if key in hidden or key not in system.order}
    found, waiting = {target: None}, [target]
    touched: dict[tuple[tuple[Key, int], ...], None] = {}
    while waiting:
        for line in system.lines_of(waiting.pop()):
            signed = [(key, 1) for key in line.terms] + [(line.total, -1)]
            row = tuple((key, sign) for key, sign in signed if key in unknown)
            touched[row] = None
            waiting += [key for key, _ in row if key not in found]
            found.update(dict.fromkeys(key for key, _ in row))
    keys = tuple(found)
    return Equations(
        keys=keys,
        lower=tuple(int(key in system.order) for key in keys),
        truth=tuple(system.values[key] for key in keys),
        rows=tuple(tuple(dict(row).get(key, 0) for key in keys) for row in touched),
        upper=system.values[Key(target.counts, frozenset())],
    )


def interval(system: System, hidden: Set[Key], target: Key) -> tuple[int, int]:
    """Least and most of `target` over all tables of whole numbers that print the same."""
    known = equations(system, hidden, target)
    return closed_form(known, 0) or solved(known, 0)


def closed_form(known: Equations, index: int) -> tuple[int, int] | None:
    """The exact interval where no solver is needed, else None.

    Two shapes: one line of terms (each takes what the others need not), and equations that leave
    one degree of freedom or none (the line through the truth, cut where a number meets its lower
    bound). They are most tables of most events.
    """
    if len(known.rows) == 1 and len(known.keys) > 1 and set(known.rows[0]) == {1}:
        spare = sum(known.truth) - sum(known.lower)
        return known.lower[index], known.lower[index] + spare
    direction = _direction(known)
    if direction is None:
        return None
    if not direction[index]:
        return known.truth[index], known.truth[index]
    back = _steps(known, direction)
    ahead = _steps(known, tuple(-step for step in direction))
    if back is None or ahead is None:
        return None
    truth, step = known.truth[index], direction[index]
    ends = truth - back * step, truth + ahead * step
    return min(ends), max(ends)


def _steps(known: Equations, direction: tuple[int, ...]) -> int | None:
    """How often the direction can be taken off the truth; None when nothing stops it."""
    return min(
        (
            (truth - lower) // step
            for step, truth, lower in zip(direction, known.truth, known.lower, strict=True)
            if step > 0
        ),
        default=None,
    )


def _direction(known: Equations) -> tuple[int, ...] | None:
    """The smallest whole step that keeps all sums; zeros when there is none, None when many."""
    size = len(known.keys)
    reduced, pivots = _reduced([[Fraction(n) for n in row] for row in known.rows], size)
    free = [column for column in range(size) if column not in pivots]
    if not free:
        return (0,) * size
    if len(free) > 1:
        return None
    step = [Fraction(0)] * size
    step[free[0]] = Fraction(1)
    for row, pivot in zip(reduced, pivots, strict=True):
        step[pivot] = -row[free[0]]
    scale = lcm(*(part.denominator for part in step))
    whole = [int(part * scale) for part in step]
    shared = gcd(*whole)
    return tuple(part // shared for part in whole)


def _reduced(rows: list[list[Fraction]], size: int) -> tuple[list[list[Fraction]], list[int]]:
    """Reduced row echelon form without its empty rows, and the pivot column of each row."""
    pivots: list[int] = []
    for column in range(size):
        done = len(pivots)
        source = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if source is None:
            continue
        rows[done], rows[source] = rows[source], rows[done]
        rows[done] = [number / rows[done][column] for number in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                factor = row[column]
                rows[i] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        pivots.append(column)
    return rows[: len(pivots)], pivots


def solved(known: Equations, index: int) -> tuple[int, int]:
    """The interval by CP-SAT, for any shape.

    When a solve is cut at its limit, the best tables found so far still exist, so the interval
    returned lies inside the true one: a cut can hide too much, never too little.
    """
    low, high = (_extreme(known, index, sign) for sign in (1, -1))
    return low, high


def _extreme(known: Equations, index: int, sign: int) -> int:
    # OR-Tools takes a second and 200 MB to load: only the job that meets a hard table pays.
    from ortools.sat.python import cp_model  # noqa: PLC0415

    model = cp_model.CpModel()
    numbers = [model.new_int_var(low, known.upper, "") for low in known.lower]
    for row in known.rows:
        total = sum(a * b for a, b in zip(row, known.truth, strict=True))
        model.add(cp_model.LinearExpr.weighted_sum(numbers, row) == total)
    for number, value in zip(numbers, known.truth, strict=True):
        model.add_hint(number, value)
    model.minimize(sign * numbers[index])
    solver = cp_model.CpSolver()
    # One worker and a limit counted in work, not in time: the same table gives the same answer.
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = SOLVE_LIMIT
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return int(solver.value(numbers[index]))
    return known.truth[index]
