"""Whether somebody is let into a session with limited places."""

from dataclasses import dataclass
from enum import StrEnum

from eventsite.core.i18n import N_


class Why(StrEnum):
    """Why somebody is not let in."""

    NO_PLACES = N_("This session needs no sign-up. Come to it.")
    FULL = N_("The room is full: everybody with a place is inside.")
    KEPT = N_(
        "The places that are left are kept for people who signed up. Let others in once the"
        " session has begun."
    )
    INSIDE = N_("This person is inside already.")
    NOT_INSIDE = N_("This person is not inside.")


@dataclass(frozen=True)
class Room:
    """A session as its door sees it."""

    places: int
    #: How many are inside.
    inside: int
    #: How many signed up and are not inside.
    awaited: int
    has_begun: bool

    @property
    def free(self) -> int:
        """How many who have not signed up can be let in now."""
        kept = 0 if self.has_begun else self.awaited
        return max(0, self.places - self.inside - kept)


def why_not(room: Room, is_signed_up: bool, is_inside: bool) -> Why | None:
    """Why somebody is not let in, None if they are.

    Places are kept for who signed up until the session begins; from then on who comes first
    is let in. Nobody is let in beyond the places.
    """
    if is_inside:
        return Why.INSIDE
    if room.inside >= room.places:
        return Why.FULL
    if not is_signed_up and not room.free:
        return Why.KEPT
    return None
