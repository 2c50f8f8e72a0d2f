"""Fetches what belongs to sessions besides their place: materials, services, ways to join."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.sql.base import ExecutableOption

from eventsite.agenda.models import (
    AgendaSession,
    Answer,
    MaterialVersion,
    PartPresenter,
    Publish,
    Room,
    SessionJoinWay,
    SessionMaterial,
    SessionSpeaker,
    SessionState,
    SessionSupply,
    Speaker,
)
from eventsite.core.db import db


def materials(session_id: int) -> list[SessionMaterial]:
    """A session's materials in their order, with versions, files and whose they are."""
    query = (
        sa.select(SessionMaterial)
        .where(SessionMaterial.session_id == session_id)
        .options(*_with_versions())
        .order_by(SessionMaterial.position, SessionMaterial.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def find_material(session_id: int, code: str) -> SessionMaterial | None:
    """A material of this session, with its versions."""
    query = (
        sa.select(SessionMaterial)
        .where(SessionMaterial.session_id == session_id, SessionMaterial.code == code)
        .options(*_with_versions())
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one_or_none()


def materials_of_speaker(speaker_id: int) -> list[tuple[SessionMaterial, str]]:
    """A speaker's own materials in all their sessions, with versions and the session's code."""
    query = (
        sa.select(SessionMaterial, AgendaSession.code)
        .join(AgendaSession, AgendaSession.id == SessionMaterial.session_id)
        .where(SessionMaterial.speaker_id == speaker_id)
        .options(*_with_versions())
        .order_by(SessionMaterial.id)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def withdrawn_materials(event_id: int) -> set[str]:
    """Codes of an event's materials that only the team may have, published before or not."""
    return set(
        db.session.scalars(
            sa.select(SessionMaterial.code)
            .join(AgendaSession, AgendaSession.id == SessionMaterial.session_id)
            .where(AgendaSession.event_id == event_id, SessionMaterial.publish == Publish.NEVER)
        )
    )


def _with_versions() -> tuple[ExecutableOption, ...]:
    return (
        orm.selectinload(SessionMaterial.versions).joinedload(MaterialVersion.file),
        orm.joinedload(SessionMaterial.speaker),
    )


def speakers_of(session_id: int) -> list[Speaker]:
    """Who is in a session, in its order, each once."""
    query = (
        sa.select(Speaker)
        .join(SessionSpeaker, SessionSpeaker.speaker_id == Speaker.id)
        .where(SessionSpeaker.session_id == session_id)
        .options(orm.joinedload(Speaker.organisation))
        .order_by(SessionSpeaker.position, SessionSpeaker.id)
    )
    return list(dict.fromkeys(db.session.scalars(query)))


def is_speaker(event_id: int, person_id: int) -> bool:
    """Whether a person has a part in a session of the event and has not declined."""
    voices = sa.select(SessionSpeaker.speaker_id)
    presenters = sa.select(PartPresenter.speaker_id)
    wanted = sa.select(Speaker.id).where(
        Speaker.event_id == event_id,
        Speaker.person_id == person_id,
        Speaker.answer != Answer.DECLINED,
        sa.or_(Speaker.id.in_(voices), Speaker.id.in_(presenters)),
    )
    return db.session.scalar(wanted.limit(1)) is not None


def supplies(session_id: int) -> list[SessionSupply]:
    """A session's services by kind and language."""
    return list(
        db.session.scalars(
            sa.select(SessionSupply)
            .where(SessionSupply.session_id == session_id)
            .order_by(SessionSupply.kind, SessionSupply.lang, SessionSupply.id)
        )
    )


def find_supply(event_id: int, service_id: int) -> SessionSupply | None:
    """A service of a session of this event."""
    return db.session.scalar(
        sa.select(SessionSupply)
        .join(AgendaSession, AgendaSession.id == SessionSupply.session_id)
        .where(SessionSupply.id == service_id, AgendaSession.event_id == event_id)
    )


def session_of_supply(service: SessionSupply) -> AgendaSession:
    """The session a service is for."""
    return db.session.get_one(AgendaSession, service.session_id)


def announcing(event_id: int) -> list[AgendaSession]:
    """Sessions that are not withdrawn or cancelled, by time, without their rows."""
    return list(
        db.session.scalars(
            sa.select(AgendaSession)
            .where(
                AgendaSession.event_id == event_id,
                AgendaSession.state == SessionState.SCHEDULED,
            )
            .order_by(
                AgendaSession.day.is_(None),
                AgendaSession.day,
                AgendaSession.starts,
                AgendaSession.id,
            )
        )
    )


def supplies_of_event(event_id: int) -> Sequence[tuple[SessionSupply, AgendaSession]]:
    """Every service of an event with its session and that session's rooms, in order of time."""
    rows = db.session.execute(
        sa.select(SessionSupply, AgendaSession)
        .join(AgendaSession, AgendaSession.id == SessionSupply.session_id)
        .where(AgendaSession.event_id == event_id)
        .options(orm.selectinload(AgendaSession.rooms).load_only(Room.names, Room.position))
        .order_by(
            AgendaSession.day.is_(None),
            AgendaSession.day,
            AgendaSession.starts,
            AgendaSession.id,
            SessionSupply.kind,
            SessionSupply.lang,
            SessionSupply.id,
        )
    )
    return [(row[0], row[1]) for row in rows]


def session_ways(session_id: int) -> list[SessionJoinWay]:
    """The ways to join one session, in their order."""
    return list(
        db.session.scalars(
            sa.select(SessionJoinWay)
            .where(SessionJoinWay.session_id == session_id)
            .order_by(SessionJoinWay.position, SessionJoinWay.id)
        )
    )
