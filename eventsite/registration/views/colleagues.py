"""Registering somebody else: an assistant fills the form, the person agrees by the mailed link."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, request
from werkzeug.wrappers import Response

from eventsite.core import access, http, i18n, limits, text
from eventsite.core.i18n import gettext
from eventsite.events import queries as event_queries
from eventsite.people import queries as people_queries
from eventsite.people.models import Person
from eventsite.questions import conditions
from eventsite.questions.kinds import Kind
from eventsite.registration import actions
from eventsite.registration.forms import ColleagueForm
from eventsite.registration.rules import Reason
from eventsite.registration.views import registering
from eventsite.registration.views.registering import Door
from eventsite.registration.views.root import blueprint


@blueprint.route("/events/<slug>/registration/colleague", methods=["GET", "POST"])
@access.signed_in
def colleague(slug: str) -> registering.Answer:
    """Register somebody else, whose mail may come to one's own address."""
    event = event_queries.find_public_event(slug) or abort(404)
    found = registering.opened(event)
    if isinstance(found, Reason):
        return registering.closed(event, found)
    if found.asked is not None:
        # Nobody agrees for somebody else: the person is asked on a page of their own.
        found = replace(found, asked=conditions.without(found.asked, Kind.CONSENT))
    me: Person = access.current_user().person
    kind = registering.with_questions(ColleagueForm, found.asked)
    form = kind.of_request(**_known(found, me)).of_event(event, found.terms)
    form.only_others()
    if form.ok():
        done = _registered(form, found, me)
        if done is not None:
            return done
    return registering.page(form, found, "registration/colleague.html", me=me)


def _known(found: Door, me: Person) -> dict[str, Any]:
    """A colleague mostly comes for the same organisation and country."""
    organisation = people_queries.find_organisation_of(me)
    name = text.pick(organisation.names, i18n.current_lang()).text if organisation else ""
    return registering.blank(found.event) | {
        "organisation": name,
        "country": me.country,
        "zone": me.zone or found.event.zone,
    }


def _registered(form: Any, found: Door, me: Person) -> Response | None:
    names = {name: form[name].data or "" for name in registering.NAMES}
    limits.hit("registration", form.email.data, address=limits.A_WHOLE_HALL)
    guest = actions.Guest(**names, email=form.email.data)
    made = registering.take(form, found, form.answers(), guest=guest, registered_by=me)
    if made is None:
        return None
    flash(gettext("Registered. A mail asks this person to confirm and to agree."))
    if request.form.get("next") == "another":
        return http.seen_other("registration.colleague", slug=found.event.slug)
    return http.seen_other("registration.my_events")
