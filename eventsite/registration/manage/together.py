"""One decision about many registrations: who is ticked, whom it does not touch, what became."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, render_template, request, url_for

from eventsite.core import access, clock, forms, http, once, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext, ngettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import actions, queries, rules
from eventsite.registration.forms import CancelForm, RefuseForm
from eventsite.registration.manage import registrations
from eventsite.registration.manage.registrations import Act
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import Registration, State
from eventsite.registration.rules import Reason
from eventsite.registration.views import blueprint

#: People in one press; a page of the list has fifty.
MOST = 200


_FORMS: dict[Act, type[forms.Form]] = {Act.REFUSE: RefuseForm, Act.CANCEL: CancelForm}
_DO: dict[Act, Callable[[Registration, str, str], Any]] = {
    Act.APPROVE: lambda one, by, _note: actions.approve(registration=one, actor=by),
    Act.REFUSE: lambda one, by, note: actions.refuse(registration=one, actor=by, note=note),
    Act.OFFER: lambda one, by, _note: actions.offer(registration=one, actor=by),
    Act.CANCEL: lambda one, by, note: actions.cancel(registration=one, actor=by, note=note),
}


@dataclass(frozen=True)
class NotDone:
    """Somebody whom the decision did not reach, and why."""

    code: str
    name: str
    why: str


@blueprint.route("/manage/events/<slug>/registrations/together", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
@once.press
def together(event: Event) -> Answer:
    """First whom it touches and whom it does not; POST decides about one after the other."""
    act = _act() or abort(404)
    ticked = list(dict.fromkeys(request.values.getlist("code")))
    if not 0 < len(ticked) <= MOST:
        few, many = Reason.NOBODY_CHOSEN.value, N_("Tick at most %(most)d people.")
        flash(gettext(many, most=MOST) if ticked else gettext(few), "bad")
        return http.seen_other(SECTION, slug=event.slug, **registrations.kept_here())
    found = queries.of_codes(event.id, ticked)
    form = _FORMS.get(act, forms.Form).of_request()
    if not form.ok():
        page = _page(event, act, form, found)
        return (page, 422) if request.method == "POST" else page
    note = (request.form.get("note") or "").strip()
    return _done(event, act, [_decide(one, act, note) for one in found])


def _act() -> Act | None:
    said = request.values.get("do")
    return Act(said) if said in set(Act) else None


def _decide(one: Registration, act: Act, note: str) -> NotDone | None:
    """Decide about one person; what is refused leaves the others as they became."""
    code, name = one.code, one.person.name
    try:
        with db.session.begin_nested():
            _DO[act](one, access.actor_key(), note)
    except Refused as refused:
        return NotDone(code, name, str(refused.sentence))
    return None


def _done(event: Event, act: Act, found: list[NotDone | None]) -> Answer:
    missed = [one for one in found if one is not None]
    number = len(found) - len(missed)
    sentence = ngettext("Done for %(num)d person.", "Done for %(num)d people.", number)
    back = {"slug": event.slug, **registrations.kept_here()}
    if not missed:
        flash(sentence)
        return http.seen_other(SECTION, **back)
    g.rail_section = SECTION
    return render_template(
        "registration/together_done.html",
        label=gettext(registrations.TOGETHER[act]),
        sentence=sentence,
        missed=missed,
        back_url=url_for(SECTION, **back),
    )


def _page(event: Event, act: Act, form: Any, found: list[Registration]) -> str:
    g.rail_section = SECTION
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    reached = [one for one in found if _reaches(act, one, event)]
    kept = registrations.kept_here()
    return render_template(
        "registration/together.html",
        label=gettext(registrations.TOGETHER[act]),
        act=act.value,
        form=form,
        reached=reached,
        others=[one for one in found if one not in reached],
        own_url=url_for("registration.together", slug=event.slug, **kept),
        back_url=url_for(SECTION, slug=event.slug, **kept),
    )


def _reaches(act: Act, one: Registration, event: Event) -> bool:
    """Whether the decision means something for the registration as it is now."""
    now = clock.now()
    match act:
        case Act.APPROVE:
            return rules.may_approve(one.state, one.approved is not None)
        case Act.REFUSE:
            return rules.may_refuse(one.state, one.approved is not None)
        case Act.CANCEL:
            return rules.may_cancel(one.state, event, now) is None
    return one.state is State.WAITING and rules.may_take_part(event, now) is None
