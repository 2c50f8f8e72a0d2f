"""The builder as organizers use it: by keys alone, by drag, two at once, over a broken network."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from eventsite import create_app, settings
from eventsite.agenda import queries
from eventsite.core.db import db
from eventsite.events.models import Duty, Event
from tests import make
from tests.agenda.makings import make_room, make_session, place
from tests.e2e.conftest import DESK, PHONE, Open, violations
from tests.live import Live

#: Long enough for any list on the page.
MOST_TABS = 150


@dataclass
class Draft:
    """A day with two rooms, "Opening" in Hall A at 09:30, and three sessions not placed."""

    site: Live
    app: Flask
    event_id: int
    slug: str

    def path(self, lang: str = "") -> str:
        """Where the builder is."""
        return f"{self.site.url}{lang}/manage/events/{self.slug}/programme"

    def member(self, name: str) -> str:
        """The cookie of one more of the team."""
        with self.app.app_context():
            event = db.session.get_one(Event, self.event_id)
            user = make.make_team_member(event, [Duty.AGENDA])
            user.person.first_name, _, user.person.family_name = name.partition(" ")
            db.session.commit()
            key = user.get_id()
            db.session.remove()
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = key, True
        found = client.get_cookie("plenary")
        assert found is not None
        return found.value

    def places(self) -> dict[str, str]:
        """Each placed session's title to its start, minutes and rooms."""
        with self.app.app_context():
            rows = [s for s in queries.sessions(self.event_id) if s.starts is not None]
            found = {
                s.title["en"]: f"{s.starts:%H:%M} {s.minutes} "
                + " ".join(room.names["en"] for room in s.rooms)
                for s in rows
            }
            db.session.remove()
        return found


@pytest.fixture
def draft(live_site: Live) -> Draft:
    """Written into the live site's database."""
    app = create_app(settings.from_environment(live_site.environment))
    with app.app_context():
        event = make.make_event("Builders")
        hall = make_room(event, "Hall A")
        make_room(event, "Hall B")
        place(event, make_session(event, "Opening"), "09:30", hall)
        for title, minutes in (("Avatars", 60), ("Bridges", 30), ("Cities", 45)):
            make_session(event, title, minutes=minutes)
        db.session.commit()
        made = Draft(live_site, app, event.id, event.slug)
        db.session.remove()
    return made


def open_builder(
    draft: Draft, open_page: Open, name: str = "Ada Example", **options: object
) -> Page:
    """The builder of one organizer, with its script at work."""
    lang = str(options.pop("lang", ""))
    page = open_page(**options)
    return enter(draft, page, name, lang)


def enter(draft: Draft, page: Page, name: str, lang: str = "") -> Page:
    """Sign somebody new in and open the builder."""
    cookie = {"name": "plenary", "value": draft.member(name), "url": draft.site.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(draft.path(lang))
    page.locator("#builder[data-ready]").wait_for()
    return page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the CSS selector finds has the focus."""
    wanted = page.locator(selector).first
    for _ in range(MOST_TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def take_up(page: Page, title: str) -> None:
    """Press a session's move button by key; the place it would go to has the focus then."""
    tab_to(page, mover(title))
    page.keyboard.press("Enter")
    expect(page.locator(".ghost")).to_be_focused()


def mover(title: str) -> str:
    """A session's move button."""
    return f'[data-s]:has(h3:has-text("{title}")) .mv'


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other, each with the chosen place still focused."""
    for key in keys:
        page.keyboard.press(key)
        expect(page.locator(".ghost")).to_be_focused()


def card(page: Page, title: str) -> str:
    """The time that a session's card shows."""
    return page.locator(f'#bgrid [data-s]:has(h3:has-text("{title}")) p').first.inner_text()


def test_a_day_is_built_by_keys_alone(draft: Draft, open_page: Open) -> None:
    page = open_builder(draft, open_page)
    told = page.locator("#told")

    take_up(page, "Avatars")
    expect(page.locator(".ghost")).to_have_accessible_name("Place “Avatars” in Hall B at 09:30")
    press(page, "ArrowDown", "ArrowDown", "Alt+ArrowDown")
    expect(page.locator(".ghost")).to_have_accessible_name("Place “Avatars” in Hall B at 10:05")
    page.keyboard.press("Enter")
    expect(page.locator(mover("Avatars"))).to_be_focused()
    assert card(page, "Avatars") == "10:05–11:05"

    # A place that is taken: the two stand side by side and the card says so.
    take_up(page, "Bridges")
    press(page, "ArrowLeft", "ArrowUp")
    name = page.locator(".ghost").get_attribute("aria-label") or ""
    assert name.endswith("beside “Opening”")
    page.keyboard.press("Enter")
    expect(page.locator(mover("Bridges"))).to_be_focused()
    expect(page.locator("#bgrid .pile h3")).to_have_text(["Bridges", "Opening"])
    expect(page.locator("#bgrid .pile .clash-note").first).to_be_visible()

    # Escape leaves it where it was.
    before = draft.places()
    take_up(page, "Opening")
    press(page, "ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(mover("Opening"))).to_be_focused()
    assert draft.places() == before

    # Longer by five minutes, and taken back.
    take_up(page, "Avatars")
    tab_to(page, '[data-longer="5"]')
    page.keyboard.press("Enter")
    expect(told).to_contain_text("65 minutes")
    page.keyboard.press("Escape")
    expect(page.locator(mover("Avatars"))).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#redo")).to_have_accessible_name(re.compile("new length of “Avatars”"))
    assert draft.places() == before

    # Undo and redo outlive the page.
    page.reload()
    page.locator("#builder[data-ready]").wait_for()
    page.keyboard.press("Control+z")
    expect(page.locator("#redo")).to_have_accessible_name(re.compile("move of “Bridges”"))
    assert draft.places() == {"Opening": "09:30 60 Hall A", "Avatars": "10:05 60 Hall B"}
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#undo")).to_have_accessible_name(re.compile("move of “Bridges”"))
    assert draft.places() == before
    assert violations(page) == []


def test_a_day_is_built_by_drag(draft: Draft, open_page: Open) -> None:
    page = open_builder(draft, open_page)
    drag(page, "Avatars", *spot(page, "Hall B", "11:00", into=0.5))
    expect(page.locator('#bgrid h3:has-text("Avatars")')).to_be_visible()
    assert draft.places()["Avatars"] == "11:05 60 Hall B"
    # Taken hold of five minutes into it, so five minutes below where it is to begin.
    drag(page, "Opening", *spot(page, "Hall B", "09:45", into=0.5))
    expect(page.locator("#told")).to_contain_text("Opening")
    assert draft.places()["Opening"] == "09:45 60 Hall B"
    resize_to(page, "Opening", *spot(page, "Hall B", "10:45", into=0.9))
    expect(page.locator("#told")).to_contain_text("75 minutes")
    assert draft.places()["Opening"] == "09:45 75 Hall B"


def spot(page: Page, room: str, starts: str, into: float) -> tuple[float, float]:
    """A point of a room's column, so far down a row."""
    page.locator(f'tr[data-at="{starts}"]').scroll_into_view_if_needed()
    head = page.locator(f'#bgrid th:has-text("{room}")').bounding_box()
    row = page.locator(f'tr[data-at="{starts}"] th').bounding_box()
    assert head is not None
    assert row is not None
    return head["x"] + head["width"] / 2, row["y"] + row["height"] * into


def drag(page: Page, title: str, x: float, y: float) -> None:
    """By the mouse, from a card's title."""
    box = page.locator(f'[data-s] h3:has-text("{title}") a').first.bounding_box()
    assert box is not None
    _drag(page, box["x"] + 8, box["y"] + 6, x, y)


def resize_to(page: Page, title: str, x: float, y: float) -> None:
    """By the mouse, at the lower edge of a card."""
    box = page.locator(f'#bgrid [data-s]:has(h3:has-text("{title}"))').first.bounding_box()
    assert box is not None
    _drag(page, box["x"] + 30, box["y"] + box["height"] - 3, x, y)


def _drag(page: Page, from_x: float, from_y: float, x: float, y: float) -> None:
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move(x, y - 20, steps=4)
    page.mouse.move(x, y, steps=2)
    page.mouse.up()


def test_two_collide_and_neither_loses_work(draft: Draft, open_page: Open, chrome: Browser) -> None:
    ada = open_builder(draft, open_page, "Ada Example")
    # A page of its own: answers of 409 and lost networks are errors to the browser.
    context = chrome.new_context(viewport=DESK)
    bo = enter(draft, context.new_page(), "Bo Example")

    # Bo holds a session while Ada places it; Bo learns of it with the press of Enter.
    boards = re.compile("/programme/board")
    bo.route(boards, lambda route: route.fulfill(status=304))
    take_up(bo, "Avatars")
    take_up(ada, "Avatars")
    ada.keyboard.press("Enter")
    expect(ada.locator(mover("Avatars"))).to_be_focused()

    def heard_again(route: Route) -> None:
        bo.unroute(boards)
        route.continue_()

    bo.route(re.compile("/place$"), heard_again)
    press(bo, "ArrowDown")
    bo.keyboard.press("Enter")
    told = bo.locator("#told")
    expect(told).to_contain_text("Ada Example moved it to Hall B")
    assert draft.places()["Avatars"] == "09:30 60 Hall B"
    tab_to(bo, "[data-again]")
    bo.keyboard.press("Enter")
    expect(bo.locator(mover("Avatars"))).to_be_focused()
    assert draft.places()["Avatars"] == "09:45 60 Hall B"

    # Ada hears of it without a reload, and her focus stays where it is.
    expect(ada.locator("#told")).to_contain_text("Bo Example: move of “Avatars”")
    expect(ada.locator(mover("Avatars"))).to_be_focused()

    # A broken network: said, kept, and sent when asked.
    bo.unroute(re.compile("/place$"))
    bo.context.set_offline(True)
    take_up(bo, "Cities")
    bo.keyboard.press("Enter")
    expect(told).to_contain_text("No connection. Your last change is not saved yet.")
    bo.context.set_offline(False)
    tab_to(bo, "[data-retry]")
    bo.keyboard.press("Enter")
    expect(bo.locator('#bgrid h3:has-text("Cities")')).to_be_visible()
    # Both halls are taken then, online is free.
    assert draft.places()["Cities"] == "09:30 45 "
    context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_builder_on_a_phone_in_arabic(draft: Draft, open_page: Open, dark: bool) -> None:
    page = open_builder(draft, open_page, lang="/ar", viewport=PHONE, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    take_up(page, "Avatars")
    # The next room in the reading direction stands to the left.
    name = page.locator(".ghost").get_attribute("aria-label")
    press(page, "ArrowLeft")
    assert page.locator(".ghost").get_attribute("aria-label") != name
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert violations(page) == []
