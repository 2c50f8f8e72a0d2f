"""Makes many badges as a job."""

from typing import Any
from urllib.parse import urlsplit

from eventsite.core import files, i18n, tasks
from eventsite.core import made as made_files
from eventsite.core.db import db, release
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.desk import actions, badges, queries, rendering
from eventsite.desk.badges import Chosen, Reason
from eventsite.events.models import Event


@tasks.task("desk.badges")
def make_badges(job: tasks.Job, event_id: int, choice: dict[str, str]) -> dict[str, Any]:
    """All chosen badges as one PDF; leads to it. Counts them as printed."""
    event, chosen = db.session.get_one(Event, event_id), Chosen.read(choice)
    found = [one for one, _printed in queries.to_print(event.id, chosen)]
    if not found:
        raise Refused(Reason.NOBODY)
    made = badges.ordered(
        queries.badges_of(event, found, chosen.lang), chosen.order, i18n.current_lang()
    )
    ids, slug = [one.id for one in found], event.slug
    # Others write while the badges are drawn.
    release()
    # Drawing the codes takes about as long as setting the pages.
    total = 2 * len(made)

    def progress(done: int) -> None:
        is_drawn = done == len(made)
        said = gettext("Setting the pages.") if is_drawn else gettext("Drawing the badges.")
        job.progress(done, total, said)

    content = rendering.badges_pdf(made, badges.SHAPES[chosen.size], slug, progress)
    event = db.session.get_one(Event, event_id)
    made_files.keep(
        actor=job.created_by,
        subject=f"event:{event.id}",
        task_id=job.id,
        checked=files.Checked(f"{event.slug}-badges.pdf", "application/pdf", content),
    )
    actions.mark_printed(actor=job.created_by, event=event, registrations=ids)
    job.progress(total, total, gettext("The badges are made."))
    page = i18n.url_in(i18n.current_lang(), "desk.badge_file", slug=event.slug, task_id=job.id)
    return {"href": urlsplit(page).path, "label": gettext("Get the badges")}
