"""The ticket's picture, the page its code leads to, and the optional statistics."""

import io

import segno
from flask import abort, flash, redirect, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventsite.core import access, i18n, pages
from eventsite.core.i18n import gettext
from eventsite.events.access import duties_of
from eventsite.events.models import Duty
from eventsite.registration import actions, links, queries
from eventsite.registration.access import here, holder
from eventsite.registration.forms import StatisticsForm
from eventsite.registration.models import Registration, State
from eventsite.registration.views.root import blueprint


def picture(registration: Registration) -> Markup:
    """The ticket's QR code as SVG; a phone's camera opens the address in it."""
    seal = links.seal_of(registration)
    address = i18n.url_in("en", "registration.ticket", code=registration.code, seal=seal)
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, light="#fff", nl=False
    )
    return Markup(out.getvalue().decode())  # noqa: S704  # shapes drawn from an address of ours


@blueprint.route("/tickets/<code>/<seal>")
@access.public
def ticket(code: str, seal: str) -> str | Response:
    """Whether a ticket is good, and nothing about the person who carries it.

    Staff of the event's desk are led on to the person.
    """
    registration = queries.find_registration(code)
    if registration is None or not links.is_sealed(registration, seal):
        abort(404)
    user = access.current_user()
    if user is not None and duties_of(user, registration.event) & {Duty.DESK, Duty.OWNER}:
        slug = registration.event.slug
        return redirect(pages.address_of("desk.person", slug=slug, code=code, seal=seal), 303)
    return render_template(
        "registration/ticket.html",
        registration=registration,
        event=registration.event,
        is_good=registration.state is State.CONFIRMED,
    )


@blueprint.route("/me/registrations/<code>/statistics", methods=["GET", "POST"])
@blueprint.route("/registrations/<code>/<key>/statistics", methods=["GET", "POST"])
@holder
def statistics(registration: Registration) -> str | Response | tuple[str, int]:
    """Optional answers that stand apart from the registration; erased by an empty page."""
    stored = queries.statistics_of(registration)
    form = StatisticsForm.of_request(**StatisticsForm.shown(stored))
    if form.ok():
        actions.declare(registration=registration, statistics=form.statistics())
        flash(gettext("Thank you. Your answers are kept apart from your name."))
        return redirect(here("registration.registration", registration), 303)
    page = render_template(
        "registration/statistics.html",
        form=form,
        event=registration.event,
        registration=registration,
    )
    return (page, 422) if form.errors else page
