"""Words in a row as each language parts them."""

import pytest
from flask import Flask
from flask_babel import force_locale

from eventsite.agenda import words

ROWS = {
    "en": "A, B, C",
    "ar": "A وB وC",
    "zh": "A、B和C",
    "fr": "A, B et C",
    "ru": "A, B и C",
    "es": "A, B y C",
}


@pytest.mark.parametrize(("lang", "row"), ROWS.items())
def test_three_in_a_row(app: Flask, lang: str, row: str) -> None:
    with app.test_request_context(), force_locale(lang):
        assert words.listed(["A", "B", "C"]) == row
