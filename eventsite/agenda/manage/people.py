"""The people of an event: who lacks what, one person's page and form, deleting."""

from flask import Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, appointments, draft, forms, matrix, owing, queries
from eventsite.agenda.actions import invitations
from eventsite.agenda.models import AgendaSession, Speaker, SpeakerRole
from eventsite.agenda.views import blueprint
from eventsite.core import access, files, http, i18n, once, text, trace
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.get("/manage/events/<slug>/people")
@event_access.team(Duty.AGENDA, Duty.ACCESSIBILITY, viewers=True)
def people(event: Event) -> ResponseReturnValue:
    """Everybody in the programme and what each still owes; `?missing=` keeps who lacks one."""
    asked = request.args.get("missing", "")
    missing = owing.Owed(asked) if asked in set(owing.Owed) else None
    lines = queries.roll(event.id)
    return render_template(
        "agenda/people.html",
        rows=[matrix.row(one) for one in lines if missing is None or missing in one.owed],
        counts=matrix.counts(lines),
        everybody=len(lines),
        missing=missing,
        terms=queries.terms_of(event.id),
        owed_words=owing.OWED_LABELS,
        may_edit=event_access.may(Duty.AGENDA),
        may_open=event_access.may(Duty.AGENDA, Duty.ACCESSIBILITY),
    )


@blueprint.get("/manage/events/<slug>/people.csv")
@event_access.team(Duty.AGENDA)
def people_csv(event: Event) -> Response:
    """The same as a table for spreadsheets; neither numbers nor needs stand in it."""
    lines = queries.roll(event.id)
    trace.note("speakers.exported", f"event:{event.id}", by=access.actor_key(), rows=len(lines))
    return http.csv_response(
        matrix.csv_head(), [matrix.csv_row(line) for line in lines], f"{event.slug}-people.csv"
    )


@blueprint.get("/manage/events/<slug>/people/<code>/about")
@event_access.team(Duty.AGENDA, Duty.ACCESSIBILITY)
def person(event: Event, code: str) -> ResponseReturnValue:
    """One person: answer, sessions, how they take part, and what the team does with them."""
    speaker = of_code(event, code)
    trace.note("speaker.read", f"speaker:{speaker.id}", by=access.actor_key())
    line = queries.line_of(speaker)
    may_edit = event_access.may(Duty.AGENDA)
    return render_template(
        "agenda/person.html",
        line=line,
        row=matrix.row(line),
        speaker=speaker,
        parts=[(part, appointments.of(event, part.session, "")) for part in line.parts],
        free=matrix.free_words(event, queries.availability_of(speaker.id)),
        owed_words=owing.OWED_LABELS,
        assign=forms.AssignForm.of_request().offer(_sessions(event)) if may_edit else None,
        answer=forms.TeamAnswerForm.of_request() if may_edit else None,
        may_edit=may_edit,
    )


@blueprint.route("/manage/events/<slug>/people/new", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
@once.press
def new_speaker(event: Event) -> ResponseReturnValue:
    """The form for one more person, with a session of theirs; their invitation comes next."""
    form = _form(event)
    form.offer_sessions(_sessions(event))
    if form.ok():
        try:
            speaker = actions.create_speaker(event, _facts(form), access.actor_key(), _photo(form))
            _put_into(event, speaker, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            if request.form.get("then") == "invite" and speaker.email:
                return http.seen_other("agenda.invite", slug=event.slug, who=speaker.code)
            flash(gettext("The person is added."))
            return http.seen_other("agenda.people", slug=event.slug)
    return _page(form)


@blueprint.route("/manage/events/<slug>/people/<code>", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def edit_speaker(event: Event, code: str) -> ResponseReturnValue:
    """The form of one person."""
    speaker = of_code(event, code)
    form = _form(event, speaker)
    if form.ok():
        try:
            _edit(event, speaker, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("Saved. Visitors see it when you publish the next version."))
            return http.seen_other("agenda.people", slug=event.slug)
    return _page(form, speaker)


@blueprint.post("/manage/events/<slug>/people/<code>/delete")
@event_access.team(Duty.AGENDA)
def delete_speaker(event: Event, code: str) -> ResponseReturnValue:
    """Delete somebody who is in no session and was never published."""
    actions.delete_speaker(event, of_code(event, code), access.actor_key())
    flash(gettext("The person is deleted."))
    return http.seen_other("agenda.people", slug=event.slug)


def of_code(event: Event, code: str) -> Speaker:
    """The speaker of this event, or 404."""
    speaker = queries.find_speaker(event.id, code)
    if speaker is None:
        abort(404)
    return speaker


def _sessions(event: Event) -> list[AgendaSession]:
    return queries.sessions(event.id)


def _form(event: Event, speaker: Speaker | None = None) -> forms.SpeakerForm:
    form: forms.SpeakerForm = forms.SpeakerForm.of_request(speaker)
    core_forms.set_languages(form, event.text_langs)
    if speaker is not None and request.method == "GET":
        lang = i18n.current_lang()
        form.organisation_text.data = text.pick(draft.organisation_of(speaker, lang), lang).text
    return form


def _edit(event: Event, speaker: Speaker, form: forms.SpeakerForm) -> None:
    actions.edit_speaker(
        event,
        speaker,
        _facts(form, speaker),
        access.actor_key(),
        form.version.data or 0,
        _photo(form),
    )


def _put_into(event: Event, speaker: Speaker, form: forms.SpeakerForm) -> None:
    session = queries.find_session(event.id, form.session_code.data or "")
    if session is not None:
        role = SpeakerRole(form.role.data)
        invitations.assign(event, speaker, session, role, access.actor_key())


def _facts(form: forms.SpeakerForm, speaker: Speaker | None = None) -> actions.SpeakerFacts:
    listed = form.find_organisation()
    return actions.SpeakerFacts(
        name=form.name.data or "",
        honorific=form.honorific.data or "",
        role_title=form.role_title.data or "",
        organisation_text="" if listed else form.organisation_text.data or "",
        organisation_id=listed.id if listed else None,
        country=form.country.data or "",
        biography=form.biography.data,
        zone=form.zone.data or "",
        person_id=form.find_person(speaker),
        email=form.email.data or "",
        lang=form.lang.data or "en",
    )


def _photo(form: forms.SpeakerForm) -> int | None:
    checked = form.find_photo()
    return files.store(checked).id if checked else None


def _page(form: forms.SpeakerForm, speaker: Speaker | None = None) -> ResponseReturnValue:
    html = render_template("agenda/speaker_form.html", form=form, speaker=speaker)
    return html, 422 if request.method == "POST" else 200
