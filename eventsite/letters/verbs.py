"""What is done with letters and visa requests, as the audit trail names it."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Verb(StrEnum):
    """Past tense, one a writing action."""

    SETTINGS_SAVED = "letters.settings_saved"
    TEXT_SAVED = "letters.text_saved"
    ISSUED = "letter.issued"
    ISSUED_MANY = "letters.issued"
    WITHDRAWN = "letter.withdrawn"
    REISSUED = "letter.reissued"
    VISA_ASKED = "visa.asked"
    VISA_CHANGED = "visa.changed"
    VISA_MOVED = "visa.moved"
    VISA_ERASED = "visa.erased"


#: Of letters alone: who asked for a visa is not for the whole team to read.
LABELS = {
    Verb.SETTINGS_SAVED: N_("Settings of letters saved"),
    Verb.TEXT_SAVED: N_("Text of a letter saved"),
    Verb.ISSUED_MANY: N_("Letters ordered"),
}
