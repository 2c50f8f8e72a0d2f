"""The list of an event's letters, one letter with its files, withdrawing and making anew."""

from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, files, http, once, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.letters import actions, queries, rendering
from eventsite.letters.forms import kind_choices
from eventsite.letters.kinds import ISSUED_HERE, LABELS, Kind
from eventsite.letters.models import Letter
from eventsite.letters.views import answer, blueprint

SECTION = "letters.letters"
_BLANKED = 410


@blueprint.route("/manage/events/<slug>/letters")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def letters(event: Event) -> str:
    """All letters but those for visas, fifty a page, the newest first."""
    kept: dict[str, Any] = {name: request.args.get(name, "") for name in ("kind", "state")}
    kind = Kind(kept["kind"]) if kept["kind"] in set(ISSUED_HERE) else None
    gone = {"withdrawn": True, "valid": False}.get(kept["state"])
    trace.note("letters.read", f"event:{event.id}", actor=access.actor_key())
    return render_template(
        "letters/letters.html",
        page=http.paginate(queries.listed(event.id, kind, gone)),
        filters=_filters(kept),
        here_again=lambda number: url_for(SECTION, slug=event.slug, page=number, **kept),
        labels=LABELS,
        kinds=kind_choices(),
        may_set=may(),
        is_signed=bool(queries.settings_of(event).signatory),
    )


def _filters(kept: dict[str, Any]) -> list[dict[str, Any]]:
    states = [("valid", gettext("Valid")), ("withdrawn", gettext("Withdrawn"))]
    return [
        {
            "name": "kind",
            "label": gettext("Kind"),
            "value": kept["kind"],
            "options": [("", gettext("All kinds")), *kind_choices()],
        },
        {
            "name": "state",
            "label": gettext("State"),
            "value": kept["state"],
            "options": [("", gettext("All")), *states],
        },
    ]


@blueprint.route("/manage/events/<slug>/letters/<code>")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def letter(event: Event, code: str) -> str:
    """One letter."""
    found = _found(event, code)
    trace.note("letter.read", f"letter:{found.id}", actor=access.actor_key())
    g.rail_section = SECTION
    return render_template(
        "letters/letter.html",
        letter=found,
        paper=queries.paper_of(found),
        kind=LABELS[found.kind],
        successor=queries.successor_of(found),
    )


@blueprint.route("/manage/events/<slug>/letters/<code>.pdf")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def letter_pdf(event: Event, code: str) -> ResponseReturnValue:
    """The letter as PDF."""
    found = _whole(event, code)
    return answer(
        rendering.pdf(queries.paper_of(found), found.issued), "application/pdf", _name(found, "pdf")
    )


@blueprint.route("/manage/events/<slug>/letters/<code>.docx")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def letter_docx(event: Event, code: str) -> ResponseReturnValue:
    """The letter as DOCX."""
    found = _whole(event, code)
    return answer(
        rendering.docx(queries.paper_of(found), found.issued), rendering.DOCX, _name(found, "docx")
    )


@blueprint.post("/manage/events/<slug>/letters/<code>/withdraw")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def withdraw(event: Event, code: str) -> ResponseReturnValue:
    """The letter counts no more; its check page says so."""
    try:
        actions.withdraw(actor=access.actor_key(), letter=_found(event, code))
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("The letter is withdrawn. Its check page says so."))
    return http.seen_other("letters.letter", slug=event.slug, code=code)


@blueprint.post("/manage/events/<slug>/letters/<code>/reissue")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
@once.press
def reissue(event: Event, code: str) -> ResponseReturnValue:
    """The same with a new number and today's texts, in place of this one."""
    try:
        made = actions.reissue(actor=access.actor_key(), event=event, letter=_found(event, code))
    except Refused as refused:
        flash(refused.sentence, "bad")
        return http.seen_other("letters.letter", slug=event.slug, code=code)
    flash(gettext("A new letter is issued, and the former one is withdrawn."))
    return http.seen_other("letters.letter", slug=event.slug, code=made.code)


@blueprint.route("/manage/events/<slug>/letters/batches/<int:task_id>")
@team(Duty.COMMUNICATION, Duty.REGISTRATION)
def batch(event: Event, task_id: int) -> ResponseReturnValue:
    """The file of letters made at once; it goes after a week."""
    found = queries.find_batch(task_id, event.id)
    if found is None or found.file is None:
        abort(404)
    trace.note("letters.read", f"event:{event.id}", actor=access.actor_key())
    return files.answer(found.file)


def _found(event: Event, code: str) -> Letter:
    """A letter of the event; one for a visa is not for this page."""
    found = queries.find_letter(code)
    if found is None or found.event_id != event.id or found.kind is Kind.VISA:
        abort(404)
    return found


def _whole(event: Event, code: str) -> Letter:
    found = _found(event, code)
    if found.blanked is not None:
        abort(_BLANKED)
    trace.note("letter.read", f"letter:{found.id}", actor=access.actor_key())
    return found


def _name(found: Letter, ending: str) -> str:
    return f"{found.number.replace('/', '-')}.{ending}"
