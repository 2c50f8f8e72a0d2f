"""Places kept for groups, and when groups can register."""

from typing import Any

from flask import abort, flash, g, render_template, request
from werkzeug.wrappers import Response

from eventsite.core import access, asked, clock, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import actions, groups, queries
from eventsite.registration.forms.places import ReserveForm, WindowForm
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.views import blueprint

#: Two forms on one page ask for a group.
_PREFIX = "window-"


@blueprint.route("/manage/events/<slug>/places", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def reserves(event: Event) -> Answer:
    """What is kept for whom with how much of it is taken; POST sets or drops one."""
    action = request.form.get("action", "")
    reserve = ReserveForm.of_request() if action == "reserve" else ReserveForm()
    window = WindowForm.of_request(prefix=_PREFIX) if action == "window" else _empty()
    forms = {"reserve": reserve.of_event(event), "window": window.of_event(event)}
    if request.method == "POST" and queries.terms_of(event.id) is None:
        abort(404)
    done = _drop(event, action) if action.startswith("drop") else _set(event, action, forms)
    if done is not None:
        return done
    g.rail_section = SECTION
    page = render_template(
        "registration/places.html",
        terms=queries.terms_of(event.id),
        forms_of=forms,
        posted=forms.get(action),
        stock=queries.stock(event.id),
        reserves=queries.reserves(event.id),
        windows=queries.windows(event.id),
        group_words=groups.LABELS,
        now=clock.now(),
    )
    return (page, 422) if request.method == "POST" else page


def _empty() -> WindowForm:
    return WindowForm(prefix=_PREFIX)


def _set(event: Event, action: str, forms: dict[str, Any]) -> Response | None:
    form = forms.get(action)
    if form is None or not form.ok():
        return None
    actor = access.actor_key()
    try:
        if action == "reserve":
            actions.set_reserve(event=event, actor=actor, **form.facts(event))
            flash(gettext("The places are kept."))
        else:
            actions.set_window(event=event, window=form.window(event), actor=actor)
            flash(gettext("The dates of this group are set."))
    except Refused as refused:
        form.refuse(refused)
        return None
    return http.seen_other("registration.reserves", slug=event.slug)


def _drop(event: Event, action: str) -> Response:
    key, actor = request.form.get("key", ""), access.actor_key()
    try:
        if action == "drop-window":
            actions.drop_window(event=event, group=key, actor=actor)
            flash(gettext("This group can register when everybody can."))
        else:
            actions.drop_reserve(event=event, key=asked.natural(key), actor=actor)
            flash(gettext("These places are kept no longer."))
    except LookupError:
        abort(404)
    return http.seen_other("registration.reserves", slug=event.slug)
