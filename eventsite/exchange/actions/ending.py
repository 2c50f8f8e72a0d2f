"""Lets what was brought go: discarded by a person, after 30 days, or because somebody is erased."""

from datetime import datetime, timedelta

from eventsite.core import audit, files
from eventsite.core.db import db, lock
from eventsite.events.models import Event
from eventsite.exchange import queries
from eventsite.exchange.models import ImportState, ProgrammeImport
from eventsite.exchange.verbs import Verb

#: How long files and what stood in them are kept.
KEPT_FOR = timedelta(days=30)


def discard(event: Event, row: ProgrammeImport, actor: str) -> None:
    """Put an import aside with all that was brought; one that was taken in only loses its files."""
    lock(ProgrammeImport, row.id)
    found = queries.find_import(event.id, row.number)
    if found is None:
        return
    drop(found)
    audit.record(actor, Verb.DISCARDED, f"event:{event.id}", after={"import": row.number})


def expire(now: datetime) -> int:
    """What was brought more than 30 days ago goes; how many imports."""
    old = queries.holding(now - KEPT_FOR)
    for row in old:
        drop(row)
    return len(old)


def drop(row: ProgrammeImport) -> None:
    """Forget what was brought; the import's files must be loaded."""
    given = [one.file for one in row.files if one.file is not None]
    for one in row.files:
        one.file = None
    row.source, row.choices, row.seen, row.problem = None, {}, {}, {}
    row.title = row.title if row.state == ImportState.APPLIED else ""
    if row.state != ImportState.APPLIED:
        row.state = ImportState.DISCARDED
    db.session.flush()
    for file in given:
        files.discard(file)
