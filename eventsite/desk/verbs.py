"""What is done at the door, as the audit trail names it."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Verb(StrEnum):
    """Past tense, one a writing action."""

    CHECKED_IN = "check_in.made"
    UNDONE = "check_in.undone"
    EARLIER = "check_in.earlier"
    REPORT_SEEN = "check_in.report_seen"
    BADGES_ORDERED = "badges.ordered"
    BADGES_PRINTED = "badges.printed"
    CERTIFICATE_WORDS = "certificates.words_saved"
    CERTIFICATES_ORDERED = "certificates.ordered"
    CERTIFICATES_MAILED = "certificates.mailed"
    CERTIFICATE_RENEWED = "certificate.renewed"
    CERTIFICATE_WITHDRAWN = "certificate.withdrawn"


#: Of the whole event; what concerns one person stands at the person.
LABELS = {
    Verb.BADGES_ORDERED: N_("Badges ordered"),
    Verb.BADGES_PRINTED: N_("Badges printed"),
    Verb.CERTIFICATE_WORDS: N_("Text of certificates saved"),
    Verb.CERTIFICATES_ORDERED: N_("Certificates ordered"),
    Verb.CERTIFICATES_MAILED: N_("Mails with certificates ordered"),
}
