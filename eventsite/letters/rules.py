"""Whether a letter can be issued and a visa asked for, and until when."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventState, KeyDeadline, Mode
from eventsite.letters.kinds import FOR_CONFIRMED, Kind
from eventsite.registration.models import PlaceMode, Registration, State

MOST_SUBJECT = 200
MOST_BODY = 6000
MOST_SIGNATURE = 300 * 1024
#: A file with many letters is kept so long.
BATCH_KEPT = timedelta(days=7)


class Reason(StrEnum):
    """Why something about letters is refused."""

    UNKNOWN_PLACEHOLDER = N_("“{%(name)s}” is no placeholder. Use those in the list.")
    NOT_CONFIRMED = N_("This kind of letter is only for people whose registration is confirmed.")
    NO_SIGNATORY = N_("Say first in the settings of letters who signs them.")
    NOBODY = N_("Nobody fits, so there is no letter to make.")
    NO_REGISTRATION = N_("Enter the code of a registration for this event, like ABCD2345.")
    NO_NAME = N_("Enter the name of a person or of an entity.")
    PREFIX = N_("Use 2 to 12 capital letters, digits and hyphens, like VWD26.")
    PICTURE = N_("This picture cannot be read. Save it again as PNG, at most 4800 pixels wide.")
    WITHDRAWN = N_("This letter was withdrawn already.")
    BLANKED = N_("What is personal in this letter was erased, so it cannot be made again.")
    VISA_LETTER = N_("A visa letter is made anew from the request for visa support.")


class VisaReason(StrEnum):
    """Why nobody can ask for visa support now, or why a request stays as it is."""

    NOT_CONFIRMED = N_("Visa support is for people whose registration is confirmed.")
    NOT_IN_PERSON = N_("Visa support is for people who take part in person.")
    TOO_LATE = N_("The time to ask for visa support has ended.")
    OVER = N_("This event is over or was cancelled.")
    FIXED = N_("The letter was issued or the request is closed, so it cannot be changed here.")
    ERASED = N_("What this request held was erased. The person has to ask again.")
    MOVED = N_("This request stands elsewhere now. Look at its page again.")
    DOUBTFUL = N_("Tick that you have looked at the remarks first.")


def may_issue(kind: Kind, registration: Registration | None, signatory: str) -> Reason | None:
    """None, or why the letter is not made."""
    if not signatory:
        return Reason.NO_SIGNATORY
    if kind in FOR_CONFIRMED and (registration is None or registration.state != State.CONFIRMED):
        return Reason.NOT_CONFIRMED
    return None


def may_ask(
    registration: Registration, event: Event, deadline: KeyDeadline | None, now: datetime
) -> VisaReason | None:
    """None, or why visa support cannot be asked for; corrections follow the same rule."""
    if registration.state != State.CONFIRMED:
        return VisaReason.NOT_CONFIRMED
    if registration.mode != PlaceMode.IN_PERSON or event.mode == Mode.ONLINE:
        return VisaReason.NOT_IN_PERSON
    if event.state in {EventState.CANCELLED, EventState.ARCHIVED}:
        return VisaReason.OVER
    if event.last_day is not None and event.last_day < now.date():
        return VisaReason.OVER
    if deadline is not None and now > deadline.at:
        return VisaReason.TOO_LATE
    return None


def due(asked: datetime, issue_days: int) -> date:
    """The day on which the visa letter should be there."""
    return (asked + timedelta(days=issue_days)).date()
