"""One session of an event: its form, cancelling, withdrawing, deleting."""

from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import actions, draft, forms, queries, words
from eventsite.agenda.manage import builder
from eventsite.agenda.models import AgendaSession, SessionKind, SessionState, SpeakerRole
from eventsite.agenda.views import blueprint
from eventsite.core import access, http, i18n, once
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.models import Event


@blueprint.route("/manage/events/<slug>/programme/sessions/new", methods=["GET", "POST"])
@agenda_access.edits
@once.press
def new_session(event: Event) -> ResponseReturnValue:
    """The form for one more session."""
    form = _form(event)
    if form.ok():
        try:
            agenda_access.require_track(event, form.track_id.data)
            session = actions.create_session(event, _facts(form), access.actor_key())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The session is saved. Now give it a time and a place."))
            return http.seen_other(
                "agenda.builder", slug=event.slug, session=session.code, _anchor="move"
            )
    return _page(event, form)


@blueprint.route("/manage/events/<slug>/programme/sessions/<code>", methods=["GET", "POST"])
@agenda_access.edits
def edit_session(event: Event, code: str) -> ResponseReturnValue:
    """The form of one session."""
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    form = _form(event, session)
    if form.ok():
        try:
            agenda_access.require_track(event, form.track_id.data)
            actions.edit_session(
                event, session, _facts(form), access.actor_key(), form.version.data or 0
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The session is saved."))
            return http.seen_other("agenda.edit_session", slug=event.slug, code=code)
    return _page(event, form, session)


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/state")
@agenda_access.edits
def set_state(event: Event, code: str) -> ResponseReturnValue:
    """Cancel, withdraw or restore a session; visitors see it with the next version."""
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    asked = request.form.get("state", "")
    if asked not in set(SessionState):
        abort(422)
    version = request.form.get("version", 0, type=int)
    actions.set_state(event, session, SessionState(asked), access.actor_key(), version)
    flash(gettext("Saved. Visitors see it when you publish the next version."))
    return http.seen_other("agenda.edit_session", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/delete")
@agenda_access.edits
def delete_session(event: Event, code: str) -> ResponseReturnValue:
    """Delete a session that was never published."""
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    version = request.form.get("version", 0, type=int)
    actions.delete_session(event, session, access.actor_key(), version)
    flash(gettext("The session is deleted."))
    return http.seen_other("agenda.sessions", slug=event.slug)


def _when(session: AgendaSession) -> str:
    if not session.is_placed:
        return str(gettext("Not placed"))
    wall = draft.wall_of(session)
    return f"{i18n.show_day(wall.date(), short=True)} {i18n.show_time(wall)}"


def _form(event: Event, session: AgendaSession | None = None) -> forms.SessionForm:
    form: forms.SessionForm = forms.SessionForm.of_request(**_values(session))
    if session is None and request.method == "GET":
        form.languages.data = _floor(event)
    return form.offer(
        queries.tracks(event.id),
        queries.speakers(event.id),
        event.text_langs,
        is_sent=request.method == "POST",
    )


def _floor(event: Event) -> list[str]:
    """What is most likely spoken: the event's main language, where it is one of the floor's."""
    main = event.text_langs[:1]
    return main if set(main) <= set(event.languages) else event.languages[:1]


#: Columns that the form shows as they are.
_SHOWN = (
    *("title", "abstract", "kind", "track_id", "minutes", "online", "languages", "interpretation"),
    *("has_captions", "has_sign_language", "recording", "transcript", "outcome", "sdgs"),
    *("study_groups", "work_items", "clauses", "version"),
)


def _values(session: AgendaSession | None) -> dict[str, Any]:
    """What the form of a session shows first; its rows numbered in tens, to put one between."""
    if session is None:
        return {}
    shown = {name: getattr(session, name) for name in _SHOWN}
    shown["kind"] = session.kind.value
    shown["speakers"] = [
        {"order": 10 * number, "speaker_id": one.speaker_id, "role": one.role.value}
        for number, one in enumerate(session.speakers, 1)
    ]
    shown["parts"] = [
        {
            "order": 10 * number,
            "title": part.title,
            "minutes": part.minutes,
            "presenters": [one.speaker_id for one in part.presenters],
        }
        for number, part in enumerate(session.parts, 1)
    ]
    return shown


def _facts(form: forms.SessionForm) -> actions.SessionFacts:
    return actions.SessionFacts(
        title=form.title.data,
        kind=SessionKind(form.kind.data),
        minutes=form.minutes.data or 0,
        abstract=form.abstract.data,
        track_id=form.track_id.data,
        online=form.online.data,
        languages=form.languages.data or [],
        interpretation=form.interpretation.data or [],
        has_captions=form.has_captions.data,
        has_sign_language=form.has_sign_language.data,
        parts=form.ordered_parts(),
        speakers=[(person, SpeakerRole(role)) for person, role in form.ordered_speakers()],
        **form.topics(),
    )


def _page(
    event: Event, form: forms.SessionForm, session: AgendaSession | None = None
) -> ResponseReturnValue:
    g.rail_section = "agenda.builder"
    html = render_template(
        "agenda/session_form.html",
        said_as=words.programme(event.kind),
        form=form,
        session=session,
        when=_when(session) if session else "",
    )
    return html, 422 if request.method == "POST" else 200
