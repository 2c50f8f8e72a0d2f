"""Sets an event's ways to join and co-organizers, adds documents and its cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from eventsite.core import audit, files
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import queries, rules
from eventsite.events.actions import revising
from eventsite.events.models import CoOrganizer, Event, EventDocument, JoinWay, JoinWayKind
from eventsite.events.models.event import CoOrganizerRole
from eventsite.events.verbs import Verb
from eventsite.people.models import EntityKind


@dataclass(frozen=True)
class Way:
    """A wanted way to join; `address` is a web address or a telephone number."""

    kind: JoinWayKind
    address: str
    label: Mapping[str, str] = field(default_factory=dict)
    lang: str = ""
    kbits: int = 0
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Partner:
    """A wanted co-organizer: of the directory by its id, or a name alone with its kind."""

    role: CoOrganizerRole = CoOrganizerRole.PARTNER
    organisation_id: int | None = None
    name: Mapping[str, str] = field(default_factory=dict)
    website: str = ""
    kind: EntityKind | None = None


def set_join_ways(
    *, actor: str, event: Event, ways: Sequence[Way], version: int | None = None
) -> None:
    """People join in these ways, in this order; the trail keeps their kinds, no address."""
    revising.open_to_change(event)
    old = queries.join_ways(event.id)
    mine = [f"{way.kind.value} {way.address}" for way in ways]
    theirs = [f"{way.kind.value} {way.address}" for way in old]
    revising.not_stale(event, version, {"ways to join": mine}, {"ways to join": theirs})
    db.session.execute(sa.delete(JoinWay).where(JoinWay.event_id == event.id))
    for position, way in enumerate(ways):
        db.session.add(
            JoinWay(
                event_id=event.id,
                kind=way.kind,
                address=way.address,
                label=dict(way.label),
                lang=way.lang,
                kbits=way.kbits,
                note=dict(way.note),
                position=position,
            )
        )
    revising.revise(event)
    before = {"kinds": [way.kind.value for way in old]}
    after = {"kinds": [way.kind.value for way in ways]}
    audit.record(actor, Verb.JOIN_WAYS_SET, f"event:{event.id}", before, after)


def set_co_organizers(
    *, actor: str, event: Event, partners: Sequence[Partner], version: int | None = None
) -> None:
    """These organize it together with ITU, shown in this order. Refused: one without a name."""
    revising.open_to_change(event)
    if any(not partner.organisation_id and not any(partner.name.values()) for partner in partners):
        raise Refused(rules.Reason.CO_ORGANIZER_NAME)
    old = queries.co_organizers(event.id)
    mine = [f"{each.role.value} {_name(each)}" for each in partners]
    theirs = [f"{each.role.value} {_name(each)}" for each in old]
    revising.not_stale(event, version, {"co-organizers": mine}, {"co-organizers": theirs})
    db.session.execute(sa.delete(CoOrganizer).where(CoOrganizer.event_id == event.id))
    for position, partner in enumerate(partners):
        db.session.add(
            CoOrganizer(
                event_id=event.id,
                organisation_id=partner.organisation_id,
                name=dict(partner.name),
                role=partner.role,
                kind=partner.kind,
                website=partner.website,
                position=position,
            )
        )
    revising.revise(event)
    before, after = {"co_organizers": theirs}, {"co_organizers": mine}
    audit.record(actor, Verb.CO_ORGANIZERS_SET, f"event:{event.id}", before, after)


def _name(each: Partner | CoOrganizer) -> str:
    if each.organisation_id is not None:
        return f"organisation:{each.organisation_id}"
    return next(iter(each.name.values()), "")


def add_document(
    *,
    actor: str,
    event: Event,
    title: Mapping[str, str],
    lang: str = "en",
    upload: FileStorage | None = None,
    url: str = "",
) -> EventDocument:
    """A file (checked by content) or a link; Refused for both, neither or a wrong file."""
    revising.open_to_change(event)
    if not any(title.values()):
        raise Refused(rules.Reason.TITLE, "title")
    if bool(upload) == bool(url):
        raise Refused(rules.Reason.ONE_SOURCE, "file")
    stored = _stored(upload, files.DOCUMENTS, rules.MOST_DOCUMENT) if upload else None
    document = EventDocument(
        event_id=event.id,
        title=dict(title),
        lang=lang,
        file_id=stored.id if stored else None,
        url=url,
        position=queries.next_document_position(event.id),
    )
    db.session.add(document)
    revising.revise(event)
    after = {"document": document.id, "file": stored.code if stored else None}
    audit.record(actor, Verb.DOCUMENT_ADDED, f"event:{event.id}", after=after)
    return document


def remove_document(*, actor: str, event: Event, document: EventDocument) -> None:
    """The event shows it no more; the stored file stays."""
    revising.open_to_change(event)
    before = {"document": document.id}
    db.session.delete(document)
    revising.revise(event)
    audit.record(actor, Verb.DOCUMENT_REMOVED, f"event:{event.id}", before)


def set_cover(
    *, actor: str, event: Event, alt: Mapping[str, str], upload: FileStorage | None = None
) -> None:
    """A picture of at most 300 kB with its description; without `upload` the description alone."""
    revising.open_to_change(event)
    if not any(alt.values()):
        raise Refused(rules.Reason.DESCRIBE, "alt")
    before = {"cover": event.cover_file_id}
    if upload:
        event.cover_file_id = _stored(upload, files.PICTURES, rules.MOST_COVER).id
    event.cover_alt = dict(alt)
    revising.revise(event)
    after = {"cover": event.cover_file_id}
    audit.record(actor, Verb.COVER_SET, f"event:{event.id}", before, after)


def remove_cover(*, actor: str, event: Event) -> None:
    """Back to the cover drawn from the slug."""
    revising.open_to_change(event)
    before = {"cover": event.cover_file_id}
    event.cover_file_id, event.cover_alt = None, {}
    revising.revise(event)
    audit.record(actor, Verb.COVER_REMOVED, f"event:{event.id}", before, {"cover": None})


def _stored(upload: FileStorage, kinds: tuple[str, ...], most: int) -> files.File:
    try:
        return files.store(files.check(upload, kinds, most))
    except Refused as refused:
        refused.field = "file"
        raise
