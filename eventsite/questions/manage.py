"""The organizers' pages: an event's questions, one of them, the preview, copying, a file."""

from collections.abc import Callable
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventsite.core import access, files, http, i18n, trace
from eventsite.core import asked as core_asked
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import states
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.questions import actions, forms, kinds, options, queries, wording
from eventsite.questions.asked import Asked
from eventsite.questions.kinds import KIND_LABELS, Kind
from eventsite.questions.models import REGISTRATION, Question
from eventsite.questions.views import blueprint

SECTION = "registration.registrations"
LIST = "questions.questionnaire"


@blueprint.route("/manage/events/<slug>/questions")
@team(Duty.REGISTRATION)
def questionnaire(event: Event) -> ResponseReturnValue:
    """The questions in their order, and those that are retired."""
    asked = queries.questionnaire_of(event.id, REGISTRATION)
    lang = i18n.current_lang()
    return _page(
        "questions/questionnaire.html",
        event,
        asked=asked,
        counts=queries.answer_counts(asked) if asked else {},
        version=queries.version_of(asked) if asked else 0,
        said_when=lambda one: wording.condition(one, asked, lang) if asked else "",
        full=asked is not None and len(asked.live) >= kinds.MOST_QUESTIONS,
    )


@blueprint.route("/manage/events/<slug>/questions/new", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def add(event: Event) -> ResponseReturnValue:
    """A new question, of the kind that the address says first."""
    asked = queries.questionnaire_of(event.id, REGISTRATION) or Asked(0, event.id, REGISTRATION)
    form = forms.QuestionForm.of_request(kind=request.args.get("kind", Kind.SHORT_TEXT.value))
    form.fit(asked, None, _langs(event))

    def save() -> None:
        actions.add_question(
            actor=access.actor_key(), event=event, purpose=REGISTRATION, facts=form.facts()
        )

    if _pressed_save(form) and _done(form, save):
        return _back(event, gettext("The question is added."))
    _spare(form, event)
    return _page("questions/question.html", event, form=form, question=None, answers=0)


@blueprint.route("/manage/events/<slug>/questions/<code>", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def edit(event: Event, code: str) -> ResponseReturnValue:
    """One question; its answers stay as they are."""
    asked, question = _found(event, code)
    form = forms.QuestionForm.of_request(**forms.shown(question))
    form.fit(asked, question, _langs(event))

    def save() -> None:
        actions.change_question(
            actor=access.actor_key(),
            event=event,
            question=question,
            facts=form.facts(),
            version=_number(str(form.version.data)),
        )

    if _pressed_save(form) and _done(form, save):
        return _back(event, gettext("The question is saved."))
    _spare(form, event)
    answers = queries.answer_counts(asked).get(question.id, 0)
    return _page("questions/question.html", event, form=form, question=question, answers=answers)


@blueprint.post("/manage/events/<slug>/questions/<code>/move")
@team(Duty.REGISTRATION)
def move(event: Event, code: str) -> ResponseReturnValue:
    """Put a question in another place: `at` counts from 0."""
    _asked, question = _found(event, code)
    actions.move_question(
        actor=access.actor_key(),
        event=event,
        question=question,
        at=request.form.get("at", 0, type=core_asked.number),
        version=_number(request.form.get("version")),
    )
    return http.seen_other(LIST, slug=event.slug, _anchor=f"q-{question.code}")


@blueprint.post("/manage/events/<slug>/questions/<code>/retire")
@team(Duty.REGISTRATION)
def retire(event: Event, code: str) -> ResponseReturnValue:
    """Ask a question no more; its answers are kept."""
    _asked, question = _found(event, code)
    actions.retire_question(actor=access.actor_key(), event=event, question=question)
    return _back(event, gettext("The question is retired. Its answers are kept."))


@blueprint.post("/manage/events/<slug>/questions/<code>/revive")
@team(Duty.REGISTRATION)
def revive(event: Event, code: str) -> ResponseReturnValue:
    """Ask a retired question again."""
    _asked, question = _found(event, code)
    actions.revive_question(actor=access.actor_key(), event=event, question=question)
    return _back(event, gettext("The question is asked again, at the end of the list."))


@blueprint.post("/manage/events/<slug>/questions/<code>/remove")
@team(Duty.REGISTRATION)
def remove(event: Event, code: str) -> ResponseReturnValue:
    """Delete a question that nobody answered."""
    _asked, question = _found(event, code)
    actions.remove_question(actor=access.actor_key(), event=event, question=question)
    return _back(event, gettext("The question is removed."))


@blueprint.route("/manage/events/<slug>/questions/preview")
@team(Duty.REGISTRATION)
def preview(event: Event) -> ResponseReturnValue:
    """The questions as participants see them, in any language."""
    asked = queries.questionnaire_of(event.id, REGISTRATION)
    lang = request.args.get("speak", "")
    lang = lang if lang in i18n.LANGUAGES else i18n.current_lang()
    shown = Markup()
    if asked is not None:
        with i18n.speaking(lang if lang in i18n.offered() else i18n.current_lang()):
            form = forms.preview_of(asked, lang)()
            shown = Markup(render_template("questions/_asked.html", form=form))  # noqa: S704
    tabs = [
        (url_for("questions.preview", slug=event.slug, speak=one), name, None, one == lang)
        for one, name in i18n.LANGUAGES.items()
    ]
    return _page("questions/preview.html", event, shown=shown, tabs=tabs, chosen=lang)


@blueprint.route("/manage/events/<slug>/questions/copy", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def copy(event: Event) -> ResponseReturnValue:
    """Copy the questions of another event of one's own."""
    user = access.current_user()
    mine = None if user.is_staff else user.id
    found = queries.events_with_questions(REGISTRATION, event.id, mine)
    form = forms.CopyForm.of_request()
    form.offer(found)

    def save() -> None:
        source = next(one for one in found if one.slug == form.event.data)
        actions.copy_questions(
            actor=access.actor_key(),
            source=queries.questionnaire_of(source.id, REGISTRATION),
            event=event,
            purpose=REGISTRATION,
        )

    if form.ok() and _done(form, save):
        return _back(event, gettext("The questions are copied. Check each of them."))
    return _page("questions/copy.html", event, form=form, found=found)


@blueprint.route("/manage/events/<slug>/questions/files/<code>")
@team(Duty.REGISTRATION)
def answer_file(event: Event, code: str) -> FlaskResponse:
    """A file that somebody answered with."""
    found = queries.answer_file(event.id, code)
    if found is None:
        abort(404)
    trace.note("answer.read", f"event:{event.id}", actor=access.actor_key(), file=code)
    return files.answer(found[0])


def _found(event: Event, code: str) -> tuple[Asked, Question]:
    asked = queries.questionnaire_of(event.id, REGISTRATION)
    question = asked.find(code) if asked else None
    if asked is None or question is None:
        abort(404)
    return asked, question


def _langs(event: Event) -> tuple[str, ...]:
    """The event's languages first, then the others, which fold away."""
    return tuple(dict.fromkeys([*(event.text_langs or ["en"]), *i18n.LANGUAGES]))


def _pressed_save(form: Any) -> bool:
    return "more" not in request.form and bool(form.ok())


def _spare(form: Any, event: Event) -> None:
    """Empty rows for answers: two to begin with, one more for each press."""
    if request.form.get("more") == "1":
        form.spare(1, _langs(event))
    elif request.method == "GET" or not form.rows:
        form.spare(2, _langs(event))


def _done(form: Any, action: Callable[[], object]) -> bool:
    try:
        action()
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 9 else 0


def _back(event: Event, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return http.seen_other(LIST, slug=event.slug)


def _page(template: str, event: Event, **context: Any) -> ResponseReturnValue:
    g.rail_section = SECTION
    html = render_template(
        template,
        event=event,
        kind_labels=KIND_LABELS,
        options_of=options.of,
        read_only=states.why_read_only(event),
        **context,
    )
    return html, 422 if request.method == "POST" else 200
