"""The rules of an event's programme: what each does, and the numbers it goes by."""

from flask import flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import actions, forms, queries, words
from eventsite.agenda.views import blueprint
from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.route("/manage/events/<slug>/programme/rules", methods=["GET", "POST"])
@event_access.team(Duty.AGENDA)
def terms(event: Event) -> ResponseReturnValue:
    """Each rule with its level, and the numbers."""
    g.rail_section = "agenda.builder"
    form = forms.RulesForm.of(queries.terms_of(event.id))
    if form.ok():
        try:
            actions.set_rules(event, _facts(form), access.actor_key(), form.version.data or 0)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The rules are saved."))
            return http.seen_other("agenda.terms", slug=event.slug)
    html = render_template("agenda/terms.html", said_as=words.programme(event.kind), form=form)
    return html, 422 if request.method == "POST" else 200


def _facts(form: forms.RulesForm) -> actions.RuleFacts:
    return actions.RuleFacts(
        levels=form.levels,
        change_minutes=form.change_minutes.data,
        women_target=form.women_target.data,
        interpreters=form.interpreters.data,
        turn_minutes=form.turn_minutes.data,
    )
