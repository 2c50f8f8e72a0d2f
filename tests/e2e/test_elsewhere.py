"""Pages that no link of the demo leads to, as the access table makes them: HTML, axe, width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, Route

from eventsite.core.db import db
from tests import access_table, browser
from tests.access_table import World
from tests.addresses import address
from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.visitor import Visitor, expect_no_faults

SITE = "http://localhost"
TABLE = access_table.table()
NOBODY, OWNER = access_table.Visitor.ANONYMOUS, access_table.Visitor.OWNER
STAFF = access_table.Visitor.STAFF
READERS = {
    "desk.certificate_check": NOBODY,
    "desk.presence_import": OWNER,
    "letters.check": NOBODY,
    "messages.unsubscribe": NOBODY,
    "registration.entity_delegation": NOBODY,
    "registration.registrant_import": OWNER,
    "registration.requests": NOBODY,
    "registration.ticket": NOBODY,
    "registration.together": OWNER,
    "tasks.job": STAFF,
}


@pytest.mark.long
@pytest.mark.parametrize(("viewport", "lang", "dark"), [(DESK, "en", False), (PHONE, "ar", True)])
@pytest.mark.parametrize("endpoint", READERS)
def test_a_page_that_is_mailed_or_passes(
    open_page: Open,
    client: browser.Browser,
    endpoint: str,
    viewport: dict[str, int],
    lang: str,
    dark: bool,
) -> None:
    world, row = World(), TABLE[endpoint, "GET"]
    path = address(endpoint, row, world)
    if (user := world.user(READERS[endpoint])) is not None:
        client.sign_in(user)
    # The real browser is answered in a context of its own.
    db.session.commit()
    page = open_page(viewport, dark)
    page.route("**/*", answering(client))
    visitor = Visitor(page, SITE, lang)
    visitor.go(path)
    expect_no_faults(visitor)


def answering(client: browser.Browser) -> Callable[[Route, Request], None]:
    """Answers the real browser with what the application answers the one without script."""

    def answer(route: Route, request: Request) -> None:
        given = client.open(request.method, request.url.removeprefix(SITE))
        headers = {name: value for name, value in given.headers if name != "Content-Length"}
        route.fulfill(status=given.status_code, headers=headers, body=given.get_data())

    return answer
