"""Numbers that a form brings back."""

import pytest

from eventsite.core import asked


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("7", 7),
        ("007", 7),
        (None, 0),
        ("", 0),
        ("-1", 0),
        ("1.5", 0),
        (" 7", 0),
        # Digits to Python's isdigit, but no number.
        ("²", 0),
        ("٧", 0),
        ("9" * 5000, 0),
    ],
)
def test_a_version_is_a_number_or_nothing(said: str | None, number: int) -> None:
    assert asked.natural(said) == number
