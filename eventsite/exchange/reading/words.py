"""Texts of strangers made fit to keep: no control characters, no endless stacks, never cut."""

import re
import unicodedata

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Limits, Said, Unreadable

#: Marks over one letter; no writing of the world needs so many.
MOST_MARKS = 12
_KEPT = frozenset("\n\t")
#: Turns of direction and shapes that do not belong to a text: they can hide what it says.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\U000e0000-\U000e007f]")


def clean(text: str) -> str:
    """The text in composed form, with plain line ends and without what cannot be seen."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        c for c in plain.replace("\u2028", "\n") if c in _KEPT or unicodedata.category(c) != "Cc"
    )
    kept = "".join(c for c in _HIDDEN.sub("", kept) if unicodedata.category(c) not in {"Cs", "Cn"})
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()


def limited(text: str, limits: Limits, where: Said) -> str:
    """The clean text; raises Unreadable where it is longer than a text may be."""
    if len(text) > limits.text:
        raise Unreadable(
            Said(
                N_("A text is longer than %(number)s characters. Shorten it in the file."),
                {"number": limits.text},
            ),
            where,
        )
    return clean(text)


def is_stacked(text: str) -> bool:
    """Whether marks are stacked over one letter, as no writing needs."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run > MOST_MARKS:
            return True
    return False


def unstacked(text: str) -> str:
    """The text with at most `MOST_MARKS` marks over a letter."""
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def digits(text: str) -> str:
    """The text with the digits of every writing as 0–9."""
    return "".join(
        str(unicodedata.digit(c)) if c > "\x7f" and unicodedata.category(c) == "Nd" else c
        for c in text
    )


def script_of(text: str) -> str:
    """The language that a text's letters give away among those of the site, or empty."""
    letters = [c for c in text[:400] if c.isalpha()]
    for code, low, high in (
        ("ar", "\u0600", "\u06ff"),
        ("zh", "\u4e00", "\u9fff"),
        ("ru", "\u0400", "\u04ff"),
    ):
        if sum(low <= c <= high for c in letters) * 2 > len(letters):
            return code
    return ""
