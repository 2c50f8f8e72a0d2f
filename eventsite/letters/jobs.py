"""Makes many letters at once into one file, and lets such files go after a week."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from eventsite.core import clock, files, i18n, tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.letters import actions, addressees, emails, queries, rendering, rules
from eventsite.letters.addressees import Addressee
from eventsite.letters.kinds import Kind
from eventsite.letters.models import LetterBatch
from eventsite.registration.models import Registration

#: Stands for each addressee's own language.
OWN = "own"


@tasks.task("letters.issue")
def issue_many(
    job: tasks.Job, event_id: int, kind: str, to: str, lang: str, by_mail: bool
) -> dict[str, Any]:
    """Issue a letter to everybody in a list, all or none; leads to the file with all of them.

    Numbers are taken in this job's one transaction, so one that fails leaves no gap.
    """
    event = db.session.get_one(Event, event_id)
    found = _addressees(event, to, lang)
    if not found:
        raise Refused(rules.Reason.NOBODY)
    written = []
    for done, (one, registration) in enumerate(found):
        job.progress(done, len(found), gettext("Making the letters."))
        written.append(_made(job, event, Kind(kind), one, registration, lang, by_mail))
    name = f"{event.slug}-{kind}.zip"
    checked = files.Checked(name, "application/zip", rendering.packed(written))
    actions.keep_batch(event.id, job.id, checked, len(written))
    job.progress(len(found), len(found), gettext("The letters are made."))
    page = i18n.url_in(i18n.current_lang(), "letters.batch", slug=event.slug, task_id=job.id)
    return {"href": urlsplit(page).path, "label": gettext("Get the letters")}


def _addressees(event: Event, to: str, lang: str) -> list[tuple[Addressee, Registration | None]]:
    """In the order of protocol, so that the numbers follow it."""
    ordered = "en" if lang == OWN else lang
    if to == "focal":
        known = addressees.in_protocol(queries.focal_points(ordered), ordered)
        return [(one, None) for one in known]
    registered = {one.id: one for one in queries.confirmed(event.id)}
    everybody = [queries.addressee_of(one, ordered) for one in registered.values()]
    found = addressees.in_protocol(everybody, ordered)
    return [(one, registered[one.registration_id or 0]) for one in found]


def _made(
    job: tasks.Job,
    event: Event,
    kind: Kind,
    addressee: Addressee,
    registration: Registration | None,
    lang: str,
    by_mail: bool,
) -> tuple[str, bytes]:
    letter = actions.issue(
        actor=job.created_by,
        event=event,
        kind=kind,
        lang=addressee.lang if lang == OWN else lang,
        addressee=addressee,
        registration=registration,
    )
    content = rendering.pdf(queries.paper_of(letter), letter.issued)
    if by_mail and addressee.email:
        emails.send_letter(letter, event, addressee.email, content)
    return f"{letter.number.replace('/', '-')}.pdf", content


def forget_files(now: datetime) -> int:
    """Delete files of many letters that are a week old; the letters stay. How many."""
    return actions.drop_batches(LetterBatch.created < now - rules.BATCH_KEPT)


@tasks.periodic("letters.forget_files", every=timedelta(days=1))
def forget_daily() -> None:
    """Old files go."""
    forget_files(clock.now())
