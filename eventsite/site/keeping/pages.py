"""The pages that say how long an event keeps what, what would go on a day, and change it."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask import abort, current_app, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, http
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.core.outbox import drain
from eventsite.events import actions as event_actions
from eventsite.events import keeping
from eventsite.events import queries as event_queries
from eventsite.events.access import team
from eventsite.events.keeping import Kind, Time
from eventsite.events.models import Event, RetentionRun
from eventsite.site.keeping import kinds
from eventsite.site.keeping.forms import CountForm, SaveForm
from eventsite.site.views import blueprint

SECTION = "site.retention"
#: Lines of the log on the page.
_LOGGED = 100
#: Kinds whose days stand with their own settings.
_ELSEWHERE = {"visas": "letters.settings"}


class Line(NamedTuple):
    """One kind of data on the page."""

    kind: Kind
    days: int
    due: date | None
    kept: int
    goes: int
    #: Where its days are changed.
    endpoint: str = "site.keep_for"


@blueprint.get("/manage/events/<slug>/retention")
@team()
def retention(event: Event) -> str:
    """What is kept how long; how much would be deleted by `?on=`, today without it."""
    day, times = _day(request.args.get("on", "")), kinds.times_of(event)
    return render_template(
        "site/retention.html",
        lines=[_line(kind, event, times[kind.key], day) for kind in keeping.KINDS],
        day=day,
        mail_days=drain.KEPT.days,
        backup_days=current_app.config["SETTINGS"].backup_days,
        labels={kind.key: kind.label for kind in keeping.KINDS},
        runs=_runs(event.id),
        choices=event_queries.retention_choices(event.id),
    )


@blueprint.get("/manage/events/<slug>/retention/<kind>")
@team()
def keep_for(event: Event, kind: str) -> str:
    """Other days for one kind: `?days=` counts what they would delete, before they are saved."""
    return _page(event, _known(kind), SaveForm())


@blueprint.post("/manage/events/<slug>/retention/<kind>")
@team()
def save_keep_for(event: Event, kind: str) -> ResponseReturnValue:
    """Keep one kind for the days that were counted."""
    known, form = _known(kind), SaveForm.of_request()
    if form.ok():
        try:
            event_actions.choose_days(
                actor=access.actor_key(),
                event=event,
                kind=known,
                days=form.days.data or 0,
                reason=form.reason.data,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("Saved. A shorter time counts from a week later."))
            return http.seen_other(SECTION, slug=event.slug)
    return _page(event, known, form), 422


def _known(key: str) -> Kind:
    if key not in keeping.BY_KEY or key in _ELSEWHERE:
        abort(404)
    return keeping.BY_KEY[key]


def _page(event: Event, kind: Kind, form: SaveForm) -> str:
    g.rail_section = SECTION
    today, now = clock.now().date(), kinds.times_of(event)[kind.key]
    asked = request.form if request.method == "POST" else request.args
    # The first form is read from an address, so it is filled by hand.
    count = CountForm(asked if "days" in asked else None)
    then = None
    if "days" in asked and count.validate():
        days = count.days.data
        if days is not None and kind.least <= days <= kind.most:
            then = keeping.changed(now, days, today)
            form.days.data = days
        else:
            reason = event_actions.KeepingReason.BOUNDS
            count.refuse(Refused(reason, "days", least=kind.least, most=kind.most))
    elif "days" not in asked:
        count.days.data = now.days
    return render_template(
        "site/keep_for.html",
        kind=kind,
        count=count,
        form=form,
        now=_line(kind, event, now, today),
        then=then and _line(kind, event, then, today),
        grace=keeping.GRACE.days,
    )


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return clock.now().date()


def _line(kind: Kind, event: Event, time: Time, day: date) -> Line:
    due = keeping.due(event.last_day, time)
    rows = kinds.ROWS[kind.key].select(event.id).subquery()
    kept = db.session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0
    goes = kept if due is not None and due <= day else 0
    return Line(kind, time.days, due, kept, goes, _ELSEWHERE.get(kind.key, "site.keep_for"))


def _runs(event_id: int) -> list[RetentionRun]:
    return list(
        db.session.scalars(
            sa.select(RetentionRun)
            .where(RetentionRun.event_id == event_id)
            .order_by(RetentionRun.at.desc(), RetentionRun.id.desc())
            .limit(_LOGGED)
        )
    )
