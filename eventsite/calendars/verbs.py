"""What the audit trail says of calendars."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense."""

    FEED_MADE = "calendar.made"
    FEED_CHANGED = "calendar.changed"
    FEED_RENEWED = "calendar.renewed"
    FEED_REVOKED = "calendar.revoked"
    SESSION_ASKED = "calendar.session_asked"
    SESSION_STOPPED = "calendar.session_stopped"
