"""What may be done with messages."""

from datetime import timedelta
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.messages.states import NEXT, MessageState

#: In which a message that was released can still be stopped.
HOLD = timedelta(minutes=10)
MOST_SUBJECT = 200
MOST_BODY = 10_000
#: Recipients whose mails are ordered in one transaction, so that others can write in between.
BATCH = 100
#: Reminders of one event.
MOST_REMINDERS = 30
#: Days before or after that a reminder can count.
MOST_DAYS = 365


class Reason(StrEnum):
    """Why something is refused."""

    PLACEHOLDER = N_("“{%(name)s}” is no placeholder. Use those in the list.")
    NO_TEXT = N_("Write a subject and a text in at least one language.")
    HALF = N_("Write both a subject and a text in %(language)s, or neither.")
    NOBODY = N_("Nobody is written to. Choose other people first.")
    NOT_NOW = N_("This message stands elsewhere now. Look at its page again.")
    MANY_REMINDERS = N_("An event can have %(most)s reminders. Change one that is there.")
    NOT_FAILED = N_("No mail of this message has failed.")


def may_move(state: MessageState, to: MessageState) -> Reason | None:
    """None when the message may go there."""
    return None if to in NEXT[state] else Reason.NOT_NOW
