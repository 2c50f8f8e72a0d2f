"""Better than first-fit: level by level with CP-SAT, and never worse than where it began.

Imports OR-Tools (210 MB, more than a second): only the background job imports this room.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from eventsite.agenda.proposing import aiming
from eventsite.agenda.proposing.greedy import best_fit, first_fit
from eventsite.agenda.proposing.judging import Worth, objective, unfairness
from eventsite.agenda.proposing.modelling import Model
from eventsite.agenda.proposing.problem import Placement, Problem, Spot

#: Seconds of deterministic time in all for up to sixty sessions; larger problems get more, to a
#: most. One is about two to five seconds of a processor.
LIMIT, SMALL, MOST_LIMIT = 3.0, 60, 40.0
#: How many warnings a night may weigh in the answers the search begins from, and up to how many
#: places these are tried.
FAIRNESS, MOST_PLACES = (0.5, 1, 2, 4, 8), 40_000
#: The share that each stage may use.
_SHARES = {
    "strict": 0.35,
    "unplaced": 0.15,
    "warnings": 0.15,
    "floor": 0.15,
    "changes": 0.12,
    "moved": 0.08,
}
#: A search that the clock has to stop gives other answers on slower machines: far away.
_EMERGENCY = 40

#: Called with the stage that begins, from 0, and how many there are; it may raise to stop.
Progress = Callable[[int, int], None]
STAGES = 5


@dataclass
class _Search:
    problem: Problem
    seed: int
    limit: float
    progress: Progress
    cancelled: Callable[[], bool]
    #: Whether a graver level may be bettered at the cost of a lesser one.
    in_order: bool
    #: First-fit and its worth; the best so far and its worth.
    first: Placement = field(init=False)
    start: Worth = field(init=False)
    best: Placement = field(init=False)
    worth: Worth = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.best = first_fit(self.problem)
        self.start = self.worth = objective(self.problem, self.best)
        # Cheap answers that the search may begin from; the fairer ones cost a look at every place.
        self.offer(best_fit(self.problem))
        places = sum(len(self.problem.starts[c]) * len(r) for c, r in self.problem.rooms.items())
        for weight in FAIRNESS if places <= MOST_PLACES else ():
            self.offer(best_fit(self.problem, weight))

    def offer(self, placement: Placement) -> None:
        """Keep it when it is better, and worse than first-fit in no level that has to hold."""
        worth = objective(self.problem, placement)
        if worth < self.worth and (self.in_order or worth.is_no_worse(self.start)):
            self.best, self.worth = placement, worth

    def run(self, model: Model, share: str, aim: cp_model.LinearExprT = 0) -> Placement | None:
        """Minimise one level; offer what is found, hint at it, and hold the level from then on."""
        model.cp.clear_objective()  # type: ignore[no-untyped-call]
        model.cp.minimize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = self.limit * _SHARES[share]
        solver.parameters.max_time_in_seconds = self.limit * _EMERGENCY
        status = solver.solve(model.cp, _Stop(self.cancelled))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = self._read(model, solver)
        self.offer(found)
        self._begin_with(model, solver, found)
        model.cp.add(aim <= solver.value(aim))
        return found

    def _begin_with(self, model: Model, solver: cp_model.CpSolver, found: Placement) -> None:
        """Hint the whole answer, helping variables too: the next level begins with a solution."""
        model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for index in range(len(model.cp.proto.variables)):
            variable = model.cp.get_int_var_from_proto_index(index)
            value = solver.value(variable)
            if model.floor is not None and index == model.floor.index:
                # Until its own level the solver leaves it anywhere below what it could be.
                value = max(value, 999_999 - unfairness(self.problem, found))
            model.cp.add_hint(variable, value)

    def _read(self, model: Model, solver: cp_model.CpSolver) -> Placement:
        found = {}
        for code in self.problem.movable:
            place = model.places.get(code)
            if place is not None and solver.value(place.is_placed):
                rooms = next(r for r, option in place.options.items() if solver.value(option))
                minute = solver.value(place.start)
                begins = next(s for s in self.problem.starts[code] if s.minute == minute)
                found[code] = Spot(begins, rooms)
        return found


class _Stop(cp_model.CpSolverSolutionCallback):
    """Stops at the next solution once the job is asked to."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        super().__init__()
        self._cancelled = cancelled

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        if self._cancelled():
            self.stop_search()


def solve(
    problem: Problem,
    seed: int = 0,
    limit: float | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    in_order: bool = False,
) -> dict[str, Spot]:
    """A placement; the same for the same problem and seed, on any machine and in any process.

    Level by level it minimises `judging.Worth`. It breaks no rule that holds, and is in no level
    worse than first-fit, unless it places more sessions than first-fit does, or unless `in_order`:
    then fewer warnings may cost fairness, and fairness rooms. `limit` is in seconds
    of the solver's deterministic time, None for what suits the size.
    """
    progress(0, STAGES)
    if limit is None:
        limit = min(LIMIT * max(len(problem.movable) / SMALL, 1) ** 1.5, MOST_LIMIT)
    search = _Search(problem, seed, limit, progress, cancelled, in_order)
    if problem.movable:
        _improve(search)
    return dict(search.best)


def _improve(search: _Search) -> None:
    """Everything placed without a warning, if that can be; else as much and as well as can be."""
    search.progress(1, STAGES)
    model = Model(search.problem, strict=True)
    model.hint(search.best)
    for place in model.places.values():
        model.cp.add(place.is_placed == 1)
    every = list(model.places)
    if len(search.first) == len(every) and not search.in_order:
        # Later levels are held to first-fit's, as it places as much.
        aims = _Aims(search, model, every, bounded=True)
        found = search.run(model, "strict")
    else:
        found = search.run(model, "strict")
        aims = _Aims(search, model, every, bounded=False)
    if found is not None:
        aims.refine()
    if found is None or search.worth == search.start:
        _relax(search)


def _relax(search: _Search) -> None:
    search.progress(2, STAGES)
    model = Model(search.problem, strict=False)
    model.hint(search.best)
    found: Placement | None = search.best
    if len(search.best) < len(model.places):
        found = search.run(model, "unplaced", aiming.unplaced(model))
    if found is None:
        return
    as_many = len(found) == len(search.first)
    bounded = as_many and not search.in_order
    placed = search.best if len(found) == len(search.best) else found
    model.hint(placed)
    for code, place in model.places.items():
        model.cp.add(place.is_placed == (code in placed))
    aims = _Aims(search, model, list(placed), bounded)
    if search.run(model, "warnings", aiming.warnings(model)) is not None:
        aims.refine()


class _Aims:
    """The levels below warnings of one model, in which `codes` are placed for certain."""

    def __init__(self, search: _Search, model: Model, codes: list[str], bounded: bool) -> None:
        self._search, self._model = search, model
        self._changes = aiming.changes(model)
        least = 1_000_000 - search.start.unfairness if bounded else None
        model.floor = aiming.floor(model, [model.places[code] for code in codes], least)
        if bounded:
            model.cp.add(self._changes <= search.start.changes)

    def refine(self) -> None:
        """The floor, then the rooms of tracks, then as few moves as can be."""
        self._search.progress(3, STAGES)
        floor = self._model.floor
        if floor is not None and self._run("floor", -floor) is None:
            kept = 999_999 - self._search.worth.unfairness
            self._model.cp.add(floor >= kept)
        self._search.progress(4, STAGES)
        if self._run("changes", self._changes) is not None and self._search.problem.present:
            self._run("moved", aiming.moved(self._model))

    def _run(self, share: str, aim: cp_model.LinearExprT) -> Placement | None:
        return self._search.run(self._model, share, aim)
