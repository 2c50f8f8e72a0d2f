"""The journeys' own instruments: axe finds what is broken, and only that."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import violations

WHOLE = '<!doctype html><html lang="en"><title>A</title><main><h1>A</h1>{}</main></html>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Fine.</p>", []),
        ('<img src="data:,">', ["image-alt: ['img']"]),
        ('<input name="n">', ["label: ['input']"]),
        ('<p style="color:#bbb;background:#fff">Pale</p>', ["color-contrast: ['p']"]),
    ],
)
def test_axe_finds_what_is_broken(page: Page, html: str, found: list[str]) -> None:
    page.set_content(WHOLE.format(html))
    assert violations(page) == found
