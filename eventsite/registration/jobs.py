"""Periodic work: places pass on and are counted anew; focal points are asked."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from eventsite.core import clock, files, i18n, made, tasks
from eventsite.core.db import db, release
from eventsite.core.i18n import gettext
from eventsite.core.sheets import writing
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.registration import actions, display, export, queries
from eventsite.registration.actions import asking, importing
from eventsite.registration.models import RegistrantImport
from eventsite.registration.queries import addressed
from eventsite.registration.rules import Reason


@tasks.periodic("registration.expire", every=timedelta(minutes=5))
def expire() -> None:
    """What was held or offered and not taken in time, or kept until now, goes to who is next."""
    now = clock.now()
    actions.expire_held(now)
    actions.pass_on(now)


@tasks.periodic("registration.recount", every=timedelta(days=1))
def recount() -> None:
    """Counters of places are compared with the registrations and mended."""
    actions.recount(clock.now())


@tasks.periodic("registration.look_for_requests", every=timedelta(minutes=1))
def look_for_requests() -> None:
    """Order the mails about requests to come once these have rested."""
    if asking.is_any_due(clock.now()):
        tasks.enqueue("registration.ask", created_by="system:registration", lang="en")


@tasks.task("registration.ask", again_after=timedelta(minutes=5))
def ask(job: tasks.Job) -> dict[str, object]:
    """Ask and remind focal points, and tell organizers: one mail each, also when it is run again.

    What was said is remembered in the transaction of its mails.
    """
    now = clock.now()
    entities = asking.entities_due(now)
    for done, entity_id in enumerate(entities):
        job.progress(done, len(entities), gettext("Writing the mails."))
        db.session.rollback()
        asking.ask(entity_id, now)
        db.session.commit()
    for event_id in asking.events_due(now):
        db.session.rollback()
        asking.escalate(event_id, now)
        db.session.commit()
    return {}


@tasks.task("registration.import")
def take_in(job: tasks.Job, import_id: int, person_id: int, columns: list[str]) -> dict[str, Any]:
    """Register the chosen people of a list, all of them or, when it is stopped, nobody.

    `columns` is what they held when the people were chosen; NotRun when that is changed.
    """
    row = db.session.get_one(RegistrantImport, import_id)
    if row.columns != columns:
        raise tasks.NotRun(gettext(Reason.IMPORT_TAKEN.value))
    event = db.session.get_one(Event, row.event_id)
    importing.take_in(
        row=row,
        event=event,
        words=display.import_words(event),
        person=db.session.get_one(Person, person_id),
        actor=job.created_by,
        after_each=lambda done, every: job.progress(done, every, gettext("Registering people.")),
    )
    page = i18n.url_in(
        i18n.current_lang(), "registration.registrant_import", slug=event.slug, key=row.id
    )
    return {"href": urlsplit(page).path, "label": gettext("Look at the list")}


@tasks.task("registration.export")
def make_table(job: tasks.Job, event_id: int, filters: addressed.Parameters) -> dict[str, Any]:
    """The people that filters leave, as a workbook; leads to it."""
    event = db.session.get_one(Event, event_id)
    chosen = queries.of_address(event, filters)
    slug, total = event.slug, queries.size_of(event_id, chosen)
    table, found = export.table_of(event, chosen)

    def rows() -> Iterator[list[Any]]:
        for number, (one, said) in enumerate(found):
            if number % 1000 == 0:
                job.progress(number, max(total, number), gettext("Writing the table."))
            yield table.row(one, said)

    # Others write while the table is made.
    release()
    content = writing.xlsx("Registrations", table.header, rows())
    made.keep(
        actor=job.created_by,
        subject=f"event:{event_id}",
        task_id=job.id,
        checked=files.Checked(f"{slug}-{chosen.tab.value}.xlsx", export.XLSX, content),
    )
    page = i18n.url_in(i18n.current_lang(), "registration.exported", slug=slug, task_id=job.id)
    return {"href": urlsplit(page).path, "label": gettext("Get the table")}


@tasks.periodic("registration.forget_imports", every=timedelta(days=1))
def forget_imports() -> None:
    """Lists that nobody took in go after a week."""
    importing.forget(clock.now())
