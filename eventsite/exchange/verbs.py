"""What the audit trail says of programmes taken in and given out."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense; taking in is `agenda.verbs.Verb.IMPORTED`."""

    BROUGHT = "exchange.brought"
    MATCHED = "exchange.matched"
    ORDERED = "exchange.ordered"
    DISCARDED = "exchange.discarded"
