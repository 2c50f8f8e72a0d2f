"""Tracked links: where people found the way to the form."""

from flask import abort, flash, g, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, asked, http, i18n
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import actions, queries
from eventsite.registration.forms.places import LinkForm
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import TrackedLink
from eventsite.registration.views import blueprint


@blueprint.route("/manage/events/<slug>/links", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def links(event: Event) -> Answer:
    """The links with visits and registrations; POST makes or retires one."""
    if request.form.get("action") == "retire":
        return _retire(event)
    form = LinkForm.of_request()
    if form.ok():
        actions.make_link(event=event, label=form.label.data, actor=access.actor_key())
        flash(gettext("The link is made. Copy its address from the list."))
        return http.seen_other("registration.links", slug=event.slug)
    g.rail_section = SECTION
    found = queries.links_of(event.id)
    page = render_template(
        "registration/links.html",
        form=form,
        links=found,
        registered=sum(one.registered for one in found),
        address=lambda link: _address(event, link),
    )
    return (page, 422) if request.method == "POST" else page


def _retire(event: Event) -> Response:
    number = asked.natural(request.form.get("key"))
    try:
        actions.retire_link(event=event, key=number, actor=access.actor_key())
    except LookupError:
        abort(404)
    flash(gettext("The link is retired. Who still follows it is counted."))
    return http.seen_other("registration.links", slug=event.slug)


def _address(event: Event, link: TrackedLink) -> str:
    return i18n.url_in("en", "registration.register", slug=event.slug, via=link.code)
