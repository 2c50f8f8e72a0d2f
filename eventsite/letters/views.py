"""The public check page, and a participant's own request for visa support."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from eventsite.core import access, clock, i18n, sealed, text, trace, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.letters import actions, links, queries, rendering, rules, visa_states
from eventsite.letters.forms import VisaForm
from eventsite.letters.kinds import LABELS
from eventsite.letters.models import Letter, VisaRequest
from eventsite.letters.passports import Passport
from eventsite.letters.visa_states import VisaState
from eventsite.registration.access import actor, here, holder
from eventsite.registration.models import Registration

blueprint = Blueprint("letters", __name__)


@blueprint.route("/letters/<code>")
@access.public
def check(code: str) -> ResponseReturnValue:
    """Whether a letter is genuine, and no more about it than the paper in hand says."""
    letter = queries.find_letter(code) if links.is_sealed(code, _seal()) else None
    page = render_template(
        "letters/check.html",
        letter=letter,
        kind=LABELS[letter.kind] if letter else "",
        title=text.pick(letter.event.title, i18n.current_lang()) if letter else None,
        successor=queries.successor_of(letter) if letter else None,
        day=_day(letter) if letter else None,
    )
    return page, 200 if letter else 404


def _day(letter: Letter) -> date:
    """The date on the paper, which is that of the event's zone."""
    return letter.issued.astimezone(zones.zone_of(letter.event.zone)).date()


def _seal() -> str:
    return request.args.get("seal", "")[:64]


@blueprint.route("/me/registrations/<code>/visa", methods=["GET", "POST"])
@blueprint.route("/registrations/<code>/<key>/visa", methods=["GET", "POST"])
@holder
def visa(registration: Registration) -> ResponseReturnValue:
    """The request with its state; whoever came by the mailed address is not shown the passport."""
    event = registration.event
    row = queries.find_visa(registration)
    deadline = queries.visa_deadline(event.id)
    reason = rules.may_ask(registration, event, deadline, clock.now())
    form = VisaForm.of_request(**_shown(row))
    if reason is None and form.ok():
        try:
            who = actor(registration)
            actions.ask(actor=who, registration=registration, passport=form.passport())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("Your request is sent. We write to you at each step."))
            return redirect(here("letters.visa", registration), 303)
    is_open = row is None or row.erased is not None or row.state in visa_states.OPEN
    page = render_template(
        "letters/visa.html",
        registration=registration,
        event=event,
        row=row,
        form=form,
        is_open=is_open and reason is None,
        why_not=gettext(reason.value) if reason else "",
        until=deadline and i18n.show_instant(deadline.at, registration.zone),
        due=row and rules.due(row.asked, queries.settings_of(event).visa_issue_days),
        days_kept=queries.settings_of(event).visa_days,
        labels=visa_states.LABELS,
        tones=visa_states.TONES,
        read_by=queries.read_by(row) if row else [],
        outcomes=[s for s in visa_states.OUTCOMES if row and visa_states.may(row.state, s)],
        has_letter=_has_letter(row),
        address=here,
    )
    return (page, 422) if request.method == "POST" else page


def _shown(row: VisaRequest | None) -> dict[str, Any]:
    """What the form starts with: nothing for a reader of the mailed address."""
    if row is None or not row.sealed or g.get("registration_key"):
        return {}
    try:
        facts = queries.opened(row)
    except sealed.Unopened:
        return {}
    return vars(Passport.of(facts))


def _has_letter(row: VisaRequest | None) -> bool:
    if row is None or row.letter_id is None:
        return False
    letter = queries.get_letter(row.letter_id)
    return letter.withdrawn is None and letter.blanked is None


@blueprint.post("/me/registrations/<code>/visa/outcome")
@blueprint.post("/registrations/<code>/<key>/visa/outcome")
@holder
def visa_outcome(registration: Registration) -> ResponseReturnValue:
    """The person says what the consulate answered."""
    row = _own(registration)
    said = request.form.get("state", "")
    if said not in {VisaState.GRANTED.value, VisaState.REFUSED.value}:
        abort(400)
    try:
        actions.move(actor=actor(registration), request=row, then=VisaState(said))
    except Refused as refused:
        flash(refused.sentence, "bad")
    else:
        flash(gettext("Thank you. The organizers see it."))
    return redirect(here("letters.visa", registration), 303)


@blueprint.post("/me/registrations/<code>/visa/erase")
@blueprint.post("/registrations/<code>/<key>/visa/erase")
@holder
def visa_erase(registration: Registration) -> ResponseReturnValue:
    """Remove what was sent."""
    row = _own(registration)
    actions.erase_visa(actor=actor(registration), request=row)
    flash(gettext("What you sent for the visa is erased."))
    return redirect(here("letters.visa", registration), 303)


@blueprint.route("/me/registrations/<code>/visa/letter.pdf")
@blueprint.route("/registrations/<code>/<key>/visa/letter.pdf")
@holder
def visa_letter(registration: Registration) -> ResponseReturnValue:
    """The person's own visa letter."""
    row = _own(registration)
    if not _has_letter(row) or row.letter_id is None:
        abort(404)
    letter = queries.get_letter(row.letter_id)
    trace.note("visa.letter_fetched", f"visa:{row.id}", actor=actor(registration))
    content = rendering.pdf(queries.paper_of(letter), letter.issued)
    return answer(content, "application/pdf", f"{letter.number.replace('/', '-')}.pdf")


def answer(content: bytes, media_type: str, name: str) -> Response:
    """A file made just now, kept by no cache."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _own(registration: Registration) -> VisaRequest:
    row = queries.find_visa(registration)
    if row is None:
        abort(404)
    # The action tells the person, for which it needs the registration.
    row.registration = registration
    return row
