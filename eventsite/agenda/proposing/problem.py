"""What a proposal is made from: sessions to place, where each could go, and what is taken."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from eventsite.agenda import checks, fairness, times
from eventsite.agenda.checks import HOLDING, Level, Rule, content, hours
from eventsite.agenda.checks.values import PAUSES, Held, Person, Session
from eventsite.agenda.models import SessionKind
from eventsite.core import zones

_MINUTE = timedelta(minutes=1)
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
#: Minutes between two starts that are tried, where every length allows the wider one.
STEPS = (30, 15)
#: The hours of a day for which none are given.
_OPENS, _CLOSES = time(9), time(18)


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """A moment at which a session could begin: minutes since the problem's origin, and on clocks.

    `wall` is the naive wall time of `day`, a day of the programme; never skipped, never twice.
    """

    minute: int
    day: date = field(compare=False)
    wall: datetime = field(compare=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """A start and rooms; no rooms for what is only online."""

    start: Start
    rooms: tuple[int, ...] = ()


#: Code to spot; whoever is missing is not placed.
Placement = Mapping[str, Spot]


@dataclass(frozen=True)
class Taken:
    """A session that stays where it is, in minutes since the origin."""

    session: Session
    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """A draft and the codes of those that may be placed or moved, in their order.

    Everything else that is placed stays. `voters` and `followed` (codes) are what the floor of
    time zones is counted from. In an event that is `online_only`, what is online needs no room.
    """

    agenda: checks.Agenda
    movable: tuple[str, ...]
    voters: fairness.Voters = field(default_factory=dict)
    followed: frozenset[str] = frozenset()
    online_only: bool = False

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The movable ones."""
        return tuple(self.agenda.by_code[code] for code in self.movable)

    @cached_property
    def step(self) -> int:
        """Minutes of the raster: thirty where all lengths are multiples of it, else fifteen."""
        wide, narrow = STEPS
        return narrow if any(session.minutes % wide for session in self.sessions) else wide

    @cached_property
    def days(self) -> tuple[times.Hours, ...]:
        """The event's days; one without hours is taken from 09:00 to 18:00."""
        return tuple(
            day if day.starts is not None else times.Hours(day.day, _OPENS, _CLOSES)
            for day in self.agenda.hours
        )

    @cached_property
    def origin(self) -> datetime:
        """The instant of minute 0, the midnight before the first day or before what stands."""
        known = [day.within(self.agenda.zone)[0] for day in self.days]
        known += [held.start for held in self.agenda.held]
        first = min(known, default=_NEVER)
        return first.replace(hour=0, minute=0, second=0, microsecond=0)

    def minute(self, instant: datetime) -> int:
        """Minutes since the origin."""
        return (instant - self.origin) // _MINUTE

    @cached_property
    def fixed(self) -> tuple[Taken, ...]:
        """What takes place and stays."""
        mine = set(self.movable)
        return tuple(self._taken(held) for held in self.agenda.held if held.code not in mine)

    def _taken(self, held: Held) -> Taken:
        return Taken(held.session, self.minute(held.start), self.minute(held.end))

    @cached_property
    def present(self) -> dict[str, Spot]:
        """Where movable sessions stand now."""
        mine = set(self.movable)
        found = {}
        for held in self.agenda.held:
            if held.code in mine:
                wall = zones.local(held.start, self.agenda.zone).replace(tzinfo=None, fold=0)
                day = times.programme_day(wall, self.agenda.hours)
                start = Start(self.minute(held.start), day, wall)
                found[held.code] = Spot(start, held.session.rooms)
        return found

    @cached_property
    def _raster(self) -> tuple[tuple[Start, int], ...]:
        """Every start by time, with the minute at which its day ends."""
        zone = self.agenda.zone
        found: dict[int, tuple[Start, int]] = {}
        ends = [zones.local(h.end, zone).replace(tzinfo=None, fold=0) for h in self.agenda.held]
        for day in self.days:
            opens, closes = day.within(zone)
            walls = {day.opens + k * _MINUTE for k in range(0, day.minutes, self.step)}
            walls |= {wall for wall in ends if day.opens <= wall < day.closes}
            for wall in walls:
                known = not zones.is_missing(wall, zone) and not zones.is_ambiguous(wall, zone)
                on_clock = times.is_on_step(wall.time()) and times.wall_of(day, wall.time()) == wall
                at = zones.nearest(wall, zone)
                if known and on_clock and opens <= at < closes:
                    start = Start(self.minute(at), day.day, wall)
                    found[start.minute] = (start, self.minute(closes))
        return tuple(found[minute] for minute in sorted(found))

    @cached_property
    def _pauses(self) -> list[tuple[int, int]]:
        """Breaks: they go across all rooms, so nothing is proposed beside them."""
        return [(t.start, t.end) for t in self.fixed if t.session.kind is SessionKind.BREAK]

    def in_hours(self, session: Session) -> list[Start]:
        """Starts at which it ends before its day does, by time."""
        return [s for s, closes in self._raster if s.minute + session.minutes <= closes]

    @cached_property
    def starts(self) -> dict[str, tuple[Start, ...]]:
        """Per code the starts beside no break at which nobody is kept away by a rule that holds.

        Where the session stands now is one of them, when nothing that holds is broken there.
        """
        found = {}
        for session in self.sessions:
            tried = {start.minute: start for start in self.in_hours(session)}
            now = self.present.get(session.code)
            if now is not None and self._is_inside(now.start, session):
                tried.setdefault(now.start.minute, now.start)
            found[session.code] = tuple(
                tried[minute] for minute in sorted(tried) if self.is_open(session, tried[minute])
            )
        return found

    def _is_inside(self, start: Start, session: Session) -> bool:
        return any(
            self.minute(opens) <= start.minute
            and start.minute + session.minutes <= self.minute(closes)
            for opens, closes in (day.within(self.agenda.zone) for day in self.days)
        )

    def is_open(self, session: Session, start: Start) -> bool:
        """Whether neither a break nor a rule about people's times forbids the start."""
        end = start.minute + session.minutes
        if any(start.minute < b and a < end for a, b in self._pauses):
            return False
        return not self.holds(Rule.UNAVAILABLE) or not self.kept_away(session, start)

    @cached_property
    def rooms(self) -> dict[str, tuple[tuple[int, ...], ...]]:
        """Per code the sets of rooms it can have: its own when it has several, else any one.

        What is online in an event without a venue, and everything where there is no room, goes
        without.
        """
        found: dict[str, tuple[tuple[int, ...], ...]] = {}
        numbers = [room.id for room in self.agenda.rooms]
        for session in self.sessions:
            own = tuple(room for room in session.rooms if room in numbers)
            roomless = (self.online_only and session.online) or not numbers
            if len(own) > 1 or (not own and roomless):
                found[session.code] = (own,)
                continue
            single = [(n,) for n in numbers if not self._is_short(session, (n,))]
            found[session.code] = tuple(single)
        return found

    def _is_short(self, session: Session, rooms: tuple[int, ...]) -> bool:
        """Whether a rule that holds finds too few seats."""
        return self.holds(Rule.SEATS) and self.lacks_seats(session, rooms)

    def lacks_seats(self, session: Session, rooms: tuple[int, ...]) -> bool:
        """Whether more people starred it than the rooms have seats."""
        seats = content.seats_of(self.agenda, rooms)
        return seats is not None and seats < session.stars

    def holds(self, rule: Rule) -> bool:
        """Whether breaking the rule blocks something; a proposal never breaks it."""
        return self.agenda.level(rule) in HOLDING

    def warns(self, rule: Rule) -> bool:
        """Whether breaking the rule only warns; a proposal avoids it."""
        return self.agenda.level(rule) is Level.WARNS

    @cached_property
    def _free(self) -> dict[int, hours.Covered | None]:
        return {number: hours.availability(person) for number, person in self.agenda.people.items()}

    def kept_away(self, session: Session, start: Start) -> list[Person]:
        """Who said that they cannot come then."""
        first = self.origin + start.minute * _MINUTE
        last = first + session.minutes * _MINUTE
        found = []
        for person in self.agenda.coming(session):
            free = self._free.get(person.id)
            if free is not None and not free.holds(first, last):
                found.append(person)
        return found

    def in_their_night(self, session: Session, start: Start, rooms: tuple[int, ...]) -> int:
        """How many who join from afar would do so outside 08:00 to 22:00."""
        first = self.origin + start.minute * _MINUTE
        last = first + session.minutes * _MINUTE
        there = replace(session, rooms=rooms)
        return sum(
            hours.is_afar(person, there) and hours.is_night(first, last, person.zone)
            for person in self.agenda.coming(session)
        )

    def keys_of(self, session: Session) -> list[str]:
        """The human beings who come."""
        return [person.key for person in self.agenda.coming(session)]

    @cached_property
    def crowds(self) -> dict[str, list[str]]:
        """Per human being the movable sessions they are in."""
        found: dict[str, list[str]] = defaultdict(list)
        for session in self.sessions:
            for key in self.keys_of(session):
                found[key].append(session.code)
        return found

    @cached_property
    def tracks(self) -> dict[int, list[str]]:
        """Per track its movable sessions."""
        found: dict[int, list[str]] = defaultdict(list)
        for session in self.sessions:
            if session.track is not None and session.kind not in PAUSES:
                found[session.track].append(session.code)
        return found

    def applied(self, placement: Placement) -> checks.Agenda:
        """The agenda with movable sessions where the placement has them, else nowhere."""
        mine = set(self.movable)
        return replace(
            self.agenda,
            sessions=[
                self._at(session, placement.get(session.code)) if session.code in mine else session
                for session in self.agenda.sessions
            ],
        )

    def _at(self, session: Session, spot: Spot | None) -> Session:
        if spot is None:
            return replace(session, start=None, end=None)
        first = self.origin + spot.start.minute * _MINUTE
        return replace(
            session, start=first, end=first + session.minutes * _MINUTE, rooms=spot.rooms
        )


def movable(agenda: checks.Agenda, placed_too: bool) -> tuple[str, ...]:
    """Codes of what a proposal may place: not placed, or also placed and not locked; no breaks."""
    return tuple(
        session.code
        for session in agenda.going_on
        if (session.start is None and not session.is_locked)
        or (placed_too and session.start is not None and not session.is_locked)
    )


def order(sessions: Sequence[Session]) -> list[Session]:
    """The order in which sessions are tried: placed ones by time, then the longest first."""
    return sorted(
        sessions,
        key=lambda s: (s.start is None, s.start.timestamp() if s.start else 0, -s.minutes),
    )
