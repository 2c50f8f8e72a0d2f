"""What imports keep about a person: handed out, dropped when somebody is erased, let go."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.exchange import queries, stored
from eventsite.exchange.actions import ending
from eventsite.exchange.models import ProgrammeImport
from eventsite.exchange.source import SourcePerson
from eventsite.people.models import Person

#: What this room exports, erases and lets expire. `source_keys` holds digests alone.
TABLES = frozenset({"programme_imports", "programme_import_files", "source_keys"})


def export(person: Person) -> dict[str, Any]:
    """What programmes that were brought in say of the person, as long as they are kept."""
    found = []
    for row in queries.holding():
        if row.source is None:
            continue
        said = [one for one in stored.read(row.source).people if _is(one, person)]
        slug = db.session.scalar(sa.select(Event.slug).where(Event.id == row.event_id))
        found += [{"event": slug, **_plain(one)} for one in said]
    return {"brought_programmes": found}


def erase(person: Person, _now: datetime | None = None) -> None:
    """What was brought and names the person goes whole: its files cannot be blanked."""
    for row in queries.holding():
        if _names(row, person):
            ending.drop(row)
    db.session.flush()


def expire(now: datetime) -> int:
    """What is kept no longer goes; how many imports."""
    return ending.expire(now)


def _names(row: ProgrammeImport, person: Person) -> bool:
    """Whether it may hold the person; of what is not read yet nobody knows."""
    if row.source is None:
        return True
    return any(_is(one, person) for one in stored.read(row.source).people)


def _is(one: SourcePerson, person: Person) -> bool:
    if one.email and one.email.lower() == person.email.lower():
        return True
    names = {_folded(f"{person.first_name} {person.family_name}"), _folded(person.latin_name)}
    return _folded(one.name) in names - {""}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _plain(one: SourcePerson) -> dict[str, Any]:
    return {
        "name": one.name,
        "role_title": one.role_title,
        "organisation": one.organisation,
        "country": one.country,
        "email": one.email,
        "biography": dict(one.biography),
    }
