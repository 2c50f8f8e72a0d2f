"""Fetches what was published: versions and what public pages ask first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import releases
from eventsite.agenda.models import (
    Agenda,
    AgendaSession,
    AgendaTerms,
    Release,
    ReleaseDigest,
    ReleasePerson,
    SessionPlaces,
)
from eventsite.core import gathered
from eventsite.core.db import db
from eventsite.events.models import Event, EventKind, EventState, Mode


def latest_release(event_id: int) -> Release | None:
    """The newest version of an event's programme, with its people."""
    return db.session.scalar(
        sa.select(Release)
        .where(Release.event_id == event_id)
        .options(orm.selectinload(Release.people))
        .order_by(Release.number.desc())
        .limit(1)
    )


def counts(event_id: int) -> tuple[int, int]:
    """The agenda's revision and the number of its newest version; 0 before the first of each."""
    revision = sa.select(Agenda.revision).where(Agenda.event_id == event_id)
    newest = sa.select(sa.func.max(Release.number)).where(Release.event_id == event_id)
    row = db.session.execute(sa.select(revision.scalar_subquery(), newest.scalar_subquery())).one()
    return row[0] or 0, row[1] or 0


def find_release(event_id: int, number: int) -> Release | None:
    """One version of an event's programme, with its people."""
    return db.session.scalar(
        sa.select(Release)
        .where(Release.event_id == event_id, Release.number == number)
        .options(orm.selectinload(Release.people))
    )


def versions(event_id: int) -> Sequence[sa.Row[Any]]:
    """Every version but its content, newest first, with the state of its mails.

    Columns: number, created, author, note, diff, is_live, takes_back; state, due and told of its
    mails, None where it has none.
    """
    return db.session.execute(
        sa.select(
            Release.number,
            Release.created,
            Release.author,
            Release.note,
            Release.diff,
            Release.is_live,
            Release.takes_back,
            ReleaseDigest.state,
            ReleaseDigest.due,
            ReleaseDigest.told,
        )
        .outerjoin(ReleaseDigest, ReleaseDigest.release_id == Release.id)
        .where(Release.event_id == event_id)
        .order_by(Release.number.desc())
    ).all()


def known_people(event_id: int) -> dict[str, releases.ReleasedPerson]:
    """Everybody who was ever published in an event, by speaker code, as last published."""
    newest = (
        sa.select(sa.func.max(ReleasePerson.id))
        .join(Release, Release.id == ReleasePerson.release_id)
        .where(Release.event_id == event_id)
        .group_by(ReleasePerson.speaker_code)
    )
    rows = db.session.execute(
        sa.select(ReleasePerson.speaker_code, ReleasePerson.name, ReleasePerson.role_title).where(
            ReleasePerson.id.in_(newest)
        )
    )
    return {
        code: releases.ReleasedPerson(name=name, role_title=title) for code, name, title in rows
    }


def people_of(release: Release) -> dict[str, releases.ReleasedPerson]:
    """A release's people by speaker code, from its side rows."""
    return {
        row.speaker_code: releases.ReleasedPerson(
            row.honorific, row.name, row.role_title, row.biography, row.photo_code, row.redacted
        )
        for row in release.people
    }


@dataclass(frozen=True, slots=True)
class Published:
    """What a public page asks first: the event in a few columns and its newest release's key."""

    event_id: int
    slug: str
    kind: EventKind
    state: EventState
    mode: Mode
    zone: str
    city: dict[str, str]
    title: dict[str, str]
    hue: str
    revised: datetime
    #: The newest release, None before the first.
    release_id: int | None
    #: The last erasure of a person in it: counts into ETags and feeds.
    redacted: datetime | None
    #: The last erasure of a person in any version, for pages that tell of all.
    erased: datetime | None = None
    #: Which sites may show the programme in a frame, as `framing.sources` takes them.
    frame_hosts: list[str] | None = None
    #: Codes of sessions with limited places, and how many.
    limited: list[tuple[str, int]] | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Changes whenever a page made from it would."""
        limited = tuple(self.limited or ())
        return (self.event_id, self.release_id, self.redacted, self.revised, self.state, limited)


def find_published(slug: str) -> Published | None:
    """A public event with the key of its newest release, in one query; None for a draft."""
    newest = (
        sa.select(Release.id)
        .where(Release.event_id == Event.id)
        .order_by(Release.number.desc())
        .limit(1)
        .correlate(Event)
        .scalar_subquery()
    )
    redacted = (
        sa.select(sa.func.max(ReleasePerson.redacted))
        .where(ReleasePerson.release_id == newest)
        .correlate(Event)
        .scalar_subquery()
    )
    erased = (
        sa.select(sa.func.max(ReleasePerson.redacted))
        .join(Release, Release.id == ReleasePerson.release_id)
        .where(Release.event_id == Event.id)
        .correlate(Event)
        .scalar_subquery()
    )
    framed = sa.select(AgendaTerms.frame_hosts).where(AgendaTerms.event_id == Event.id)
    limited = (
        sa.select(AgendaSession.code, SessionPlaces.places)
        .join(SessionPlaces, SessionPlaces.session_id == AgendaSession.id)
        .join(Event, Event.id == SessionPlaces.event_id)
        .where(Event.slug == slug)
        .order_by(AgendaSession.id)
    )
    row = db.session.execute(
        sa.select(
            Event.id,
            Event.slug,
            Event.kind,
            Event.state,
            Event.mode,
            Event.zone,
            Event.city,
            Event.title,
            Event.hue,
            Event.revised,
            newest,
            redacted,
            erased,
            framed.correlate(Event).scalar_subquery(),
            gathered.rows(limited, lambda code, places: (code, places)),
        ).where(Event.slug == slug, Event.state != EventState.DRAFT)
    ).one_or_none()
    return Published(*tuple(row)) if row is not None else None


def release_content(release_id: int) -> Release:
    """A release with its people, in two queries."""
    return db.session.execute(
        sa.select(Release).where(Release.id == release_id).options(orm.selectinload(Release.people))
    ).scalar_one()


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which version a release is, and where its event takes place (for `events.wording`)."""

    number: int
    created: datetime
    mode: Mode
    zone: str
    venue: dict[str, str]
    city: dict[str, str]
    country: str


def imprint(release_id: int) -> Imprint:
    """What files say of a release beside its content."""
    row = db.session.execute(
        sa.select(
            Release.number,
            Release.created,
            Event.mode,
            Event.zone,
            Event.venue,
            Event.city,
            Event.country,
        )
        .join(Event, Event.id == Release.event_id)
        .where(Release.id == release_id)
    ).one()
    return Imprint(*row)


def stored(release_id: int) -> tuple[dict[str, Any], dict[str, releases.ReleasedPerson]]:
    """A release's content as it is stored and its people by speaker code, in one statement."""
    people = (
        sa.select(
            ReleasePerson.speaker_code,
            ReleasePerson.honorific,
            ReleasePerson.name,
            ReleasePerson.role_title,
            ReleasePerson.biography,
            ReleasePerson.photo_code,
            ReleasePerson.redacted,
        )
        .where(ReleasePerson.release_id == release_id)
        .order_by(ReleasePerson.id)
    )
    named = gathered.rows(people, lambda code, *facts: (code, releases.ReleasedPerson(*facts)))
    content, found = db.session.execute(
        sa.select(Release.content, named).where(Release.id == release_id)
    ).one()
    return content, dict(found)
