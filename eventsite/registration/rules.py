"""Who may register when, in which mode, and why not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from eventsite.core import zones
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventState, Mode
from eventsite.people import sme
from eventsite.people.models import SmeStatus
from eventsite.registration.models import (
    Admission,
    InvitationCode,
    PlaceMode,
    RegistrationTerms,
    Role,
    State,
    TermsState,
)
from eventsite.registration.states import LIVE, REFUSABLE

#: What a person may say they come as; the other roles are given by organizers.
OWN_ROLES = (Role.PARTICIPANT, Role.SPEAKER, Role.MODERATOR, Role.PRESS)
#: After the last day, access needs are deleted.
NEEDS_KEPT = timedelta(days=30)
#: After the last day, self-declared statistics are reduced to frozen totals.
STATISTICS_KEPT = timedelta(days=365)


class Reason(StrEnum):
    """What the person reads."""

    NOT_ANNOUNCED = N_("Registration for this event is not open.")
    NOT_TO_MERGE = N_("One of these registrations is cancelled. Look at the doubles again.")
    IMPORT_TAKEN = N_("This list was taken in or taken back meanwhile. Look at it again.")
    VIEW_UNNAMED = N_("Give the view a name.")
    FILTERS_TOO_LONG = N_("Choose fewer filters, so that they can be kept.")
    NOBODY_CHOSEN = N_("Tick at least one person.")
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
    TOTAL_BELOW_TAKEN = N_(
        "%(taken)d places are taken in all modes together. Enter at least this number."
    )
    CLOSES_FIRST = N_("Choose a last day that comes after the opening.")
    CODE_MISSING = N_("This event is by invitation. Enter the code of your invitation.")
    CODE_UNKNOWN = N_("This code is not known for this event. Compare it with your invitation.")
    CODE_EXPIRED = N_("This code was good until an earlier day. Ask the organizers for a new one.")
    CODE_REVOKED = N_("This code is not good any more. Ask the organizers for a new one.")
    CODE_USED = N_("This code has been used up. Ask the organizers for a new one.")
    MOST_OF_ORGANISATION = N_(
        "Your organisation has %(number)d registrations already, the most it can have. Ask your"
        " focal point or write to the organizers."
    )
    MOST_OF_COUNTRY = N_(
        "Your country has %(number)d registrations already, the most it can have. Ask your"
        " administration or write to the organizers."
    )
    NOT_AGREED = N_(
        "Tick the boxes to say that you have read how your data is used and that you keep to the"
        " code of conduct."
    )
    NOT_APPROVED = N_("Your registration was not approved. Write to the organizers.")
    NO_OFFER = N_("No place is offered to you now.")
    OFFER_PASSED = N_("The offer has passed. Register again to join the waiting list.")
    NO_FREE_PLACE = N_("There is no free place that this person can take.")
    NOT_WAITING = N_("This person is not on the waiting list.")
    DECIDED = N_("This request is decided already.")
    NOT_TO_DECIDE = N_("Nobody has to decide about this registration.")
    NO_FOCAL_POINT = N_("No focal point is known for this organisation.")
    REMINDED_JUST_NOW = N_("The focal points were written to less than an hour ago.")
    NO_MAIL = N_("There is no mail to send again for this registration.")
    MAILED_JUST_NOW = N_("A mail went to this person less than a minute ago. Wait a minute.")
    NOTE_MISSING = N_("Write why, so that the person knows what to do next.")
    NOT_TRANSFERABLE = N_("Only a registration that has a place can be given to a colleague.")
    OTHER_ENTITY = N_("Give your place to a colleague of the same organisation.")
    ALREADY_COMES = N_("This person is registered for this event already.")
    APPROVED_FOR = N_(
        "You are approved for the organisation and country that you come for. Write to the"
        " organizers to change them."
    )
    LEAVES_RESERVE = N_(
        "Your place is kept for a group that you would leave, and no other place is free. Write to"
        " the organizers."
    )
    WINDOW_EMPTY = N_("Set an opening or a closing for this group.")


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


@dataclass(frozen=True)
class Window:
    """When a group can register, where that is earlier or later than for everybody."""

    group: str
    opens: datetime | None = None
    closes: datetime | None = None


def may_register(
    terms: RegistrationTerms | None,
    event: Event,
    now: datetime,
    windows: Sequence[Window] = (),
    groups: Collection[str] | None = None,
    is_opened: bool = False,
) -> Reason | None:
    """Why one cannot register now, or None. Places are asked for under the lock.

    A window of one of one's groups opens earlier and closes later; without `groups` that of any
    group counts, as for the form before anybody has typed. `is_opened`: by an invitation code.
    """
    if event.state is EventState.CANCELLED:
        return Reason.CANCELLED
    if event.state is not EventState.PUBLISHED or terms is None or terms.state is TermsState.DRAFT:
        return Reason.NOT_ANNOUNCED
    if is_over(event, now):
        return Reason.OVER
    if terms.state is TermsState.PAUSED:
        return Reason.PAUSED
    own = [one for one in windows if groups is None or one.group in groups]
    if is_opened or any(_is_open(one.opens, one.closes, terms, now) for one in own):
        return None
    if terms.opens is not None and now < terms.opens:
        return Reason.NOT_YET
    if terms.closes is not None and now > terms.closes:
        return Reason.CLOSED
    return None


def _is_open(
    opens: datetime | None, closes: datetime | None, terms: RegistrationTerms, now: datetime
) -> bool:
    """Whether it is open in a window: what the window does not say is as for everybody."""
    first, last = opens or terms.opens, closes or terms.closes
    return (first is None or first <= now) and (last is None or now <= last)


def code_trouble(
    terms: RegistrationTerms, typed: str, code: InvitationCode | None, now: datetime
) -> Reason | None:
    """Why one cannot register with what was typed as a code, or None."""
    if not typed:
        return Reason.CODE_MISSING if terms.admission is Admission.INVITATION else None
    if code is None:
        return Reason.CODE_UNKNOWN
    if code.revoked is not None:
        return Reason.CODE_REVOKED
    if code.expires is not None and now >= code.expires:
        return Reason.CODE_EXPIRED
    return Reason.CODE_USED if is_used_up(code) else None


def is_used_up(code: InvitationCode) -> bool:
    """Whether nobody more can come with the code."""
    return code.most_uses is not None and code.used >= code.most_uses


def offered_until(event: Event, hours: int, now: datetime) -> datetime | None:
    """Until when a place freed now is offered; None: it is given at once.

    It is given at once where the event would begin before the offer passes: then nobody would be
    left to pass it on to. Events without a day have offers of the full time.
    """
    until = now + timedelta(hours=hours)
    if event.first_day is None:
        return until
    begins = zones.nearest(datetime.combine(event.first_day, time()), event.zone)
    return until if until <= begins else None


def may_take_part(event: Event, now: datetime) -> Reason | None:
    """Why nobody is given a place any more, neither one held for them nor a free one."""
    if event.state is EventState.CANCELLED:
        return Reason.CANCELLED
    return Reason.OVER if is_over(event, now) else None


def may_change(state: State, event: Event, now: datetime) -> Reason | None:
    """Why one's answers cannot be changed any more; allowed until the event is over."""
    if state not in LIVE:
        return Reason.NOT_CHANGEABLE
    return Reason.OVER if is_over(event, now) else None


def may_cancel(state: State, event: Event, now: datetime) -> Reason | None:
    """Why a registration cannot be cancelled any more."""
    if state not in LIVE:
        return Reason.NOT_CANCELLABLE
    return Reason.OVER if is_over(event, now) else None


def may_refuse(state: State, is_approved: bool) -> bool:
    """Whether somebody can still say no to a registration."""
    return state in REFUSABLE and not is_approved


def may_approve(state: State, is_approved: bool) -> bool:
    """Whether approving means something: it is asked for, or a refusal is thought over."""
    return may_refuse(state, is_approved) or state is State.REFUSED


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
