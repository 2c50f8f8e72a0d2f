"""Fetches the parts of an event: ways to join, partners, deadlines, documents, files."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.events.models import CoOrganizer, Event, EventDocument, JoinWay, KeyDeadline
from eventsite.events.readiness import Parts

#: A deadline that was not removed.
STANDING = KeyDeadline.cancelled.is_(None)


def join_ways(event_id: int) -> Sequence[JoinWay]:
    """In their order."""
    return db.session.scalars(
        sa.select(JoinWay)
        .where(JoinWay.event_id == event_id)
        .order_by(JoinWay.position, JoinWay.id)
    ).all()


def co_organizers(event_id: int) -> Sequence[CoOrganizer]:
    """In their order, each with its organisation."""
    return db.session.scalars(
        sa.select(CoOrganizer)
        .where(CoOrganizer.event_id == event_id)
        .options(joinedload(CoOrganizer.organisation))
        .order_by(CoOrganizer.position, CoOrganizer.id)
    ).all()


def deadlines(event_id: int) -> Sequence[KeyDeadline]:
    """The soonest first, without those removed."""
    return db.session.scalars(
        sa.select(KeyDeadline)
        .where(KeyDeadline.event_id == event_id, STANDING)
        .order_by(KeyDeadline.at, KeyDeadline.id)
    ).all()


def every_deadline(event_id: int) -> Sequence[KeyDeadline]:
    """The soonest first, with those removed, which only feeds still know."""
    return db.session.scalars(
        sa.select(KeyDeadline)
        .where(KeyDeadline.event_id == event_id)
        .order_by(KeyDeadline.at, KeyDeadline.id)
    ).all()


def find_deadline(
    event_id: int, kind: str, label_key: str = "", removed: bool = False
) -> KeyDeadline | None:
    """The one deadline of this kind and key, which page, form, feed and reminders read.

    `removed` also finds the row that only feeds still know.
    """
    return db.session.scalar(
        sa.select(KeyDeadline).where(
            KeyDeadline.event_id == event_id,
            KeyDeadline.kind == kind,
            KeyDeadline.label_key == label_key,
            sa.true() if removed else STANDING,
        )
    )


def documents(event_id: int) -> Sequence[EventDocument]:
    """In their order, each with its file."""
    return db.session.scalars(
        sa.select(EventDocument)
        .where(EventDocument.event_id == event_id)
        .options(joinedload(EventDocument.file))
        .order_by(EventDocument.position, EventDocument.id)
    ).all()


def find_document(event_id: int, document_id: int) -> EventDocument | None:
    """A document of this event and no other."""
    return db.session.scalar(
        sa.select(EventDocument).where(
            EventDocument.event_id == event_id, EventDocument.id == document_id
        )
    )


def next_document_position(event_id: int) -> int:
    """Where one more document stands."""
    last = db.session.scalar(
        sa.select(sa.func.max(EventDocument.position)).where(EventDocument.event_id == event_id)
    )
    return 0 if last is None else last + 1


def find_file(event_id: int, code: str, cover: bool) -> File | None:
    """The file of that code if it is the event's cover, or one of its documents."""
    holder = Event.cover_file_id if cover else EventDocument.file_id
    of_event = Event.id == event_id if cover else EventDocument.event_id == event_id
    return db.session.scalar(
        sa.select(File)
        .join(Event if cover else EventDocument, holder == File.id)
        .where(of_event, File.code == code)
    )


def find_cover(event_id: int) -> File | None:
    """The uploaded cover."""
    return db.session.scalar(
        sa.select(File).join(Event, Event.cover_file_id == File.id).where(Event.id == event_id)
    )


def parts(event_id: int) -> Parts:
    """How many of each there are, in one query."""
    counts = [
        sa.select(sa.func.count()).where(model.event_id == event_id, which).scalar_subquery()
        for model, which in (
            (JoinWay, sa.true()),
            (JoinWay, JoinWay.address == ""),
            (CoOrganizer, sa.true()),
            (KeyDeadline, STANDING),
        )
    ]
    ways, bare, partners, dates = db.session.execute(sa.select(*counts)).one()
    return Parts(join_ways=ways, without_address=bare, co_organizers=partners, deadlines=dates)
