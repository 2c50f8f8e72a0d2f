"""Where a request for visa support stands, and what may follow."""

from enum import StrEnum

from eventsite.core.i18n import N_


class VisaState(StrEnum):
    """The last word of a request; labels in `LABELS`, what may follow in `NEXT`."""

    #: Sent; somebody looks at it, or something is still missing (`missing` says what).
    ASKED = "asked"
    COMPLETE = "complete"
    #: The letter is there.
    ISSUED = "issued"
    GRANTED = "granted"
    REFUSED = "refused"
    TOO_LATE = "too-late"


NEXT = {
    VisaState.ASKED: frozenset({VisaState.COMPLETE, VisaState.TOO_LATE}),
    VisaState.COMPLETE: frozenset({VisaState.ASKED, VisaState.ISSUED, VisaState.TOO_LATE}),
    VisaState.ISSUED: frozenset({VisaState.GRANTED, VisaState.REFUSED, VisaState.TOO_LATE}),
    VisaState.GRANTED: frozenset[VisaState](),
    VisaState.REFUSED: frozenset[VisaState](),
    VisaState.TOO_LATE: frozenset[VisaState](),
}
LABELS = {
    VisaState.ASKED: N_("Asked"),
    VisaState.COMPLETE: N_("Complete"),
    VisaState.ISSUED: N_("Letter issued"),
    VisaState.GRANTED: N_("Visa granted"),
    VisaState.REFUSED: N_("Visa refused"),
    VisaState.TOO_LATE: N_("Too late"),
}
TONES = {
    VisaState.ASKED: "sun",
    VisaState.COMPLETE: "sky",
    VisaState.ISSUED: "good",
    VisaState.GRANTED: "good",
    VisaState.REFUSED: "bad",
    VisaState.TOO_LATE: "bad",
}
#: The person can still correct what they sent.
OPEN = frozenset({VisaState.ASKED, VisaState.COMPLETE})
#: Somebody still has to do something, so age and due date matter.
WAITING = OPEN
#: What the embassy said, told by the person or the organizers.
OUTCOMES = (VisaState.GRANTED, VisaState.REFUSED, VisaState.TOO_LATE)


def may(now: VisaState, then: VisaState) -> bool:
    """Whether a request may go from one state to the other."""
    return then in NEXT[now]
