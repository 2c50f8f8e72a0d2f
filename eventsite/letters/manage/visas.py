"""Requests for visa support: the list, one of them, and each step of it; one duty alone."""

from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, clock, http, i18n, once, sealed, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.letters import actions, passports, queries, rendering, rules, visa_states, wording
from eventsite.letters.access import visas as visas_guard
from eventsite.letters.forms import MissingForm
from eventsite.letters.models import VisaRequest
from eventsite.letters.passports import Passport
from eventsite.letters.views import answer, blueprint
from eventsite.letters.visa_states import VisaState

SECTION = "letters.visas"


@blueprint.route("/manage/events/<slug>/visas")
@visas_guard
def visas(event: Event) -> str:
    """All requests by state, the oldest first; nothing that is sealed is opened here."""
    chosen = request.args.get("state", "")
    state = VisaState(chosen) if chosen in set(VisaState) else None
    settings, now = queries.settings_of(event), clock.now()
    trace.note("visas.listed", f"event:{event.id}", actor=access.actor_key())
    deadline = queries.visa_deadline(event.id)
    return render_template(
        "letters/visas.html",
        page=http.paginate(queries.visas(event.id, state)),
        tabs=_tabs(event, state),
        here_again=lambda number: url_for(SECTION, slug=event.slug, state=chosen, page=number),
        labels=visa_states.LABELS,
        tones=visa_states.TONES,
        waiting=visa_states.WAITING,
        due=lambda one: rules.due(one.asked, settings.visa_issue_days),
        age=lambda one: (now - one.asked).days,
        today=now.date(),
        until=deadline and i18n.show_instant(deadline.at, event.zone),
    )


def _tabs(event: Event, state: VisaState | None) -> list[tuple[str, str, int, bool]]:
    counts = queries.visa_counts(event.id)
    every = (url_for(SECTION, slug=event.slug), gettext("All"), sum(counts.values()), state is None)
    return [
        every,
        *(
            (
                url_for(SECTION, slug=event.slug, state=one.value),
                gettext(words),
                counts[one],
                one is state,
            )
            for one, words in visa_states.LABELS.items()
        ),
    ]


@blueprint.route("/manage/events/<slug>/visas/<code>")
@visas_guard
def visa_request(event: Event, code: str) -> ResponseReturnValue:
    """One request with what was sent; whoever opens it is noted, and the person sees that."""
    return _page(event, _found(event, code), MissingForm())


@blueprint.post("/manage/events/<slug>/visas/<code>/complete")
@visas_guard
def visa_complete(event: Event, code: str) -> ResponseReturnValue:
    """Everything is there; remarks have to be looked at first."""
    row = _found(event, code)
    if _remarks(row) and not request.form.get("looked"):
        flash(gettext(rules.VisaReason.DOUBTFUL.value), "bad")
        return http.seen_other("letters.visa_request", slug=event.slug, code=code)
    return _moved(event, row, VisaState.COMPLETE, gettext("The request is complete."))


@blueprint.post("/manage/events/<slug>/visas/<code>/missing")
@visas_guard
def visa_missing(event: Event, code: str) -> ResponseReturnValue:
    """Tell the person what is missing."""
    row, form = _found(event, code), MissingForm.of_request()
    if not form.ok():
        return _page(event, row, form), 422
    return _moved(
        event, row, VisaState.ASKED, gettext("The person is told."), missing=form.missing.data
    )


@blueprint.post("/manage/events/<slug>/visas/<code>/issue")
@visas_guard
@once.press
def visa_issue(event: Event, code: str) -> ResponseReturnValue:
    """Issue the letter in the language chosen."""
    row, lang = _found(event, code), request.form.get("lang", "")
    if lang not in i18n.LANGUAGES:
        lang = row.registration.lang
    try:
        made = actions.issue_visa(actor=access.actor_key(), event=event, request=row, lang=lang)
    except (Refused, sealed.Unopened) as no:
        flash(_sentence(no), "bad")
    else:
        flash(gettext("The letter %(number)s is issued.", number=made.number))
    return http.seen_other("letters.visa_request", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/visas/<code>/outcome")
@visas_guard
def visa_decided(event: Event, code: str) -> ResponseReturnValue:
    """What became of it: granted, refused, or too late."""
    said = request.form.get("state", "")
    if said not in {one.value for one in visa_states.OUTCOMES}:
        abort(400)
    row = _found(event, code)
    return _moved(event, row, VisaState(said), gettext("The outcome is noted."))


@blueprint.route("/manage/events/<slug>/visas/<code>/letter.pdf")
@visas_guard
def visa_pdf(event: Event, code: str) -> ResponseReturnValue:
    """The visa letter as PDF."""
    content, number = _letter(event, code, "pdf")
    return answer(content, "application/pdf", f"{number}.pdf")


@blueprint.route("/manage/events/<slug>/visas/<code>/letter.docx")
@visas_guard
def visa_docx(event: Event, code: str) -> ResponseReturnValue:
    """The visa letter as DOCX."""
    content, number = _letter(event, code, "docx")
    return answer(content, rendering.DOCX, f"{number}.docx")


def _letter(event: Event, code: str, form: str) -> tuple[bytes, str]:
    row = _found(event, code)
    letter = queries.get_letter(row.letter_id) if row.letter_id else None
    if letter is None or letter.blanked is not None:
        abort(404)
    trace.note("visa.read", f"visa:{row.id}", actor=access.actor_key())
    write = rendering.pdf if form == "pdf" else rendering.docx
    return write(queries.paper_of(letter), letter.issued), letter.number.replace("/", "-")


def _page(event: Event, row: VisaRequest, form: MissingForm) -> str:
    facts, unreadable = _opened(row), False
    if facts is None:
        facts, unreadable = {}, True
    elif facts:
        trace.note("visa.read", f"visa:{row.id}", actor=access.actor_key())
    lang = i18n.current_lang()
    g.rail_section = SECTION
    return render_template(
        "letters/visa_request.html",
        row=row,
        registration=row.registration,
        facts=wording.passport_values(facts, lang) if facts else {},
        address=facts.get("address", ""),
        words=wording.passport_words(),
        unreadable=unreadable,
        remarks=[gettext(one.value) for one in _remarks(row)],
        form=form,
        labels=visa_states.LABELS,
        tones=visa_states.TONES,
        may=lambda then: visa_states.may(row.state, VisaState(then)),
        outcomes=[one for one in visa_states.OUTCOMES if visa_states.may(row.state, one)],
        due=rules.due(row.asked, queries.settings_of(event).visa_issue_days),
        letter=queries.get_letter(row.letter_id) if row.letter_id else None,
        languages=i18n.LANGUAGES,
    )


def _opened(row: VisaRequest) -> dict[str, str] | None:
    """What was sent; None where no key of this server opens it."""
    try:
        return queries.opened(row)
    except sealed.Unopened:
        return None


def _remarks(row: VisaRequest) -> list[passports.Doubt]:
    facts, event = _opened(row), row.registration.event
    return passports.doubts(Passport.of(facts), event.first_day, event.last_day) if facts else []


def _moved(
    event: Event, row: VisaRequest, then: VisaState, done: str, **more: Any
) -> ResponseReturnValue:
    code = row.registration.code
    version = request.form.get("version", 0, type=asked.number) or 0
    try:
        actions.move(actor=access.actor_key(), request=row, then=then, version=version, **more)
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(done)
    return http.seen_other("letters.visa_request", slug=event.slug, code=code)


def _sentence(no: Exception) -> str:
    if isinstance(no, Refused):
        return no.sentence
    return str(
        gettext("The server's key does not open this request. Ask the person to send it anew.")
    )


def _found(event: Event, code: str) -> VisaRequest:
    found = queries.find_visa_of(event, code)
    if found is None:
        abort(404)
    return found
