"""The journeys' own instruments: axe finds what is broken, and only that."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Open, violations
from tests.e2e.visitor import Visitor

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


SITE = "http://site.test"
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = (
    '<!doctype html><html lang="en" dir="{dir}"><title>A</title>'
    '<meta name="viewport" content="width=device-width"><main><h1>A</h1>{body}</main></html>'
)
UNFOLDED = '<details><summary>More</summary><img src="data:,"></details>'
MENU = '<details class="menu"><summary>More</summary><ul><li><a href="/"></a></ul></details>'


@pytest.mark.parametrize(
    ("status", "direction", "body", "faults"),
    [
        (200, "ltr", "<p>Fine.</p>", []),
        (422, "ltr", "<p>Fine.</p>", ["/x: answered 422, not 200"]),
        (200, "rtl", "<p>Fine.</p>", ["lang=en with dir=rtl", "lang and dir are ('en', 'rtl')"]),
        (200, "ltr", "<h1>B</h1>", ["2 h1 instead of one"]),
        (200, "ltr", f"<table><tr><td>{'W' * 500}</table>", ["px too wide: <table>"]),
        (200, "ltr", UNFOLDED, ["image-alt: ['img']"]),
        (200, "ltr", MENU, ["menu: link-name: ['a']"]),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_notes_what_is_wrong(
    open_page: Open, script: bool, status: int, direction: str, body: str, faults: list[str]
) -> None:
    page = open_page(script=script)
    html = PAGE.format(dir=direction, body=body)
    page.route("**/*", lambda route: route.fulfill(status=status, body=html, headers=HTML))
    visitor = Visitor(page, SITE, mirror=None if script else open_page())
    visitor.go("/x")
    assert [fault for fault in visitor.faults if not any(f in fault for f in faults)] == []
    assert [f for f in faults if not any(f in fault for fault in visitor.faults)] == []
