"""What imports keep about a person: handed out, dropped when somebody is erased, let go."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.exchange import queries, stored
from eventsite.exchange.actions import ending
from eventsite.exchange.archive import actions as archive_actions
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.exchange.models import ProgrammeImport
from eventsite.exchange.source import SourcePerson
from eventsite.people import queries as people_queries
from eventsite.people.models import Person

#: What this room exports, erases and lets expire. `source_keys` holds digests alone.
TABLES = frozenset({"programme_imports", "programme_import_files", "source_keys"})


def export(person: Person) -> dict[str, Any]:
    """What programmes that were brought in say of the person, as long as they are kept."""
    found = []
    for row in queries.holding():
        if row.source is None:
            continue
        said = [one for one in stored.read(row.source).people if _is_nobody_else(one, person)]
        slug = db.session.scalar(sa.select(Event.slug).where(Event.id == row.event_id))
        found += [{"event": slug, **_plain(one)} for one in said]
    return {"brought_programmes": found}


def erase(person: Person, _now: datetime | None = None) -> None:
    """What was brought and names the person goes whole: its files cannot be blanked.

    So do archives made for download: whom one names, nobody knows without opening it, and
    another is made with a press.
    """
    archive_actions.drop(KeptArchive.state == ArchiveState.MADE)
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
    return _has_name(one, person)


def _is_nobody_else(one: SourcePerson, person: Person) -> bool:
    """Whether it is the person, and no other one of the same name or the same address.

    Everybody may call themselves as they like, so a name is not enough beside another address.
    """
    if one.email.lower() not in ("", person.email.lower()) or not _is(one, person):
        return False
    return not one.name or _has_name(one, person) or not _shares(person)


def _has_name(one: SourcePerson, person: Person) -> bool:
    names = {_folded(f"{person.first_name} {person.family_name}"), _folded(person.latin_name)}
    return _folded(one.name) in names - {""}


def _shares(person: Person) -> bool:
    return any(one.id != person.id for one in people_queries.persons_with_email(person.email))


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
