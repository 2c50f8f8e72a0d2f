"""What the audit trail says of questions."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense."""

    ADDED = "question.added"
    CHANGED = "question.changed"
    MOVED = "question.moved"
    RETIRED = "question.retired"
    REVIVED = "question.revived"
    REMOVED = "question.removed"
    COPIED = "questions.copied"
