"""Whether a person may be checked in on a day, and if not, why."""

from datetime import date
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.registration.models import PlaceMode, State


class Why(StrEnum):
    """Why nobody can be checked in."""

    NOT_CONFIRMED = N_("This registration is not confirmed. Send the person to the organizers.")
    CANCELLED = N_("This registration is cancelled. Send the person to the organizers.")
    ONLINE = N_("This person is registered to take part online and has no place in the room.")
    OTHER_DAY = N_("Today is not a day of this event.")
    ALREADY = N_("This person is checked in already.")
    REGISTERED = N_("Somebody with this name and email address is registered. Find them by name.")
    NO_PLACE = N_("No place in the room is free.")
    NOT_IN = N_("This person is not checked in today.")


def why_not(
    state: State,
    mode: PlaceMode,
    today: date,
    first: date | None,
    last: date | None,
    is_in: bool = False,
) -> Why | None:
    """The first reason against, in the order in which a desk would say it; None for none.

    An event without days is open on every day.
    """
    if state is State.CANCELLED:
        return Why.CANCELLED
    if state is not State.CONFIRMED:
        return Why.NOT_CONFIRMED
    if mode is PlaceMode.ONLINE:
        return Why.ONLINE
    if (first is not None and today < first) or (last is not None and today > last):
        return Why.OTHER_DAY
    return Why.ALREADY if is_in else None
