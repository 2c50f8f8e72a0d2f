"""The texts of an event's calls, for the desk of translations."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.calls import actions
from eventsite.calls.models import Call
from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access
from eventsite.events.models import Duty, Event

NAME = "calls"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "calls": (
        Column("title", N_("Title"), 150),
        Column("summary", N_("In one or two sentences"), 400, 3),
        Column("description", N_("Description"), 20_000, 8),
        Column("eligibility", N_("Who may enter"), 10_000, 4),
        Column("rules", N_("Rules"), 20_000, 6),
        Column("prizes", N_("Prizes"), 5_000, 4),
    ),
    "call_themes": (
        Column("names", N_("Name of the theme"), 80),
        Column("summary", N_("What it is about"), 240),
    ),
}
LEFT: Mapping[str, str] = {}


def texts(event: Event) -> list[Text]:
    """What every call of the event says, with its themes."""
    return translated.texts(one for call in _calls(event) for one in _held(call))


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:  # noqa: ARG001  # contract
    """Change texts; visitors see them at once where the call is published."""
    for call in _calls(event):
        if translated.write(_held(call), said):
            actions.retell(event=event, call=call)


def _held(call: Call) -> Iterator[Held]:
    may, key = access.may(Duty.CALLS), f"{NAME}:{call.code}"
    yield Held(key, call, COLUMNS["calls"], str(gettext("Call")), call.title, may)
    kind = str(gettext("Theme"))
    for theme in call.themes:
        columns = COLUMNS["call_themes"]
        yield Held(f"{key}/theme/{theme.id}", theme, columns, kind, theme.names, may)


def _calls(event: Event) -> Sequence[Call]:
    return db.session.scalars(
        sa.select(Call)
        .where(Call.event_id == event.id)
        .options(orm.selectinload(Call.themes))
        .order_by(Call.opens, Call.id)
    ).all()
