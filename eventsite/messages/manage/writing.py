"""Writing a message to the people that a filter of the list of registrations finds."""

from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, http, once
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Event
from eventsite.messages import actions, placeholders, queries
from eventsite.messages.forms import MessageForm
from eventsite.messages.manage.messages import DUTIES, SECTION, found_or_404
from eventsite.messages.views import blueprint
from eventsite.registration.queries import addressed
from eventsite.registration.rules import Reason


@blueprint.route("/manage/events/<slug>/messages/new", methods=["GET", "POST"])
@team(*DUTIES)
@once.press
def new(event: Event) -> ResponseReturnValue:
    """The filter stands in the address, as on the list of registrations."""
    form, audience = MessageForm.of_request().spoken_at(event), audience_here()
    if form.ok():
        try:
            made = actions.write(
                actor=access.actor_key(), event=event, audience=audience, words=_words(form)
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The message is kept as a draft. Look at it, then send it."))
            return http.seen_other("messages.message", slug=event.slug, code=made.code)
    return page(event, form, audience, message=None)


@blueprint.route("/manage/events/<slug>/messages/<code>/change", methods=["GET", "POST"])
@team(*DUTIES)
def change(event: Event, code: str) -> ResponseReturnValue:
    """A draft's words."""
    found = found_or_404(event, code)
    form = MessageForm.of_request(found).spoken_at(event)
    if form.ok():
        try:
            actions.change(
                actor=access.actor_key(),
                message=found,
                words=_words(form),
                version=asked.natural(form.version.data),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The message is saved."))
            return http.seen_other("messages.message", slug=event.slug, code=code)
    return page(event, form, found.audience, message=found)


def audience_here() -> str:
    """The filter in one order; one that is too long to be kept leads back to the list."""
    asked_here = request.args.to_dict(flat=False)
    audience = addressed.query_of(asked_here)
    if len(audience) > addressed.LONGEST:
        flash(gettext(Reason.FILTERS_TOO_LONG.value), "bad")
        slug = (request.view_args or {})["slug"]
        kept = addressed.kept(asked_here)
        abort(http.seen_other("registration.registrations", slug=slug, **kept))
    return audience


def _words(form: MessageForm) -> actions.Words:
    return actions.Words(form.subject.data, form.body.data, bool(form.concerns_all.data))


def page(
    event: Event,
    form: MessageForm,
    audience: str,
    template: str = "messages/write.html",
    **facts: Any,
) -> ResponseReturnValue:
    """The form with whom it reaches; 422 when it was sent and is shown again."""
    g.rail_section = SECTION
    shown = render_template(
        template,
        form=form,
        reach=queries.reach(event, audience, bool(form.concerns_all.data)),
        placeholders=placeholders.NAMES,
        **facts,
    )
    return (shown, 422) if request.method == "POST" else shown
