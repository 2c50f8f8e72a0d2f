"""Which state of an event may follow which, and what says no.

draft ⇄ published → cancelled → archived; published → archived. An archived event is read-only.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventState
from eventsite.events.models.event import NEXT_STATES


class Reason(StrEnum):
    """Why an event stays in its state."""

    NOT_FROM_HERE = N_("The event is not in a state from which this is possible.")
    TO_DO = N_("First do what is needed: see the list of what is still to do.")
    NOT_OVER = N_("An event is archived when its last day is over or when it is cancelled.")
    READ_ONLY = N_("This event is archived, so nothing in it can be changed.")


def follows(state: EventState, target: EventState) -> bool:
    """Whether `target` may come right after `state`."""
    return target in NEXT_STATES[state]


def is_over(last_day: date | None, zone: str, now: datetime) -> bool:
    """Whether the last day has ended in the event's own zone; never while days are unknown."""
    return last_day is not None and last_day < zones.local(now, zone).date()


def why_read_only(event: Event) -> Reason | None:
    """What keeps anything from being changed."""
    return Reason.READ_ONLY if event.state == EventState.ARCHIVED else None


def why_not_publish(event: Event, needed: int) -> Reason | None:
    """`needed` is the number of things that must be done first."""
    if not follows(event.state, EventState.PUBLISHED):
        return Reason.NOT_FROM_HERE
    return Reason.TO_DO if needed else None


def why_not_unpublish(event: Event, holds: Sequence[StrEnum] = ()) -> StrEnum | None:
    """`holds` are other features' reasons, such as people who have registered."""
    if not follows(event.state, EventState.DRAFT):
        return Reason.NOT_FROM_HERE
    return next(iter(holds), None)


def why_not_cancel(event: Event) -> Reason | None:
    """Only what is public can be cancelled."""
    return None if follows(event.state, EventState.CANCELLED) else Reason.NOT_FROM_HERE


def why_not_archive(event: Event, now: datetime) -> Reason | None:
    """Archived is what is over, or was cancelled."""
    if not follows(event.state, EventState.ARCHIVED):
        return Reason.NOT_FROM_HERE
    over = event.state == EventState.CANCELLED or is_over(event.last_day, event.zone, now)
    return None if over else Reason.NOT_OVER
