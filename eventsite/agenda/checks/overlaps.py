"""Rules 1, 2, 6 and 9: what one room, one person or one track cannot do at once."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from eventsite.agenda.checks.levels import Rule
from eventsite.agenda.checks.values import Agenda, Finding, Fix, FixKind, Held, Person
from eventsite.agenda.models import Presence

_MINUTE = timedelta(minutes=1)


def pairs(ordered: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    """What overlaps among sessions in order of start, in one pass.

    Each session that overlaps another is named at least once: beside the one that was still going
    on longest when the later of the two began.
    """
    longest: Held | None = None
    for held in ordered:
        if longest is not None and held.start < longest.end:
            yield longest, held
        if longest is None or held.end > longest.end:
            longest = held


def rooms(agenda: Agenda) -> Iterator[Finding]:
    """Rule 1: a room with two sessions at once."""
    for room, ordered in agenda.by_room.items():
        for one, other in pairs(ordered):
            yield _of(agenda, Rule.ROOM, one, other, room)


def people(agenda: Agenda) -> Iterator[Finding]:
    """Rule 2: somebody, in whatever role, in two sessions at once; whoever declined is nowhere."""
    for known in agenda.by_person.values():
        who = {held.session.code: person for held, person in known}
        for one, other in pairs([held for held, _ in known]):
            yield _of(agenda, Rule.PERSON, one, other, who[other.session.code].id)


def tracks(agenda: Agenda) -> Iterator[Finding]:
    """Rule 9: two sessions of one track at once, so that nobody can follow the track."""
    for track, ordered in agenda.by_track.items():
        for one, other in pairs(ordered):
            yield _of(agenda, Rule.TRACK, one, other, track)


def changes(agenda: Agenda) -> Iterator[Finding]:
    """Rule 6: too few minutes for somebody to go from one room to another.

    Whoever takes part from afar walks nowhere, and neither does who stays in one of the rooms.
    """
    enough = agenda.terms.change_minutes * _MINUTE
    for known in agenda.by_person.values():
        before: Held | None = None
        for held, person in known:
            if before is not None and walks(person, before, held):
                gap = held.start - before.end
                if timedelta() <= gap < enough:
                    yield _of(agenda, Rule.CHANGE, before, held, person.id, minutes=gap // _MINUTE)
            if before is None or held.end > before.end:
                before = held


def walks(person: Person, one: Held, other: Held) -> bool:
    """Whether somebody who is in both sessions has to change rooms between them."""
    here, there = one.session.rooms, other.session.rooms
    apart = bool(here) and bool(there) and not set(here) & set(there)
    return apart and person.presence is not Presence.REMOTE


def _of(agenda: Agenda, rule: Rule, one: Held, other: Held, subject: int, **facts: int) -> Finding:
    movable = next((s for s in (other, one) if not s.session.is_locked), None)
    fix = Fix(FixKind.PLACE, movable.session.code) if movable is not None else None
    codes = (one.session.code, other.session.code)
    return agenda.finding(rule, codes, subject, other.start, fix, **facts)
