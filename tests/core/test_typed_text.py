"""What people type: hidden characters, joiners, piles of marks, scripts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.core import text

ZWNJ, ZWJ = "\u200c", "\u200d"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada  Lovelace ", "Ada Lovelace"),
        ("Ada\r\nBcc: x@example.org", "Ada Bcc: x@example.org"),
        ("Ada\u2028Love\u2029lace", "AdaLovelace"),
        ("\u202eadA\u202c", "adA"),
        ("\u2066Ada\u2069\u200e\u200f\u061c", "Ada"),
        ("A\u200bd\u2060a\ufeff\u00ad\u034f\u3164", "Ada"),
        ("A\u0007d\x00a\x9f", "Ada"),
        ("Ada\U000e0041\ud800\ufffe", "Ada"),
        ("e\u0301", "\u00e9"),
        # Joiners: kept between letters of scripts that need them, and nowhere else.
        (
            f"\u0639\u0644\u06cc{ZWNJ}\u0631\u0636\u0627",
            f"\u0639\u0644\u06cc{ZWNJ}\u0631\u0636\u0627",
        ),
        (f"\u0dc1\u0dca{ZWJ}\u0dbb\u0dd3", f"\u0dc1\u0dca{ZWJ}\u0dbb\u0dd3"),
        (f"\u0915\u094d{ZWNJ}\u0937", f"\u0915\u094d{ZWNJ}\u0937"),
        (f"A{ZWJ}da", "Ada"),
        (f"\u0639{ZWNJ}A", "\u0639A"),
        (f"\u0639\u0644\u06cc{ZWNJ}", "\u0639\u0644\u06cc"),
        ("=1+1", "=1+1"),
    ],
)
def test_one_line_of_what_is_typed(typed: str, kept: str) -> None:
    assert text.one_line(typed) == kept


def test_long_texts_keep_lines_and_marks_of_direction() -> None:
    assert text.tidy("One\r\nTwo\u200f!\u202e\n") == "One\nTwo\u200f!"
    assert text.tidy("\U0001f469\u200d\U0001f680") == "\U0001f469\u200d\U0001f680"


@pytest.mark.parametrize(
    ("name", "is_pile"),
    [
        ("Nguy\u1ec5n", False),
        ("e" + "\u0301" * 5, False),  # One of them is part of the letter.
        ("x" + "\u0301" * 4, False),
        ("x" + "\u0301" * 5, True),
        ("x" + "\u20dd" * 5, True),
        ("x" + "\ufe0f" * 10_000, True),
    ],
)
def test_at_most_four_marks_stand_on_one_letter(name: str, is_pile: bool) -> None:
    assert text.has_pile_of_marks(text.one_line(name)) is is_pile


def test_a_hundred_thousand_marks_are_cut_before_they_are_put_in_order() -> None:
    found = text.tidy("x" + "\u0315\u0300\u0316" * 40_000)
    assert (len(found), text.has_pile_of_marks(found)) == (17, True)


@pytest.mark.parametrize(
    ("name", "is_latin"),
    [
        ("Ada Lovelace", True),
        ("S\u00f8ren \u010cap", True),
        ("\u02bbAkanesi", True),
        ("O'Neil-Smith, Jr. 3", True),
        ("\u0410\u043d\u043d\u0430", False),
        ("\u738b\u4f1f", False),
        ("\u0639\u0644\u064a", False),
        ("\u0391da", False),
    ],
)
def test_which_names_are_latin(name: str, is_latin: bool) -> None:
    assert text.is_latin(name) is is_latin


@given(st.text(max_size=60))
def test_tidying_again_changes_nothing(typed: str) -> None:
    once = text.one_line(typed)
    assert text.one_line(once) == once
    assert unicodedata.is_normalized("NFC", text.one_line(once))
