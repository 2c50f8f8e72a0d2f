"""What the rules look at, as plain values, and what they find."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from eventsite.agenda import times
from eventsite.agenda.checks.levels import Level, Rule, level_of
from eventsite.agenda.models import Answer, Presence, SessionKind, SessionState, SpeakerRole
from eventsite.people.models import EntityKind
from eventsite.registration.models import Gender

Span = tuple[datetime, datetime]

#: Roles in which somebody speaks for themselves: a panel is made of these.
SPEAKING = frozenset({SpeakerRole.SPEAKER, SpeakerRole.PANELLIST, SpeakerRole.CHAIR})
#: Roles in which the audience hears somebody.
HEARD = SPEAKING | {SpeakerRole.MODERATOR}
#: Kinds that are no sessions for the audience.
PAUSES = frozenset({SessionKind.BREAK, SessionKind.BLOCKER})


class FixKind(StrEnum):
    """What one press could mend."""

    #: Another place for the session: a free room then, or the next free time.
    PLACE = "place"
    #: Take somebody who declined out of their sessions.
    TAKE_OUT = "take-out"


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding: of which session, and of whom by the id of the speaker's row."""

    kind: FixKind
    session: str
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    `sessions` are codes, the one that should move last. `subject` is the id of a room, a speaker
    or a track, or the code of a language. `at` is None for what has no time: something of the
    whole event, or of sessions that are not placed. `facts` fill the sentence.
    """

    rule: Rule
    level: Level
    sessions: tuple[str, ...] = ()
    subject: int | str | None = None
    at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    fix: Fix | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """The same for the same thing found again."""
        return (self.rule, self.sessions, self.subject)


@dataclass(frozen=True, slots=True)
class Room:
    """A room and its seats, None when nobody knows."""

    id: int
    capacity: int | None = None
    is_online: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a speaker; `key` is the same for every row of one human being.

    `free` None means they never said when they can come. `gender` is what they chose to say,
    None for nothing. `is_small` and `kind` are their organisation's, None when it is not in the
    directory. `test` is "passed", "booked" or empty.
    """

    id: int
    key: str
    answer: Answer = Answer.OPEN
    presence: Presence = Presence.OPEN
    free: tuple[Span, ...] | None = None
    zone: str = ""
    region: str = ""
    country: str = ""
    is_developing: bool = False
    organisation: str = ""
    kind: EntityKind | None = None
    is_small: bool | None = None
    gender: Gender | None = None
    test: str = ""
    #: The team may say that somebody shows none.
    owes_slides: bool = True

    @property
    def comes(self) -> bool:
        """Whether they did not decline."""
        return self.answer is not Answer.DECLINED


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the draft; `start` None when it is not placed. `voices`: speaker id, role.

    `slides` are ids of the speakers whose slides are there; None among them: of the whole session.
    """

    code: str
    kind: SessionKind = SessionKind.TALK
    state: SessionState = SessionState.SCHEDULED
    start: datetime | None = None
    end: datetime | None = None
    minutes: int = 60
    rooms: tuple[int, ...] = ()
    online: bool = False
    track: int | None = None
    voices: tuple[tuple[int, SpeakerRole], ...] = ()
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    has_captions: bool = False
    has_sign_language: bool = False
    has_abstract: bool = True
    slides: frozenset[int | None] = frozenset()
    stars: int = 0
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A session that takes place, with its instants."""

    session: Session
    start: datetime
    end: datetime

    @property
    def code(self) -> str:
        """The session's code."""
        return self.session.code


@dataclass(frozen=True, slots=True)
class Needs:
    """What at least one registered person asked for; never who or how many."""

    languages: frozenset[str] = frozenset()
    captions: bool = False
    sign_language: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What the team settled; see `models.AgendaTerms`."""

    levels: Mapping[str, str] = field(default_factory=dict)
    change_minutes: int = 5
    women_target: int = 40
    interpreters: int = 2
    turn_minutes: int = 30
    #: Whether slides and technical tests are asked for at all.
    asks_slides: bool = False
    asks_tests: bool = False


@dataclass(frozen=True)
class Agenda:
    """All that the rules look at; what several of them need is counted out once.

    `participants` are the confirmed registrations with a country, and those of them from
    developing countries.
    """

    sessions: Sequence[Session] = ()
    people: Mapping[int, Person] = field(default_factory=dict)
    rooms: Sequence[Room] = ()
    zone: str = "UTC"
    hours: Sequence[times.Hours] = ()
    needs: Needs = Needs()
    participants: tuple[int, int] = (0, 0)
    terms: Terms = Terms()

    def level(self, rule: Rule) -> Level:
        """What the rule does here."""
        return level_of(rule, self.terms.levels)

    def finding(
        self,
        rule: Rule,
        sessions: tuple[str, ...] = (),
        subject: int | str | None = None,
        at: datetime | None = None,
        fix: Fix | None = None,
        **facts: Any,
    ) -> Finding:
        """A finding with the rule's level."""
        return Finding(rule, self._levels[rule], sessions, subject, at, facts, fix)

    @cached_property
    def _levels(self) -> dict[Rule, Level]:
        return {rule: self.level(rule) for rule in Rule}

    @cached_property
    def by_code(self) -> dict[str, Session]:
        """Sessions by code."""
        return {session.code: session for session in self.sessions}

    @cached_property
    def capacities(self) -> dict[int, int | None]:
        """Seats by room."""
        return {room.id: room.capacity for room in self.rooms}

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The event's days as instants, in order."""
        return tuple(sorted(hours.within(self.zone) for hours in self.hours))

    @cached_property
    def going_on(self) -> tuple[Session, ...]:
        """What is meant to take place, placed or not, without breaks and blockers."""
        return tuple(
            s for s in self.sessions if s.state is SessionState.SCHEDULED and s.kind not in PAUSES
        )

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """What takes place somewhere at some time, breaks and blockers too, by start."""
        placed = [
            Held(s, s.start, s.end)
            for s in self.sessions
            if s.state is SessionState.SCHEDULED and s.start is not None and s.end is not None
        ]
        return tuple(sorted(placed, key=lambda h: (h.start, h.end, h.session.code)))

    @cached_property
    def by_room(self) -> dict[int, list[Held]]:
        """What takes place in each room, by start."""
        found: dict[int, list[Held]] = defaultdict(list)
        for held in self.held:
            for room in dict.fromkeys(held.session.rooms):
                found[room].append(held)
        return found

    @cached_property
    def by_person(self) -> dict[str, list[tuple[Held, Person]]]:
        """The sessions of each human being who comes, each once, by start."""
        found: dict[str, list[tuple[Held, Person]]] = defaultdict(list)
        for held in self.held:
            for person in self.coming(held.session):
                found[person.key].append((held, person))
        return found

    @cached_property
    def by_track(self) -> dict[int, list[Held]]:
        """The sessions of each track that take place, without breaks and blockers, by start."""
        found: dict[int, list[Held]] = defaultdict(list)
        for held in self.held:
            if held.session.track is not None and held.session.kind not in PAUSES:
                found[held.session.track].append(held)
        return found

    def coming(
        self, session: Session, roles: frozenset[SpeakerRole] | None = None
    ) -> tuple[Person, ...]:
        """Who comes to a session in one of `roles` (None: any), each human being once."""
        if roles is None:
            return self._coming[session.code]
        return self._people(session, roles)

    @cached_property
    def _coming(self) -> dict[str, tuple[Person, ...]]:
        every = frozenset(SpeakerRole)
        return {s.code: self._people(s, every) for s in self.sessions}

    def _people(self, session: Session, roles: frozenset[SpeakerRole]) -> tuple[Person, ...]:
        found: dict[str, Person] = {}
        # Of several rows of one human being the first one made counts.
        for number, role in sorted(session.voices):
            person = self.people.get(number)
            if person is not None and person.comes and role in roles:
                found.setdefault(person.key, person)
        return tuple(found.values())
