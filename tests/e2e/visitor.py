"""One visitor of a live site, who fills forms and looks hard at each page: HTML, axe, width."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response

from tests import browser
from tests.e2e.conftest import violations
from tests.processes import wait_for
from tests.smtp import PostOffice

#: What a form holds: names to texts, True or False for one box, lists for several boxes, files
#: as Playwright takes them.
Values = dict[str, Any]

MENU = "details.menu"
#: Opens what a CSS selector finds shut; how many there were.
_UNFOLD = """which => {
    const shut = [...document.querySelectorAll(`details${which}:not([open])`)];
    for (const one of shut) { one.open = true; one.dataset.wasShut = ''; }
    return shut.length;
}"""
_MENUS = """which => [...document.querySelectorAll(which)]
    .map(one => one.outerHTML.replace(/ (href|value)="[^"]*"/g, '')).join('')"""
_FOLD = """() => {
    for (const one of document.querySelectorAll('details[data-was-shut]')) {
        one.open = false;
        delete one.dataset.wasShut;
    }
}"""
_TOO_WIDE = """() => {
    const more = document.documentElement.scrollWidth - window.innerWidth;
    const out = [...document.body.querySelectorAll('*')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > window.innerWidth + 1 || box.left < -1);
    });
    const names = out.slice(0, 3).map(one => one.outerHTML.slice(0, 100));
    return more > 0 ? [`${more} px too wide: ${names.join(' ')}`] : [];
}"""


@dataclass
class Visitor:
    """Goes to pages by their address without language; `faults` is what was wrong on them.

    Without script axe cannot run in the page: `mirror`, a page with script, then shows the same.
    """

    page: Page
    url: str
    lang: str = "en"
    mirror: Page | None = None
    faults: list[str] = field(default_factory=list)
    _answer: Response | None = None
    #: The menus looked at so far, without the addresses they lead to.
    _menus: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("response", self._remember)
        if self.mirror is not None:
            empty = {"status": 200, "content_type": "text/javascript", "body": ""}
            self.mirror.route("**/*.js*", lambda route: route.fulfill(**empty))

    @property
    def home(self) -> str:
        """The site's address in this visitor's language."""
        return self.url if self.lang == "en" else f"{self.url}/{self.lang}"

    @property
    def path(self) -> str:
        """Where the visitor is, without language and query."""
        return urlsplit(self.page.url.removeprefix(self.home)).path

    def go(self, path: str, status: int = 200) -> None:
        """Open an address, given without language or as a whole, and look at it."""
        self.page.goto(path if path.startswith(self.url) else self.home + path)
        self.look(status)

    def follow(self, selector: str) -> None:
        """Press the first link of the page's main part that a CSS selector finds, and look."""
        link = self.page.locator(f"main a{selector}").first
        with self.page.expect_navigation():
            link.click()
        self.look()

    def fill(self, form: str, values: Values) -> Locator:
        """Set fields by their names; the form."""
        found = self.page.locator(form)
        for name, value in values.items():
            _set(found.locator(f'[name="{name}"]'), value)
        return found

    def send(self, form: str, values: Values | None = None, status: int = 200) -> None:
        """Fill a form, press its first button and look at what comes."""
        button = self.fill(form, values or {}).locator("button:not([type=button])").first
        with self.page.expect_navigation():
            button.click()
        self.look(status)

    def look(self, status: int = 200) -> None:
        """Note what is wrong with the page shown, as it comes and with everything unfolded."""
        shown = self.mirror or self.page
        if self.mirror is not None:
            self._copy_to(self.mirror)
        found = [*self._answered(status), *self._told(), *_too_wide(self.page)]
        shown.evaluate(_UNFOLD, ":not(.menu)")
        found += [*_too_wide(shown), *violations(shown)]
        found += self._looked_at_menus(shown)
        shown.evaluate(_FOLD)
        where = self.page.url.removeprefix(self.url)
        self.faults += [f"{where}: {each}" for each in found]

    def _looked_at_menus(self, shown: Page) -> list[str]:
        """An open menu lies over the page, so axe looks at one alone, and at equal ones once."""
        menus = shown.evaluate(_MENUS, MENU)
        if menus in self._menus:
            return []
        self._menus.add(menus)
        found: list[str] = []
        for menu in shown.locator(MENU).all():
            menu.evaluate("one => { one.open = true }")
            found += [*_too_wide(shown), *violations(shown, f"{MENU}[open]")]
            menu.evaluate("one => { one.open = false }")
        return [f"menu: {each}" for each in found]

    def _remember(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self._answer = answer

    def _copy_to(self, mirror: Page) -> None:
        address, html = self.page.url.partition("#")[0], self.page.content()
        mirror.route(address, lambda route: route.fulfill(content_type="text/html", body=html))
        mirror.goto(address)
        mirror.unroute(address)

    def _answered(self, status: int) -> list[str]:
        if self._answer is None or self._answer.status != status:
            return [f"answered {self._answer and self._answer.status}, not {status}"]
        try:
            browser.check(self._answer.text(), "")
        except browser.Broken as broken:
            return [str(broken)]
        return []

    def _told(self) -> list[str]:
        told = tuple(self.page.evaluate("[document.documentElement.lang, document.dir]"))
        meant = (self.lang, "rtl" if self.lang == "ar" else "ltr")
        return [] if told == meant else [f"lang and dir are {told}, not {meant}"]


@dataclass
class Letters:
    """Waits for the mails to one address; each is given out once."""

    office: PostOffice
    address: str
    read: int = field(init=False)

    def __post_init__(self) -> None:
        self.read = len(self.office.to(self.address))

    def next(self) -> Any:
        """The next mail, as soon as the worker has sent it."""
        wait_for(lambda: len(self.office.to(self.address)) > self.read, f"mail to {self.address}")
        self.read += 1
        return self.office.to(self.address)[self.read - 1]

    def next_link(self, start: str) -> str:
        """The address in the next mail that begins so."""
        return link_of(self.next(), start)


def link_of(mail: Any, start: str) -> str:
    """The only address in a mail's text that begins so."""
    text = mail.get_body(("plain",)).get_content()
    (found,) = set(re.findall(rf"{re.escape(start)}\S*", text))
    return str(found)


def expect_no_faults(*visitors: Visitor) -> None:
    """Fails with everything that anybody found wrong, each only once."""
    faults = dict.fromkeys(fault for visitor in visitors for fault in visitor.faults)
    if faults:
        raise AssertionError("\n".join(faults))


def sign_in(visitor: Visitor, letters: Letters) -> None:
    """By the mailed link and its button, with the form's error on the way."""
    form = 'main form[action$="/sign-in"]'
    visitor.go("/sign-in")
    visitor.send(form, status=422)
    visitor.send(form, {"email": letters.address})
    visitor.go(letters.next_link(f"{visitor.home}/sign-in/"))
    visitor.send('main form[action*="/sign-in/"]')


def _too_wide(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def _set(controls: Locator, value: Any) -> None:
    first = controls.first
    kind = first.evaluate("one => one.type")
    if kind == "select-one":
        first.select_option(value)
    elif kind == "radio" or isinstance(value, list):
        for each in value if isinstance(value, list) else [value]:
            controls.and_(controls.page.locator(f'[value="{each}"]')).check()
    elif kind == "file":
        first.set_input_files(value)
    elif kind == "checkbox":
        first.set_checked(value)
    else:
        first.fill(str(value))
