"""The door without a network: a phone checks people in, tells it once, and forgets at sign-out."""

from dataclasses import dataclass

import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from eventsite import create_app, settings
from eventsite.agenda.actions import signups
from eventsite.agenda.models import SignUp
from eventsite.agenda.signing import SignUpState
from eventsite.core import clock, zones
from eventsite.core.db import db
from eventsite.desk import actions
from eventsite.desk.models import CheckIn, DeskReport, Source
from eventsite.events.models import Duty, Event
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.agenda import makings
from tests.e2e.conftest import PHONE, violations
from tests.e2e.test_day import cookie_of
from tests.live import Live

KEPT = """async () => [
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
]"""


@dataclass
class Door:
    """An event of today with two people, and the desk's cookie."""

    slug: str
    codes: list[str]
    cookie: str


def seed(site: Live) -> Door:
    app = create_app(settings.from_environment(site.environment))
    with app.app_context():
        event = make.make_event("Door", days=0)
        names = ("Ana", "Bo")
        people = [make.make_person(name, "Comer") for name in names]
        rows = [make.make_registration(event, one, mode=PlaceMode.IN_PERSON) for one in people]
        user = make.make_team_member(event, [Duty.DESK])
        db.session.commit()
        door = Door(event.slug, [one.code for one in rows], cookie_of(app, user.get_id()))
        db.session.remove()
        db.engine.dispose()
    return door


def with_session(site: Live, door: Door) -> str:
    """A session of the event with one place, which the first person signed up for; its code."""
    app = create_app(settings.from_environment(site.environment))
    with app.app_context():
        own = db.session.scalars(
            sa.select(Registration).where(Registration.code == door.codes[0])
        ).one()
        event = db.session.get_one(Event, own.event_id)
        session = makings.make_session(event, "Reefs")
        signups.set_places(event=event, session=session, places=1, actor="user:1")
        make.add(
            SignUp(
                session_id=session.id,
                registration_id=own.id,
                state=SignUpState.SIGNED_UP,
                since=clock.now(),
            )
        )
        code = session.code
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return code


def elsewhere(site: Live, code: str) -> None:
    """Another desk checks the person in."""
    app = create_app(settings.from_environment(site.environment))
    with app.app_context():
        found = db.session.scalars(sa.select(Registration).where(Registration.code == code)).one()
        event = db.session.get_one(Event, found.event_id)
        today = zones.local(clock.now(), event.zone).date()
        actions.check_in(
            actor="user:1", event=event, registration=found, today=today, source=Source.TYPED
        )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def made(site: Live) -> tuple[int, list[str]]:
    """How many check-ins stand, and what became of what was told."""
    app = create_app(settings.from_environment(site.environment))
    with app.app_context():
        count = db.session.scalars(sa.select(sa.func.count(CheckIn.id))).one()
        told = db.session.scalars(sa.select(DeskReport.outcome).order_by(DeskReport.id)).all()
        db.session.remove()
        db.engine.dispose()
    return count, [one.value for one in told]


def press(page: Page, code: str, name: str = "Check in") -> None:
    page.get_by_label("Ticket, code or name").fill(code)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("[data-state]")).to_have_text("Checked in on this device")


def test_a_phone_checks_in_without_a_network(chrome: Browser, live_site: Live) -> None:
    door = seed(live_site)
    context = chrome.new_context(viewport=PHONE)
    context.add_cookies([{"name": "plenary", "value": door.cookie, "url": live_site.url}])
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{live_site.url}/manage/events/{door.slug}/desk/offline/")
    expect(page.locator("[data-loaded]")).to_contain_text("List of")
    expect(page.locator("[data-kept]")).to_have_count(1)
    faults = violations(page)

    context.set_offline(True)
    press(page, door.codes[0])
    elsewhere(live_site, door.codes[1])
    page.reload()
    expect(page.locator("[data-waiting]")).to_have_text("Check-ins that wait on this device: 1")
    press(page, door.codes[1])
    expect(page.locator("[data-waiting]")).to_have_text("Check-ins that wait on this device: 2")
    expect(page.locator("[data-lost]")).to_be_visible()
    faults += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_have_text("")
    expect(page.locator("[data-look]")).to_be_hidden()
    assert made(live_site) == (2, ["counted", "again"])
    page.reload()
    expect(page.locator("[data-kept]")).to_have_count(1)
    assert page.evaluate(KEPT) == [1, 1, 1]

    page.locator("form[data-sign-out]").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/sign-in*")
    assert page.evaluate(KEPT) == [0, 0, 0]
    assert faults == []
    context.close()


def test_the_door_of_a_session_lets_in_without_a_network(chrome: Browser, live_site: Live) -> None:
    door = seed(live_site)
    before = len(made(live_site)[1])
    path = f"/manage/events/{door.slug}/desk/sessions/{with_session(live_site, door)}"
    context = chrome.new_context(viewport=PHONE)
    context.add_cookies([{"name": "plenary", "value": door.cookie, "url": live_site.url}])
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{live_site.url}{path}/offline/")
    expect(page.locator("[data-places]")).to_have_text(
        "Inside: 0 of 1. Signed up and not inside: 1."
    )
    expect(page.locator("[data-kept]")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    faults = violations(page)

    context.set_offline(True)
    page.reload()
    for code, note in zip(door.codes, ("Signed up", "Not signed up"), strict=True):
        press(page, code, "Let in")
        expect(page.locator("[data-note]")).to_have_text(note)
    expect(page.locator("[data-waiting]")).to_have_text("Check-ins that wait on this device: 2")
    elsewhere(live_site, door.codes[1])

    context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_have_text("")
    expect(page.locator("[data-looks]")).to_contain_text(
        "More people are inside than there are places."
    )
    expect(page.locator("[data-places]")).to_have_text(
        "Inside: 2 of 1. Signed up and not inside: 0."
    )
    assert made(live_site)[1][before:] == ["counted", "counted"]
    page.goto(f"{live_site.url}{path}")
    expect(page.locator(".flash-warn")).to_contain_text("More people are inside")
    assert [*faults, *violations(page)] == []
    context.close()
