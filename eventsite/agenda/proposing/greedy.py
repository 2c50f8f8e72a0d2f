"""First-fit: each session in turn to the first place that breaks no rule that holds."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

from eventsite.agenda import checks
from eventsite.agenda.checks import Rule, overlaps
from eventsite.agenda.checks.values import PAUSES, Held, Session
from eventsite.agenda.proposing.problem import Placement, Problem, Spot, order

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
        self._add(self._held(replace(session, rooms=spot.rooms), spot.start.minute))

    def clashes(self, session: Session, spot: Spot) -> list[Clash]:
        """What of the rules that hold is broken there; a room is never given twice."""
        problem = self.problem
        mine = self._held(replace(session, rooms=spot.rooms), spot.start.minute)
        near = [h for key in problem.keys_of(session) for h in self._people.get(key, ())]
        found = [
            Clash(Rule.ROOM, held.code)
            for room in spot.rooms
            for held in self._rooms.get(room, ())
            if _overlap(held, mine)
        ]
        if problem.holds(Rule.PERSON):
            found += [Clash(Rule.PERSON, held.code) for held in near if _overlap(held, mine)]
        if problem.holds(Rule.CHANGE):
            found += [Clash(Rule.CHANGE, h.code) for h in near if self._is_rushed(session, mine, h)]
        if problem.holds(Rule.TRACK) and session.track is not None and session.kind not in PAUSES:
            same = self._tracks.get(session.track, ())
            found += [Clash(Rule.TRACK, held.code) for held in same if _overlap(held, mine)]
        if problem.holds(Rule.NIGHT) and problem.in_their_night(session, spot.start, spot.rooms):
            found.append(Clash(Rule.NIGHT))
        return found

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


def _overlap(one: Held, other: Held) -> bool:
    return one.start < other.end and other.start < one.end


def first_fit(problem: Problem) -> dict[str, Spot]:
    """Who stands well stays; everybody else goes to the first free place, the longest first.

    Whoever finds none is left out.
    """
    table = Table(problem)
    found: dict[str, Spot] = {}
    for session in order(problem.sessions):
        spot = _first(problem, table, session, found)
        if spot is not None:
            table.put(session, spot)
            found[session.code] = spot
    return {code: found[code] for code in problem.movable if code in found}


def _first(problem: Problem, table: Table, session: Session, found: dict[str, Spot]) -> Spot | None:
    starts = problem.starts[session.code]
    now = problem.present.get(session.code)
    tried = [Spot(start, rooms) for start in starts for rooms in problem.rooms[session.code]]
    if now is not None and now.start in starts:
        tried.insert(0, now)
    for spot in tried:
        if not table.clashes(session, spot) and _rested(problem, {**found, session.code: spot}):
            return spot
    return None


def _rested(problem: Problem, placement: Placement) -> bool:
    """Whether no interpreter is overstretched, where the team lets that hold publishing."""
    if not problem.holds(Rule.INTERPRETERS):
        return True
    before = checks.find(problem.applied({}), [Rule.INTERPRETERS])
    return len(checks.find(problem.applied(placement), [Rule.INTERPRETERS])) <= len(before)
