"""What the audit trail says of registrations."""

from enum import StrEnum

from eventsite.core.i18n import N_


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


#: What organizers read in a registration's history.
LABELS = {
    Verb.REGISTERED: N_("Registered"),
    Verb.CONFIRMED: N_("Address confirmed"),
    Verb.PROMOTED: N_("Got a free place"),
    Verb.CHANGED: N_("Answers changed"),
    Verb.CANCELLED: N_("Cancelled"),
    Verb.EXPIRED: N_("Held place given up"),
    Verb.ERASED: N_("Personal answers erased"),
}
