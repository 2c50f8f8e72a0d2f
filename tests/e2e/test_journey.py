"""The main job in a real browser: a forum made, published, joined, changed and followed."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from eventsite.core import clock
from tests.e2e import feeds, taking_part
from tests.e2e.conftest import DESK, ORGANIZER, PHONE, Open
from tests.e2e.organizing import Forum
from tests.e2e.visitor import Letters, Visitor, expect_no_faults, sign_in
from tests.live import Live
from tests.smtp import PostOffice

FORMS = [
    pytest.param(DESK, "en", id="desk-en"),
    pytest.param(PHONE, "ar", id="phone-ar", marks=pytest.mark.long),
    pytest.param(DESK, "ar", id="desk-ar", marks=pytest.mark.long),
    pytest.param(PHONE, "en", id="phone-en", marks=pytest.mark.long),
]
KEPT, MOVED, CANCELLED = "Opening", "Digital twins", "Avatars"
SESSIONS = [KEPT, MOVED, CANCELLED]


@pytest.mark.parametrize(("viewport", "lang"), FORMS)
def test_a_forum_from_the_first_draft_to_a_changed_programme(
    viewport: dict[str, int], lang: str, open_page: Open, live_site: Live, post_office: PostOffice
) -> None:
    key = f"{viewport['width']}-{lang}"
    organizer = Visitor(open_page(viewport), live_site.url, lang)
    sign_in(organizer, Letters(post_office, ORGANIZER))
    forum = published(organizer, f"Forum {key}")
    address = f"{organizer.home}/events/{forum.slug}/calendar.ics"
    first = feeds.fetch(address)

    guest = Visitor(open_page(viewport), live_site.url, lang)
    letters = Letters(post_office, f"guest-{key}@example.org")
    taking_part.look_around(guest, forum.slug)
    taking_part.register(guest, forum.slug, letters)
    # One mail for each day, the first with what was confirmed.
    said = [invited(letters.next()) for _ in forum.days]
    assert sorted(said) == [[("REQUEST", [day])] for day in forum.days]
    taking_part.answer_statistics(guest)

    forum.place(MOVED, forum.days[1], "14:00", "Hall B")
    forum.cancel(CANCELLED)
    forum.publish_programme()
    second = feeds.fetch(address, first.etag)
    was, now = first.sessions(SESSIONS), second.sessions(SESSIONS)
    moved_to = datetime.combine(forum.days[1], time(14))
    assert second.status == 200
    assert now == {
        KEPT: was[KEPT],
        MOVED: {**was[MOVED], "sequence": was[MOVED]["sequence"] + 1, "start": moved_to},
        CANCELLED: {
            **was[CANCELLED],
            "sequence": was[CANCELLED]["sequence"] + 1,
            "status": "CANCELLED",
        },
    }
    assert feeds.fetch(address, second.etag) == feeds.Feed(304, second.etag, "")
    guest.go(f"/events/{forum.slug}/programme")
    guest.go(f"/events/{forum.slug}/sessions/{forum.codes[CANCELLED]}")
    organizer.go(f"{forum.manage}/registrations")
    expect_no_faults(organizer, guest)


def published(organizer: Visitor, title: str) -> Forum:
    """A forum with its programme, made and published through the pages."""
    forum = Forum(organizer, title, clock.now().date() + timedelta(days=60))
    forum.create()
    forum.describe()
    forum.open_registration()
    forum.furnish()
    first = forum.days[0]
    forum.add_session(KEPT, first, "09:00", "Hall A", "Ada Example")
    forum.add_session(MOVED, first, "11:00", "Hall A", "Bo Example")
    # The same room and person at the same time: the builder says so, and the journey goes on.
    forum.add_session(CANCELLED, first, "11:00", "Hall A", "Bo Example")
    forum.publish_programme()
    forum.publish()
    return forum


def invited(mail: Any) -> list[tuple[str, list[date]]]:
    """The method and the days of each calendar part of a mail."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    found = []
    for part in parts:
        events = feeds.events_of(part.get_content())
        found.append((part.get_param("method"), [feeds.day_of(one) for one in events]))
    return found
