"""What is done at the door, as the audit trail names it."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Verb(StrEnum):
    """Past tense, one a writing action."""

    CHECKED_IN = "check_in.made"
    UNDONE = "check_in.undone"
    EARLIER = "check_in.earlier"
    REPORT_SEEN = "check_in.report_seen"
    LET_IN = "session_check_in.made"
    LET_OUT = "session_check_in.undone"
    PRESENCE_BROUGHT = "presence.brought"
    PRESENCE_TAKEN_IN = "presence.taken_in"
    PRESENCE_TAKEN_BACK = "presence.taken_back"
    PRESENCE_DISCARDED = "presence.discarded"
    PRESENCE_MINUTES = "presence.minutes_set"
    BADGES_ORDERED = "badges.ordered"
    BADGES_PRINTED = "badges.printed"
    CERTIFICATE_WORDS = "certificates.words_saved"
    CERTIFICATES_ORDERED = "certificates.ordered"
    CERTIFICATES_MAILED = "certificates.mailed"
    CERTIFICATE_RENEWED = "certificate.renewed"
    CERTIFICATE_WITHDRAWN = "certificate.withdrawn"


#: Of the whole event; what concerns one person stands at the person.
LABELS = {
    Verb.PRESENCE_BROUGHT: N_("File about who was online brought"),
    Verb.PRESENCE_TAKEN_IN: N_("Who was online taken in"),
    Verb.PRESENCE_TAKEN_BACK: N_("Who was online taken back"),
    Verb.PRESENCE_DISCARDED: N_("File about who was online discarded"),
    Verb.PRESENCE_MINUTES: N_("Minutes from which somebody took part set"),
    Verb.BADGES_ORDERED: N_("Badges ordered"),
    Verb.BADGES_PRINTED: N_("Badges printed"),
    Verb.CERTIFICATE_WORDS: N_("Text of certificates saved"),
    Verb.CERTIFICATES_ORDERED: N_("Certificates ordered"),
    Verb.CERTIFICATES_MAILED: N_("Mails with certificates ordered"),
}
