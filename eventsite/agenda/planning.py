"""A programme's hours as they can be moved in thought: the whole, one day, one session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from eventsite.agenda import fairness, times
from eventsite.agenda.fairness import Span
from eventsite.agenda.models import SessionKind
from eventsite.agenda.releases import Localized
from eventsite.core import zones

#: Nobody follows these.
NOT_FOLLOWED = frozenset({SessionKind.BREAK.value, SessionKind.BLOCKER.value})


class Part(StrEnum):
    """What is moved."""

    EVENT = "event"
    DAY = "day"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Scope:
    """The event, or the day or the session named by `key`."""

    part: Part = Part.EVENT
    key: str = ""

    def __str__(self) -> str:
        """As it stands in addresses; `read` reads it."""
        return f"{self.part}:{self.key}" if self.key else self.part.value

    @classmethod
    def read(cls, text: str) -> "Scope":
        """The scope of an address, the event for anything else."""
        part, _, key = text.partition(":")
        return cls(Part(part), key) if part in ("day", "session") and key else cls()


@dataclass(frozen=True, slots=True)
class Followed:
    """A session that can be followed, on its day of the programme."""

    code: str
    title: Localized
    day: date
    span: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session as it comes from a draft or a release, before it is known what counts."""

    followed: Followed
    kind: str
    online: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is scored, and for whom."""

    zone: str
    sessions: tuple[Followed, ...]
    #: One vote for the capital of each Member State.
    capitals: fairness.Voters
    #: The registered remote people.
    people: fairness.Voters
    #: Whether nobody comes to a room, so that any hour of the day will do.
    is_online: bool

    def of(self, scope: Scope) -> tuple[Followed, ...]:
        """The sessions of a scope in order of time; none for one that is not there."""
        if scope.part == Part.DAY:
            return tuple(s for s in self.sessions if s.day.isoformat() == scope.key)
        if scope.part == Part.SESSION:
            return tuple(s for s in self.sessions if s.code == scope.key)
        return self.sessions

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something can be followed."""
        return tuple(sorted({session.day for session in self.sessions}))

    def starts(self, scope: Scope) -> datetime:
        """When the first of them begins, on the clock of the event."""
        return zones.local(min(s.span.start for s in self.of(scope)), self.zone)

    def delay(self, scope: Scope, at: time) -> timedelta:
        """How much later it begins when the first of them begins at `at` of its own day."""
        now = self.starts(scope)
        wall = datetime.combine(now.date(), at)
        return zones.nearest(wall, self.zone) - now

    def within(self, scope: Scope) -> Span:
        """Where its first day can lie: the whole day online, else 08:00 to 22:00 of the venue."""
        day = self.starts(scope).date()
        opens, closes = datetime.combine(day, time()), datetime.combine(day + times.DAY, time())
        if not self.is_online:
            opens += timedelta(minutes=fairness.OPENS)
            closes = datetime.combine(day, time()) + timedelta(minutes=fairness.CLOSES)
        return Span(zones.nearest(opens, self.zone), zones.nearest(closes, self.zone))


def counted(candidates: Iterable[Candidate], is_online: bool) -> tuple[list[Followed], bool]:
    """The sessions that count in order of time, and whether that is all there are.

    Those that can be followed online; all of an online event, and all where none is online.
    """
    held = [c for c in candidates if c.kind not in NOT_FOLLOWED]
    online = [c for c in held if c.online]
    every = is_online or not online
    chosen = [c.followed for c in (held if every else online)]
    return sorted(chosen, key=lambda s: (s.span, s.code)), every and not is_online


def plan(
    zone: str,
    sessions: Sequence[Followed],
    capitals: fairness.Voters,
    people: fairness.Voters,
    is_online: bool,
) -> Plan:
    """The plan, with zones whose clocks agree in its days counted as one."""
    spans = [session.span for session in sessions]
    return Plan(
        zone,
        tuple(sessions),
        fairness.agreeing(capitals, spans),
        fairness.agreeing(people, spans),
        is_online,
    )
