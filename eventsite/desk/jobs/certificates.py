"""Issues certificates for everybody who earned one, and mails those that were not mailed."""

from typing import Any
from urllib.parse import urlsplit

from eventsite.core import i18n, tasks
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.desk import actions, queries, rendering
from eventsite.desk.models import Certificate
from eventsite.events.models import Event
from eventsite.letters import queries as letter_queries


@tasks.task("desk.certificates")
def issue_certificates(job: tasks.Job, event_id: int) -> dict[str, Any]:
    """All or none, so that numbers have no gap; leads to the list."""
    event = db.session.get_one(Event, event_id)
    said = gettext("Issuing the certificates.")
    done = actions.issue_certificates(
        actor=job.created_by,
        event=event,
        progress=lambda done, total: job.progress(done, total, said),
    )
    job.progress(done, done, gettext("The certificates are issued."))
    return _list(event)


@tasks.task("desk.certificate_mails")
def mail_certificates(job: tasks.Job, event_id: int) -> dict[str, Any]:
    """Each certificate goes once; leads to the list."""
    event = db.session.get_one(Event, event_id)
    found = queries.to_mail(event_id)
    for done, one in enumerate(found):
        job.progress(done, len(found), gettext("Writing the mails."))
        actions.mail_certificate(one, pdf_of(one, event))
    db.session.flush()
    job.progress(len(found), len(found), gettext("The mails are on their way."))
    return _list(event)


def pdf_of(certificate: Certificate, event: Event) -> bytes:
    """The paper as a file."""
    signature = letter_queries.picture(certificate.signature_file_id)
    return rendering.certificate_pdf(certificate, event.slug, event.hue, signature)


def _list(event: Event) -> dict[str, Any]:
    page = i18n.url_in(i18n.current_lang(), "desk.certificates", slug=event.slug)
    return {"href": urlsplit(page).path, "label": gettext("See the certificates")}
