"""What organizers do to an event as a whole: cancel it and tell everybody."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, forms, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.core.i18n import ngettext
from eventsite.events import states
from eventsite.events.access import team
from eventsite.events.models import Event
from eventsite.site import actions, telling
from eventsite.site.views import blueprint


class CancelForm(forms.Form):
    """Why the event does not take place, in the languages of its texts."""

    note = forms.LocalizedField(
        _l("Why is it cancelled, and what now?"),
        2000,
        _l("Write a sentence: people who planned to come read it."),
        lines=4,
    )


@blueprint.route("/manage/events/<slug>/cancel", methods=["GET", "POST"])
@team()
def cancel_event(event: Event) -> ResponseReturnValue:
    """How many people will be told; on POST cancel and tell them."""
    form = CancelForm.of_request()
    forms.set_languages(form, event.text_langs or ["en"])
    if form.ok():
        try:
            told = actions.cancel_event(event=event, note=form.note.data, actor=access.actor_key())
        except Refused as refused:
            form.refuse(refused, "note")
        else:
            words = "The event is cancelled. %(num)s person is told by mail."
            many = "The event is cancelled. %(num)s people are told by mail."
            flash(ngettext(words, many, told))
            return http.seen_other("events.overview", slug=event.slug)
    return (
        render_template(
            "site/cancel_event.html",
            form=form,
            told=len(telling.readers(event.id)),
            reason=states.why_not_cancel(event),
            back=url_for("events.overview", slug=event.slug),
        ),
        422 if form.errors else 200,
    )
