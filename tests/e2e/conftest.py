"""What journeys share: the browser, a page with a viewport, a live site, and axe."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests import chromium
from tests.live import Live
from tests.smtp import PostOffice

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PHONE: ViewportSize = {"width": 360, "height": 780}
#: Whose address the live site's first organizer has.
ORGANIZER = "organizer@example.org"
DESK: ViewportSize = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser process; fails with a sentence when there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def post_office() -> Iterator[PostOffice]:
    """The mail server to which the live site sends."""
    office = PostOffice().start()
    yield office
    office.stop()


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory, post_office: PostOffice) -> Iterator[Live]:
    """An empty site with its worker; journeys make what they need through the pages."""
    folder = tmp_path_factory.mktemp("live")
    site = Live(folder, PLENARY_MAIL_URL=post_office.url, PLENARY_CONTACT=ORGANIZER)
    try:
        yield site.start()
    finally:
        site.stop()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, post_office: PostOffice) -> Iterator[Live]:
    """A site with the demo content, as a newcomer finds it."""
    folder = tmp_path_factory.mktemp("demo")
    site = Live(folder, PLENARY_MAIL_URL=post_office.url, PLENARY_NO_DEMO="")
    try:
        yield site.start()
    finally:
        site.stop()


Open = Callable[..., Page]


@pytest.fixture
def open_page(chrome: Browser) -> Iterator[Open]:
    """Opens a page of its own visitor: `open_page(viewport=PHONE, dark=True, script=False)`.

    When the test ends, an error in the console or in a script fails it; forms that came back
    (422) and pages that were looked for in vain (404) are errors to the browser only.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        viewport: ViewportSize = DESK, dark: bool = False, script: bool = True, **options: Any
    ) -> Page:
        context = chrome.new_context(
            viewport={"width": viewport["width"], "height": viewport["height"]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: wrong.append(said.text) if _is_error(said) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """One visitor at a desk, in light colours."""
    return open_page()


_LOOK_FOR_VIOLATIONS = """async ([where, options]) => {
    const found = (await axe.run(where, options)).violations;
    return found.map(rule => [rule.id, rule.nodes.flatMap(node => node.target)]);
}"""


def violations(page: Page, where: str = "html") -> list[str]:
    """What axe finds against WCAG 2.2 A and AA in a part of the page: the rule and the elements."""
    # Put into each page once, and only what is wrong comes back: most of the time went there.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate(_LOOK_FOR_VIOLATIONS, [where, options])
    return [f"{rule}: {targets}" for rule, targets in found]


def _is_error(said: Any) -> bool:
    return said.type == "error" and not re.search(r"status of (404|422) ", said.text)
