"""The speakers of an event: list, form, deleting."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, board, draft, forms, queries
from eventsite.agenda.manage import finding
from eventsite.agenda.models import Speaker
from eventsite.agenda.views import blueprint
from eventsite.core import access, files, http, i18n, text
from eventsite.core import forms as core_forms
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event

#: Bytes of a speaker's photo at most.
MOST_PHOTO = 2 * 1024 * 1024


@blueprint.get("/manage/events/<slug>/people")
@event_access.team(Duty.AGENDA, viewers=True)
def people(event: Event) -> ResponseReturnValue:
    """Every speaker of the event with the number of their sessions."""
    counts = queries.sessions_by_speaker(event.id)
    return render_template(
        "agenda/people.html",
        found=[(s, board.called(s), counts.get(s.id, 0)) for s in queries.speakers(event.id)],
        may_edit=event_access.may(Duty.AGENDA),
    )


@blueprint.route("/manage/events/<slug>/people/new", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def new_speaker(event: Event) -> ResponseReturnValue:
    """The form for one more speaker."""
    form = _form(event)
    if form.ok():
        try:
            facts = _facts(form)
            actions.create_speaker(event, facts, access.actor_key(), _photo(form))
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The person is added. Put them into a session on its page."))
            return http.seen_other("agenda.people", slug=event.slug)
    return _page(form)


@blueprint.route("/manage/events/<slug>/people/<code>", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def edit_speaker(event: Event, code: str) -> ResponseReturnValue:
    """The form of one speaker."""
    speaker = _of_code(event, code)
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
    actions.delete_speaker(event, _of_code(event, code), access.actor_key())
    flash(gettext("The person is deleted."))
    return http.seen_other("agenda.people", slug=event.slug)


def _of_code(event: Event, code: str) -> Speaker:
    speaker = queries.find_speaker(event.id, code)
    if speaker is None:
        abort(404)
    return speaker


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


def _facts(form: forms.SpeakerForm, speaker: Speaker | None = None) -> actions.SpeakerFacts:
    listed = finding.find_organisation(form)
    return actions.SpeakerFacts(
        name=form.name.data or "",
        honorific=form.honorific.data or "",
        role_title=form.role_title.data or "",
        organisation_text="" if listed else form.organisation_text.data or "",
        organisation_id=listed.id if listed else None,
        country=form.country.data or "",
        biography=form.biography.data,
        zone=form.zone.data or "",
        person_id=finding.find_person(form, speaker),
    )


def _photo(form: forms.SpeakerForm) -> int | None:
    """The stored photo's id when one was sent; Refused beside its field."""
    upload = form.photo.data
    if not upload or not getattr(upload, "filename", ""):
        return None
    try:
        return files.store(files.check(upload, files.PICTURES, MOST_PHOTO)).id
    except Refused as refused:
        refused.field = "photo"
        raise


def _page(form: forms.SpeakerForm, speaker: Speaker | None = None) -> ResponseReturnValue:
    html = render_template("agenda/speaker_form.html", form=form, speaker=speaker)
    return html, 422 if request.method == "POST" else 200
