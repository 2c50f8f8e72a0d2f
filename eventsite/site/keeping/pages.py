"""The page that says how long an event keeps what, and what would be deleted on a day."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask import render_template, request

from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.outbox import drain
from eventsite.events.access import team
from eventsite.events.models import Event, RetentionRun
from eventsite.site.keeping import kinds
from eventsite.site.views import blueprint

#: Lines of the log on the page.
_LOGGED = 100


class Line(NamedTuple):
    """One kind of data on the page."""

    kind: kinds.Kind
    days: int
    due: date | None
    kept: int
    goes: int


@blueprint.get("/manage/events/<slug>/retention")
@team()
def retention(event: Event) -> str:
    """What is kept how long; how much would be deleted by `?on=`, today without it."""
    day = _day(request.args.get("on", ""))
    return render_template(
        "site/retention.html",
        lines=[_line(kind, event, day) for kind in kinds.KINDS],
        day=day,
        mail_days=drain.KEPT.days,
        labels={kind.key: kind.label for kind in kinds.KINDS},
        runs=_runs(event.id),
    )


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return clock.now().date()


def _line(kind: kinds.Kind, event: Event, day: date) -> Line:
    days = kinds.days_of(kind, event)
    due = kinds.due_on(event, days)
    counted = sa.select(sa.func.count()).select_from(kind.rows(event.id).subquery())
    kept = db.session.scalar(counted) or 0
    return Line(kind, days, due, kept, kept if due is not None and due <= day else 0)


def _runs(event_id: int) -> list[RetentionRun]:
    return list(
        db.session.scalars(
            sa.select(RetentionRun)
            .where(RetentionRun.event_id == event_id)
            .order_by(RetentionRun.at.desc(), RetentionRun.id.desc())
            .limit(_LOGGED)
        )
    )
