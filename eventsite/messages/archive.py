"""What an event's archive takes along of messages: what was written, not to whom it went."""

from eventsite.core import text
from eventsite.core.archive import Row, Swap, Table
from eventsite.messages.models import MailWords, Message, Reminder
from eventsite.messages.states import MessageState

#: What becomes of one that is about to go: it goes from here alone, not from a copy as well.
_AT_REST = {
    MessageState.HELD.value: MessageState.DRAFT.value,
    MessageState.SENDING.value: MessageState.SENT.value,
}


def _message(row: Row, _swap: Swap) -> Row:
    return {**row, "state": _AT_REST.get(row["state"], row["state"]), "release_at": None}


TABLES = (
    Table(model=MailWords, by="event_id"),
    Table(
        model=Message,
        by="event_id",
        inside=_message,
        fresh={"code": lambda: text.new_code(8)},
        actors=("created_by",),
    ),
    Table(
        model=Reminder,
        by="event_id",
        fresh={"code": lambda: text.new_code(8)},
        actors=("created_by",),
    ),
)
#: Table to the reason why it stays.
LEFT = {
    "message_recipients": "They tell to whom mails of this site went, and lead to its outbox.",
    "reminded": "They tell to whom mails of this site went.",
    "message_stops": "Who wants no mails said so to this site.",
}
