"""A person's browser without script: reads each page strictly, fills forms, presses buttons."""

import contextvars
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import bs4
import flask.globals
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from eventsite.core import clock
from eventsite.core.db import db
from tests import page_rules

T = TypeVar("T")
Tag = bs4.Tag


class Broken(AssertionError):
    """A page breaks a rule that every page keeps."""


class Page:
    """One answer of the site, read and checked."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path
        self.status = response.status_code
        self.text = response.get_data(as_text=True) if _is_text(response) else ""
        if response.mimetype == "text/html" and self.text:
            check(self.text, path)

    @cached_property
    def soup(self) -> bs4.BeautifulSoup:
        """The page's elements; a feed has none to walk."""
        is_feed = (self.response.mimetype or "").endswith("xml")
        return bs4.BeautifulSoup("" if is_feed else self.text, "html.parser")

    @property
    def h1(self) -> str:
        """The page's heading."""
        return said(self.soup.h1)

    @property
    def words(self) -> str:
        """All visible words of the main part, one space apart."""
        return said(self.soup.main or self.soup.body)

    @property
    def errors(self) -> list[str]:
        """The messages beside fields, in page order."""
        return [said(tag) for tag in self.soup.select(".error-message, .field-error")]

    def all(self, selector: str) -> list[str]:
        """The words of every element that a CSS selector finds."""
        return [said(tag) for tag in self.soup.select(selector)]

    def one(self, selector: str) -> Tag:
        """The only element that a CSS selector finds."""
        found = self.soup.select(selector)
        if len(found) != 1:
            raise Broken(f"{self.path}: {len(found)} elements match {selector}")
        return found[0]

    def link(self, name: str) -> str:
        """Where the link of that name leads."""
        for tag in self.soup.find_all("a", href=True):
            if name in (said(tag), tag.get("aria-label")):
                return str(tag["href"])
        raise Broken(f"{self.path}: no link {name!r}; there are {self.all('a')}")


class Form:
    """One form of a page, found by its button, with every value it was shown with."""

    def __init__(self, browser: "Browser", page: Page, form: Tag, button: Tag) -> None:
        self._browser = browser
        self._page = page
        self._form = form
        self._button = button
        self.values: list[tuple[str, Any]] = list(_shown_values(form))

    def fill(self, **values: Any) -> "Form":
        """Set fields by name: a text, True or False for one checkbox, a list for several choices,
        `(stream, filename)` for a file. A field that the page does not offer is an error."""
        for name, value in values.items():
            self._set(name, value)
        return self

    def submit(self, status: int = 200) -> Page:
        """Press the button and follow where it leads."""
        values = list(self.values)
        if self._button.get("name"):
            values.append((str(self._button["name"]), str(self._button.get("value", ""))))
        action = str(self._button.get("formaction") or self._form.get("action") or "")
        path = urljoin(self._page.path, action or self._page.path)
        method = str(self._button.get("formmethod") or self._form.get("method") or "get").lower()
        if method == "get":
            return self._browser.get(path, status, query_string=values)
        fields: dict[str, list[Any]] = {}
        for name, value in values:
            fields.setdefault(name, []).append(value)
        multipart = self._form.get("enctype") == "multipart/form-data"
        kind = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
        return self._browser.post(path, fields, status, content_type=kind)

    def _set(self, name: str, value: Any) -> None:
        fields = [
            tag
            for tag in self._form.find_all(["input", "select", "textarea"])
            if tag.get("name") == name
        ]
        if not fields:
            names = sorted({str(t["name"]) for t in self._form.find_all(attrs={"name": True})})
            raise Broken(f"{self._page.path}: no field {name!r}; there are {names}")
        self.values = [pair for pair in self.values if pair[0] != name]
        self.values += [(name, each) for each in _chosen(fields, value, self._page.path)]


class Browser:
    """One visitor with cookies; every page is checked, every redirect after a write followed."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._client = app.test_client()

    def sign_in(self, user: Any) -> "Browser":
        """Be this User from now on."""
        db.session.commit()
        with self._client.session_transaction() as cookie:
            cookie["_user_id"] = user.get_id()
            cookie["_fresh"] = True
            cookie["first"] = clock.now().isoformat()
        return self

    def sign_out(self) -> "Browser":
        """Be nobody again, with no cookie left."""
        self._client = self.app.test_client()
        return self

    def get(self, path: str, status: int | None = 200, **options: Any) -> Page:
        """Read a page, following redirects; `status` is the one expected, None for any."""
        return self._follow(self.open("GET", path, **options), path, status)

    def post(self, path: str, fields: Any = None, status: int | None = 200, **options: Any) -> Page:
        """Send fields as one of our own pages would, following the redirect."""
        return self._follow(self.open("POST", path, data=fields or {}, **options), path, status)

    def press(self, path: str, button: str, status: int = 200, **values: Any) -> Page:
        """Open a page, fill the form of that button, press it."""
        return self.form(self.get(path, None), button).fill(**values).submit(status)

    def form(self, page: Page, button: str) -> Form:
        """The form of a page that has a button of that name."""
        buttons = page.soup.select("button:not([type=button]), input[type=submit]")
        for tag in buttons:
            if button in (said(tag), tag.get("value"), tag.get("aria-label")):
                form = _form_of(page.soup, tag)
                if form is not None:
                    return Form(self, page, form, tag)
        raise Broken(f"{page.path}: no button {button!r}; there are {[said(b) for b in buttons]}")

    def open(self, method: str, path: str, **options: Any) -> TestResponse:
        """One bare request, not followed and not checked, outside of the test's own context."""
        parts = urlsplit(path)
        if parts.netloc and not path.startswith("http://localhost"):
            raise Broken(f"{path} leads away from the site")
        headers = dict(options.pop("headers", {}))
        if method not in ("GET", "HEAD", "OPTIONS"):
            headers.setdefault("Sec-Fetch-Site", "same-origin")
        # Buffered: read to the end and closed, as a browser does with a file it is sent.
        options.setdefault("buffered", True)
        answer = apart(lambda: self._client.open(path, method=method, headers=headers, **options))
        # A large upload lies in a temporary file, which nobody else closes.
        answer.request.environ["wsgi.input"].close()
        return answer

    @property
    def raw(self) -> FlaskClient:
        """The client underneath, for cookies."""
        return self._client

    def _follow(self, response: TestResponse, path: str, status: int | None) -> Page:
        for _ in range(6):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            path = urljoin(path, response.headers["Location"])
            response = self.open("GET", path)
        page = Page(response, path)
        if status is not None and page.status != status:
            raise Broken(f"{path} answered {page.status}, not {status}: {page.words[:1500]}")
        return page


def apart(request: Callable[[], T]) -> T:
    """Run a request as the server would: committed data, none of the test's own context."""
    if flask.has_app_context():
        db.session.commit()

    def alone() -> T:
        # A test that stands in an application context would lend it to the request, which
        # would then share `g` (the signed-in user) and the database session with the test.
        flask.globals._cv_app.set(None)  # type: ignore[arg-type]
        return request()

    return contextvars.copy_context().run(alone)


def check(html: str, path: str) -> None:
    """Every rule that each page keeps; raises Broken with all that are broken."""
    wrong = page_rules.broken(html)
    if wrong:
        raise Broken(f"{path}: " + "; ".join(wrong))


def said(tag: Tag | None) -> str:
    """The words of an element, one space apart."""
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _is_text(response: TestResponse) -> bool:
    kind = response.mimetype or ""
    return kind.startswith("text/") or kind.endswith(("json", "xml"))


def _form_of(soup: bs4.BeautifulSoup, button: Tag) -> Tag | None:
    if button.get("form"):
        found = soup.find("form", id=str(button["form"]))
        return found if isinstance(found, bs4.Tag) else None
    return button.find_parent("form")


def _shown_values(form: Tag) -> list[tuple[str, Any]]:
    """What the browser would send without a keystroke, in page order."""
    values: list[tuple[str, Any]] = []
    for tag in form.find_all(["input", "select", "textarea"]):
        name = tag.get("name")
        if not name or tag.has_attr("disabled"):
            continue
        values += [(str(name), value) for value in _value_of(tag)]
    return values


def _value_of(tag: Tag) -> list[str]:
    if tag.name == "textarea":
        return [tag.get_text().removeprefix("\n")]
    if tag.name == "select":
        options = tag.find_all("option")
        chosen = [o for o in options if o.has_attr("selected")]
        if not chosen and not tag.has_attr("multiple"):
            chosen = [o for o in options if not o.has_attr("disabled")][:1]
        return [_option(o) for o in chosen]
    if tag.get("type") in ("checkbox", "radio"):
        return [str(tag.get("value", "on"))] if tag.has_attr("checked") else []
    if tag.get("type") in ("submit", "button", "image", "reset", "file"):
        return []
    return [str(tag.get("value", ""))]


def _option(option: Tag) -> str:
    return str(option["value"]) if option.has_attr("value") else said(option)


def _chosen(fields: list[Tag], value: Any, path: str) -> list[Any]:
    """The values to send, after looking whether the page offers them."""
    first = fields[0]
    kind = first.get("type")
    if kind == "checkbox" and isinstance(value, bool):
        return [str(first.get("value", "on"))] if value else []
    wanted = value if isinstance(value, list) else [value]
    if first.name == "select":
        offered = [_option(o) for o in first.find_all("option")]
    elif kind in ("checkbox", "radio"):
        offered = [str(tag.get("value", "on")) for tag in fields]
    else:
        return wanted
    wanted = [str(each) for each in wanted]
    missing = [each for each in wanted if each not in offered]
    if missing:
        raise Broken(f"{path}: {first.get('name')!r} does not offer {missing}; only {offered}")
    return wanted
