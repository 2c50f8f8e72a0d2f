"""Issuing letters: one to somebody, or many as a job."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from eventsite.core import access, http, i18n, once, tasks
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.letters import actions, emails, jobs, queries, rendering, rules
from eventsite.letters.addressees import Addressee
from eventsite.letters.forms import IssueForm
from eventsite.letters.kinds import ISSUED_HERE, LABELS, Kind
from eventsite.letters.manage.letters import SECTION
from eventsite.letters.models import Letter
from eventsite.letters.views import blueprint
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration


@blueprint.route("/manage/events/<slug>/letters/new", methods=["GET", "POST"])
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
@once.press
def issue(event: Event) -> ResponseReturnValue:
    """The form, of the kind that the address names; a POST issues one letter or orders many."""
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in set(ISSUED_HERE) else Kind.INVITATION
    form = IssueForm.of_request(lang=i18n.current_lang()).fit(kind)
    if form.ok():
        try:
            if form.to.data in {"all", "focal"}:
                return redirect(_order(event, kind, form), 303)
            made = _issue(event, kind, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The letter %(number)s is issued.", number=made.number))
            return http.seen_other("letters.letter", slug=event.slug, code=made.code)
    g.rail_section = SECTION
    page = render_template("letters/issue.html", form=form, kind=kind, label=LABELS[kind])
    return (page, 422) if request.method == "POST" else page


def _order(event: Event, kind: Kind, form: IssueForm) -> str:
    if not queries.settings_of(event).signatory:
        raise Refused(rules.Reason.NO_SIGNATORY)
    row = tasks.enqueue(
        "letters.issue",
        created_by=access.actor_key(),
        event_id=event.id,
        kind=kind.value,
        to=form.to.data,
        lang=form.lang.data,
        by_mail=form.by_mail.data,
    )
    actions.ordered(actor=access.actor_key(), event=event, kind=kind, to=form.to.data)
    return url_for("tasks.job", job_id=row.id)


def _issue(event: Event, kind: Kind, form: IssueForm) -> Letter:
    registration, addressee = _addressee(event, form)
    lang = addressee.lang if form.lang.data == jobs.OWN else form.lang.data
    letter = actions.issue(
        actor=access.actor_key(),
        event=event,
        kind=kind,
        lang=lang,
        addressee=addressee,
        registration=registration,
    )
    if form.by_mail.data and addressee.email:
        content = rendering.pdf(queries.paper_of(letter), letter.issued)
        emails.send_letter(letter, event, addressee.email, content)
    return letter


def _addressee(event: Event, form: IssueForm) -> tuple[Registration | None, Addressee]:
    if form.to.data == "code":
        found = registration_queries.find_registration((form.code.data or "").upper())
        if found is None or found.event_id != event.id or found.person.erased is not None:
            raise Refused(rules.Reason.NO_REGISTRATION, field="code")
        return found, queries.addressee_of(found, i18n.current_lang())
    if not form.name.data and not form.organisation.data:
        raise Refused(rules.Reason.NO_NAME, field="name")
    return None, Addressee(
        first_name=form.name.data or "",
        honorific=(form.honorific.data or "") if form.name.data else "",
        job_title=form.job_title.data or "",
        organisation=form.organisation.data or "",
        country=form.country.data or "",
    )
