"""Fetches the people of a programme: who does what, who lacks what, when they can come."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import links, owing
from eventsite.agenda.models import (
    AgendaSession,
    AgendaTerms,
    Answer,
    Availability,
    MaterialKind,
    MaterialVersion,
    RehearsalSlot,
    SessionKind,
    SessionMaterial,
    SessionSpeaker,
    SessionState,
    Speaker,
    SpeakerBalance,
    SpeakerRole,
)
from eventsite.agenda.queries import programme
from eventsite.core.db import db
from eventsite.events.models import Event, EventState
from eventsite.people.models import Person
from eventsite.registration.models import Gender

#: Where those without a rank stand in the order of protocol.
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody does in one session that takes place, placed or not."""

    session: AgendaSession
    role: SpeakerRole


@dataclass(frozen=True, slots=True)
class Awaited:
    """A session for which somebody's slides or paper are not there, and until when; None: any."""

    session: AgendaSession
    due: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the programme with their parts, the slot they booked and what they owe."""

    speaker: Speaker
    parts: tuple[Part, ...]
    slot: RehearsalSlot | None
    awaited: tuple[Awaited, ...]
    owed: frozenset[owing.Owed]

    @property
    def test(self) -> owing.Trial:
        """How far their technical test is."""
        return trial_of(self.slot)


def trial_of(slot: RehearsalSlot | None) -> owing.Trial:
    """How far the test is for which a slot was booked."""
    if slot is None:
        return owing.Trial.NONE
    return owing.Trial.PASSED if slot.passed else owing.Trial.BOOKED


def roll(event_id: int) -> list[Line]:
    """Everybody in the programme in the order of protocol, then by name; seven queries."""
    speakers, parts = programme.speakers(event_id), _parts(event_id)
    known = _Known.of(event_id)
    lines = [_line(one, parts[one.id], known) for one in speakers]
    return sorted(lines, key=lambda line: line.speaker.precedence or LAST)


def line_of(speaker: Speaker) -> Line:
    """One of them, with the same facts."""
    parts = _parts(speaker.event_id, speaker.id)[speaker.id]
    return _line(speaker, parts, _Known.of(speaker.event_id))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is the same for all: due dates, slides that are there or awaited, slots."""

    slides_due: date | None
    there: dict[int, frozenset[int | None]]
    awaited: dict[tuple[int, int], date | None]
    booked: dict[int, RehearsalSlot]
    asks_tests: bool

    @classmethod
    def of(cls, event_id: int) -> "_Known":
        terms, slots = db.session.get(AgendaTerms, event_id), rehearsals(event_id)
        return cls(
            terms.slides_due if terms else None,
            slides_there(event_id),
            _awaited(event_id),
            {slot.speaker_id: slot for slot in slots if slot.speaker_id is not None},
            bool(slots),
        )


def _line(speaker: Speaker, parts: list[Part], known: _Known) -> Line:
    awaited = _awaited_of(speaker, parts, known)
    slot = known.booked.get(speaker.id)
    given = owing.Given(
        answer=speaker.answer,
        presence=speaker.presence,
        roles=frozenset(part.role for part in parts),
        has_photo=speaker.photo_file_id is not None,
        has_biography=bool(speaker.biography),
        consented=speaker.consented,
        consent_asked=speaker.consent_asked,
        lacks_slides=bool(awaited),
        test=trial_of(slot),
        asks_tests=known.asks_tests,
        availability_given=speaker.availability_given,
        has_phone=bool(speaker.phone),
    )
    return Line(speaker, tuple(parts), slot, awaited, owing.owed(given))


def _awaited_of(speaker: Speaker, parts: list[Part], known: _Known) -> tuple[Awaited, ...]:
    """What the team asked for by name, and slides once it has set a day for all."""
    if speaker.without_slides or speaker.answer is Answer.DECLINED:
        return ()
    pairs = [(part.session.id, part.role) for part in parts]
    asked = known.slides_due is not None
    lacking = owing.lacking_slides(pairs, known.there, speaker.id) if asked else ()
    dues: dict[int, date | None] = dict.fromkeys(lacking, known.slides_due)
    for session, _role in pairs:
        if (session, speaker.id) in known.awaited:
            dues[session] = known.awaited[session, speaker.id] or known.slides_due
    by_id = {part.session.id: part.session for part in parts}
    return tuple(Awaited(by_id[session], dues[session]) for session in by_id if session in dues)


def _awaited(event_id: int) -> dict[tuple[int, int], date | None]:
    """Materials of somebody without a version, by session and speaker, with their due days."""
    has_version = sa.exists().where(MaterialVersion.material_id == SessionMaterial.id)
    rows = db.session.execute(
        sa.select(SessionMaterial.session_id, SessionMaterial.speaker_id, SessionMaterial.due)
        .join(AgendaSession, AgendaSession.id == SessionMaterial.session_id)
        .where(
            AgendaSession.event_id == event_id,
            SessionMaterial.speaker_id.is_not(None),
            ~has_version,
        )
    )
    return {(session, speaker): due for session, speaker, due in rows if speaker is not None}


def _parts(event_id: int, speaker_id: int | None = None) -> dict[int, list[Part]]:
    """The parts by the speaker's id, those placed first and by time."""
    query = (
        sa.select(SessionSpeaker.speaker_id, SessionSpeaker.role, AgendaSession)
        .join(AgendaSession, AgendaSession.id == SessionSpeaker.session_id)
        .where(
            AgendaSession.event_id == event_id,
            AgendaSession.state == SessionState.SCHEDULED,
            AgendaSession.kind != SessionKind.BLOCKER,
        )
        .order_by(
            AgendaSession.day.is_(None), AgendaSession.day, AgendaSession.starts, AgendaSession.id
        )
    )
    if speaker_id is not None:
        query = query.where(SessionSpeaker.speaker_id == speaker_id)
    found: dict[int, list[Part]] = defaultdict(list)
    for number, role, session in db.session.execute(query):
        found[number].append(Part(session, role))
    return found


def slides_there(event_id: int) -> dict[int, frozenset[int | None]]:
    """Whose slides are there, by session; None among them: those of the whole session."""
    has_version = sa.exists().where(MaterialVersion.material_id == SessionMaterial.id)
    found: dict[int, set[int | None]] = defaultdict(set)
    for session_id, speaker_id in db.session.execute(
        sa.select(SessionMaterial.session_id, SessionMaterial.speaker_id)
        .join(AgendaSession, AgendaSession.id == SessionMaterial.session_id)
        .where(
            AgendaSession.event_id == event_id,
            SessionMaterial.kind == MaterialKind.SLIDES,
            has_version,
        )
    ):
        found[session_id].add(speaker_id)
    return {session: frozenset(speakers) for session, speakers in found.items()}


def co_speakers(sessions: Sequence[AgendaSession]) -> dict[int, list[SessionSpeaker]]:
    """Who else is in the sessions, by session in order; whoever declined is left out."""
    found: dict[int, list[SessionSpeaker]] = defaultdict(list)
    query = (
        sa.select(SessionSpeaker)
        .join(Speaker, Speaker.id == SessionSpeaker.speaker_id)
        .where(
            SessionSpeaker.session_id.in_([session.id for session in sessions]),
            Speaker.answer != Answer.DECLINED,
        )
        .options(orm.contains_eager(SessionSpeaker.speaker).joinedload(Speaker.organisation))
        .order_by(SessionSpeaker.position, SessionSpeaker.id)
    )
    for row in db.session.scalars(query):
        found[row.session_id].append(row)
    return found


def find_invited(slug: str, code: str) -> tuple[Event, Speaker] | None:
    """The speaker whose page the address names, with the event; drafts too."""
    row = db.session.execute(
        sa.select(Event, Speaker)
        .join(Speaker, Speaker.event_id == Event.id)
        .where(Event.slug == slug, Speaker.code == code)
        .options(
            orm.joinedload(Speaker.organisation),
            orm.joinedload(Speaker.photo),
            orm.joinedload(Speaker.person),
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


def availability_of(speaker_id: int) -> list[tuple[datetime, datetime]]:
    """The stretches in which somebody can come, in order."""
    rows = db.session.execute(
        sa.select(Availability.starts, Availability.ends)
        .where(Availability.speaker_id == speaker_id)
        .order_by(Availability.starts)
    )
    return [(row[0], row[1]) for row in rows]


def rehearsals(event_id: int) -> list[RehearsalSlot]:
    """The event's times for technical tests, in order."""
    return list(
        db.session.scalars(
            sa.select(RehearsalSlot)
            .where(RehearsalSlot.event_id == event_id)
            .order_by(RehearsalSlot.starts, RehearsalSlot.id)
        )
    )


def find_rehearsal(event_id: int, slot_id: int) -> RehearsalSlot | None:
    """One time for a technical test of this event."""
    return db.session.scalar(
        sa.select(RehearsalSlot).where(
            RehearsalSlot.event_id == event_id, RehearsalSlot.id == slot_id
        )
    )


def find_balance(speaker: Speaker) -> SpeakerBalance | None:
    """What somebody said for the balance of the programme; for their own page alone."""
    key = links.balance_key(speaker.event_id, speaker.code)
    return db.session.scalar(sa.select(SpeakerBalance).where(SpeakerBalance.key == key))


def balances(event: Event) -> dict[int, Gender]:
    """What speakers said for the balance, by the speaker's id; who said nothing is not there.

    For the computation of rules alone: never shown, never exported.
    """
    said = {
        row.key: row.gender
        for row in db.session.execute(
            sa.select(SpeakerBalance.key, SpeakerBalance.gender).where(
                SpeakerBalance.event_id == event.id, SpeakerBalance.gender.is_not(None)
            )
        )
    }
    if not said:
        return {}
    codes = db.session.execute(
        sa.select(Speaker.id, Speaker.code).where(Speaker.event_id == event.id)
    )
    found = {row.id: said.get(links.balance_key(event.id, row.code)) for row in codes}
    return {
        speaker: gender
        for speaker, gender in found.items()
        if gender is not None and gender is not Gender.NOT_SAID
    }


def speaking_of(person_id: int) -> list[tuple[Event, Speaker]]:
    """The events to whose programme the person was invited and did not decline, by day."""
    rows = db.session.execute(
        sa.select(Event, Speaker)
        .join(Speaker, Speaker.event_id == Event.id)
        .where(
            Speaker.person_id == person_id,
            Speaker.invited.is_not(None),
            Speaker.answer != Answer.DECLINED,
            Event.state.not_in([EventState.CANCELLED, EventState.ARCHIVED]),
        )
        .order_by(Event.first_day, Event.id)
    )
    return [(row[0], row[1]) for row in rows]


def rows_about(person: Person) -> sa.ColumnElement[bool]:
    """Which speakers are the person: linked rows, and those of their name and address that are not.

    Ask it before name and address are blanked.
    """
    same = sa.and_(
        Speaker.person_id.is_(None),
        Speaker.email != "",
        sa.func.lower(Speaker.email) == person.email.lower(),
        Speaker.name == person.name,
    )
    return sa.or_(Speaker.person_id == person.id, same)
