"""The participant's whole way with script switched off, from the first page to cancelling."""

import pytest

from tests.e2e import taking_part
from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.visitor import Letters, Visitor, expect_no_faults, sign_in
from tests.live import Live
from tests.smtp import PostOffice

FORMS = [
    pytest.param(DESK, "en", id="desk-en", marks=pytest.mark.long),
    pytest.param(PHONE, "ar", id="phone-ar"),
    pytest.param(DESK, "ar", id="desk-ar", marks=pytest.mark.long),
    pytest.param(PHONE, "en", id="phone-en", marks=pytest.mark.long),
]
FORUM = "demo-forum"
MAIN = taking_part.MAIN


@pytest.mark.parametrize(("viewport", "lang"), FORMS)
def test_a_participant_without_script(
    viewport: dict[str, int], lang: str, open_page: Open, demo_site: Live, post_office: PostOffice
) -> None:
    page = open_page(viewport, script=False)
    visitor = Visitor(page, demo_site.url, lang, mirror=open_page(viewport))
    letters = Letters(post_office, f"plain-{viewport['width']}-{lang}@example.org")
    taking_part.look_around(visitor, FORUM)
    # The hall of the demo is full.
    taking_part.register(visitor, FORUM, letters, "online")
    own = visitor.path
    subject = letters.next()["Subject"]
    # The second and the third day come in mails of their own.
    assert len({subject, letters.next()["Subject"], letters.next()["Subject"]}) == 3
    taking_part.answer_statistics(visitor)
    assert visitor.path == own

    sign_in(visitor, letters)
    assert visitor.path == "/me"
    visitor.follow('[href*="/me/registrations/"]')
    ticket = visitor.path
    visitor.follow('[href$="/join"]')
    visitor.go(f"{ticket}/change")
    visitor.send(MAIN, {"country": ""}, 422)
    visitor.send(MAIN, {"country": "FI", "access_needs": ""})
    assert visitor.path == ticket
    visitor.go(f"{ticket}/cancel")
    visitor.send(MAIN)
    assert letters.next()["Subject"] != subject
    visitor.go("/me")
    visitor.go("/me/profile")
    page.locator("header details:has(form) summary").click()
    visitor.send('header form[action$="/sign-out"]')
    assert visitor.path == "/sign-in"
    expect_no_faults(visitor)
