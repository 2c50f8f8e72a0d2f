"""First-fit: each session in turn to the first place that breaks no rule that holds."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from eventsite.agenda import checks
from eventsite.agenda.checks import Rule, overlaps
from eventsite.agenda.checks.values import PAUSES, Held, Session
from eventsite.agenda.fairness import Span, scoring
from eventsite.agenda.proposing.problem import Placement, Problem, Spot, Start, order

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule that keeps a session from a spot, and the code of who stands there, if anybody."""

    rule: Rule
    code: str = ""


class Table:
    """What stands where so far: rooms, people and tracks with their times."""

    def __init__(self, problem: Problem, placement: Placement | None = None) -> None:
        self.problem = problem
        self._rooms: dict[int, list[Held]] = defaultdict(list)
        self._people: dict[str, list[Held]] = defaultdict(list)
        self._tracks: dict[int, list[Held]] = defaultdict(list)
        for taken in problem.fixed:
            self._add(self._held(taken.session, taken.start))
        for code, spot in (placement or {}).items():
            self.put(problem.agenda.by_code[code], spot)

    def put(self, session: Session, spot: Spot) -> None:
        """Let it stand there."""
        self._add(self._mine(session, spot))

    def clashes(self, session: Session, spot: Spot) -> list[Clash]:
        """What of the rules that hold is broken there; a room is never given twice."""
        problem = self.problem
        mine = self._mine(session, spot)
        found = [
            Clash(Rule.ROOM, held.code)
            for room in spot.rooms
            for held in self._rooms.get(room, ())
            if _overlap(held, mine)
        ]
        found += self._between(session, mine, problem.holds)
        if problem.holds(Rule.NIGHT) and problem.in_their_night(session, spot.start, spot.rooms):
            found.append(Clash(Rule.NIGHT))
        return found

    def warnings(self, session: Session, spot: Spot) -> int:
        """How often rules that warn are broken there."""
        problem = self.problem
        found = len(self._between(session, self._mine(session, spot), problem.warns))
        if problem.warns(Rule.UNAVAILABLE):
            found += len(problem.kept_away(session, spot.start))
        if problem.warns(Rule.NIGHT):
            found += problem.in_their_night(session, spot.start, spot.rooms)
        return found + (problem.warns(Rule.SEATS) and problem.lacks_seats(session, spot.rooms))

    def _between(self, session: Session, mine: Held, asks: Callable[[Rule], bool]) -> list[Clash]:
        """What breaks those rules about people and tracks that are asked for."""
        near = [h for key in self.problem.keys_of(session) for h in self._people.get(key, ())]
        found = []
        if asks(Rule.PERSON):
            found += [Clash(Rule.PERSON, held.code) for held in near if _overlap(held, mine)]
        if asks(Rule.CHANGE):
            found += [Clash(Rule.CHANGE, h.code) for h in near if self._is_rushed(session, mine, h)]
        if asks(Rule.TRACK) and session.track is not None and session.kind not in PAUSES:
            same = self._tracks.get(session.track, ())
            found += [Clash(Rule.TRACK, held.code) for held in same if _overlap(held, mine)]
        return found

    def _mine(self, session: Session, spot: Spot) -> Held:
        return self._held(replace(session, rooms=spot.rooms), spot.start.minute)

    def _held(self, session: Session, minute: int) -> Held:
        start = self.problem.origin + minute * _MINUTE
        return Held(session, start, start + session.minutes * _MINUTE)

    def _add(self, held: Held) -> None:
        session = held.session
        for room in session.rooms:
            self._rooms[room].append(held)
        for key in self.problem.keys_of(session):
            self._people[key].append(held)
        if session.track is not None and session.kind not in PAUSES:
            self._tracks[session.track].append(held)

    def _is_rushed(self, session: Session, mine: Held, other: Held) -> bool:
        enough = self.problem.agenda.terms.change_minutes * _MINUTE
        first, second = sorted((mine, other), key=lambda held: held.start)
        gap = second.start - first.end
        keys = set(self.problem.keys_of(other.session))
        both = [p for p in self.problem.agenda.coming(session) if p.key in keys]
        rushed = timedelta() <= gap < enough
        return rushed and any(overlaps.walks(person, first, second) for person in both)


#: What a spot costs a session beside what stands already.
Cost = Callable[[Table, Session, Spot], float]


def _overlap(one: Held, other: Held) -> bool:
    return one.start < other.end and other.start < one.end


def first_fit(problem: Problem) -> dict[str, Spot]:
    """Who stands well stays; everybody else goes to the first free place, the longest first.

    Whoever finds none is left out.
    """
    return _fill(problem, lambda _table, _session, _spot: 0.0)


def best_fit(problem: Problem, fairness: float = 0) -> dict[str, Spot]:
    """Like first-fit, but each goes to the first of those free places that warn of least.

    With `fairness` a start that leaves a region wholly in the night counts as so many warnings.
    """
    lacks = {start: fairness * lack for start, lack in _nights(problem).items()} if fairness else {}

    def cost(table: Table, session: Session, spot: Spot) -> float:
        night = lacks.get(spot.start, 0.0) if session.code in problem.followed else 0.0
        return table.warnings(session, spot) + night

    return _fill(problem, cost)


def _nights(problem: Problem) -> dict[Start, float]:
    """Per start the share of an hour from then on that lies in the night of the worst region."""
    tried = {start for starts in problem.starts.values() for start in starts}
    found = {}
    for start in sorted(tried):
        begins = problem.origin + start.minute * _MINUTE
        score = scoring.score([Span(begins, begins + 60 * _MINUTE)], problem.voters)
        found[start] = 1 - (score.floor if score.floor is not None else 1)
    return found


def _fill(problem: Problem, cost: Cost) -> dict[str, Spot]:
    table = Table(problem)
    found: dict[str, Spot] = {}
    for session in order(problem.sessions):
        spot = _choose(problem, table, session, found, cost)
        if spot is not None:
            table.put(session, spot)
            found[session.code] = spot
    return {code: found[code] for code in problem.movable if code in found}


def _choose(
    problem: Problem, table: Table, session: Session, found: dict[str, Spot], cost: Cost
) -> Spot | None:
    starts = problem.starts[session.code]
    now = problem.present.get(session.code)
    tried = [Spot(start, rooms) for start in starts for rooms in problem.rooms[session.code]]
    if now is not None and now.start in starts:
        tried.insert(0, now)
    best: tuple[float, Spot] | None = None
    for spot in tried:
        if not table.clashes(session, spot) and _rested(problem, {**found, session.code: spot}):
            price = cost(table, session, spot)
            if best is None or price < best[0]:
                best = (price, spot)
            if price == 0:
                break
    return best[1] if best else None


def _rested(problem: Problem, placement: Placement) -> bool:
    """Whether no interpreter is overstretched, where the team lets that hold publishing."""
    if not problem.holds(Rule.INTERPRETERS):
        return True
    before = checks.find(problem.applied({}), [Rule.INTERPRETERS])
    return len(checks.find(problem.applied(placement), [Rule.INTERPRETERS])) <= len(before)
