"""Takes a CSV file of entities into the directory, all of it or nothing."""

from eventsite.core import audit
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.people import directory_csv, queries
from eventsite.people.actions import directory
from eventsite.people.directory_csv import Outcome, Planned
from eventsite.people.models import Organisation, OrganisationState
from eventsite.people.rules import Reason
from eventsite.people.verbs import Verb


def import_directory(actor: str, content: str, digest: str) -> tuple[int, int]:
    """Apply the plan that was previewed: how many entities are new and how many changed.

    Raises `directory_csv.Unreadable`, and Refused when a row has an error or the directory has
    changed since, so that the plan is not the one with this digest.
    """
    planned = directory_csv.plan(directory_csv.parse(content), queries.known_entities())
    wrong = any(row.outcome is Outcome.ERROR for row in planned)
    if wrong or directory_csv.digest(planned) != digest:
        raise Refused(Reason.NOT_APPLIED)
    new = [_add(row, actor) for row in planned if row.outcome is Outcome.NEW]
    stored = queries.organisations_by_code(
        [row.code for row in planned if row.outcome is Outcome.UPDATE]
    )
    for row in planned:
        if row.outcome is Outcome.UPDATE:
            directory.set_fields(stored[row.code], dict(row.fields), actor)
    db.session.flush()
    after = {"new": [made.code for made in new], "changed": sorted(stored)}
    audit.record(actor, Verb.DIRECTORY_IMPORTED, "organisation:directory", after=after)
    return len(new), len(stored)


def _add(row: Planned, actor: str) -> Organisation:
    more = dict(row.fields)
    names, kind, country = more.pop("names"), more.pop("kind"), more.pop("country", "")
    made = directory.build(names, kind, country, OrganisationState.LISTED)
    directory.set_fields(made, more, actor)
    db.session.add(made)
    return made
