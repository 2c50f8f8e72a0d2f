"""Why a session is left without a place: the rule, and the sessions that stand in its way."""

from collections import defaultdict
from dataclasses import dataclass

from eventsite.agenda.checks import Rule
from eventsite.agenda.checks.values import Session
from eventsite.agenda.proposing.greedy import Table
from eventsite.agenda.proposing.problem import Placement, Problem, Spot


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that leaves no place, with the codes of who stands there and ids of people.

    `OUTSIDE`: it is longer than every day, or breaks leave no gap of its length. `SEATS`: no room
    has enough. `UNAVAILABLE`: those people cannot come at any start. Else: at each start
    some rule that holds is broken, and this one most often.
    """

    code: str
    rule: Rule
    sessions: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


def why_not(problem: Problem, placement: Placement) -> list[Why]:
    """One reason for each movable session that the placement leaves out, in their order."""
    table = Table(problem, placement)
    left = [session for session in problem.sessions if session.code not in placement]
    return [_why(problem, table, session) for session in left]


def _why(problem: Problem, table: Table, session: Session) -> Why:
    inside = problem.in_hours(session)
    if not problem.rooms[session.code]:
        return Why(session.code, Rule.SEATS)
    if not problem.starts[session.code]:
        away = [{p.id for p in problem.kept_away(session, start)} for start in inside]
        if not away or not all(away) or not problem.holds(Rule.UNAVAILABLE):
            return Why(session.code, Rule.OUTSIDE)
        return Why(session.code, Rule.UNAVAILABLE, people=tuple(sorted(set.union(*away))))
    return _crowded(problem, table, session)


def _crowded(problem: Problem, table: Table, session: Session) -> Why:
    """The rule that is broken at most of the places, and everybody who breaks it there."""
    counts: dict[Rule, int] = defaultdict(int)
    codes: dict[Rule, set[str]] = defaultdict(set)
    for start in problem.starts[session.code]:
        for rooms in problem.rooms[session.code]:
            clashes = table.clashes(session, Spot(start, rooms))
            for rule in {clash.rule for clash in clashes}:
                counts[rule] += 1
            for clash in clashes:
                codes[clash.rule].add(clash.code)
    if not counts:
        # A place was free, so what keeps it away counts over several sessions.
        return Why(session.code, Rule.INTERPRETERS)
    rule = max(counts, key=lambda each: (counts[each], -list(Rule).index(each)))
    there = tuple(s.code for s in problem.agenda.sessions if s.code in codes[rule])
    return Why(session.code, rule, there)
