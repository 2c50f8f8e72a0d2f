"""What the audit trail says of registrations."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done, in the past tense."""

    REGISTERED = "registration.registered"
    CONFIRMED = "registration.confirmed"
    PROMOTED = "registration.promoted"
    CHANGED = "registration.changed"
    CANCELLED = "registration.cancelled"
    EXPIRED = "registration.expired"
    STATISTICS_GIVEN = "registration.statistics_given"
    TERMS_SET = "registration.terms_set"
    RECOUNTED = "registration.recounted"
    ERASED = "registration.erased"
