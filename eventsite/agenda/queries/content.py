"""Fetches what belongs to sessions besides their place: materials, services, ways to join."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda.models import (
    AgendaSession,
    MaterialVersion,
    Room,
    SessionJoinWay,
    SessionMaterial,
    SessionService,
    SessionSpeaker,
    Speaker,
)
from eventsite.core.db import db


def materials(session_id: int) -> list[SessionMaterial]:
    """A session's materials in their order, with versions, files and whose they are."""
    query = _with_versions(sa.select(SessionMaterial)).where(
        SessionMaterial.session_id == session_id
    )
    return list(
        db.session.scalars(query.order_by(SessionMaterial.position, SessionMaterial.id)).unique()
    )


def find_material(session_id: int, code: str) -> SessionMaterial | None:
    """A material of this session, with its versions."""
    query = _with_versions(sa.select(SessionMaterial)).where(
        SessionMaterial.session_id == session_id, SessionMaterial.code == code
    )
    return db.session.scalars(query).unique().one_or_none()


def _with_versions(query: sa.Select[SessionMaterial]) -> sa.Select[SessionMaterial]:
    return query.options(
        orm.selectinload(SessionMaterial.versions).joinedload(MaterialVersion.file),
        orm.joinedload(SessionMaterial.speaker),
    ).execution_options(populate_existing=True)


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


def services(session_id: int) -> list[SessionService]:
    """A session's services by kind and language."""
    return list(
        db.session.scalars(
            sa.select(SessionService)
            .where(SessionService.session_id == session_id)
            .order_by(SessionService.kind, SessionService.lang, SessionService.id)
        )
    )


def find_service(event_id: int, service_id: int) -> SessionService | None:
    """A service of a session of this event."""
    return db.session.scalar(
        sa.select(SessionService)
        .join(AgendaSession, AgendaSession.id == SessionService.session_id)
        .where(SessionService.id == service_id, AgendaSession.event_id == event_id)
    )


def services_of_event(event_id: int) -> Sequence[tuple[SessionService, AgendaSession]]:
    """Every service of an event with its session and that session's rooms, in order of time."""
    rows = db.session.execute(
        sa.select(SessionService, AgendaSession)
        .join(AgendaSession, AgendaSession.id == SessionService.session_id)
        .where(AgendaSession.event_id == event_id)
        .options(orm.selectinload(AgendaSession.rooms).load_only(Room.names, Room.position))
        .order_by(
            AgendaSession.day.is_(None),
            AgendaSession.day,
            AgendaSession.starts,
            AgendaSession.id,
            SessionService.kind,
            SessionService.lang,
            SessionService.id,
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
