"""What the audit trail says of registrations."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Verb(StrEnum):
    """What was done, in the past tense."""

    REGISTERED = "registration.registered"
    CONFIRMED = "registration.confirmed"
    PROMOTED = "registration.promoted"
    OFFERED = "registration.offered"
    ACCEPTED = "registration.accepted"
    DECLINED = "registration.declined"
    OFFER_PASSED = "registration.offer_passed"
    APPROVED = "registration.approved"
    REFUSED = "registration.refused"
    REQUESTS_REMINDED = "registration.requests_reminded"
    REQUESTS_LINK_RENEWED = "registration.requests_link_renewed"
    TRANSFERRED = "registration.transferred"
    CHANGED = "registration.changed"
    CANCELLED = "registration.cancelled"
    EXPIRED = "registration.expired"
    MAILED_AGAIN = "registration.mailed_again"
    CONSENT_WITHDRAWN = "registration.consent_withdrawn"
    STATISTICS_GIVEN = "registration.statistics_given"
    TERMS_SET = "registration.terms_set"
    RESERVE_SET = "registration.reserve_set"
    RESERVE_DROPPED = "registration.reserve_dropped"
    WINDOW_SET = "registration.window_set"
    WINDOW_DROPPED = "registration.window_dropped"
    CODES_MADE = "registration.codes_made"
    CODE_REVOKED = "registration.code_revoked"
    LINK_MADE = "registration.link_made"
    LINK_RETIRED = "registration.link_retired"
    RECOUNTED = "registration.recounted"
    NOTED = "registration.noted"
    MERGED = "registration.merged"
    KEPT_APART = "registration.kept_apart"
    IMPORT_BROUGHT = "registration.import_brought"
    IMPORT_APPLIED = "registration.import_applied"
    IMPORT_UNDONE = "registration.import_undone"
    VIEW_KEPT = "registration.view_kept"
    VIEW_DROPPED = "registration.view_dropped"
    ERASED = "registration.erased"


#: What organizers read in a registration's history.
LABELS = {
    Verb.REGISTERED: N_("Registered"),
    Verb.CONFIRMED: N_("Address confirmed"),
    Verb.PROMOTED: N_("Got a free place"),
    Verb.OFFERED: N_("A free place offered"),
    Verb.ACCEPTED: N_("Offered place accepted"),
    Verb.DECLINED: N_("Offered place declined"),
    Verb.OFFER_PASSED: N_("Offer passed without an answer"),
    Verb.APPROVED: N_("Approved"),
    Verb.REFUSED: N_("Not approved"),
    Verb.TRANSFERRED: N_("Given to a colleague"),
    Verb.CHANGED: N_("Answers changed"),
    Verb.CANCELLED: N_("Cancelled"),
    Verb.CONSENT_WITHDRAWN: N_("Consent withdrawn"),
    Verb.MAILED_AGAIN: N_("Mail sent again"),
    Verb.NOTED: N_("Internal note changed"),
    Verb.MERGED: N_("Merged with another registration"),
    Verb.EXPIRED: N_("Held place given up"),
    Verb.ERASED: N_("Personal answers erased"),
}
