"""What a person decides about their registration: confirm, accept, cancel, take back, give on."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import clock, i18n, limits
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.registration import actions, rules
from eventsite.registration.access import actor, here, holder, holder_or_assistant
from eventsite.registration.forms import TransferForm
from eventsite.registration.models import ConsentKind, Registration, State
from eventsite.registration.queries import consents
from eventsite.registration.rules import Reason
from eventsite.registration.views.root import blueprint

Answer = str | Response | tuple[str, int]
#: What follows when somebody takes an agreement back.
_FOLLOWS = {
    ConsentKind.DATA: N_(
        "Without it we cannot keep your registration: it is cancelled. You can also ask us to erase"
        " your data."
    ),
    ConsentKind.CONDUCT: N_("Without it nobody can take part: your registration is cancelled."),
    ConsentKind.LISTED: N_("Your name is taken off the public list of participants at once."),
}


def asks_agreement(registration: Registration) -> bool:
    """Whether somebody else filled in the form and the person has not agreed themself yet."""
    if registration.registered_by_id is None:
        return False
    return consents.standing(registration, ConsentKind.DATA) is None


@blueprint.route("/me/registrations/<code>/confirm", methods=["POST"])
@blueprint.route("/registrations/<code>/<key>/confirm", methods=["POST"])
@holder
def confirm(registration: Registration) -> Response:
    """The address is proved by the mailed link; the button makes it count."""
    try:
        if asks_agreement(registration):
            boxes = request.form.get("consent") and request.form.get("code_of_conduct")
            actions.agree(
                registration=registration,
                agreed=bool(boxes),
                lang=i18n.current_lang(),
            )
        done = actions.confirm(registration=registration, actor=actor(registration))
        if done.state is State.CONFIRMED:
            flash(gettext("Your place is confirmed. A mail with all you need follows."))
    except Refused as refused:
        flash(refused.sentence, "bad")
    return redirect(here("registration.registration", registration), 303)


@blueprint.route("/me/registrations/<code>/offer", methods=["POST"])
@blueprint.route("/registrations/<code>/<key>/offer", methods=["POST"])
@holder
def answer_offer(registration: Registration) -> Response:
    """Accept the offered place, or decline it for who is next."""
    does = {"accept": actions.accept, "decline": actions.decline}
    act = does.get(request.form.get("answer", "")) or abort(400)
    try:
        done = act(registration=registration, actor=actor(registration))
        flash(_ANSWERED[done.state]() if done.state in _ANSWERED else "")
    except Refused as refused:
        flash(refused.sentence, "bad")
    return redirect(here("registration.registration", registration), 303)


_ANSWERED = {
    State.CONFIRMED: lambda: gettext("Your place is confirmed. A mail with all you need follows."),
    State.PENDING: lambda: gettext("You have accepted. Your registration now waits for approval."),
    State.CANCELLED: lambda: gettext("You have declined. The place goes to who is next."),
}


@blueprint.route("/me/registrations/<code>/cancel", methods=["GET", "POST"])
@blueprint.route("/registrations/<code>/<key>/cancel", methods=["GET", "POST"])
@holder_or_assistant
def cancel(registration: Registration) -> Answer:
    """Ask once, then cancel."""
    if request.method == "POST":
        try:
            actions.cancel(registration=registration, actor=actor(registration))
            flash(gettext("Your registration is cancelled."))
        except Refused as refused:
            flash(refused.sentence, "bad")
        return redirect(here("registration.registration", registration), 303)
    return render_template(
        "registration/cancel.html", registration=registration, event=registration.event
    )


@blueprint.route("/me/registrations/<code>/consents/<kind>", methods=["GET", "POST"])
@blueprint.route("/registrations/<code>/<key>/consents/<kind>", methods=["GET", "POST"])
@holder
def consent(registration: Registration, kind: str) -> Answer:
    """Say what follows, then take one agreement back."""
    if kind not in set(ConsentKind):
        abort(404)
    found = ConsentKind(kind)
    if request.method == "POST":
        actions.withdraw(registration=registration, kind=found, actor=actor(registration))
        flash(gettext("You have taken your agreement back."))
        return redirect(here("registration.registration", registration), 303)
    return render_template(
        "registration/consent.html",
        registration=registration,
        event=registration.event,
        kind=found,
        follows=_FOLLOWS[found],
    )


@blueprint.route("/me/registrations/<code>/colleague", methods=["GET", "POST"])
@blueprint.route("/registrations/<code>/<key>/colleague", methods=["GET", "POST"])
@holder
def transfer(registration: Registration) -> Answer:
    """Give one's place to a colleague, who proves the address."""
    if not may_give(registration):
        flash(gettext(Reason.NOT_TRANSFERABLE.value), "bad")
        return redirect(here("registration.registration", registration), 303)
    form = TransferForm.of_request()
    if form.ok() and _given(form, registration):
        return redirect(here("registration.registration", registration), 303)
    page = render_template(
        "registration/transfer.html", form=form, registration=registration, event=registration.event
    )
    return (page, 422) if form.errors else page


def may_give(registration: Registration) -> bool:
    """Whether there is a place that a colleague can still use."""
    has_place = registration.state in {State.PENDING, State.CONFIRMED}
    return has_place and rules.may_take_part(registration.event, clock.now()) is None


def _given(form: TransferForm, registration: Registration) -> bool:
    limits.hit("registration", form.email.data or "", address=limits.A_WHOLE_HALL)
    try:
        actions.transfer(registration=registration, guest=form.guest(), actor=actor(registration))
    except Refused as refused:
        form.refuse(refused)
        return False
    flash(gettext("Your place is given on. Your colleague has a mail and confirms by its link."))
    return True
