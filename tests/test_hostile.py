"""Every form of the site, sent hostile text in every field: a sentence comes back, never a 500."""

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from eventsite.core.db import SAFE_METHODS
from tests.access_table import Answer, Visitor, World, table
from tests.addresses import address
from tests.browser import Browser, Page, Tag, check

TABLE = table()
#: Who opens a page: the first of these whom it lets in.
READERS = (Visitor.OWNER, Visitor.STAFF, Visitor.PARTICIPANT, Visitor.ANONYMOUS)
PAGES = {
    key: reader
    for key, row in TABLE.items()
    if key[1] in SAFE_METHODS
    for reader in READERS
    if row.answers[reader] == Answer.OPEN
    and not any(row.answers[r] == Answer.OPEN for r in READERS[: READERS.index(reader)])
}
#: What would run, were it written into a page as it is.
SCRIPT = "<script>alert(1)</script>"
TEXTS = {
    "markup": f"""'"><{SCRIPT[1:]}&amp;{{{{7*7}}}}%(name)s${{7}}""",
    "control": "\x00\x07\x1b[31m\u202eabc\u2066\r\nBcc: x@example.org",
    "long": "9" * 20_000,
    "number": "-99999999999999999999",
}
#: Fields a person writes into, and those only a forged answer changes.
NOT_WRITTEN = ("hidden", "checkbox", "radio", "file", "submit")
WRITTEN = "textarea, input" + "".join(f":not([type={kind}])" for kind in NOT_WRITTEN)
FORGED = f"{WRITTEN}, select, input[type=hidden], input[type=checkbox], input[type=radio]"

#: Endpoint, method, fields.
Shape = tuple[str, str, frozenset[tuple[str, str]]]
#: The forms tried so far; the process that runs this file runs it whole.
TRIED: set[Shape] = set()


@pytest.mark.parametrize("key", PAGES, ids=" ".join)
def test_no_form_breaks(
    app: Flask, another_client: Callable[[], Browser], key: tuple[str, str]
) -> None:
    world, browser = World(), another_client()
    path = address(key[0], TABLE[key], world)
    user = world.participant if PAGES[key] == Visitor.PARTICIPANT else world.user(PAGES[key])
    if user is not None:
        browser.sign_in(user)
    first = browser.open("GET", path)
    if first.mimetype != "text/html" or first.status_code != 200:
        return
    page = Page(first, path)
    for form in page.soup.find_all("form"):
        if (shape := shape_of(app, page, form)) in TRIED:
            continue
        TRIED.add(shape)
        for name, text in TEXTS.items():
            for fields in (WRITTEN, FORGED) if name in ("markup", "number") else (WRITTEN,):
                assert answered(browser, page, form, fields, text) == "", (name, fields)


def shape_of(app: Flask, page: Page, form: Tag) -> Shape:
    """What a form asks and which view it asks: rows of a list often have the same one."""
    method = str(form.get("method") or "get").upper()
    action = urljoin(page.path, str(form.get("action") or page.path)).partition("?")[0]
    try:
        endpoint, _ = app.url_map.bind("localhost").match(action, method=method)
    except HTTPException:
        endpoint = action
    fields = {(str(tag["name"]), tag.name) for tag in form.select(FORGED) if tag.get("name")}
    return str(endpoint), method, frozenset(fields)


def answered(browser: Browser, page: Page, form: Tag, chosen: str, text: str) -> str:
    """What is wrong with the answer to a form whose chosen fields all say `text`; empty if none."""
    action = urljoin(page.path, str(form.get("action") or page.path))
    if "sign-out" in action:
        return ""
    values = {str(tag["name"]): text for tag in form.select(chosen) if tag.get("name")}
    method = str(form.get("method") or "get").upper()
    if method == "GET":
        response = browser.open(method, action.partition("?")[0], query_string=values)
    else:
        response = browser.open(method, action, data=values)
    if response.status_code >= 500:
        return f"{action} answered {response.status_code}"
    if response.mimetype != "text/html" or not response.data:
        return ""
    html = response.get_data(as_text=True)
    check(html, action)
    return f"{action} writes the script as it is" if SCRIPT in html else ""
