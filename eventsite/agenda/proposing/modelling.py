"""The problem as CP-SAT sees it. Imports OR-Tools: only `solving` asks for it, inside the job."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model
from ortools.util.python.sorted_interval_list import Domain

from eventsite.agenda.checks import Rule
from eventsite.agenda.checks.values import PAUSES, Session
from eventsite.agenda.models import Presence
from eventsite.agenda.proposing.problem import Placement, Problem, Taken


@dataclass
class Place:
    """The variables of one session: whether it is placed, when, and in which of its rooms."""

    session: Session
    is_placed: cp_model.IntVar
    start: cp_model.IntVar
    options: dict[tuple[int, ...], cp_model.IntVar]
    whole: cp_model.IntervalVar
    #: What a placed session breaks of the rules about one session that warn.
    costs: list[cp_model.LinearExprT] = field(default_factory=list)


class Model:
    """Variables and rules of one problem.

    In a strict model what warns is forbidden like what holds, save what no start avoids; else it
    costs. A room is never given twice.
    """

    def __init__(self, problem: Problem, strict: bool) -> None:
        self.problem = problem
        self.strict = strict
        self.cp = cp_model.CpModel()
        self.places = {s.code: self._place(s) for s in problem.sessions if _can(problem, s)}
        #: The floor of time zones in millionths, once `aiming` has made it.
        self.floor: cp_model.IntVar | None = None
        #: True for each pair that breaks a rule which warns.
        self.penalties: list[cp_model.IntVar] = []
        self._add_rooms()
        self._add_people()
        self._add_tracks()

    def _place(self, session: Session) -> Place:
        code, cp = session.code, self.cp
        starts = self.starts(session)
        start = cp.new_int_var_from_domain(Domain.from_values(sorted(starts)), code)
        placed = cp.new_bool_var(f"{code} placed")
        options = {rooms: cp.new_bool_var(f"{code} {rooms}") for rooms in self._rooms(session)}
        cp.add(sum(options.values()) == placed)
        whole = cp.new_optional_fixed_size_interval_var(start, session.minutes, placed, code)
        place = Place(session, placed, start, options, whole)
        if not self.strict and len(set(starts.values())) > 1:
            cost = cp.new_int_var(0, max(starts.values()), f"{code} cost")
            cp.add_allowed_assignments([start, cost], sorted(starts.items()))
            place.costs.append(cost)
        if not self.strict and self.problem.warns(Rule.SEATS):
            place.costs += [v for r, v in options.items() if self.problem.lacks_seats(session, r)]
        return place

    def starts(self, session: Session) -> dict[int, int]:
        """Minutes of the starts to what each costs; in a strict model only the cheapest."""
        problem, rooms = self.problem, self.problem.rooms[session.code][0]
        found = {}
        for start in problem.starts[session.code]:
            nights = problem.in_their_night(session, start, rooms)
            if nights and problem.holds(Rule.NIGHT):
                continue
            cost = nights if problem.warns(Rule.NIGHT) else 0
            if problem.warns(Rule.UNAVAILABLE):
                cost += len(problem.kept_away(session, start))
            found[start.minute] = cost
        if self.strict:
            least = min(found.values(), default=0)
            return {minute: cost for minute, cost in found.items() if cost == least}
        return found

    def _rooms(self, session: Session) -> list[tuple[int, ...]]:
        every = self.problem.rooms[session.code]
        enough = [rooms for rooms in every if not self.problem.lacks_seats(session, rooms)]
        forbids = self.strict and self.problem.warns(Rule.SEATS)
        return enough if forbids and enough else list(every)

    def _forbids(self, rule: Rule) -> bool:
        return self.problem.holds(rule) or (self.strict and self.problem.warns(rule))

    def _add_rooms(self) -> None:
        cp = self.cp
        for room in self.problem.agenda.rooms:
            taken = []
            for place in self.places.values():
                for rooms, option in place.options.items():
                    if room.id in rooms:
                        taken.append(
                            cp.new_optional_fixed_size_interval_var(
                                place.start, place.session.minutes, option, f"room {room.id}"
                            )
                        )
            # Whatever stands on top of each other already is somebody's decision.
            _no_overlap(cp, taken, self._merged(room.id))

    def _merged(self, room: int) -> list[tuple[int, int]]:
        return _unions((t.start, t.end) for t in self.problem.fixed if room in t.session.rooms)

    def _add_people(self) -> None:
        for key, codes in self.problem.crowds.items():
            mine = [self.places[code] for code in codes if code in self.places]
            there = [t for t in self.problem.fixed if key in self.problem.keys_of(t.session)]
            if self._forbids(Rule.PERSON):
                spans = _unions((t.start, t.end) for t in there)
                _no_overlap(self.cp, [place.whole for place in mine], spans)
            elif self.problem.warns(Rule.PERSON):
                self._penalise(mine, there)
            if self._forbids(Rule.CHANGE) or self.problem.warns(Rule.CHANGE):
                self._add_changes(key, mine, there)

    def _add_tracks(self) -> None:
        for track, codes in self.problem.tracks.items():
            mine = [self.places[code] for code in codes if code in self.places]
            there = [
                t
                for t in self.problem.fixed
                if t.session.track == track and t.session.kind not in PAUSES
            ]
            if self._forbids(Rule.TRACK):
                spans = _unions((t.start, t.end) for t in there)
                _no_overlap(self.cp, [place.whole for place in mine], spans)
            elif self.problem.warns(Rule.TRACK):
                self._penalise(mine, there)

    def _penalise(self, mine: list[Place], there: list[Taken]) -> None:
        """One penalty for each pair at the same time."""
        for n, one in enumerate(mine):
            for other in mine[n + 1 :]:
                penalty = self.cp.new_bool_var("pair")
                self._apart(one, other, penalty, 0)
                self.penalties.append(penalty)
            for taken in there:
                penalty = self.cp.new_bool_var("pair")
                self._apart_fixed(one, taken, [penalty], 0)
                self.penalties.append(penalty)

    def _add_changes(self, key: str, mine: list[Place], there: list[Taken]) -> None:
        """Whoever walks from room to room has the minutes for it."""
        gap = self.problem.agenda.terms.change_minutes
        for n, one in enumerate(mine):
            if not self._walks(key, one.session) or not gap:
                continue
            for other in mine[n + 1 :]:
                self._apart(one, other, self._excuse(), gap, self._same_room(one, other))
            for taken in there:
                stays = [v for r, v in one.options.items() if _walkless(r, taken.session.rooms)]
                self._apart_fixed(one, taken, [*self._excuses(), *stays], gap)

    def _walks(self, key: str, session: Session) -> bool:
        person = next(p for p in self.problem.agenda.coming(session) if p.key == key)
        return person.presence is not Presence.REMOTE

    def _excuse(self) -> cp_model.IntVar | None:
        """A penalty that allows the haste, None where nothing may."""
        if self._forbids(Rule.CHANGE):
            return None
        penalty = self.cp.new_bool_var("haste")
        self.penalties.append(penalty)
        return penalty

    def _excuses(self) -> list[cp_model.IntVar]:
        penalty = self._excuse()
        return [] if penalty is None else [penalty]

    def _same_room(self, one: Place, other: Place) -> cp_model.IntVar:
        """Implies that nobody walks between the two."""
        same = self.cp.new_bool_var("same room")
        for rooms, option in one.options.items():
            near = [v for r, v in other.options.items() if _walkless(rooms, r)]
            self.cp.add_bool_or([*near, option.negated(), same.negated()])
        return same

    def _apart(
        self,
        one: Place,
        other: Place,
        penalty: cp_model.IntVar | None,
        gap: int,
        excuse: cp_model.IntVar | None = None,
    ) -> None:
        """One ends `gap` minutes before the other begins, unless a penalty or an excuse is true."""
        cp = self.cp
        first = cp.new_bool_var("first")
        unless = [v for v in (penalty, excuse) if v is not None]
        when = [one.is_placed, other.is_placed, *(v.negated() for v in unless)]
        cp.add(other.start >= one.start + one.session.minutes + gap).only_enforce_if([*when, first])
        cp.add(one.start >= other.start + other.session.minutes + gap).only_enforce_if(
            [*when, first.negated()]
        )

    def _apart_fixed(
        self, one: Place, taken: Taken, unless: list[cp_model.IntVar], gap: int
    ) -> None:
        cp = self.cp
        first = cp.new_bool_var("first")
        when = [one.is_placed, *(v.negated() for v in unless)]
        cp.add(one.start + one.session.minutes + gap <= taken.start).only_enforce_if([*when, first])
        cp.add(one.start >= taken.end + gap).only_enforce_if([*when, first.negated()])

    def hint(self, placement: Placement) -> None:
        """Begin the search there."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for code, place in self.places.items():
            spot = placement.get(code)
            self.cp.add_hint(place.is_placed, spot is not None)
            for rooms, option in place.options.items():
                self.cp.add_hint(option, spot is not None and spot.rooms == rooms)
            if spot is not None:
                self.cp.add_hint(place.start, spot.start.minute)


def _can(problem: Problem, session: Session) -> bool:
    """Whether there is a start and a room for it at all."""
    rooms = problem.rooms[session.code]
    return bool(rooms) and any(
        not (problem.holds(Rule.NIGHT) and problem.in_their_night(session, start, rooms[0]))
        for start in problem.starts[session.code]
    )


def _unions(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that overlap as one, by time."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _no_overlap(
    cp: cp_model.CpModel, mine: list[cp_model.IntervalVar], there: list[tuple[int, int]]
) -> None:
    fixed = [cp.new_fixed_size_interval_var(a, b - a, "fixed") for a, b in there]
    if len(mine) + len(fixed) > 1:
        cp.add_no_overlap([*mine, *fixed])


def _walkless(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether nobody changes rooms between them."""
    return not one or not other or bool(set(one) & set(other))
