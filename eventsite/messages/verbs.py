"""What is done with messages, as the audit trail names it."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Verb(StrEnum):
    """Past tense, one a writing action."""

    WRITTEN = "message.written"
    CHANGED = "message.changed"
    REMOVED = "message.removed"
    RELEASED = "message.released"
    STOPPED = "message.stopped"
    TESTED = "message.tested"
    SENT = "message.sent"
    REMINDER_WRITTEN = "reminder.written"
    REMINDER_CHANGED = "reminder.changed"
    REMINDER_SWITCHED = "reminder.switched"
    MAIL_WORDS_SAVED = "mail_words.saved"
    #: A person wants no messages of an event any more, or wants them again.
    DECLINED = "messages.declined"
    WANTED = "messages.wanted"


LABELS = {
    Verb.WRITTEN: N_("Message written"),
    Verb.CHANGED: N_("Message changed"),
    Verb.REMOVED: N_("Message removed"),
    Verb.RELEASED: N_("Message released"),
    Verb.STOPPED: N_("Message stopped"),
    Verb.TESTED: N_("Test of a message sent"),
    Verb.SENT: N_("Message sent"),
    Verb.MAIL_WORDS_SAVED: N_("Words of a mail saved"),
    Verb.REMINDER_WRITTEN: N_("Reminder written"),
    Verb.REMINDER_CHANGED: N_("Reminder changed"),
    Verb.REMINDER_SWITCHED: N_("Reminder switched on or off"),
}
