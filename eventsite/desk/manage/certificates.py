"""Certificates of an event: issuing, mailing, withdrawing, and the organizers' words on them."""

from flask import Response, abort, flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from eventsite.core import access, clock, forms, http, i18n, once, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.desk import actions, certificates, jobs, queries
from eventsite.desk.manage.checkins import SECTION as DESK
from eventsite.desk.manage.root import blueprint
from eventsite.desk.models import Certificate
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.letters import queries as letter_queries
from eventsite.registration import rules as registration_rules

SECTION = "desk.certificates"

_LANGS = tuple(i18n.LANGUAGES)


class WordsForm(forms.Form):
    """What the organizers add to every certificate."""

    words = forms.LocalizedField(
        _l("Text on the certificates"),
        certificates.MOST_WORDS,
        lines=4,
        langs=_LANGS,
    )


@blueprint.route("/manage/events/<slug>/certificates", endpoint="certificates")
@team(Duty.REGISTRATION)
def listed(event: Event) -> str:
    """What was issued, what can be done, and the text."""
    return _page(event, WordsForm(words=queries.certificate_words(event.id).words))


def _page(event: Event, form: WordsForm) -> str:
    g.rail_section = DESK
    trace.note("certificates.read", f"event:{event.id}", actor=access.actor_key())
    valid, unmailed = queries.certificate_counts(event.id)
    return render_template(
        "desk/certificates.html",
        form=form,
        page=http.paginate(queries.certificates_of(event.id)),
        valid=valid,
        unmailed=unmailed,
        is_over=registration_rules.is_over(event, clock.now()),
        is_signed=bool(letter_queries.settings_of(event).signatory),
        here_again=lambda number: url_for(SECTION, slug=event.slug, page=number),
    )


@blueprint.post("/manage/events/<slug>/certificates")
@team(Duty.REGISTRATION)
@once.press
def issue_certificates(event: Event) -> ResponseReturnValue:
    """Order them for everybody who came or spoke and has none; leads to the job's page."""
    try:
        job = actions.order_certificates(actor=access.actor_key(), event=event)
    except Refused as refused:
        flash(refused.sentence, "bad")
        return http.seen_other(SECTION, slug=event.slug)
    return redirect(url_for("tasks.job", job_id=job), 303)


@blueprint.post("/manage/events/<slug>/certificates/mails")
@team(Duty.REGISTRATION)
@once.press
def mail_certificates(event: Event) -> ResponseReturnValue:
    """Order a mail to everybody whose certificate was not mailed; leads to the job's page."""
    job = actions.order_certificate_mails(actor=access.actor_key(), event=event)
    return redirect(url_for("tasks.job", job_id=job), 303)


@blueprint.post("/manage/events/<slug>/certificates/words")
@team(Duty.REGISTRATION)
def certificate_words(event: Event) -> ResponseReturnValue:
    """Keep the text; certificates that were issued stay as they are."""
    form = WordsForm.of_request(words=queries.certificate_words(event.id).words)
    if not form.ok():
        return _page(event, form), 422
    actions.save_certificate_words(
        actor=access.actor_key(), event=event, words=dict(form.words.data)
    )
    flash(gettext("The text is saved. Certificates that were issued stay as they are."))
    return http.seen_other(SECTION, slug=event.slug)


@blueprint.route("/manage/events/<slug>/certificates/<code>.pdf")
@team(Duty.REGISTRATION)
def certificate_file(event: Event, code: str) -> Response:
    """One as PDF."""
    found = _found(event, code)
    if found.blanked is not None:
        abort(410)
    trace.note("certificates.read", f"certificate:{found.id}", actor=access.actor_key())
    response = Response(jobs.pdf_of(found, event), mimetype="application/pdf")
    name = f"{found.number.replace('/', '-')}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/manage/events/<slug>/certificates/<code>/withdraw")
@team(Duty.REGISTRATION)
def withdraw_certificate(event: Event, code: str) -> ResponseReturnValue:
    """It counts no more; its check page says so."""
    actions.withdraw_certificate(actor=access.actor_key(), certificate=_found(event, code))
    flash(gettext("The certificate is withdrawn. Its check page says so."))
    return http.seen_other(SECTION, slug=event.slug)


@blueprint.post("/manage/events/<slug>/certificates/<code>/renew")
@team(Duty.REGISTRATION)
@once.press
def renew_certificate(event: Event, code: str) -> ResponseReturnValue:
    """Another one in its place, with what is known of the person today."""
    try:
        actions.renew(actor=access.actor_key(), certificate=_found(event, code))
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("A new certificate is issued, and the former one is withdrawn."))
    return http.seen_other(SECTION, slug=event.slug)


def _found(event: Event, code: str) -> Certificate:
    found = queries.find_certificate(code)
    if found is None or found.event_id != event.id:
        abort(404)
    return found
