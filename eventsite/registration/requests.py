"""Requests to come: whom each is asked of, and when it is asked, reminded or handed on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from eventsite.registration.models import State

#: Requests that come in this time melt into one mail …
REST = timedelta(minutes=10)
#: … but nobody is asked later than this because new ones go on coming.
LONGEST_REST = timedelta(hours=1)
#: An organizer may remind a focal point by hand once in this time.
BETWEEN_REMINDERS = timedelta(hours=1)


class Step(StrEnum):
    """What is to be done about a request now."""

    ASK = "ask"
    REMIND = "remind"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of one request; `since` is when it could first be asked."""

    since: datetime
    asked: datetime | None = None
    reminded: datetime | None = None
    escalated: datetime | None = None


def is_open(state: State, is_approved: bool) -> bool:
    """Whether somebody still has to decide: who has a place, and who waits for one."""
    return state in {State.PENDING, State.WAITING, State.OFFERED} and not is_approved


def entity_of(
    organisation_id: int | None, country: str, administrations: Mapping[str, int]
) -> int | None:
    """The entity whose focal points decide; None where only the organizers can.

    Who comes for a country and no entity is asked of the country's administration.
    `administrations`: country to the administration that has a focal point.
    """
    return organisation_id if organisation_id is not None else administrations.get(country)


def has_rested(sinces: Iterable[datetime], now: datetime) -> bool:
    """Whether requests that nobody was asked about have rested, so that one mail takes them all."""
    found = sorted(sinces)
    return bool(found) and (now - found[-1] >= REST or now - found[0] >= LONGEST_REST)


def step(
    request: Request,
    now: datetime,
    has_focal_point: bool,
    remind_after: int | None,
    escalate_after: int | None,
) -> Step | None:
    """What is to be done about an open request; the days are those of the event's terms.

    Without a focal point it goes to the organizers at once. Each step is done once; who is asked
    late by a restart is not reminded on the same day that it goes to the organizers.
    """
    if not has_focal_point:
        return Step.ESCALATE if request.escalated is None else None
    if request.asked is None:
        return Step.ASK
    waited = now - request.asked
    if escalate_after is not None and waited >= timedelta(days=escalate_after):
        return Step.ESCALATE if request.escalated is None else None
    if remind_after is not None and waited >= timedelta(days=remind_after):
        return Step.REMIND if request.reminded is None else None
    return None


def may_remind(last: datetime | None, now: datetime) -> bool:
    """Whether an organizer may remind by hand, `last` being the last mail about the requests."""
    return last is None or now - last >= BETWEEN_REMINDERS
