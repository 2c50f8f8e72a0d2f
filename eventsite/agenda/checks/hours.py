"""Rules 3, 4 and 20: times that do not suit a person, the event, or where somebody lives."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import accumulate

from eventsite.agenda.checks.levels import Rule
from eventsite.agenda.checks.values import Agenda, Finding, Fix, FixKind, Person, Session, Span
from eventsite.agenda.models import Presence, SessionKind
from eventsite.core import zones

#: The hours of a day that suit people where they live (08:00 up to 22:00).
DAY_FROM, DAY_TO = time(8), time(22)


class Covered:
    """Whether a stretch lies inside one of several; they may touch and overlap."""

    def __init__(self, spans: Sequence[Span], *, joined: bool) -> None:
        ordered = sorted(_joined(spans) if joined else spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether one stretch begins no later and ends no earlier."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    open_: Span | None = None
    for start, end in sorted(spans):
        if open_ is not None and start <= open_[1]:
            open_ = (open_[0], max(open_[1], end))
            continue
        if open_ is not None:
            yield open_
        open_ = (start, end)
    if open_ is not None:
        yield open_


def availability(person: Person) -> Covered | None:
    """When somebody can come; None when they never said."""
    return Covered(person.free, joined=True) if person.free is not None else None


def unavailable(agenda: Agenda) -> Iterator[Finding]:
    """Rule 3: somebody said when they can come, and the session is at another time."""
    known = {number: availability(person) for number, person in agenda.people.items()}
    for held in agenda.held:
        for person in agenda.coming(held.session):
            free = known[person.id]
            if free is not None and not free.holds(held.start, held.end):
                code = held.session.code
                yield agenda.finding(
                    Rule.UNAVAILABLE, (code,), person.id, held.start, _elsewhere(held.session)
                )


def outside(agenda: Agenda) -> Iterator[Finding]:
    """Rule 4: outside the event's hours; set-up and the like (blockers) may be. No days: none."""
    if not agenda.spans:
        return
    open_ = Covered(agenda.spans, joined=False)
    for held in agenda.held:
        blocks = held.session.kind is SessionKind.BLOCKER
        if not blocks and not open_.holds(held.start, held.end):
            code = held.session.code
            fix = _elsewhere(held.session)
            yield agenda.finding(Rule.OUTSIDE, (code,), None, held.start, fix)


def nights(agenda: Agenda) -> Iterator[Finding]:
    """Rule 20 (W10): outside 08:00 to 22:00 where somebody who takes part from afar is."""
    for held in agenda.held:
        for person in agenda.coming(held.session):
            if is_afar(person, held.session) and is_night(held.start, held.end, person.zone):
                code = held.session.code
                fix = _elsewhere(held.session)
                yield agenda.finding(
                    Rule.NIGHT, (code,), person.id, held.start, fix, zone=person.zone
                )


def is_afar(person: Person, session: Session) -> bool:
    """Whether somebody whose zone is known joins from there: by their word, or no room is set."""
    afar = person.presence is Presence.REMOTE
    unsaid = person.presence is Presence.OPEN and not session.rooms
    return bool(person.zone) and zones.known(person.zone) and (afar or unsaid)


def is_night(start: datetime, end: datetime, zone: str) -> bool:
    """Whether any minute from start up to end is before 08:00 or from 22:00 on by clocks there."""
    here, there = zones.local(start, zone), zones.local(end, zone)
    latest = datetime.combine(here.date(), DAY_TO)
    return here.time() < DAY_FROM or there.replace(tzinfo=None) > latest


def _elsewhere(session: Session) -> Fix | None:
    return None if session.is_locked else Fix(FixKind.PLACE, session.code)
