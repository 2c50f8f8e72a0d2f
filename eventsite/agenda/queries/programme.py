"""Fetches rooms, tracks, sessions and speakers of the draft."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import draft as drafting
from eventsite.agenda.models import (
    AgendaSession,
    MaterialVersion,
    PartPresenter,
    Room,
    SessionKind,
    SessionMaterial,
    SessionPart,
    SessionSpeaker,
    SessionState,
    Speaker,
    Track,
)
from eventsite.core.db import db
from eventsite.events.models import Event


def rooms(event_id: int) -> list[Room]:
    """The event's rooms in their order."""
    return list(
        db.session.scalars(
            sa.select(Room).where(Room.event_id == event_id).order_by(Room.position, Room.id)
        )
    )


def tracks(event_id: int) -> list[Track]:
    """The event's tracks in their order."""
    return list(
        db.session.scalars(
            sa.select(Track).where(Track.event_id == event_id).order_by(Track.position, Track.id)
        )
    )


def find_room(event_id: int, room_id: int) -> Room | None:
    """A room of this event."""
    return db.session.scalar(sa.select(Room).where(Room.event_id == event_id, Room.id == room_id))


def find_track(event_id: int, track_id: int) -> Track | None:
    """A track of this event."""
    return db.session.scalar(
        sa.select(Track).where(Track.event_id == event_id, Track.id == track_id)
    )


def _whole(query: sa.Select[AgendaSession]) -> sa.Select[AgendaSession]:
    """Sessions with all that belongs to them, in a constant number of queries."""
    speaker = orm.selectinload(AgendaSession.speakers).joinedload(SessionSpeaker.speaker)
    presenter = (
        orm.selectinload(AgendaSession.parts)
        .selectinload(SessionPart.presenters)
        .joinedload(PartPresenter.speaker)
    )
    material = orm.selectinload(AgendaSession.materials)
    # As much of a material's speaker as of the others: what is read anew drops the rest.
    owner = material.joinedload(SessionMaterial.speaker)
    return query.options(
        orm.joinedload(AgendaSession.track),
        orm.selectinload(AgendaSession.rooms),
        presenter.joinedload(Speaker.organisation),
        presenter.joinedload(Speaker.photo),
        owner.joinedload(Speaker.organisation),
        owner.joinedload(Speaker.photo),
        material.joinedload(SessionMaterial.versions).joinedload(MaterialVersion.file),
        orm.selectinload(AgendaSession.ways),
        speaker.joinedload(Speaker.organisation),
        speaker.joinedload(Speaker.photo),
    )


def sessions(event_id: int) -> list[AgendaSession]:
    """Every session of the draft with its parts, read anew, those placed first and by time."""
    query = (
        _whole(sa.select(AgendaSession))
        .where(AgendaSession.event_id == event_id)
        .order_by(
            AgendaSession.day.is_(None), AgendaSession.day, AgendaSession.starts, AgendaSession.id
        )
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def said_sessions(event_id: int) -> list[AgendaSession]:
    """Sessions that are or will be published, by time, with their items and nothing else."""
    presenter = orm.selectinload(AgendaSession.parts).selectinload(SessionPart.presenters)
    query = (
        sa.select(AgendaSession)
        .where(
            AgendaSession.event_id == event_id,
            AgendaSession.state != SessionState.WITHDRAWN,
            AgendaSession.kind != SessionKind.BLOCKER,
        )
        .options(presenter)
        .order_by(
            AgendaSession.day.is_(None), AgendaSession.day, AgendaSession.starts, AgendaSession.id
        )
    )
    return list(db.session.scalars(query))


def find_session(event_id: int, code: str) -> AgendaSession | None:
    """A session of the draft with its parts."""
    found = sa.select(AgendaSession).where(
        AgendaSession.event_id == event_id, AgendaSession.code == code
    )
    return db.session.scalars(_whole(found)).one_or_none()


def sessions_of_codes(event_id: int, codes: Iterable[str]) -> list[AgendaSession]:
    """Sessions with all that belongs to them, by code; codes of no session are left out."""
    found = sa.select(AgendaSession).where(
        AgendaSession.event_id == event_id, AgendaSession.code.in_(list(codes))
    )
    return list(db.session.scalars(_whole(found)))


def movable(event_id: int, codes: Iterable[str]) -> dict[str, AgendaSession]:
    """Sessions by code with their rooms and nothing else: what a move needs, in two queries."""
    query = (
        sa.select(AgendaSession)
        .where(AgendaSession.event_id == event_id, AgendaSession.code.in_(list(codes)))
        .options(orm.selectinload(AgendaSession.rooms))
    )
    return {session.code: session for session in db.session.scalars(query)}


def load_parts(session: AgendaSession) -> None:
    """Fetch a session's items where it came without them."""
    if "parts" in sa.inspect(session).unloaded:
        db.session.scalars(
            sa.select(AgendaSession)
            .where(AgendaSession.id == session.id)
            .options(orm.selectinload(AgendaSession.parts).selectinload(SessionPart.presenters))
        ).one()


def speakers(event_id: int) -> list[Speaker]:
    """The event's speakers, by name; those without one by job title."""
    name = sa.func.lower(sa.func.coalesce(sa.func.nullif(Speaker.name, ""), Speaker.role_title))
    return list(
        db.session.scalars(
            sa.select(Speaker)
            .where(Speaker.event_id == event_id)
            .options(orm.joinedload(Speaker.organisation), orm.joinedload(Speaker.photo))
            .order_by(name, Speaker.id)
        )
    )


def find_speaker(event_id: int, code: str) -> Speaker | None:
    """A speaker of this event."""
    return db.session.scalar(
        sa.select(Speaker)
        .where(Speaker.event_id == event_id, Speaker.code == code)
        .options(
            orm.joinedload(Speaker.organisation),
            orm.joinedload(Speaker.photo),
            orm.joinedload(Speaker.person),
        )
    )


def sessions_by_speaker(event_id: int) -> dict[int, int]:
    """How many sessions each speaker of the event is in, by the speaker's id."""
    query = (
        sa.select(SessionSpeaker.speaker_id, sa.func.count(sa.distinct(SessionSpeaker.session_id)))
        .join(Speaker, Speaker.id == SessionSpeaker.speaker_id)
        .where(Speaker.event_id == event_id)
        .group_by(SessionSpeaker.speaker_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def draft(event: Event) -> drafting.Draft:
    """What publishing would freeze now."""
    return drafting.of(event, sessions(event.id))
