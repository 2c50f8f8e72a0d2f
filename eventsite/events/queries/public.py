"""What a public event page reads: one small query each time, two more when it is built anew."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.events.models import (
    CoOrganizer,
    Event,
    EventDocument,
    EventKind,
    EventState,
    JoinWay,
    KeyDeadline,
)
from eventsite.people.models import Organisation


@dataclass(frozen=True)
class Mark:
    """What tells whether a kept page is still right: key it by `id` and `revised`."""

    id: int
    slug: str
    kind: EventKind
    state: EventState
    revised: datetime
    zone: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Deadline:
    """A key deadline; `label` is empty where its kind says enough."""

    kind: str
    label: dict[str, str]
    at: datetime


@dataclass(frozen=True)
class CoOrganizing:
    """A partner: names by language and its role."""

    role: str
    name: dict[str, str]
    website: str


@dataclass(frozen=True)
class Document:
    """A document: a link, or a file by its code with its size in bytes."""

    title: dict[str, str]
    lang: str
    url: str
    file_code: str
    file_name: str
    size: int


@dataclass(frozen=True)
class PublicEvent:
    """An event with all that its page shows; series, initiative, cover and days are loaded."""

    event: Event
    deadlines: tuple[Deadline, ...]
    co_organizers: tuple[CoOrganizing, ...]
    documents: tuple[Document, ...]
    #: Kinds of the ways to join, in order; their addresses are for registered people only.
    join_ways: tuple[str, ...]


def find_mark(slug: str) -> Mark | None:
    """One query of a few columns; None for an unknown slug and for a draft."""
    found = db.session.execute(
        sa.select(
            Event.id,
            Event.slug,
            Event.kind,
            Event.state,
            Event.revised,
            Event.zone,
            Event.first_day,
            Event.last_day,
        ).where(Event.slug == slug, Event.state != EventState.DRAFT)
    ).one_or_none()
    return Mark(**found._mapping) if found else None


def public_event(event_id: int) -> PublicEvent:
    """The event of a mark in two queries; raises NoResultFound."""
    event = (
        db.session.scalars(
            sa.select(Event)
            .where(Event.id == event_id)
            .options(
                joinedload(Event.series),
                joinedload(Event.initiative),
                joinedload(Event.cover),
                joinedload(Event.days),
            )
        )
        .unique()
        .one()
    )
    rows = db.session.execute(_parts(event_id)).all()
    of = {part: [row for row in rows if row.part == part] for part in ("d", "c", "f", "j")}
    return PublicEvent(
        event=event,
        deadlines=tuple(Deadline(row.key, row.title, row.at) for row in of["d"]),
        co_organizers=tuple(
            CoOrganizing(row.key, row.other or row.title, row.url) for row in of["c"]
        ),
        documents=tuple(
            Document(row.title, row.key, row.url, row.code or "", row.name or "", row.size or 0)
            for row in of["f"]
        ),
        join_ways=tuple(row.key for row in of["j"]),
    )


def _parts(event_id: int) -> sa.CompoundSelect[Any]:
    """Deadlines, co-organizers, documents and ways to join as rows of one shape, in order."""
    deadline = _shape("d", KeyDeadline.kind, KeyDeadline.label, at=KeyDeadline.at).where(
        KeyDeadline.event_id == event_id, KeyDeadline.cancelled.is_(None)
    )
    partner = (
        _shape(
            "c",
            sa.cast(CoOrganizer.role, sa.String),
            CoOrganizer.name,
            url=CoOrganizer.website,
            position=CoOrganizer.position,
            other=Organisation.names,
        )
        .outerjoin(Organisation, Organisation.id == CoOrganizer.organisation_id)
        .where(CoOrganizer.event_id == event_id)
    )
    document = (
        _shape(
            "f",
            EventDocument.lang,
            EventDocument.title,
            url=EventDocument.url,
            position=EventDocument.position,
            file=True,
        )
        .outerjoin(File, File.id == EventDocument.file_id)
        .where(EventDocument.event_id == event_id)
    )
    way = _shape("j", sa.cast(JoinWay.kind, sa.String), JoinWay.label, position=JoinWay.position)
    found = sa.union_all(deadline, partner, document, way.where(JoinWay.event_id == event_id))
    return found.order_by(sa.text("part, position, at"))


def _shape(part: str, key: Any, title: Any, **given: Any) -> sa.Select[Any]:
    """One branch of the union; what it has not is a typed NULL, which PostgreSQL asks for."""
    file = given.pop("file", False)

    def column(name: str, kind: Any) -> Any:
        value = given.get(name)
        return (sa.cast(sa.null(), kind) if value is None else value).label(name)

    return sa.select(
        sa.literal(part).label("part"),
        key.label("key"),
        title.label("title"),
        (given["at"] if "at" in given else sa.cast(sa.null(), KeyDeadline.at.type)).label("at"),
        column("url", sa.String),
        column("position", sa.Integer),
        column("other", sa.JSON),
        (File.code if file else sa.cast(sa.null(), sa.String)).label("code"),
        (File.name if file else sa.cast(sa.null(), sa.String)).label("name"),
        (File.size if file else sa.cast(sa.null(), sa.Integer)).label("size"),
    )
