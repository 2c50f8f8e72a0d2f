"""An event's questions in the browser: dragged into order, and shown by another answer."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from eventsite import create_app, settings
from eventsite.core.db import db
from eventsite.events.models import Duty
from tests import make
from tests.e2e.conftest import DESK, PHONE, Open, violations
from tests.live import Live
from tests.questions import makings


@dataclass
class Asking:
    """Where three questions are, the last of which the answer to the first shows."""

    path: str
    cookie: str
    codes: list[str]

    def enter(self, page: Page, lang: str = "") -> Page:
        """Sign the organizer in and open the list."""
        url = self.path.replace("/manage", f"{lang}/manage", 1)
        cookie = {"name": "plenary", "value": self.cookie, "url": url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(url)
        return page


@pytest.fixture
def asking(live_site: Live) -> Asking:
    """Written into the live site's database."""
    app = create_app(settings.from_environment(live_site.environment))
    with app.app_context():
        event = make.make_event("Askers")
        first = makings.make_question(event, "choice", label={"en": "Lunch?"})
        second = makings.make_question(event, label={"en": "Hopes?"})
        when = {"question": first.code, "any_of": ["a"]}
        third = makings.make_question(event, label={"en": "Allergies?"}, shown_when=when)
        user = make.make_team_member(event, [Duty.REGISTRATION])
        codes = [one.code for one in (first, second, third)]
        path = f"{live_site.url}/manage/events/{event.slug}/questions"
        db.session.commit()
        key = user.get_id()
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    found = client.get_cookie("plenary")
    assert found is not None
    return Asking(path, found.value, codes)


def order(page: Page) -> list[str]:
    """The codes as the page lists them after it was loaded anew."""
    page.reload()
    return [str(one.get_attribute("data-code")) for one in page.locator("[data-code]").all()]


def test_questions_are_dragged_and_moved_by_button(asking: Asking, open_page: Open) -> None:
    page = asking.enter(open_page(DESK))
    one, two, three = asking.codes
    grip = page.locator("[data-grip]").nth(2).bounding_box()
    over = page.locator("[data-code]").nth(1).bounding_box()
    assert grip is not None
    assert over is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(over["x"] + 20, over["y"] + 5, steps=6)
    with page.expect_navigation():
        page.mouse.up()
    assert order(page) == [one, three, two]
    page.locator(f"#q-{three} button", has_text="Down").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert order(page) == [one, two, three]
    assert violations(page) == []


@pytest.mark.parametrize(("viewport", "lang"), [(DESK, ""), (PHONE, "/ar")], ids=["en", "ar"])
def test_an_answer_shows_another_question_and_keeps_what_was_typed(
    viewport: dict[str, int], lang: str, asking: Asking, open_page: Open
) -> None:
    page = asking.enter(open_page(viewport), lang)
    page.goto(f"{page.url}/preview?speak=en")
    extra = page.locator(f'[name="q_{asking.codes[2]}"]')
    expect(extra).to_be_hidden()
    page.locator('input[value="a"]').check()
    extra.fill("Nuts")
    page.locator('input[value="b"]').check()
    expect(extra).to_be_hidden()
    page.locator('input[value="a"]').check()
    expect(extra).to_be_visible()
    expect(extra).to_have_value("Nuts")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_without_script_each_question_says_when_it_is_answered(
    asking: Asking, open_page: Open
) -> None:
    page = asking.enter(open_page(PHONE, script=False))
    page.goto(f"{page.url}/preview")
    expect(page.locator(f'[name="q_{asking.codes[2]}"]')).to_be_visible()
    said = "Answer this if you chose “Answer a” for “Lunch?” above."
    expect(page.get_by_text(said)).to_be_visible()
