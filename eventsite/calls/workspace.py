"""What calls still want done in an event, and why the event has to stay public."""

from enum import StrEnum

from eventsite.calls import queries
from eventsite.calls.rules import Reason
from eventsite.core import i18n, text
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventKind
from eventsite.events.readiness import Todo


def todos(event: Event) -> list[Todo]:
    """A Think-a-Thon without a call, and calls that are still drafts."""
    calls = [row[0] for row in queries.of_event(event.id)]
    if not calls and event.kind == EventKind.THINKATHON:
        return [Todo(N_("Make the call for entries."), "calls.event_calls")]
    lang = i18n.current_lang()
    return [
        Todo(
            N_("Publish the call “%(call)s”."),
            "calls.event_calls",
            facts={"call": text.pick(call.title, lang).text},
        )
        for call in calls
        if call.published is None
    ]


def holds(event: Event) -> list[StrEnum]:
    """Teams that work on an entry must go on finding the call."""
    is_any = any(row.sent or row.drafts for row in queries.of_event(event.id))
    return [Reason.TEAMS_WORK] if is_any else []
