"""Who may register when, in which mode, and why not."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventState, Mode
from eventsite.people import sme
from eventsite.people.models import SmeStatus
from eventsite.registration.models import PlaceMode, RegistrationTerms, Role, State, TermsState

#: What a person may say they come as; the other roles are given by organizers.
OWN_ROLES = (Role.PARTICIPANT, Role.SPEAKER, Role.MODERATOR, Role.PRESS)
#: After the last day, access needs are deleted.
NEEDS_KEPT = timedelta(days=30)
#: After the last day, self-declared statistics are reduced to frozen totals.
STATISTICS_KEPT = timedelta(days=365)


class Reason(StrEnum):
    """What the person reads."""

    NOT_ANNOUNCED = N_("Registration for this event is not open.")
    NOT_YET = N_("Registration is not open yet.")
    PAUSED = N_("Registration is paused. Try again later, or write to the organizers.")
    CLOSED = N_("Registration is closed.")
    CANCELLED = N_("This event is cancelled, so nobody can register.")
    OVER = N_("This event is over.")
    FULL = N_("All places are taken and there is no waiting list.")
    MODE_FULL = N_("All places of this kind are taken. You keep the place you have.")
    PEOPLE_COME = N_("People have registered. Cancel the event instead: then they are told.")
    NO_SUCH_MODE = N_("Choose one of the ways to take part in this event.")
    ALREADY = N_("You are registered for this event already.")
    NOT_CHANGEABLE = N_("This registration is cancelled, so it cannot be changed.")
    NOT_CANCELLABLE = N_("This registration is cancelled already.")
    BELOW_TAKEN = N_("%(taken)d places are taken already. Enter at least this number.")
    CLOSES_FIRST = N_("Choose a last day that comes after the opening.")


def modes_of(event: Event) -> tuple[PlaceMode, ...]:
    """How one can take part in the event; in person first."""
    match event.mode:
        case Mode.IN_PERSON:
            return (PlaceMode.IN_PERSON,)
        case Mode.ONLINE:
            return (PlaceMode.ONLINE,)
    return (PlaceMode.IN_PERSON, PlaceMode.ONLINE)


def end_of(last_day: date | None, zone: str) -> datetime | None:
    """The instant at which the event's last day ends where it is held; None without a day."""
    if last_day is None:
        return None
    return zones.nearest(datetime.combine(last_day + timedelta(days=1), time()), zone)


def is_over(event: Event, now: datetime) -> bool:
    """Whether the event's last day has ended there."""
    end = end_of(event.last_day, event.zone)
    return end is not None and now >= end


def may_register(terms: RegistrationTerms | None, event: Event, now: datetime) -> Reason | None:
    """Why nobody can register now, or None. Places are asked for under the lock."""
    if event.state is EventState.CANCELLED:
        return Reason.CANCELLED
    if event.state is not EventState.PUBLISHED or terms is None or terms.state is TermsState.DRAFT:
        return Reason.NOT_ANNOUNCED
    if is_over(event, now):
        return Reason.OVER
    if terms.state is TermsState.PAUSED:
        return Reason.PAUSED
    if terms.opens is not None and now < terms.opens:
        return Reason.NOT_YET
    if terms.closes is not None and now > terms.closes:
        return Reason.CLOSED
    return None


def may_take_part(event: Event, now: datetime) -> Reason | None:
    """Why nobody is given a place any more, neither one held for them nor a free one."""
    if event.state is EventState.CANCELLED:
        return Reason.CANCELLED
    return Reason.OVER if is_over(event, now) else None


def may_change(state: State, event: Event, now: datetime) -> Reason | None:
    """Why one's answers cannot be changed any more; allowed until the event is over."""
    if state in {State.CANCELLED, State.EXPIRED}:
        return Reason.NOT_CHANGEABLE
    return Reason.OVER if is_over(event, now) else None


def may_cancel(state: State, event: Event, now: datetime) -> Reason | None:
    """Why a registration cannot be cancelled any more."""
    if state in {State.CANCELLED, State.EXPIRED}:
        return Reason.NOT_CANCELLABLE
    return Reason.OVER if is_over(event, now) else None


def may_join(state: State, event: Event) -> bool:
    """Whether the ways to join are shown: to confirmed people of a published event only."""
    return state is State.CONFIRMED and event.state is EventState.PUBLISHED


def known_languages(chosen: Sequence[str], offered: Sequence[str]) -> list[str]:
    """The chosen languages that are offered, in the order of the offer."""
    return [lang for lang in offered if lang in chosen]


def is_small(
    status: SmeStatus | None, valid_from: date | None, valid_until: date | None, day: date
) -> bool | None:
    """Whether the entity is an SME on a day; None where nobody said or nobody is represented."""
    if status is None or status is SmeStatus.UNKNOWN:
        return None
    return sme.is_sme(status, valid_from, valid_until, day)
