"""Gathers what the rules look at: the draft, its people and what registered people asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import checks, draft, times
from eventsite.agenda.models import (
    AgendaSession,
    AgendaTerms,
    Availability,
    MaterialKind,
    MaterialVersion,
    RehearsalSlot,
    Release,
    Room,
    RuleOverride,
    SessionMaterial,
    SessionStar,
    Speaker,
    SpeakerRole,
)
from eventsite.agenda.queries import people as people_of
from eventsite.agenda.queries import programme
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.people import sme
from eventsite.reference import countries, groups
from eventsite.reference import queries as reference
from eventsite.registration import queries as registration
from eventsite.registration.models import Gender


def terms_of(event_id: int) -> AgendaTerms | None:
    """What the team settled for its programme; None while it has the defaults."""
    return db.session.get(AgendaTerms, event_id)


def checks_of(
    event: Event,
    sessions: Sequence[AgendaSession] | None = None,
    rooms: Sequence[Room] | None = None,
) -> checks.Agenda:
    """Everything that the rules look at, in at most six queries beside sessions and rooms.

    `sessions` and `rooms` are those of `queries.sessions` and `queries.rooms`, when the caller
    has fetched them already. `checks.find` then looks at it without a further query.
    """
    sessions = programme.sessions(event.id) if sessions is None else sessions
    rooms = programme.rooms(event.id) if rooms is None else rooms
    day = event.first_day or event.created.astimezone(UTC).date()
    known, facts = registration.asked(event.id), _facts(event.id)
    developing = _developing(day)
    return checks.Agenda(
        sessions=[_session(event, session, facts) for session in sessions],
        people=_people(event, sessions, facts, day, developing),
        rooms=[checks.Room(room.id, room.capacity, room.is_online) for room in rooms],
        zone=event.zone,
        hours=draft.hours_of(event),
        needs=checks.Needs(known.languages, known.captions, known.sign_language),
        participants=(
            sum(known.countries.values()),
            sum(number for code, number in known.countries.items() if code in developing),
        ),
        terms=_terms(terms_of(event.id), facts),
    )


def _developing(day: date) -> frozenset[str]:
    """The developing countries of a day (Resolution 105), with the corrections of staff."""
    return _members(day, tuple(reference.corrections()))


@lru_cache(maxsize=64)
def _members(day: date, corrections: tuple[groups.Correction, ...]) -> frozenset[str]:
    return groups.members(groups.Group.DEVELOPING, day, corrections)


@dataclass
class _Facts:
    """Small facts by the id of a session or of a speaker, all of one statement."""

    stars: dict[int, int] = field(default_factory=dict)
    slides: dict[int, set[int | None]] = field(default_factory=lambda: defaultdict(set))
    tests: dict[int, str] = field(default_factory=dict)
    has_slots: bool = False
    free: dict[int, list[checks.Span]] = field(default_factory=lambda: defaultdict(list))


def _facts(event_id: int) -> _Facts:
    found = _Facts()
    for what, number, other, starts, ends in db.session.execute(_small_things(event_id)):
        if what == "free":
            found.free[number].append((starts, ends))
        elif what == "star":
            found.stars[number] = other
        elif what == "slides":
            found.slides[number].add(other)
        else:
            found.has_slots = True
            if number is not None:
                found.tests[number] = "passed" if other else "booked"
    return found


def _small_things(event_id: int) -> sa.CompoundSelect[Any]:
    """Availability, stars, slides and tests as rows (what, id, another number, start, end)."""
    none = sa.null()
    mine = sa.select(AgendaSession.id).where(AgendaSession.event_id == event_id)
    speakers = sa.select(Speaker.id).where(Speaker.event_id == event_id)
    has_version = sa.exists().where(MaterialVersion.material_id == SessionMaterial.id)
    passed = sa.case((RehearsalSlot.passed.is_not(None), 1), else_=0)
    return sa.union_all(
        sa.select(
            sa.literal("free"),
            Availability.speaker_id,
            sa.cast(none, sa.Integer),
            Availability.starts,
            Availability.ends,
        ).where(Availability.speaker_id.in_(speakers)),
        sa.select(sa.literal("star"), SessionStar.session_id, sa.func.count(), none, none)
        .where(SessionStar.session_id.in_(mine))
        .group_by(SessionStar.session_id),
        sa.select(
            sa.literal("slides"), SessionMaterial.session_id, SessionMaterial.speaker_id, none, none
        ).where(
            SessionMaterial.session_id.in_(mine),
            SessionMaterial.kind == MaterialKind.SLIDES,
            has_version,
        ),
        sa.select(sa.literal("test"), RehearsalSlot.speaker_id, passed, none, none).where(
            RehearsalSlot.event_id == event_id
        ),
    )


def _terms(row: AgendaTerms | None, facts: _Facts) -> checks.Terms:
    if row is None:
        return checks.Terms(asks_tests=facts.has_slots)
    return checks.Terms(
        levels=row.levels,
        change_minutes=row.change_minutes,
        women_target=row.women_target,
        interpreters=row.interpreters,
        turn_minutes=row.turn_minutes,
        asks_slides=row.slides_due is not None,
        asks_tests=facts.has_slots,
    )


def _session(event: Event, session: AgendaSession, facts: _Facts) -> checks.Session:
    start = end = None
    if session.is_placed:
        wall = draft.wall_of(session)
        start, end = times.standing(wall, session.minutes, event.zone, session.fold)
    return checks.Session(
        code=session.code,
        kind=session.kind,
        state=session.state,
        start=start,
        end=end,
        minutes=session.minutes,
        rooms=tuple(room.id for room in session.rooms),
        online=session.online,
        track=session.track_id,
        voices=_voices(session),
        languages=tuple(session.languages),
        interpretation=tuple(session.interpretation),
        has_captions=session.has_captions,
        has_sign_language=session.has_sign_language,
        has_abstract=any(session.abstract.values()),
        slides=frozenset(facts.slides.get(session.id, ())),
        stars=facts.stars.get(session.id, 0),
        is_locked=session.is_locked,
    )


def _voices(session: AgendaSession) -> tuple[tuple[int, SpeakerRole], ...]:
    """Everybody in any role, and who presents an item without standing in the list; not absent."""
    listed = [(part.speaker_id, part.role) for part in session.speakers if not part.is_absent]
    named = {part.speaker_id for part in session.speakers}
    presenting = {p.speaker_id for item in session.parts for p in item.presenters} - named
    return (*listed, *((number, SpeakerRole.SPEAKER) for number in sorted(presenting)))


def _people(
    event: Event,
    sessions: Iterable[AgendaSession],
    facts: _Facts,
    day: date,
    developing: frozenset[str],
) -> dict[int, checks.Person]:
    speakers = {part.speaker_id: part.speaker for s in sessions for part in s.speakers}
    wanted = {p.speaker_id for s in sessions for item in s.parts for p in item.presenters}
    if wanted - set(speakers):
        others = sa.select(Speaker).where(Speaker.id.in_(wanted - set(speakers)))
        found = db.session.scalars(others.options(orm.joinedload(Speaker.organisation)))
        speakers |= {speaker.id: speaker for speaker in found}
    said = people_of.balances(event) if speakers else {}
    return {
        number: _person(speaker, facts, said, day, speaker.country in developing)
        for number, speaker in speakers.items()
    }


def _person(
    speaker: Speaker, facts: _Facts, said: Mapping[int, Gender], day: date, is_developing: bool
) -> checks.Person:
    country = countries.COUNTRIES.get(speaker.country)
    entity = speaker.organisation
    free = facts.free.get(speaker.id, ())
    return checks.Person(
        id=speaker.id,
        key=draft.key_of(speaker),
        answer=speaker.answer,
        presence=speaker.presence,
        free=tuple(free) if speaker.availability_given is not None or free else None,
        zone=speaker.zone,
        region=(country.region or "") if country else "",
        country=country.code if country else "",
        is_developing=is_developing,
        organisation=f"org:{entity.id}" if entity else speaker.organisation_text.casefold(),
        kind=entity.kind if entity else None,
        is_small=sme.is_sme(entity.sme, entity.sme_valid_from, entity.sme_valid_until, day)
        if entity
        else None,
        gender=said.get(speaker.id),
        test=facts.tests.get(speaker.id, ""),
        owes_slides=not speaker.without_slides,
    )


@dataclass(frozen=True, slots=True)
class Overridden:
    """Why a version was published although a rule was broken; titles of the sessions concerned."""

    version: int
    rule: checks.Rule
    titles: tuple[Mapping[str, str], ...]
    reason: str
    created: datetime


def overrides(event_id: int) -> list[Overridden]:
    """Every reason with which a rule that blocks publishing was overridden, the newest first."""
    rows = db.session.execute(
        sa.select(RuleOverride, Release.number)
        .join(Release, Release.id == RuleOverride.release_id)
        .where(RuleOverride.event_id == event_id)
        .order_by(Release.number.desc(), RuleOverride.id)
    ).all()
    codes = {code for row, _ in rows for code in row.sessions}
    named = sa.select(AgendaSession.code, AgendaSession.title).where(
        AgendaSession.event_id == event_id, AgendaSession.code.in_(codes)
    )
    titles = {row.code: row.title for row in db.session.execute(named)} if codes else {}
    return [
        Overridden(
            version,
            checks.Rule(row.rule),
            tuple(titles[code] for code in row.sessions if code in titles),
            row.reason,
            row.created,
        )
        for row, version in rows
    ]
