"""The kinds of questions: what each is called and which limits it can have."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Kind(StrEnum):
    """What is answered; labels in `KIND_LABELS`."""

    SHORT_TEXT = "short-text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    COUNTRY = "country"
    FILE = "file"
    CONSENT = "consent"


KIND_LABELS = {
    Kind.SHORT_TEXT: N_("Short text, one line"),
    Kind.LONG_TEXT: N_("Long text, several lines"),
    Kind.CHOICE: N_("One choice from a list"),
    Kind.CHOICES: N_("Several choices from a list"),
    Kind.NUMBER: N_("Number"),
    Kind.DATE: N_("Date"),
    Kind.COUNTRY: N_("Country"),
    Kind.FILE: N_("File"),
    Kind.CONSENT: N_("Consent: a box to tick"),
}
#: Kinds whose answer is text, with the most characters that each can hold.
LONGEST = {Kind.SHORT_TEXT: 300, Kind.LONG_TEXT: 5000}
#: Kinds that offer options.
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
#: Kinds whose answer can decide whether another question is shown.
COMPARED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.CONSENT})
#: Bounds of any number, so that it is kept exactly everywhere.
LEAST_NUMBER, MOST_NUMBER = -1_000_000_000, 1_000_000_000
MOST_DECIMALS = 4
MOST_OPTIONS = 100
MOST_QUESTIONS = 60
