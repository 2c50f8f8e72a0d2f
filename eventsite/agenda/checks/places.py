"""Where one session could go: free rooms at free times, those that break fewest rules first."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import accumulate

from eventsite.agenda import times
from eventsite.agenda.checks.booths import HALF_DAY
from eventsite.agenda.checks.content import seats_of
from eventsite.agenda.checks.levels import HOLDING, OF_MOVES, Rule
from eventsite.agenda.checks.run import Move, find, moved
from eventsite.agenda.checks.values import PAUSES, Agenda, Held, Room, Session
from eventsite.core import zones

#: Minutes between the starts that are tried, besides those at which something ends.
RASTER = 15
#: How many free rooms are tried at one time.
_MOST_ROOMS = 3
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a session can have: `day` of the programme, naive wall time, instants, rooms.

    `warns` are the rules that only warn and would be broken there. `seats` None: not known.
    """

    day: date
    wall: datetime
    start: datetime
    end: datetime
    rooms: tuple[int, ...] = ()
    warns: tuple[Rule, ...] = ()
    seats: int | None = None


class Taken:
    """Stretches of time in which something is taken, for asking whether another one is free."""

    def __init__(self, held: Iterable[Held]) -> None:
        spans = sorted((each.start, each.end) for each in held)
        self._starts = [start for start, _ in spans]
        self._latest = list(accumulate((end for _, end in spans), max))

    def is_free(self, start: datetime, end: datetime) -> bool:
        """Whether nothing overlaps the stretch; what only touches it does not."""
        before = bisect_left(self._starts, end)
        return before == 0 or self._latest[before - 1] <= start


def free_places(agenda: Agenda, code: str, most: int = 5) -> tuple[Place, ...]:
    """The best places for a session, at different times; none for a locked one.

    They lie as far apart as the session is long, as long as there are enough of them.
    In each the rooms are free, whatever the level of overlaps, and no rule that blocks a move or
    publishing is broken. Those that warn of least come first, then those nearest to where the
    session stands, or the earliest when it is not placed. KeyError for an unknown code.
    """
    session = agenda.by_code[code]
    if session.is_locked or most < 1:
        return ()
    search = _Search(agenda, session)
    apart = max(RASTER, session.minutes) * _MINUTE
    found: list[Place] = []
    clean: list[Place] = []
    for place in search.starts():
        best = search.best(place)
        if best is not None:
            found.append(best)
            if not best.warns and _is_apart(best, clean, apart):
                clean.append(best)
            if len(clean) == most:
                break
    # Starts came by nearness, and sorting keeps that order among equals.
    ranked = sorted(found, key=lambda place: len(place.warns))
    chosen: list[Place] = []
    for distance in (apart, RASTER * _MINUTE):
        for place in ranked:
            if len(chosen) < most and _is_apart(place, chosen, distance):
                chosen.append(place)
    return tuple(sorted(chosen, key=ranked.index))


def _is_apart(place: Place, chosen: Iterable[Place], distance: timedelta) -> bool:
    return all(abs(place.start - each.start) >= distance for each in chosen)


class _Search:
    """What is known of the others while one session looks for a place."""

    def __init__(self, agenda: Agenda, session: Session) -> None:
        self._agenda, self._session = agenda, session
        self._others = [held for held in agenda.held if held.session is not session]
        self._rooms = {
            room.id: [h for h in agenda.by_room.get(room.id, ()) if h.session is not session]
            for room in agenda.rooms
        }
        self._taken = {room: Taken(held) for room, held in self._rooms.items()}
        mine = {person.key for person in agenda.coming(session)}
        near = [held for key in mine for held, _ in agenda.by_person.get(key, ())]
        if session.track is not None and session.kind not in PAUSES:
            near += agenda.by_track.get(session.track, ())
        self._near = {held.code: held for held in near if held.session is not session}

    def starts(self) -> Iterator[Place]:
        """Every time to try, without rooms, the nearest to the present place first."""
        found = {place.start: place for day in self._agenda.hours for place in self._of_day(day)}
        wanted = self._session.start
        if wanted is None:
            return iter([found[start] for start in sorted(found)])
        near = sorted(found, key=lambda start: (abs(start - wanted), start))
        return iter([found[start] for start in near])

    def _of_day(self, day: times.Hours) -> Iterator[Place]:
        zone, minutes = self._agenda.zone, self._session.minutes
        opens, closes = day.within(zone)
        walls = {day.opens + k * _MINUTE for k in range(0, max(0, day.minutes), RASTER)}
        for held in self._others:
            if opens <= held.end < closes:
                walls.add(zones.local(held.end, zone).replace(tzinfo=None, fold=0))
        if self._session.start is not None:
            walls.add(zones.local(self._session.start, zone).replace(tzinfo=None, fold=0))
        for wall in walls:
            sure = not zones.is_missing(wall, zone) and not zones.is_ambiguous(wall, zone)
            if sure and times.is_on_step(wall.time()) and times.wall_of(day, wall.time()) == wall:
                start, end = times.span(wall, minutes, zone)
                if opens <= start and end <= closes:
                    yield Place(day.day, wall, start, end)

    def best(self, place: Place) -> Place | None:
        """The place with its best rooms, None when there is none then."""
        choices = self._choices(place)
        at_all = self._warns(place, (), _OF_TIME) if choices else None
        if at_all is None:
            return None
        tried: list[Place] = []
        for rooms in choices[:_MOST_ROOMS]:
            warns = self._warns(place, rooms, _OF_ROOMS)
            if warns is not None:
                seats = seats_of(self._agenda, rooms)
                tried.append(replace(place, rooms=rooms, seats=seats, warns=at_all + warns))
            if warns == ():
                break
        return min(tried, key=lambda each: len(each.warns), default=None)

    def _choices(self, place: Place) -> list[tuple[int, ...]]:
        """Free rooms, the fittest first, but not the session's own at its own time."""
        session = self._session
        own = tuple(room for room in session.rooms if room in self._taken)
        if len(own) > 1 or (not own and (session.online or not self._taken)):
            several = [own]
        else:
            several = [(room.id,) for room in sorted(self._agenda.rooms, key=self._fitness)]
        return [
            rooms
            for rooms in several
            if (place.start, rooms) != (session.start, own)
            and all(self._taken[room].is_free(place.start, place.end) for room in rooms)
        ]

    def _fitness(self, room: Room) -> tuple[bool, bool, int]:
        number, seats = room.id, room.capacity
        short = seats is not None and seats < self._session.stars
        empty = seats - self._session.stars if seats is not None and not short else 10**9
        return (short, number not in self._session.rooms, empty)

    def _warns(
        self, place: Place, rooms: tuple[int, ...], rules: Sequence[Rule]
    ) -> tuple[Rule, ...] | None:
        """Those of `rules` broken there that only warn; None when one that holds is broken."""
        known = [*self._near.values(), *(h for room in rooms for h in self._rooms[room])]
        first, last = place.start - _AROUND, place.end + _AROUND
        near = {h.session.code: h.session for h in known if h.start < last and h.end > first}
        code = self._session.code
        near[code] = self._session
        wanted = {number for session in near.values() for number, _ in session.voices}
        people = {n: self._agenda.people[n] for n in wanted if n in self._agenda.people}
        small = replace(self._agenda, sessions=list(near.values()), people=people)
        there = Move(place.start, place.end, rooms, self._session.online)
        found = [f for f in find(moved(small, code, there), rules) if code in f.sessions]
        if any(finding.level in HOLDING for finding in found):
            return None
        return tuple(dict.fromkeys(finding.rule for finding in found))


#: What a move can break by its time alone, and what its rooms decide.
_OF_TIME = (Rule.PERSON, Rule.UNAVAILABLE, Rule.OUTSIDE, Rule.TRACK)
_OF_ROOMS = tuple(rule for rule in Rule if rule in OF_MOVES and rule not in _OF_TIME)
#: How far around a place others matter: interpreters tire over a half-day.
_AROUND = HALF_DAY + timedelta(hours=1)
