"""Reads and takes in large programmes in the background, and lets old ones go."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from eventsite.core import clock, i18n, tasks
from eventsite.core.db import db, lock
from eventsite.core.i18n import gettext
from eventsite.core.sheets.source import Unreadable
from eventsite.events.models import Event
from eventsite.exchange import queries
from eventsite.exchange.actions import applying, bringing, ending
from eventsite.exchange.models import ImportState, ProgrammeImport


@tasks.task("exchange.read")
def read(job: tasks.Job, import_id: int) -> dict[str, Any]:
    """Read an import's files; what cannot be read is said on its page."""
    row, event = _found(import_id, ImportState.READING)
    job.progress(0, 1, gettext("Reading the file."))
    try:
        bringing.read_now(event, row)
    except Unreadable as unreadable:
        bringing.fail(row, unreadable)
    job.progress(1, 1, gettext("The file is read."))
    return _page(event, row)


@tasks.task("exchange.apply")
def apply(job: tasks.Job, import_id: int, revision: int) -> dict[str, Any]:
    """Take an import in, all of it or nothing; cancelled it leaves the programme as it was."""
    row, event = _found(import_id, ImportState.APPLYING)

    def progress(done: int, total: int) -> None:
        job.progress(done, total, gettext("Taking the programme in."))

    progress(0, 1)
    try:
        applying.apply(event, row, revision, job.created_by, progress)
    except applying.Overtaken as overtaken:
        raise tasks.NotRun(overtaken.sentence) from overtaken
    job.progress(1, 1, gettext("The programme is taken in."))
    return _page(event, row)


@tasks.periodic("exchange.forget_imports", every=timedelta(days=1))
def forget() -> None:
    """What was brought 30 days ago goes."""
    ending.expire(clock.now())


def _found(import_id: int, state: ImportState) -> tuple[ProgrammeImport, Event]:
    # Held until the job ends: whoever discards it meanwhile waits, and then discards what became.
    known = lock(ProgrammeImport, import_id)
    row = queries.find_import(known.event_id, known.number)
    if row is None or row.state != state:
        raise tasks.NotRun(gettext("This import was finished or discarded meanwhile."))
    return row, db.session.get_one(Event, row.event_id)


def _page(event: Event, row: ProgrammeImport) -> dict[str, Any]:
    lang = i18n.current_lang()
    page = i18n.url_in(lang, "exchange.an_import", slug=event.slug, number=row.number)
    return {"href": urlsplit(page).path, "label": gettext("Look at the import")}
