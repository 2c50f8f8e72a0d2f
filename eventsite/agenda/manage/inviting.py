"""Asking people to take part: invitations, answers by word of mouth, sessions, reminders."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from eventsite.agenda import forms, matrix, queries
from eventsite.agenda.actions import invitations, reminders
from eventsite.agenda.manage.people import of_code
from eventsite.agenda.models import Answer, Speaker, SpeakerRole
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/people/invite", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def invite(event: Event) -> ResponseReturnValue:
    """Read once more who is invited to what, add own words, send.

    `?who=` names each by code; without it everybody who was not invited yet.
    """
    form = forms.InviteForm.of_request()
    core_forms.set_languages(form, event.text_langs)
    if form.ok():
        try:
            count = invitations.invite(event, _asked(event), form.words.data, access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            _tell(count)
            return http.seen_other("agenda.people", slug=event.slug)
    return _invite_page(event, form)


@blueprint.post("/manage/events/<slug>/people/<code>/withdraw")
@event_access.team(Duty.AGENDA)
def withdraw_invitation(event: Event, code: str) -> Response:
    """Take an invitation back; the link opens nothing any more."""
    invitations.withdraw(event, of_code(event, code), access.actor_key())
    flash(gettext("The invitation is withdrawn. Its link opens nothing any more."))
    return http.seen_other("agenda.person", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/people/<code>/answer")
@event_access.team(Duty.AGENDA)
def set_answer(event: Event, code: str) -> Response:
    """Note an answer that was given by word of mouth."""
    speaker, form = of_code(event, code), forms.TeamAnswerForm.of_request()
    if form.ok():
        invitations.answer(event, speaker, Answer(form.answer.data), "", access.actor_key())
        flash(gettext("The answer is noted."))
    else:
        flash(str(form.answer.errors[0]), "bad")
    return http.seen_other("agenda.person", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/people/<code>/sessions")
@event_access.team(Duty.AGENDA)
def assign(event: Event, code: str) -> Response:
    """Put somebody into one more session."""
    speaker = of_code(event, code)
    form = forms.AssignForm.of_request().offer(queries.sessions(event.id))
    if form.ok():
        session = queries.find_session(event.id, form.session_code.data) or abort(404)
        role = SpeakerRole(form.role.data)
        invitations.assign(event, speaker, session, role, access.actor_key())
        flash(gettext("The person is in the session."))
    else:
        flash(str([*form.session_code.errors, *form.role.errors][0]), "bad")
    return http.seen_other("agenda.person", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/people/<code>/take-out")
@event_access.team(Duty.AGENDA)
def take_out(event: Event, code: str) -> Response:
    """Take somebody out of all their sessions."""
    count = invitations.take_out(event, of_code(event, code), access.actor_key())
    said = ngettext(
        "The person is taken out of %(num)s session. You can undo it in the programme.",
        "The person is taken out of %(num)s sessions. You can undo it in the programme.",
        count,
    )
    flash(said)
    return http.seen_other("agenda.person", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/people/remind")
@event_access.team(Duty.AGENDA)
def remind(event: Event) -> Response:
    """Remind of their slides those who lack any: the people ticked, else everybody."""
    chosen = set(request.form.getlist("who"))
    lines = [one for one in queries.roll(event.id) if not chosen or one.speaker.code in chosen]
    count = reminders.remind_now(event, lines, access.actor_key())
    if count:
        said = ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", count)
        flash(said)
    else:
        flash(gettext("Nobody is reminded: no slides are missing, or today's mail is out."), "note")
    return http.seen_other("agenda.people", slug=event.slug)


def _asked(event: Event) -> list[tuple[Speaker, int]]:
    """The speakers named by the form, each with the generation of the link that it showed."""
    shown = dict(one.rpartition(":")[::2] for one in request.form.getlist("shown"))
    known = {one.code: one for one in queries.speakers(event.id)}
    return [
        (known[code], int(number))
        for code, number in shown.items()
        if code in known and number.isdecimal() and len(number) < 9
    ]


def _invite_page(event: Event, form: forms.InviteForm) -> ResponseReturnValue:
    posted = {one.rpartition(":")[0] for one in request.form.getlist("shown")}
    chosen = posted or set(request.args.getlist("who"))
    lines = [
        one
        for one in queries.roll(event.id)
        if one.speaker.code in chosen or (not chosen and one.speaker.answer is Answer.OPEN)
    ]
    rows = [matrix.row(one) for one in lines]
    terms = queries.terms_of(event.id)
    html = render_template(
        "agenda/invite.html",
        form=form,
        ready=[row for row in rows if row.speaker.email],
        without=[row for row in rows if not row.speaker.email],
        until=terms.answers_due if terms else None,
    )
    return html, 422 if request.method == "POST" else 200


def _tell(count: int) -> None:
    if count:
        said = ngettext("%(num)s invitation is sent.", "%(num)s invitations are sent.", count)
        flash(said)
    else:
        flash(gettext("These invitations were sent a moment ago."), "note")
