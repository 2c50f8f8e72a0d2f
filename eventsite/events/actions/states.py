"""Publishes, takes back, cancels and archives an event."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from eventsite.core import audit, clock
from eventsite.core.errors import Refused
from eventsite.events import days as event_days
from eventsite.events import queries, readiness, rules, states, withdrawal
from eventsite.events.actions import dates, revising
from eventsite.events.models import Event, EventState, KeyDeadline
from eventsite.events.verbs import Verb


def publish(*, actor: str, event: Event, more: Sequence[readiness.Todo] = ()) -> None:
    """Everybody sees it from now on. Refused while something needed is still to do.

    `more` is what other features still want done.
    """
    found = [*readiness.todos(event, queries.parts(event.id)), *more]
    _refuse(states.why_not_publish(event, readiness.needed(found)))
    _renew_days(event)
    if event.withdrawn is not None:
        _turn(event)
        event.withdrawn, event.last_public = None, {}
    event.published = clock.now()
    _become(actor, event, EventState.PUBLISHED, Verb.PUBLISHED)


def unpublish(*, actor: str, event: Event, holds: Sequence[StrEnum] = ()) -> None:
    """Back to draft; `holds` are other features' reasons against it (somebody is registered).

    Feeds go on showing what was public, as cancelled, whatever becomes of the draft.
    """
    _refuse(states.why_not_unpublish(event, holds))
    _renew_days(event)
    deadlines = _turn(event)
    event.withdrawn = clock.now()
    event.last_public = withdrawal.stored(event, deadlines)
    event.former = withdrawal.standing(event)
    _become(actor, event, EventState.DRAFT, Verb.UNPUBLISHED)


def cancel(*, actor: str, event: Event, note: Mapping[str, str]) -> None:
    """It does not take place; its page stays and says why (`note`, Markdown by language)."""
    _refuse(states.why_not_cancel(event))
    if not any(note.values()):
        raise Refused(rules.Reason.NOTE, "note")
    event.cancelled = clock.now()
    event.cancel_note = dict(note)
    _renew_days(event)
    _become(actor, event, EventState.CANCELLED, Verb.CANCELLED)


def archive(*, actor: str, event: Event) -> None:
    """Read-only from now on; only what is over or cancelled."""
    _refuse(states.why_not_archive(event, clock.now()))
    _become(actor, event, EventState.ARCHIVED, Verb.ARCHIVED)


def _become(actor: str, event: Event, state: EventState, verb: Verb) -> None:
    before = {"state": event.state.value}
    event.state = state
    revising.revise(event)
    audit.record(actor, verb, f"event:{event.id}", before, {"state": state.value})


def _turn(event: Event) -> Sequence[KeyDeadline]:
    """Count up what else feeds hold of an event that leaves the public or comes back to it."""
    event.moves += 1
    event.moved = clock.now()
    deadlines = queries.every_deadline(event.id)
    for row in deadlines:
        if row.cancelled is None:
            row.sequence += 1
            row.revised = clock.now()
    return deadlines


def _renew_days(event: Event) -> None:
    for row in event_days.live(event.days):
        dates.renew(event, row)


def _refuse(reason: StrEnum | None) -> None:
    if reason is not None:
        raise Refused(reason)
