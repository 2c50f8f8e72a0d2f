"""Every page of the demo content, for everybody who has some: strict HTML, axe, width."""

import pytest
from flask import Flask

from tests.e2e import crawl
from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.visitor import Letters, Visitor, expect_no_faults, sign_in
from tests.live import Live
from tests.smtp import PostOffice

LOOKS = [
    pytest.param(DESK, "en", False, id="desk-en-light"),
    pytest.param(PHONE, "ar", True, id="phone-ar-dark"),
    pytest.param(DESK, "en", True, id="desk-en-dark", marks=pytest.mark.long),
    pytest.param(DESK, "ar", False, id="desk-ar-light", marks=pytest.mark.long),
    pytest.param(DESK, "fr", False, id="desk-fr-light", marks=pytest.mark.long),
    pytest.param(PHONE, "en", False, id="phone-en-light", marks=pytest.mark.long),
    pytest.param(PHONE, "fr", True, id="phone-fr-dark", marks=pytest.mark.long),
]
#: Who owns the demo's events, and who leads a team whose entry is a draft.
ORGANIZER, TEAM_LEAD = "organizer@demo.example", "salma-al-khatib@demo.example"
#: Where each visitor begins: the pages that show most, then one from which the rest is reached.
ANYBODY = [
    "/",
    "/events/demo-forum",
    "/events/demo-forum/programme?view=grid",
    "/events/demo-think-a-thon/calls/ideas",
    "/events/demo-forum/registration",
    "/events/demo-forum/registration/sent",
    "/search?q=citiverse",
    "/sign-in/sent",
    "/time-zone",
    "/erased",
]
STAFF = [
    "/manage",
    "/manage/events/demo-forum",
    "/manage/events/demo-think-a-thon/calls",
    "/staff",
    "/staff/components",
    "/me",
]
LEAD = ["/me", "/me/entries", "/me/data"]
#: Pages that a link in a mail or a passing state leads to; the journeys look at them.
ELSEWHERE = frozenset[str]()


@pytest.mark.parametrize(("viewport", "lang", "dark"), LOOKS)
def test_every_page(
    viewport: dict[str, int],
    lang: str,
    dark: bool,
    open_page: Open,
    demo_site: Live,
    post_office: PostOffice,
    app: Flask,
) -> None:
    def visitor(address: str = "") -> Visitor:
        made = Visitor(open_page(viewport, dark), demo_site.url, lang)
        if address:
            sign_in(made, Letters(post_office, address))
        return made

    anybody, staff, lead = visitor(), visitor(ORGANIZER), visitor(TEAM_LEAD)
    anybody.go("/nowhere", 404)
    crawls = [crawl.Crawl(each, app) for each in (anybody, staff, lead)]
    for one, starts in zip(crawls, (ANYBODY, STAFF, LEAD), strict=True):
        one.run(starts)
    seen = set[str]().union(*(one.seen for one in crawls))
    expect_no_faults(anybody, staff, lead)
    assert crawl.pages(app) - seen == ELSEWHERE
