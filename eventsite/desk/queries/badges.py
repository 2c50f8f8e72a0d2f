"""Whose badges are printed, what stands on them, and what was printed already."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core import i18n, text
from eventsite.core.db import db
from eventsite.desk.badges import Badge, Chosen
from eventsite.desk.models import BadgePrint
from eventsite.events.models import Event
from eventsite.people.models import Organisation, Person
from eventsite.reference import countries
from eventsite.registration import links
from eventsite.registration.models import ROLE_LABELS, Registration, State


def to_print(event_id: int, chosen: Chosen) -> list[tuple[Registration, BadgePrint | None]]:
    """Confirmed registrations that are chosen, each with what was printed of it, or None."""
    query = (
        sa.select(Registration, BadgePrint)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .outerjoin(BadgePrint, BadgePrint.registration_id == Registration.id)
        .where(
            Registration.event_id == event_id,
            Registration.state == State.CONFIRMED,
            Person.erased.is_(None),
            *_conditions(chosen),
        )
        .options(joinedload(Registration.person), joinedload(Registration.organisation))
        .order_by(Registration.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _conditions(chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if chosen.mode is not None:
        found.append(Registration.mode == chosen.mode)
    if chosen.role is not None:
        found.append(Registration.role == chosen.role)
    if chosen.is_new:
        found.append(BadgePrint.id.is_(None))
    for word in chosen.entity.split():
        said = (Organisation.found_by, Registration.organisation_note, Organisation.acronym)
        found.append(sa.or_(*(one.icontains(word, autoescape=True) for one in said)))
    return found


def badges_of(event: Event, found: Sequence[Registration], lang: str) -> list[Badge]:
    """What stands on the badges of registrations with person and organisation; "" is their own."""
    words: dict[str, dict[str, Any]] = {}
    made = []
    for one in found:
        here = lang or (one.lang if one.lang in i18n.LANGUAGES else "en")
        if here not in words:
            words[here] = _words(event, here)
        made.append(_badge(one, here, words[here]))
    return made


def _words(event: Event, lang: str) -> dict[str, Any]:
    """What is equal on all badges of a language."""
    first, last = event.first_day, event.last_day
    with i18n.speaking(lang):
        return {
            "event": text.pick(event.title, lang).text,
            "days": i18n.show_days(first, last or first) if first else "",
            "roles": {role: str(i18n.gettext(said)) for role, said in ROLE_LABELS.items()},
        }


def _badge(one: Registration, lang: str, words: dict[str, Any]) -> Badge:
    person, entity = one.person, one.organisation
    return Badge(
        code=one.code,
        lang=lang,
        event=words["event"],
        days=words["days"],
        honorific=person.honorific,
        name=person.name,
        latin="" if text.is_latin(person.name) else person.latin_name,
        job=one.job_title,
        entity=text.pick(entity.names, lang).text if entity else one.organisation_note,
        country=countries.name(one.country, lang) if one.country else "",
        role=one.role,
        role_words=words["roles"][one.role],
        family_name=person.family_name,
        first_name=person.first_name,
        address=i18n.url_in("en", "registration.ticket", code=one.code, seal=links.seal_of(one)),
    )


def printed_of(registration_id: int) -> BadgePrint | None:
    """What was printed of a registration's badge."""
    return db.session.scalars(
        sa.select(BadgePrint).where(BadgePrint.registration_id == registration_id)
    ).first()


def badges_of_person(person_id: int) -> list[BadgePrint]:
    """What was printed for a person, at every event."""
    return list(
        db.session.scalars(
            sa.select(BadgePrint)
            .join(Registration, Registration.id == BadgePrint.registration_id)
            .where(Registration.person_id == person_id)
            .options(joinedload(BadgePrint.registration))
            .order_by(BadgePrint.id)
        )
    )
