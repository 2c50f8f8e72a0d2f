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
    """Each certificate goes once, in a transaction of its own; leads to the list."""
    total, done = queries.to_mail_count(event_id), 0
    one = queries.to_mail(event_id)
    while one is not None:
        job.progress(done, max(done, total), gettext("Writing the mails."))
        last = one.id
        actions.mail_certificate(one, pdf_of(one, one.event))
        db.session.commit()
        done += 1
        one = queries.to_mail(event_id, last)
    job.progress(done, done, gettext("The mails are on their way."))
    return _list(db.session.get_one(Event, event_id))


def pdf_of(certificate: Certificate, event: Event) -> bytes:
    """The paper as a file."""
    signature = letter_queries.picture(certificate.signature_file_id)
    return rendering.certificate_pdf(certificate, event.slug, event.hue, signature)


def _list(event: Event) -> dict[str, Any]:
    page = i18n.url_in(i18n.current_lang(), "desk.certificates", slug=event.slug)
    return {"href": urlsplit(page).path, "label": gettext("See the certificates")}
