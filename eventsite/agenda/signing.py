"""Who may sign up for a session with limited places, and which sessions are in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsite.agenda.releases import Localized, ReleasedSession
from eventsite.core.i18n import N_

#: More than any room holds.
MOST_PLACES = 100_000


class SignUpState(StrEnum):
    """signed-up ⇄ left, waiting → signed-up when a place becomes free, waiting → left."""

    SIGNED_UP = "signed-up"
    WAITING = "waiting"
    LEFT = "left"


STATE_LABELS = {
    SignUpState.SIGNED_UP: N_("Signed up"),
    SignUpState.WAITING: N_("On the waiting list"),
}
#: The person still means to come.
LIVE = frozenset({SignUpState.SIGNED_UP, SignUpState.WAITING})


class Reason(StrEnum):
    """Why somebody cannot sign up, or a number of places cannot be set."""

    NOT_CONFIRMED = N_("Only people with a confirmed place at the event can sign up.")
    NO_PLACES = N_("This session needs no sign-up. Come to it.")
    NOT_PUBLISHED = N_("This session is not in the published programme.")
    CANCELLED = N_("This session is cancelled already.")
    BEGUN = N_("This session has begun.")
    IN_THE_ROOM = N_("This session is held in the room only, and this person takes part online.")
    OVERLAPS = N_("This session is at the same time as “%(title)s”. Leave that one first.")
    TAKEN = N_("%(taken)d places are taken already. Enter at least this number.")
    SIGNED_UP = N_("People have signed up, so a number is needed. Take them out first.")
    NOBODY = N_("No registration of this event has this code.")


@dataclass(frozen=True)
class Comer:
    """What counts of the registration of whoever signs up."""

    is_confirmed: bool
    is_online: bool


def why_not(
    comer: Comer, session: ReleasedSession | None, others: Iterable[ReleasedSession], now: datetime
) -> tuple[Reason, Localized] | None:
    """Why somebody cannot sign up, with the title of the session in the way; None if they can.

    `others` are those that the person signed up or waits for.
    """
    if not comer.is_confirmed:
        return Reason.NOT_CONFIRMED, {}
    if session is None or not session.is_shown:
        return Reason.NOT_PUBLISHED, {}
    if session.state == "cancelled":
        return Reason.CANCELLED, {}
    if session.start <= now:
        return Reason.BEGUN, {}
    if comer.is_online and not session.online:
        return Reason.IN_THE_ROOM, {}
    found = in_the_way(session, others)
    return (Reason.OVERLAPS, found.title) if found else None


def in_the_way(
    session: ReleasedSession, others: Iterable[ReleasedSession]
) -> ReleasedSession | None:
    """The first of the others by time that is held while the session is; those that touch are not.

    Cancelled ones are in nobody's way.
    """
    held = [
        one
        for one in others
        if one.code != session.code
        and one.state == "scheduled"
        and one.start < session.end
        and session.start < one.end
    ]
    return min(held, key=lambda one: (one.start, one.code), default=None)
