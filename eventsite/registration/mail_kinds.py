"""The mails about a registration, and who adds an event's own words to them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from eventsite.core.i18n import N_


class Kind(StrEnum):
    """Which mail; each has its template under `registration/mail/`."""

    HOLD = "hold"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PROMOTED = "promoted"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    #: A free place is offered until an instant; and nobody took it in time.
    OFFERED = "offered"
    PASSED = "passed"
    #: Somebody has to approve; has; or said no.
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    #: A place given to a colleague: to who gave it, and to who gets it.
    GIVEN = "given"
    RECEIVED = "received"


LABELS = {
    Kind.HOLD: N_("Confirm your address"),
    Kind.CONFIRMED: N_("Registered"),
    Kind.WAITING: N_("On the waiting list"),
    Kind.PROMOTED: N_("A place after waiting"),
    Kind.OFFERED: N_("A place is offered"),
    Kind.PASSED: N_("The offer has passed"),
    Kind.PENDING: N_("Waiting for approval"),
    Kind.APPROVED: N_("Approved"),
    Kind.REFUSED: N_("Not approved"),
    Kind.CHANGED: N_("Answers or dates changed"),
    Kind.CANCELLED: N_("Cancelled"),
    Kind.GIVEN: N_("Place given to a colleague"),
    Kind.RECEIVED: N_("Place received from a colleague"),
}
#: Each gives what an event says beside the site's words in a mail of a kind to a registration, in
#: its language; empty for nothing. Features above add theirs.
OWN_WORDS: list[Callable[[Any, Kind], str]] = []
