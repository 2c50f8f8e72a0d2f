"""Fetches what the desk changed on the day, to undo it and to show where sessions went."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from eventsite.agenda.models import AgendaSession, LiveChange, LiveKind, ReleaseDigest
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


def rooms_left(event_id: int) -> Mapping[str, frozenset[int]]:
    """By session code, the rooms that it left on the day and in which people may look for it."""
    found = db.session.execute(
        sa.select(AgendaSession.code, LiveChange.before)
        .join(AgendaSession, AgendaSession.id == LiveChange.session_id)
        .where(
            LiveChange.event_id == event_id,
            LiveChange.kind == LiveKind.ROOM,
            LiveChange.undone.is_(None),
        )
    )
    left: dict[str, frozenset[int]] = {}
    for code, before in found:
        left[code] = left.get(code, frozenset()) | frozenset(before["was"][code]["rooms"])
    return left
