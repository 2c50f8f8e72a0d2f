"""Rules 5, 7, 8 and 11: seats, what a session lacks, who is not ready, what was asked for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from eventsite.agenda.checks.levels import Rule
from eventsite.agenda.checks.values import SPEAKING, Agenda, Finding, Fix, FixKind, Person, Session
from eventsite.agenda.models import Answer, Presence, SessionKind, SpeakerRole

#: What a session of a kind needs: breaks, blockers, ceremonies and networking need nothing.
NEEDED: Mapping[SessionKind, tuple[str, ...]] = {
    SessionKind.PLENARY: ("speaker", "abstract"),
    SessionKind.PANEL: ("speaker", "moderator", "abstract"),
    SessionKind.KEYNOTE: ("speaker", "abstract"),
    SessionKind.TALK: ("speaker", "abstract"),
    SessionKind.WORKSHOP: ("speaker", "abstract"),
    SessionKind.OTHER: ("abstract",),
}
#: Who can lead a panel.
LEADING = frozenset({SpeakerRole.MODERATOR, SpeakerRole.CHAIR})
#: A workshop is held by whoever leads it.
_HOLDING = SPEAKING | {SpeakerRole.MODERATOR}
#: Where nobody needs interpretation, captions or signs.
_UNSPOKEN = frozenset({SessionKind.NETWORKING})


def seats(agenda: Agenda) -> Iterator[Finding]:
    """Rule 5: fewer seats, over all its rooms, than people starred the session."""
    for held in agenda.held:
        session = held.session
        room = seats_of(agenda, session.rooms)
        if room is not None and room < session.stars:
            yield agenda.finding(
                Rule.SEATS,
                (session.code,),
                session.rooms[0],
                held.start,
                None if session.is_locked else Fix(FixKind.PLACE, session.code),
                stars=session.stars,
                seats=room,
            )


def seats_of(agenda: Agenda, rooms: tuple[int, ...]) -> int | None:
    """How many seats several rooms have together; None without rooms or when one is unknown."""
    known = [agenda.capacities.get(room) for room in rooms]
    if not known or None in known:
        return None
    return sum(each for each in known if each is not None)


def incomplete(agenda: Agenda) -> Iterator[Finding]:
    """Rule 7: a session without what its kind needs, placed or not."""
    for session in agenda.going_on:
        missing = tuple(n for n in NEEDED.get(session.kind, ()) if not _has(session, n))
        if missing:
            yield agenda.finding(
                Rule.INCOMPLETE, (session.code,), None, session.start, missing=missing
            )


def _has(session: Session, needed: str) -> bool:
    if needed == "abstract":
        return session.has_abstract
    roles = {role for _, role in session.voices}
    if needed == "moderator":
        return bool(roles & LEADING)
    return bool(roles & (_HOLDING if session.kind is SessionKind.WORKSHOP else SPEAKING))


def not_ready(agenda: Agenda) -> Iterator[Finding]:
    """Rule 8: who has declined or not confirmed, whose slides or test are missing; once each.

    Slides are looked for of those who speak, once the team has set a day for them; a test of those
    who take part from afar, once there are slots (a booked one will do).
    """
    sessions: dict[int, list[Session]] = defaultdict(list)
    without: dict[int, bool] = defaultdict(bool)
    for session in agenda.going_on:
        for number, role in session.voices:
            if number in agenda.people:
                sessions[number].append(session)
                without[number] |= _lacks_slides(agenda, session, number, role)
    for number, own in sessions.items():
        person = agenda.people[number]
        lacks = _lacks(agenda, person, slides=without[number])
        if lacks:
            codes = tuple(dict.fromkeys(s.code for s in own))
            starts = [s.start for s in own if s.start is not None]
            out = Fix(FixKind.TAKE_OUT, codes[0], number) if "declined" in lacks else None
            yield agenda.finding(
                Rule.NOT_READY, codes, number, min(starts, default=None), out, lacks=lacks
            )


def _lacks_slides(agenda: Agenda, session: Session, number: int, role: SpeakerRole) -> bool:
    asked = agenda.terms.asks_slides and agenda.people[number].owes_slides
    there = number in session.slides or None in session.slides
    return asked and role is SpeakerRole.SPEAKER and not there


def _lacks(agenda: Agenda, person: Person, *, slides: bool) -> tuple[str, ...]:
    if person.answer is Answer.DECLINED:
        return ("declined",)
    found = [] if person.answer is Answer.CONFIRMED else ["answer"]
    if slides:
        found.append("slides")
    if agenda.terms.asks_tests and person.presence is Presence.REMOTE and not person.test:
        found.append("test")
    return tuple(found)


def needs(agenda: Agenda) -> Iterator[Finding]:
    """Rule 11 (and W9): asked for by at least one registered person and not planned."""
    spoken = [s for s in agenda.going_on if s.kind not in _UNSPOKEN]
    asked = agenda.needs
    for lang in sorted(asked.languages):
        lack = [s for s in spoken if lang not in s.languages and lang not in s.interpretation]
        yield from _need(agenda, lack, "interpretation", lang)
    if asked.captions:
        yield from _need(agenda, [s for s in spoken if not s.has_captions], "captions")
    if asked.sign_language:
        lack = [s for s in spoken if not s.has_sign_language]
        yield from _need(agenda, lack, "sign-language")


def _need(
    agenda: Agenda, lacking: list[Session], need: str, lang: str | None = None
) -> Iterator[Finding]:
    if lacking:
        codes = tuple(s.code for s in lacking)
        starts = [s.start for s in lacking if s.start is not None]
        subject = need if lang is None else f"{need}:{lang}"
        yield agenda.finding(
            Rule.NEEDS, codes, subject, min(starts, default=None), None, need=need, lang=lang or ""
        )
