"""The day itself: what the desk says on a phone reaches the door, also over a broken network."""

from dataclasses import dataclass
from datetime import UTC

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from eventsite import create_app, settings
from eventsite.agenda.models import SessionKind
from eventsite.core import clock, zones
from eventsite.core.db import db
from eventsite.events.models import Duty
from tests import make
from tests.agenda.makings import make_room, make_session, place, publish
from tests.e2e.conftest import PHONE, violations
from tests.live import Live

WALL: ViewportSize = {"width": 1920, "height": 1080}
#: How often a screen asks, and what a lost network is.
EVERY, LONG = "00:21", "03:05"


@dataclass
class Day:
    """An event where it is noon now, with a session that runs, and the desk's cookie."""

    slug: str
    room: int
    cookie: str


def seed(site: Live) -> Day:
    """Write the day into the live site's database."""
    app = create_app(settings.from_environment(site.environment))
    with app.app_context():
        now = clock.now()
        zone = f"Etc/GMT{now.astimezone(UTC).hour - 12:+d}"
        event = make.make_event("Day", first_day=zones.local(now, zone).date(), zone=zone)
        day = event.days[0].day
        hall = make_room(event, "Hall")
        place(event, make_session(event, "Digital twins", minutes=150), "11:00", hall, day=day)
        place(event, make_session(event, "Avatars"), "13:30", hall, day=day)
        lunch = make_session(event, "Lunch", kind=SessionKind.BREAK)
        place(event, lunch, "14:30", day=day)
        publish(event)
        user = make.make_team_member(event, [Duty.DESK])
        db.session.commit()
        seeded = Day(event.slug, hall.id, cookie_of(app, user.get_id()))
        db.session.remove()
        db.engine.dispose()
    return seeded


def cookie_of(app: Flask, key: str) -> str:
    """The cookie of a visitor who signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    found = client.get_cookie("plenary")
    assert found is not None
    return found.value


def open_door(chrome: Browser, address: str) -> tuple[BrowserContext, Page]:
    """The door's screen, on whose clock the test turns."""
    context = chrome.new_context(viewport=WALL)
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    return context, page


def open_desk(chrome: Browser, url: str, cookie: str) -> Page:
    """The desk's phone."""
    context = chrome.new_context(viewport=PHONE)
    context.add_cookies([{"name": "plenary", "value": cookie, "url": url}])
    return context.new_page()


def test_a_late_start_reaches_the_door_over_a_broken_network(
    chrome: Browser, live_site: Live
) -> None:
    day = seed(live_site)
    network, door = open_door(chrome, f"{live_site.url}/events/{day.slug}/doors/{day.room}")
    expect(door.locator(".main h2")).to_have_text("Digital twins")
    expect(door.locator(".mark")).to_have_count(0)

    desk = open_desk(chrome, live_site.url, day.cookie)
    desk.goto(f"{live_site.url}/manage/events/{day.slug}/programme/live/rooms/{day.room}")
    faults = [*violations(desk), *violations(door)]
    # Without a network the press is kept on the page, and sent when asked.
    desk.context.set_offline(True)
    desk.locator("button[value='10']").first.click()
    expect(desk.locator("[data-desk-lost]")).to_contain_text("What you pressed is not said yet.")
    desk.context.set_offline(False)
    desk.get_by_role("button", name="Try again").click()
    expect(desk.locator(".flash").first).to_contain_text("It is public now")

    door.clock.fast_forward(EVERY)
    # Both sessions, and the lunch that waits for the only room.
    late = ["10 minutes late"] * 3
    expect(door.locator(".mark")).to_have_text(late)
    expect(door.locator("[data-lost]")).to_have_text("")

    network.set_offline(True)
    door.clock.fast_forward(LONG)
    expect(door.locator("[data-lost]")).to_have_text("No connection. This is what was known last.")
    expect(door.locator("[data-age]")).to_have_text("3 minutes ago")
    expect(door.locator(".mark")).to_have_text(late)
    faults += violations(door)

    desk.get_by_role("button", name="Undo").first.click()
    expect(desk.locator(".flash").first).to_contain_text("Undone.")
    network.set_offline(False)
    door.clock.fast_forward(EVERY)
    expect(door.locator(".mark")).to_have_count(0)
    expect(door.locator("[data-age]")).to_have_text("")
    expect(door.locator("[data-lost]")).to_have_text("")
    assert faults == []
    network.close()
    desk.context.close()
