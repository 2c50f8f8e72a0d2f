"""What is done at the door, as the audit trail names it."""

from enum import StrEnum


class Verb(StrEnum):
    """Past tense, one a writing action."""

    CHECKED_IN = "check_in.made"
    UNDONE = "check_in.undone"
    BADGES_ORDERED = "badges.ordered"
    BADGES_PRINTED = "badges.printed"
