"""The job that freezes statistics: reads the answers, protects them, keeps only what may show."""

from typing import Any
from urllib.parse import urlsplit

from eventsite.core import clock, i18n, tasks
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.participation import actions, figures, gender, queries
from eventsite.reference import countries

_STEPS = 3


@tasks.task("participation.freeze")
def freeze(job: tasks.Job, event_id: int, reason: str) -> dict[str, Any]:
    """Make the next release of an event's statistics; leads back to its page."""
    job.progress(0, _STEPS, gettext("Reading the answers."))
    event = db.session.get_one(Event, event_id)
    slug, lists = event.slug, queries.lists_of(event, clock.now().date())
    people = queries.declared(event_id, lists)
    # Protecting may take long; until the release is written nothing is locked.
    db.session.rollback()
    job.progress(1, _STEPS, gettext("Hiding what could point at single people."))
    tables = gender.protected(people, (*countries.REGIONS, figures.NO_REGION))
    job.progress(2, _STEPS, gettext("Keeping the statistics."))
    actions.freeze(job.created_by, event_id, reason, tables, lists)
    job.progress(_STEPS, _STEPS, gettext("The statistics are frozen."))
    page = i18n.url_in(i18n.current_lang(), "participation.participation", slug=slug)
    return {"href": urlsplit(page).path, "label": gettext("Open the statistics")}
