"""Takes a table of people in, each row by the same way as everybody else, and takes it back."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventsite.core import audit, clock, i18n, sheets
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.people import actions as people_actions
from eventsite.people.models import EntityKind, Person
from eventsite.registration import importing, rules
from eventsite.registration.actions import changing, registering, taking
from eventsite.registration.delegation import Words
from eventsite.registration.importing import Planned, Standing
from eventsite.registration.models import (
    BroughtState,
    PlaceMode,
    RegistrantImport,
    Registration,
    Role,
    State,
)
from eventsite.registration.queries import imports, presence
from eventsite.registration.verbs import Verb

#: How long a table that nobody took in is kept.
KEPT = timedelta(days=7)


def bring(*, event: Event, name: str, table: str, actor: str) -> RegistrantImport:
    """Keep a table that was read, to be looked at."""
    row = RegistrantImport(
        event_id=event.id,
        name=name[:200],
        table=table,
        columns=[],
        chosen=[],
        made=[],
        created_by=actor,
        created=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Verb.IMPORT_BROUGHT, f"event:{event.id}", None, {"import": row.id})
    return row


def planned(row: RegistrantImport, words: Words) -> list[Planned]:
    """What becomes of each row as things stand now."""
    lines = sheets.lines(row.table.encode(), importing.LIMITS)
    columns = row.columns or importing.columns_of(lines[0].cells, words)
    entities = imports.entities_by_name()
    return importing.plan(lines, columns, words, entities, imports.registered(row.event_id))


def choose(*, row: RegistrantImport, chosen: Collection[int], is_told: bool) -> None:
    """These rows are to be taken in; Refused when they are already."""
    row = lock(RegistrantImport, row.id)
    if row.state is not BroughtState.SHOWN:
        raise Refused(rules.Reason.IMPORT_TAKEN)
    row.chosen, row.is_told = sorted(chosen), is_told
    db.session.flush()


def take_in(
    *,
    row: RegistrantImport,
    event: Event,
    words: Words,
    person: Person | None,
    actor: str,
    after_each: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Register the chosen rows that are not registered yet; Refused when it was done already."""
    row = lock(RegistrantImport, row.id)
    if row.state is not BroughtState.SHOWN:
        raise Refused(rules.Reason.IMPORT_TAKEN)
    rows = [
        one
        for one in planned(row, words)
        if one.row.number in set(row.chosen) and one.standing in {Standing.NEW, Standing.DOUBTFUL}
    ]
    made: list[list[int]] = []
    proposed: dict[str, int] = {}
    for done, one in enumerate(rows, 1):
        try:
            with db.session.begin_nested():
                new = _register(event, one, row, person, actor, proposed)
                made.append([new.id, new.version])
        except Refused:
            # A limit, or no place and no waiting list: the page says how many.
            pass
        after_each(done, len(rows))
    row.made, row.refused, row.state = made, len(rows) - len(made), BroughtState.APPLIED
    row.table, row.chosen = "", []
    db.session.flush()
    after = {"import": row.id, "registered": len(made), "told": row.is_told}
    audit.record(actor, Verb.IMPORT_APPLIED, f"event:{row.event_id}", None, after)


def _register(
    event: Event,
    one: Planned,
    row: RegistrantImport,
    person: Person | None,
    actor: str,
    proposed: dict[str, int],
) -> Registration:
    values = one.row.values
    known = one.entity_id or proposed.get(one.organisation)
    answers = registering.Answers(
        mode=PlaceMode(values["mode"]),
        role=Role(values["role"]),
        organisation_id=known,
        new_organisation="" if known else one.organisation,
        new_kind=EntityKind.OTHER,
        country=values["country"],
        job_title=values["job_title"],
        lang=i18n.current_lang(),
        zone=event.zone,
    )
    guest = _guest(values)
    made = registering.register(
        event_id=event.id,
        answers=answers,
        actor=actor,
        guest=guest if row.is_told else None,
        person=None if row.is_told else _person(values, answers, actor),
        registered_by=person if row.is_told else None,
        by_organizers=True,
        is_told=row.is_told,
    )
    if one.organisation and not known and made.organisation_id is not None:
        proposed[one.organisation] = made.organisation_id
    return made


def _names(values: Mapping[str, str]) -> dict[str, str]:
    names = ("honorific", "first_name", "family_name", "latin_name", "email")
    return {name: values[name] for name in names}


def _guest(values: Mapping[str, str]) -> registering.Guest:
    return registering.Guest(**_names(values))


def _person(values: Mapping[str, str], answers: registering.Answers, actor: str) -> Person:
    return people_actions.create_person(
        actor=actor,
        **_names(values),
        job_title=answers.job_title,
        organisation_id=answers.organisation_id,
        country=answers.country,
        zone=answers.zone,
        lang=answers.lang,
    )


def undo(*, row: RegistrantImport, actor: str) -> tuple[int, int]:
    """Cancel what came of an import where nobody has acted on it since: how many, how many stay.

    Whoever was told of the registration is told of this too.
    """
    row = lock(RegistrantImport, row.id)
    if row.state is not BroughtState.APPLIED:
        raise Refused(rules.Reason.IMPORT_TAKEN)
    # From here on nobody acts on one of them in between.
    taking.lock(row.event_id)
    there = set(db.session.scalars(presence.took_part(row.event_id)))
    as_made = {key: version for key, version in row.made if key not in there}
    found = db.session.scalars(sa.select(Registration).where(Registration.id.in_(as_made)))
    untouched = [one for one in found if one.version == as_made[one.id]]
    # Those who wait go first, so that none of them is offered a place that becomes free.
    untouched.sort(key=lambda one: one.state is not State.WAITING)
    cancelled = 0
    for one in untouched:
        try:
            changing.cancel(registration=one, actor=actor, is_told=row.is_told)
        except Refused:
            continue
        cancelled += 1
    row.state = BroughtState.UNDONE
    db.session.flush()
    after = {"import": row.id, "cancelled": cancelled}
    audit.record(actor, Verb.IMPORT_UNDONE, f"event:{row.event_id}", None, after)
    return cancelled, len(row.made) - cancelled


def forget(now: datetime) -> int:
    """Tables that nobody took in for a week go; how many."""
    old = (RegistrantImport.created < now - KEPT, RegistrantImport.state == BroughtState.SHOWN)
    return changed(sa.delete(RegistrantImport).where(*old))


def forget_person(person: Person) -> None:
    """Tables not taken in yet that say the address, or both names, of somebody erased go."""
    table = RegistrantImport.table
    named = []
    if person.email:
        named.append(table.icontains(person.email, autoescape=True))
    if person.first_name and person.family_name:
        # They stand in columns of their own, in any order.
        both = (person.first_name, person.family_name)
        named.append(sa.and_(*(table.icontains(name, autoescape=True) for name in both)))
    if named:
        db.session.execute(sa.delete(RegistrantImport).where(sa.or_(*named)))
