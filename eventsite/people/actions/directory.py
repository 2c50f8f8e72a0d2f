"""Adds and changes entities of the directory, and what people propose for it."""

from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock, text
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused, Stale
from eventsite.people import changes, queries
from eventsite.people import names as names_room
from eventsite.people.actions import persons
from eventsite.people.models import (
    Category,
    EntityKind,
    FocalPoint,
    Organisation,
    OrganisationState,
    Person,
    SmeStatus,
)
from eventsite.people.rules import Reason
from eventsite.people.verbs import Verb

#: What `create_organisation` and `update_organisation` take.
FIELDS = (
    "names",
    "acronym",
    "kind",
    "country",
    "category",
    "sme",
    "sme_valid_from",
    "sme_valid_until",
    "website",
)


def create_organisation(
    *,
    actor: str,
    names: dict[str, str],
    kind: EntityKind,
    country: str = "",
    is_demo: bool = False,
    **more: Any,
) -> Organisation:
    """Add a listed entity; `more` are fields of FIELDS. Refused when one is listed already."""
    _refuse_twin(names, country)
    organisation = build(names, kind, country, OrganisationState.LISTED)
    organisation.is_demo = is_demo
    set_fields(organisation, more, actor)
    db.session.add(organisation)
    db.session.flush()
    audit.record(
        actor,
        Verb.ORGANISATION_CREATED,
        _key(organisation),
        after={"names": names, "kind": kind.value, "country": country},
    )
    return organisation


def update_organisation(
    *, actor: str, organisation: Organisation, version: int, **fields: Any
) -> None:
    """Change fields of FIELDS; `version` is the one the form was shown with (else Stale)."""
    before = {name: getattr(organisation, name) for name in fields}
    if organisation.version != version:
        raise Stale(changes.of_fields(fields), changes.of_fields(before))
    names, country = fields.get("names", organisation.names), fields.get("country")
    if organisation.state is OrganisationState.LISTED:
        _refuse_twin(names, organisation.country if country is None else country, organisation)
    set_fields(organisation, fields, actor)
    db.session.flush()
    old, new = audit.changes(before, fields)
    if new:
        audit.record(actor, Verb.ORGANISATION_CHANGED, _key(organisation), old, new)


def propose_organisation(
    *,
    actor: str,
    name: str,
    kind: EntityKind,
    country: str = "",
    website: str = "",
    note: str = "",
    lang: str = "en",
    person: Person | None = None,
) -> Organisation:
    """Queue an entity that is not in the list; the listed one when it is there after all.

    `person` comes for it from now on.
    """
    found = queries.find_twin(names_room.search_name({lang: name}), country)
    if found is not None:
        if person is not None:
            persons.update_person(
                actor=actor, person=person, version=person.version, organisation_id=found.id
            )
        return found
    organisation = build({lang: name}, kind, country, OrganisationState.QUEUED)
    organisation.website, organisation.note, organisation.proposed_by = website, note, actor
    db.session.add(organisation)
    db.session.flush()
    if person is not None:
        person.organisation_id = organisation.id
        db.session.flush()
    audit.record(actor, Verb.ORGANISATION_PROPOSED, _key(organisation))
    return organisation


def accept(actor: str, organisation: Organisation) -> None:
    """Take a queued entity into the directory as it stands."""
    organisation = _queued(organisation)
    _refuse_twin(organisation.names, organisation.country)
    organisation.state = OrganisationState.LISTED
    _settled(actor, Verb.ORGANISATION_ACCEPTED, organisation)


def refuse(actor: str, organisation: Organisation) -> None:
    """Turn a queued entity down; whoever came for it has no organisation then."""
    organisation = _queued(organisation)
    organisation.state = OrganisationState.REFUSED
    db.session.execute(
        sa.update(Person)
        .where(Person.organisation_id == organisation.id)
        .values(organisation_id=None, version=Person.version + 1)
    )
    _settled(actor, Verb.ORGANISATION_REFUSED, organisation)


def retire(actor: str, organisation: Organisation) -> None:
    """Take an entity out of the list, or back in when it was out; whoever came for it still did."""
    organisation = lock(Organisation, organisation.id)
    before = organisation.state
    if before is OrganisationState.LISTED:
        organisation.state, verb = OrganisationState.RETIRED, Verb.ORGANISATION_RETIRED
    elif before is OrganisationState.RETIRED:
        _refuse_twin(organisation.names, organisation.country)
        organisation.state, verb = OrganisationState.LISTED, Verb.ORGANISATION_RESTORED
    else:
        raise Refused(Reason.NOT_LISTED)
    _settled(actor, verb, organisation, before)


def add_focal_point(
    actor: str, organisation: Organisation, person: Person, is_deputy: bool
) -> FocalPoint:
    """Let the person approve registrations for the entity; Refused when they do already."""
    for point in queries.focal_points(organisation.id):
        if point.person_id == person.id:
            raise Refused(Reason.FOCAL_POINT_TWICE, "email")
    point = FocalPoint(organisation_id=organisation.id, person_id=person.id, is_deputy=is_deputy)
    db.session.add(point)
    db.session.flush()
    after = {"person": f"person:{person.id}", "is_deputy": is_deputy}
    audit.record(actor, Verb.FOCAL_POINT_ADDED, _key(organisation), after=after)
    return point


def remove_focal_point(actor: str, point: FocalPoint) -> None:
    """The person approves nothing for the entity any more."""
    before = {"person": f"person:{point.person_id}", "is_deputy": point.is_deputy}
    db.session.delete(point)
    db.session.flush()
    key = f"organisation:{point.organisation_id}"
    audit.record(actor, Verb.FOCAL_POINT_REMOVED, key, before=before)


def build(
    names: dict[str, str], kind: EntityKind, country: str, state: OrganisationState
) -> Organisation:
    """An entity that is not added yet."""
    return Organisation(
        code=text.new_code(),
        names=names,
        search_name=names_room.search_name(names),
        kind=kind,
        country=country,
        state=state,
        category=Category.NON_MEMBER,
        sme=SmeStatus.UNKNOWN,
        created=clock.now(),
    )


def set_fields(organisation: Organisation, fields: dict[str, Any], actor: str) -> None:
    """Change fields of FIELDS and what follows from them; no flush and no trail."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"An organisation has no field to set named {sorted(unknown)}.")
    was = organisation.sme
    for name, value in fields.items():
        if getattr(organisation, name) != value:
            setattr(organisation, name, value)
    organisation.search_name = names_room.search_name(organisation.names)
    if organisation.sme is SmeStatus.VERIFIED and was is not SmeStatus.VERIFIED:
        organisation.sme_verified_by = actor
        organisation.sme_verified_on = clock.now().date()
    elif organisation.sme is not SmeStatus.VERIFIED and was is SmeStatus.VERIFIED:
        organisation.sme_verified_by, organisation.sme_verified_on = "", None


def _refuse_twin(names: dict[str, str], country: str, itself: Organisation | None = None) -> None:
    twin = queries.find_twin(names_room.search_name(names), country)
    if twin is not None and twin is not itself:
        raise Refused(Reason.TWIN, "names")


def _queued(organisation: Organisation) -> Organisation:
    organisation = lock(Organisation, organisation.id)
    if organisation.state is not OrganisationState.QUEUED:
        raise Refused(Reason.NOT_QUEUED)
    return organisation


def _settled(
    actor: str,
    verb: Verb,
    organisation: Organisation,
    was: OrganisationState = OrganisationState.QUEUED,
) -> None:
    db.session.flush()
    before, after = {"state": was.value}, {"state": organisation.state.value}
    audit.record(actor, verb, _key(organisation), before, after)


def _key(organisation: Organisation) -> str:
    return f"organisation:{organisation.id}"
