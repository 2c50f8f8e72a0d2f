"""The pages of one's own calendars under /me, and what is kept of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from eventsite.calendars import actions, links, personal, programs
from eventsite.calendars.models import Part, PersonalFeed
from eventsite.core import clock
from eventsite.core.db import db
from tests import make
from tests.browser import Browser
from tests.calendars.own_feeds import (
    NOW,
    feed_of,
    forum,
    path_of,
    registered,
    spoken,
)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Three months before a made event."""
    with clock.freeze(NOW):
        yield


class TestPages:
    """Making, changing, renewing and revoking under /me."""

    def test_one_press_makes_the_first_and_each_can_be_changed(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        client.sign_in(user)
        registered(event, user)
        page = client.press("/me/calendars", "Make my calendar")
        address = str(page.soup.select("section.card input[readonly]")[0]["value"])
        feed = db.session.scalars(sa.select(PersonalFeed)).one()
        assert urlsplit(address).path == path_of(feed)
        assert feed.parts == [part.value for part in Part]
        assert page.link("Open in my calendar : My events").startswith("webcal://localhost/")
        assert f"http://localhost/events/{event.slug}/calendar.ics" in [
            str(tag["value"]) for tag in page.soup.select("input[readonly]")
        ]
        edit = page.link("Change, renew or revoke : My events")
        page = client.press(edit, "Save", name="Phone", alarm="30", parts=["stars"])
        db.session.refresh(feed)
        assert (feed.name, feed.alarm, feed.parts, feed.chosen) == ("Phone", 30, ["stars"], NOW)
        client.press(edit, "Renew the link")
        db.session.refresh(feed)
        assert feed.generation == 2
        page = client.press(edit, "Revoke the calendar")
        assert page.all("section.card h2") == ["No calendar yet"]
        client.get(edit, 404)

    def test_at_least_one_part(self, client: Browser) -> None:
        user = make.make_user()
        feed = feed_of(user)
        client.sign_in(user)
        page = client.press(f"/me/calendars/{feed.code}", "Save", 422, parts=[])
        assert page.all(".errsum li") == ["Choose at least one."]

    def test_somebody_elses_does_not_exist(self, client: Browser) -> None:
        feed = feed_of(make.make_user())
        client.sign_in(make.make_user())
        client.get(f"/me/calendars/{feed.code}", 404)

    def test_too_many(self, client: Browser) -> None:
        user = make.make_user()
        for _ in range(20):
            feed_of(user)
        client.sign_in(user)
        page = client.post("/me/calendars", {})
        assert "You have 20 calendars." in page.words


def test_what_is_kept_is_given_out_without_secrets_and_erased(client: Browser) -> None:
    user, event = make.make_user(), forum()
    session = spoken(event, make.make_user())
    feed = feed_of(user, name="Phone")
    path = path_of(feed)
    actions.ask(event, user.person, session.code, "user:1")
    given = personal.export(user.person)
    assert [feed["name"] for feed in given["calendars"]] == ["Phone"]
    assert [one["session"] for one in given["sessions_by_mail"]] == [session.code]
    assert links.secret_of(feed) not in str(given)
    personal.erase(user.person, NOW)
    assert client.open("GET", path).status_code == 410
    left = personal.export(user.person)
    assert [(feed["name"], feed["revoked"]) for feed in left["calendars"]] == [
        ("", NOW.isoformat())
    ]
    assert left["sessions_by_mail"] == []


def test_sessions_asked_for_are_forgotten_after_the_event(session: object) -> None:
    user, event = make.make_user(), forum()
    asked = spoken(event, make.make_user())
    actions.ask(event, user.person, asked.code, "user:1")
    assert personal.expire(datetime(2027, 7, 8, tzinfo=UTC)) == 0
    assert personal.expire(datetime(2027, 7, 11, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Mozilla/5.0 (compatible; Google-Calendar-Importer)", "Google Calendar"),
        ("iOS/17.5 (21F79) dataaccessd/1.0", "Apple Calendar"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)", "Outlook"),
        ("Mozilla/5.0 (X11; Linux) Thunderbird/128.0", "Thunderbird"),
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", ""),
        ("jane.doe@example.org", ""),
        ("", ""),
    ],
)
def test_a_program_by_a_short_word(user_agent: str, name: str) -> None:
    assert programs.named(user_agent) == name
