"""Whether calendar entries come with mails, chosen on the page of one's registration."""

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from eventsite.core.i18n import gettext
from eventsite.registration import actions
from eventsite.registration.access import actor, here, holder
from eventsite.registration.models import Registration
from eventsite.registration.views.root import blueprint


@blueprint.post("/me/registrations/<code>/calendar-mails")
@blueprint.post("/registrations/<code>/<key>/calendar-mails")
@holder
def calendar_mails(registration: Registration) -> Response:
    """On or off, for every event of this person."""
    wanted = request.form.get("wanted") == "1"
    actions.choose_mails(registration=registration, wanted=wanted, actor=actor(registration))
    if wanted:
        flash(gettext("From now on calendar entries come with our mails."))
    else:
        flash(gettext("From now on our mails come without calendar entries."))
    return redirect(here("registration.registration", registration), 303)
