"""What a placement is worth: the levels of the objective, the gravest first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from eventsite.agenda import checks, fairness
from eventsite.agenda.checks import HOLDING, OF_MOVES, Level
from eventsite.agenda.checks.values import PAUSES
from eventsite.agenda.fairness import Span
from eventsite.agenda.proposing.problem import Placement, Problem

_RULES = [rule for rule in checks.Rule if rule in OF_MOVES]


class Worth(NamedTuple):
    """The levels from the gravest down; smaller is better in each."""

    #: Findings of rules that hold publishing or the move, and sessions that are not placed.
    broken: int
    unplaced: int
    #: Findings of rules that only warn.
    warnings: int
    #: One minus the floor of time zones, in millionths.
    unfairness: int
    #: Rooms beyond the first that each track uses, together.
    changes: int
    #: Sessions that stood somewhere and would stand elsewhere.
    moved: int

    @property
    def floor(self) -> float:
        """The floor of time zones, from 0 to 1."""
        return 1 - self.unfairness / 1_000_000

    def is_no_worse(self, other: "Worth") -> bool:
        """Whether it is as good in every level, or places more without breaking more."""
        if self.broken <= other.broken and self.unplaced < other.unplaced:
            return True
        return all(mine <= theirs for mine, theirs in zip(self[:5], other[:5], strict=True))


def objective(problem: Problem, placement: Placement) -> Worth:
    """The worth of a placement, by the same rules as the list of things to check."""
    agenda = problem.applied(placement)
    found = checks.find(agenda, _RULES)
    now = problem.present
    return Worth(
        broken=sum(finding.level in HOLDING for finding in found),
        unplaced=len(problem.movable) - len(placement),
        warnings=sum(finding.level is Level.WARNS for finding in found),
        unfairness=unfairness(problem, placement),
        changes=changes(problem, placement),
        moved=sum(code in now and now[code] != spot for code, spot in placement.items()),
    )


def unfairness(problem: Problem, placement: Placement) -> int:
    """Millionths that the floor lacks to one; nothing where nobody is asked or nothing stands."""
    floor = fairness.score(spans(problem, placement), problem.voters).floor
    return 0 if floor is None else round((1 - floor) * 1_000_000)


def spans(problem: Problem, placement: Placement) -> Sequence[Span]:
    """The time of what can be followed, fixed and placed."""
    times = [(t.start, t.end) for t in problem.fixed if t.session.code in problem.followed]
    for session in problem.sessions:
        spot = placement.get(session.code)
        if spot is not None and session.code in problem.followed:
            times.append((spot.start.minute, spot.start.minute + session.minutes))
    minute = timedelta(minutes=1)
    return [Span(problem.origin + a * minute, problem.origin + b * minute) for a, b in times]


def changes(problem: Problem, placement: Placement) -> int:
    """A track that uses n rooms makes n - 1 changes."""
    used: dict[int, set[int]] = defaultdict(set)
    for taken in problem.fixed:
        if taken.session.track is not None and taken.session.kind not in PAUSES:
            used[taken.session.track].update(taken.session.rooms)
    for track, codes in problem.tracks.items():
        for code in codes:
            if code in placement:
                used[track].update(placement[code].rooms)
    return sum(len(rooms) - 1 for rooms in used.values() if rooms)
