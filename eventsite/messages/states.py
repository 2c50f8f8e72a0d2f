"""Where a message is, and what became of it for one recipient."""

from enum import StrEnum

from eventsite.core.i18n import N_


class MessageState(StrEnum):
    """draft → held → sending → sent; held → draft when it is stopped in time."""

    DRAFT = "draft"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"


STATE_WORDS = {
    MessageState.DRAFT: N_("Draft"),
    MessageState.HELD: N_("Goes out soon"),
    MessageState.SENDING: N_("Being sent"),
    MessageState.SENT: N_("Sent"),
}
#: What may follow; anything else is refused.
NEXT = {
    MessageState.DRAFT: frozenset({MessageState.HELD}),
    MessageState.HELD: frozenset({MessageState.DRAFT, MessageState.SENDING}),
    MessageState.SENDING: frozenset({MessageState.SENT}),
    MessageState.SENT: frozenset[MessageState](),
}


class Skipped(StrEnum):
    """Why somebody chosen gets no mail; empty for who gets one."""

    NO = ""
    STOPPED = "stopped"
    NO_ADDRESS = "no-address"


SKIPPED_WORDS = {
    Skipped.STOPPED: N_("Wants no messages"),
    Skipped.NO_ADDRESS: N_("Has no address"),
}


def skipped(*, address: str, has_stopped: bool, concerns_all: bool) -> Skipped:
    """Whether somebody is left out; `concerns_all` is for what everybody has to know."""
    if not address:
        return Skipped.NO_ADDRESS
    return Skipped.STOPPED if has_stopped and not concerns_all else Skipped.NO
