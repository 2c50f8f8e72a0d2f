"""One registration for organizers: what was said, what was decided, mails, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, g, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, clock, http, i18n, outbox, trace
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.people.models import CATEGORY_LABELS
from eventsite.questions import queries as question_queries
from eventsite.questions import wording
from eventsite.registration import actions, groups, queries, rules, verbs
from eventsite.registration.actions.noting import mark as marked
from eventsite.registration.forms import CancelForm, NoteForm, RefuseForm
from eventsite.registration.manage import registrations
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import Registration
from eventsite.registration.queries import answering, consents
from eventsite.registration.states import LIVE
from eventsite.registration.views import blueprint


@dataclass(frozen=True)
class Said:
    """An answer to one of the event's own questions, in words."""

    question: str
    answer: str
    is_sensitive: bool


@dataclass(frozen=True)
class Step:
    """One line of the history, in words."""

    at: datetime
    what: str
    by: str


@blueprint.route("/manage/events/<slug>/registrations/<code>", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def registrant(event: Event, code: str) -> Answer:
    """One registration; POST approves, refuses, cancels, mails it again or keeps a note."""
    registration = find(event, code)
    action = request.form.get("action", "cancel")
    refusal = RefuseForm.of_request()
    cancelling = CancelForm.of_request()
    posted = NoteForm.of_request(registration) if action == "note" else None
    noting = posted or NoteForm(None, obj=registration)
    form = posted or (refusal if action == "refuse" else cancelling)
    if form.ok():
        try:
            with db.session.begin_nested():
                words = (form.internal_note if posted else form.note).data or ""
                flash(_act(registration, action, words))
        except Refused as refused:
            form.refuse(refused)
        else:
            return back(event, code)
        registration = find(event, code)
    page = _page(event, registration, refusal, cancelling, noting)
    return (page, 422) if request.method == "POST" else page


def _act(registration: Registration, action: str, note: str) -> str:
    """Do what was pressed; the sentence that says so."""
    actor = access.actor_key()
    match action:
        case "approve":
            actions.approve(registration=registration, actor=actor)
            return str(gettext("The registration is approved."))
        case "refuse":
            actions.refuse(registration=registration, actor=actor, note=note)
            return str(gettext("The registration is not approved, and the person is told why."))
        case "note":
            seen = request.form.get("seen", "")
            actions.note(registration=registration, words=note, seen=seen, actor=actor)
            return str(gettext("The note is kept."))
        case "mail":
            actions.mail_again(registration=registration, actor=actor)
            return str(gettext("The mail is sent again."))
        case "cancel":
            actions.cancel(registration=registration, actor=actor, note=note)
            return str(gettext("The registration is cancelled, and the person is told."))
    return abort(422)


def _page(
    event: Event,
    registration: Registration,
    refusal: RefuseForm,
    cancelling: CancelForm,
    noting: NoteForm,
) -> str:
    subject, state = f"registration:{registration.id}", registration.state
    trace.note("registration.read", subject, actor=access.actor_key())
    if sees_needs := may(Duty.ACCESSIBILITY):
        trace.note("registration.needs_read", subject, actor=access.actor_key())
    g.rail_section = SECTION
    past = queries.history(registration)
    names = _names(past, registration)
    chosen = registrations.chosen_here(event)
    now, is_approved = clock.now(), registration.approved is not None
    return render_template(
        "registration/registrant.html",
        registration=registration,
        refusal=refusal,
        cancelling=cancelling,
        noting=noting,
        note_seen=marked(registration),
        noted_by=names.get(registration.noted_by, ""),
        own_answers=_own_answers(registration),
        unanswered=answering.unanswered(registration),
        consents=consents.consents_of(registration),
        way=queries.way_of(registration),
        group_words=groups.LABELS,
        history=[
            Step(row.at, gettext(verbs.LABELS[verbs.Verb(row.verb)]), names[row.actor])
            for row in past
            if row.verb in verbs.LABELS
        ],
        decided_by=names.get(registration.decided_by, ""),
        mails=outbox.about(subject),
        mail_words=outbox.STATE_LABELS,
        around=queries.neighbours(event.id, chosen, registration.id),
        filtered=registrations.kept_here(),
        position=queries.waiting_position(registration),
        sees_needs=sees_needs,
        may_approve=rules.may_approve(state, is_approved),
        may_refuse=rules.may_refuse(state, is_approved),
        may_mail=state in LIVE and bool(registration.person.email),
        may_change=rules.may_change(state, event, now) is None,
        may_cancel=rules.may_cancel(state, event, now) is None,
        category_words=CATEGORY_LABELS,
    )


def _own_answers(registration: Registration) -> list[Said]:
    """The answers to the event's own questions, in the order of the page."""
    key, lang = registration.answer_set_id, i18n.current_lang()
    if key is None:
        return []
    found = question_queries.answers_of([key])[key]
    asked = question_queries.of_sets([key]).get(key)
    return [
        Said(
            wording.label(one, lang).text,
            said.file_name or wording.worded(one, said.value, lang),
            one.is_sensitive,
        )
        for one in (asked.questions if asked else ())
        if (said := found.get(one.code)) is not None
    ]


def _names(past: Iterable[AuditRow], registration: Registration) -> dict[str, str]:
    """Who acted, in words, by the keys under which they did."""
    keys = {row.actor for row in past} | {registration.decided_by, registration.noted_by} - {""}
    known = event_queries.names_of_actors(keys)
    return {key: known.get(key) or _in_words(key, registration) for key in keys}


def _in_words(key: str, registration: Registration) -> str:
    if key in {f"person:{registration.person_id}", "anonymous"}:
        return str(gettext("The person"))
    if key.startswith("person:"):
        return str(gettext("The focal point"))
    return str(gettext("The platform"))


def find(event: Event, code: str) -> Registration:
    """The registration of the event with its person and organisation, else 404."""
    found = queries.find_registration(code)
    if found is None or found.event_id != event.id:
        abort(404)
    return found


def back(event: Event, code: str) -> Response:
    """To the registration, with the filters of the list."""
    kept = registrations.kept_here()
    return http.seen_other("registration.registrant", slug=event.slug, code=code, **kept)
