"""Fetches what the desk changed on the day, to undo it and to show where sessions went."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda.models import AgendaSession, LiveChange, LiveKind, Release, ReleaseDigest
from eventsite.core import gathered
from eventsite.core.db import db


def find_live_change(event_id: int, number: int) -> LiveChange | None:
    """A change of the day of this event."""
    return db.session.scalar(
        sa.select(LiveChange).where(LiveChange.event_id == event_id, LiveChange.id == number)
    )


def live_changes(event_id: int, since: datetime) -> list[tuple[LiveChange, str, int]]:
    """What was changed since an instant and holds: the change, its session's code, how many were
    told; the newest first.
    """
    found = db.session.execute(
        sa.select(LiveChange, AgendaSession.code, sa.func.coalesce(ReleaseDigest.told, 0))
        .join(AgendaSession, AgendaSession.id == LiveChange.session_id)
        .outerjoin(ReleaseDigest, ReleaseDigest.release_id == LiveChange.release_id)
        .where(
            LiveChange.event_id == event_id,
            LiveChange.created >= since,
            LiveChange.undone.is_(None),
        )
        .order_by(LiveChange.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in found]


Left = Mapping[str, frozenset[int]]


def rooms_left(event_id: int) -> Left:
    """By session code, the rooms that it left on the day and in which people may look for it."""
    return _left((code, before) for code, before in db.session.execute(_moves(event_id)))


def release_of_day(event_id: int, release_id: int) -> tuple[Release, Left]:
    """A release with its people, and the rooms that sessions left, in two queries."""
    moves = gathered.rows(_moves(event_id), lambda code, before: (code, before))
    row = db.session.execute(
        sa.select(Release, moves)
        .where(Release.id == release_id)
        .options(orm.selectinload(Release.people))
    ).one()
    return row[0], _left(row[1])


def _moves(event_id: int) -> sa.Select[tuple[str, dict[str, Any]]]:
    return (
        sa.select(AgendaSession.code, LiveChange.before)
        .join(AgendaSession, AgendaSession.id == LiveChange.session_id)
        .where(
            LiveChange.event_id == event_id,
            LiveChange.kind == LiveKind.ROOM,
            LiveChange.undone.is_(None),
        )
    )


def _left(moves: Iterable[tuple[str, Mapping[str, Any]]]) -> Left:
    left: dict[str, frozenset[int]] = {}
    for code, before in moves:
        left[code] = left.get(code, frozenset()) | frozenset(before["was"][code]["rooms"])
    return left
