"""Adds and changes people."""

from typing import Any

from eventsite.core import audit, clock, text
from eventsite.core.db import db
from eventsite.core.errors import Stale
from eventsite.people import changes
from eventsite.people.models import Person
from eventsite.people.verbs import Verb

#: What `create_person` and `update_person` take beside the names.
FIELDS = (
    "honorific",
    "first_name",
    "family_name",
    "latin_name",
    "job_title",
    "organisation_id",
    "country",
    "zone",
    "lang",
    "no_invitations",
    "calendar_mails",
)


def create_person(
    *, actor: str, first_name: str, family_name: str, email: str = "", **more: Any
) -> Person:
    """Add somebody; `more` are fields of FIELDS or `is_demo`. An address may be another's too."""
    _only_known(more, "is_demo")
    person = Person(
        code=text.new_code(),
        first_name=first_name,
        family_name=family_name,
        email=email,
        created=clock.now(),
        **more,
    )
    db.session.add(person)
    db.session.flush()
    audit.record(actor, Verb.PERSON_CREATED, f"person:{person.id}")
    return person


def update_person(*, actor: str, person: Person, version: int, **fields: Any) -> None:
    """Change fields of FIELDS; `version` is the one the form was shown with (else Stale).

    The trail says which fields changed, never their texts.
    """
    _only_known(fields)
    before = {name: getattr(person, name) for name in fields}
    if person.version != version:
        raise Stale(changes.as_texts(fields, changes.of_person), _theirs(before))
    changed = sorted(name for name in fields if before[name] != fields[name])
    if not changed:
        return
    for name in changed:
        setattr(person, name, fields[name])
    db.session.flush()
    audit.record(
        actor, Verb.PERSON_CHANGED, f"person:{person.id}", {"version": version}, {"fields": changed}
    )


def _theirs(before: dict[str, Any]) -> dict[str, str]:
    return changes.as_texts(before, changes.of_person)


def _only_known(fields: dict[str, Any], *more: str) -> None:
    unknown = set(fields) - {*FIELDS, *more}
    if unknown:
        raise TypeError(f"A person has no field to set named {sorted(unknown)}.")
