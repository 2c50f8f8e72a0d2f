"""The organizers' page of time zones: whom the hours leave out, and what would help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction
from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import draft, equity, fairness, planning, queries
from eventsite.agenda.fairness import Span
from eventsite.agenda.planning import Part, Plan, Scope
from eventsite.agenda.views import blueprint
from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.events.models import Event, Mode


@dataclass(frozen=True)
class Asked:
    """What the form asks: which part, and its new start; a sentence where that is no time."""

    scope: Scope
    at: time | None
    wrong: str = ""


@blueprint.get("/manage/events/<slug>/programme/fairness", endpoint="fairness")
@agenda_access.looks
def zones_page(event: Event) -> ResponseReturnValue:
    """Scores of the draft; `?what=` and `?at=` show what another start would do."""
    g.rail_section = "agenda.builder"
    chosen, every = planning.counted(queries.placed_sessions(event), event.mode == Mode.ONLINE)
    remote = queries.remote_people(event.id)
    plan = planning.plan(
        event.zone,
        chosen,
        fairness.capitals(event.first_day),
        remote.voters,
        event.mode == Mode.ONLINE,
    )
    asked = _asked(plan)
    page = render_template(
        "agenda/fairness.html",
        plan=plan,
        remote=remote,
        every=every,
        asked=asked,
        whole=equity.both(plan, [s.span for s in plan.sessions]),
        days=equity.lines(plan, Part.DAY),
        sessions=equity.lines(plan, Part.SESSION),
        options=_options(plan),
        trial=_trial(plan, asked),
        helps=equity.advice(plan, asked.scope) if _needs_help(plan, asked.scope) else [],
        needs_help=_needs_help(plan, asked.scope),
        series=_series(event, plan),
        equity=equity,
    )
    return (page, 422) if asked.wrong else page


def _asked(plan: Plan) -> Asked:
    scope = Scope.read(request.args.get("what", ""))
    if not plan.of(scope):
        scope = Scope()
    typed = request.args.get("at", "").strip()
    if not typed or not plan.sessions:
        return Asked(scope, None)
    try:
        return Asked(scope, datetime.strptime(typed, "%H:%M").time())  # noqa: DTZ007  # a clock time
    except ValueError:
        return Asked(scope, None, gettext("Enter a time on 24 hours, like 09:30."))


def _options(plan: Plan) -> list[tuple[str, str]]:
    lang = i18n.current_lang()
    return [
        (str(Scope()), gettext("The whole programme")),
        *((f"day:{day.isoformat()}", i18n.show_day(day)) for day in plan.days),
        *((f"session:{s.code}", text.pick(s.title, lang).text) for s in plan.sessions),
    ]


def _trial(plan: Plan, asked: Asked) -> dict[str, Any] | None:
    """Before and after of the part that is asked about."""
    if asked.at is None:
        return None
    before = equity.both(plan, [s.span for s in plan.of(asked.scope)])
    after = equity.moved(plan, asked.scope, plan.delay(asked.scope, asked.at))
    return {"rows": equity.trial(before, after), "verdict": equity.verdict(before, after)}


def _needs_help(plan: Plan, scope: Scope) -> bool:
    return not fairness.score([s.span for s in plan.of(scope)], plan.capitals).is_enough


def _series(event: Event, plan: Plan) -> dict[str, Any] | None:
    """The burden of the series until now; None for an event without earlier editions."""
    editions = queries.editions(event)
    if not editions:
        return None
    held: Mapping[str, Fraction] = {}
    for edition in editions:
        voters = fairness.capitals(edition.day)
        held = fairness.added(held, fairness.burden(fairness.merged(edition.spans), voters))
    pattern = _pattern(event, plan)
    rotation = equity.rotation(plan, held, pattern) if pattern else None
    return {"editions": editions, "rotation": rotation}


def _pattern(event: Event, plan: Plan) -> Sequence[Span]:
    """The hours of the draft, of the event's days while nothing is placed."""
    if plan.sessions:
        return fairness.merged(session.span for session in plan.sessions)
    return [
        Span(*day.within(event.zone)) for day in draft.hours_of(event) if day.starts is not None
    ]
