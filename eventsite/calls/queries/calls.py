"""Fetches calls: by address, those open or coming, those of an event."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.calls.models import Call, State, Submission
from eventsite.core.db import db
from eventsite.events.models import Event, EventState

#: A call stays in the public list for its grace and a day more, so nobody looks for it in vain.
_LISTED_AFTER = timedelta(days=1)


def _whole(*conditions: sa.ColumnElement[bool]) -> sa.Select[Call]:
    """Calls with their event and themes."""
    return (
        sa.select(Call)
        .join(Call.event)
        .options(orm.contains_eager(Call.event), orm.selectinload(Call.themes))
        .where(*conditions)
    )


def find_call(event_id: int, slug: str) -> Call | None:
    """The event's call with this slug, published or not, with its themes."""
    return db.session.scalar(_whole(Call.event_id == event_id, Call.slug == slug))


def find_call_by_code(code: str) -> Call | None:
    """The call of a public code if visitors may see it, with its event and themes."""
    return db.session.scalar(_whole(Call.code == code, *_is_public()))


def find_public_call(event_slug: str, slug: str) -> Call | None:
    """The call at a public address, with its event and themes, in one query."""
    query = (
        sa.select(Call)
        .join(Call.event)
        .options(orm.contains_eager(Call.event).lazyload(Event.days), orm.joinedload(Call.themes))
        .where(Event.slug == event_slug, Call.slug == slug, *_is_public())
    )
    return db.session.scalars(query).unique().one_or_none()


def coming_calls(now: datetime, limit: int | None = None) -> list[Call]:
    """Calls of the whole site that are open or coming, with their event; first to close first."""
    still = Call.closes > now - _LISTED_AFTER
    live = Event.state == EventState.PUBLISHED
    query = _lean().where(*_is_public(), live, still).order_by(Call.closes, Call.id)
    return list(db.session.scalars(query.limit(limit) if limit else query))


def _lean() -> sa.Select[Call]:
    """Calls for lists: with their event, without themes and long texts."""
    long = (Call.description, Call.eligibility, Call.rules, Call.prizes)
    return (
        sa.select(Call)
        .join(Call.event)
        .options(
            *(orm.defer(column, raiseload=True) for column in long),
            orm.contains_eager(Call.event).load_only(
                Event.slug, Event.title, Event.state, Event.zone, Event.is_demo, Event.version
            ),
            orm.contains_eager(Call.event).lazyload(Event.days),
        )
    )


def of_event(event_id: int) -> list[sa.Row[Call, int, int]]:
    """All calls of an event by their opening, with how many entries were sent and are drafts."""
    sent = sa.func.count(Submission.id).filter(
        Submission.state.in_([State.SUBMITTED, State.ACCEPTED, State.DECLINED])
    )
    drafts = sa.func.count(Submission.id).filter(Submission.state == State.DRAFT)
    query = (
        sa.select(Call, sent.label("sent"), drafts.label("drafts"))
        .outerjoin(Submission, Submission.call_id == Call.id)
        .where(Call.event_id == event_id)
        .group_by(Call.id)
        .order_by(Call.opens, Call.id)
    )
    return list(db.session.execute(query))


def themes_in_use(call_id: int) -> set[int]:
    """Ids of the themes that entries have chosen."""
    query = sa.select(Submission.theme_id).where(
        Submission.call_id == call_id, Submission.theme_id.is_not(None)
    )
    return {theme for theme in db.session.scalars(query.distinct()) if theme is not None}


def _is_public() -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return Call.published.is_not(None), Event.state != EventState.DRAFT
