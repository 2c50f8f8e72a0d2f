"""Lists, statements, what machines ask for, and the search."""

import base64
from datetime import date, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup, Tag
from flask import Flask

from eventsite.agenda.models import AgendaSession, SessionSpeaker, Speaker
from eventsite.core import clock, i18n
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.core.tasks import registry
from eventsite.core.tasks.models import PeriodicRun
from eventsite.events.models import Event, EventState
from eventsite.registration.models import PlaceMode, Registration, State
from eventsite.site import pages as site_pages
from tests import make
from tests.agenda.makings import make_session, place, publish
from tests.browser import Browser


@pytest.mark.parametrize(
    "path",
    ["/library", "/roadmap", "/accessibility", "/your-data", "/contact", "/search", "/time-zone"],
)
def test_each_page_opens(client: Browser, path: str) -> None:
    assert client.get(path).h1 != ""


def test_past_and_coming_are_two_tabs_with_their_numbers(client: Browser) -> None:
    make.make_event("Coming one")
    make.make_event("Past one", first_day=date(2024, 6, 14))
    make.make_event("Past two", first_day=date(2023, 6, 14), state=EventState.ARCHIVED)
    assert client.get("/events").all(".tabs a") == ["Coming up 1", "Past 2"]
    page = client.get("/events?when=past")
    assert page.all(".events h3") == ["Past one", "Past two"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=forum", ["Città"]),
        ("kind=webinar", []),
        ("country=CH", ["Città"]),
        ("country=FR", []),
        ("year=2027", ["Città"]),
        ("year=2026", []),
        ("q=CITTA", ["Città"]),
        ("q=elsewhere", []),
        ("kind=nonsense&country=??&year=x", ["Città"]),
    ],
)
def test_filters(client: Browser, query: str, found: list[str]) -> None:
    make.make_event("Città", country="CH")
    assert client.get(f"/events?{query}").all(".events h3") == found


def test_a_series_shows_its_editions(client: Browser) -> None:
    series = make.make_series("Forum on the metaverse")
    make.make_event("Edition", series_id=series.id)
    make.make_event("Another")
    page = client.get(f"/series/{series.slug}")
    assert (page.h1, page.all("h3")) == ("Forum on the metaverse", ["Edition"])
    client.get("/series/none", 404)


def test_the_library_lists_outcomes_and_checked_titles_only(client: Browser) -> None:
    make.make_event("Held", outcome={"en": "Twelve priorities."}, clauses=["ITD-6"])
    page = client.get("/library")
    assert page.all("#outcomes ~ div h3") == ["Held"]
    assert len(page.all("tbody tr")) == 16
    assert page.all("main details a") == ["Held"]


def test_search_finds_events_by_any_of_their_languages(client: Browser) -> None:
    make.make_event("Forum", summary={"en": "Open worlds", "fr": "Mondes virtuels à découvrir"})
    make.make_event("Draft of worlds", state=EventState.DRAFT)
    assert client.get("/search?q=decouvrir").all("#events ~ ul a") == ["Forum"]
    assert client.get("/search?q=x").all("[role=status]") == ["Enter at least two letters."]
    assert client.get("/search?q=nowhere").all(".empty h2") == ["Nothing found"]


def test_health_needs_nothing(client: Browser) -> None:
    assert client.get("/healthz").text == "ok\n"


def test_ready_when_a_worker_was_heard_from(client: Browser) -> None:
    assert client.get("/readyz", 503).text == "no worker was heard from\n"
    now = clock.now()
    run = make.add(PeriodicRun(name="x", due=now, started=now))
    assert client.get("/readyz").text == "ok\n"
    run.started = now - timedelta(hours=1)
    assert client.get("/readyz", 503).text == "no worker was heard from\n"


def test_robots_keep_out_of_personal_pages_only(client: Browser) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[:5] == [
        "User-agent: *",
        "Allow: /*.ics$",
        "Disallow: /me",
        "Disallow: /manage",
        "Disallow: /staff",
    ]


def test_the_sitemap_names_public_events(client: Browser) -> None:
    event = make.make_event()
    hidden = make.make_event(state=EventState.DRAFT)
    text = client.open("GET", "/sitemap.xml").get_data(as_text=True)
    assert f"/events/{event.slug}<" in text
    assert hidden.slug not in text


def test_robots_close_no_feed(app: Flask, client: Browser) -> None:
    closed = [
        line.removeprefix("Disallow: ")
        for line in client.get("/robots.txt").text.splitlines()
        if line.startswith("Disallow: ")
    ]
    feeds = [
        rule.rule for rule in app.url_map.iter_rules() if rule.rule.endswith((".ics", ".atom"))
    ]
    assert len(feeds) >= 6
    # What stands below /me asks for a session, which no calendar client has.
    open_feeds = [feed for feed in feeds if not feed.startswith("/me/")]
    assert [feed for feed in open_feeds if feed.startswith(tuple(closed))] == []


def test_the_sitemap_tells_when_a_programme_was_published(app: Flask, client: Browser) -> None:
    event = make.make_event()
    place(event, make_session(event), "09:30")
    release = publish(event)
    soup = BeautifulSoup(client.open("GET", "/sitemap.xml").data, "xml")
    changed = {
        url.select("loc")[0].text: [day.text for day in url.select("lastmod")]
        for url in soup.select("url")
    }
    base = app.config["SETTINGS"].base_url
    published = release.created.date().isoformat()
    assert changed[f"{base}/events/{event.slug}/programme"] == [published]
    assert changed[f"{base}/"] == []
    assert len(soup.select("url")[0].find_all("xhtml:link")) == len(i18n.offered())


def test_a_long_sitemap_comes_in_parts(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        make.make_event()
    whole = BeautifulSoup(client.open("GET", "/sitemap.xml").data, "xml").select("url > loc")
    monkeypatch.setattr(site_pages, "MOST_MAPPED", 4 * len(i18n.offered()))
    index = BeautifulSoup(client.open("GET", "/sitemap.xml").data, "xml").select("sitemap > loc")
    found: list[Tag] = []
    for part in index:
        answer = client.open("GET", urlsplit(part.text).path)
        found += BeautifulSoup(answer.data, "xml").select("url > loc")
    assert [loc.text for loc in found] == [loc.text for loc in whole]
    assert [client.open("GET", f"/sitemap-{n}.xml").status_code for n in (0, 99)] == [404, 404]


def test_staff_see_all_parts(client: Browser) -> None:
    client.sign_in(make.make_staff())
    assert client.get("/staff/components").h1 == "Parts of pages"


def session_of(event: Event) -> AgendaSession:
    """A session that is not placed."""
    code = f"A{make.number()}"
    return make.add(
        AgendaSession(
            event_id=event.id, code=code, uid=code, title={"en": "Opening"}, created=make.CREATED
        )
    )


def test_a_cancelled_event_is_told_to_everybody_registered(client: Browser) -> None:
    event = make.make_event()
    for state in (State.CONFIRMED, State.WAITING, State.CANCELLED):
        make.add(
            Registration(
                code=f"R{make.number()}",
                event_id=event.id,
                person_id=make.make_person().id,
                state=state,
                mode=PlaceMode.ONLINE,
                consent_version="1",
                consented=make.CREATED,
                created=make.CREATED,
                confirmed=make.CREATED if state is State.CONFIRMED else None,
            )
        )
    twice = db.session.scalars(sa.select(Registration.person_id)).first()
    for person_id in (twice, make.make_person().id):
        speaker = make.add(
            Speaker(
                event_id=event.id, code=f"S{person_id}", person_id=person_id, created=make.CREATED
            )
        )
        make.add(SessionSpeaker(session_id=session_of(event).id, speaker_id=speaker.id))
    sequence = event.days[0].sequence
    client.sign_in(make.make_team_member(event))
    page = client.get(f"/manage/events/{event.slug}/cancel")
    form = client.form(page, "Cancel the event and tell everybody")
    assert form.submit(422).h1 == "Cancel this event"
    client.form(page, "Cancel the event and tell everybody").fill(
        **{"note-en": "The hall flooded."}
    ).submit()
    db.session.refresh(event)
    assert event.state == EventState.CANCELLED
    assert db.session.scalars(sa.select(Mail)).all() == []
    for _again_after_a_crash in range(2):
        registry.jobs["site.tell_cancelled"](registry.Job(1, "user:1"), event_id=event.id)
    mails = db.session.scalars(sa.select(Mail)).all()
    assert [(mail.subject, mail.subject_key.split(":")[0]) for mail in mails] == [
        ("Cancelled: Forum on virtual worlds", "registration"),
        ("Cancelled: Forum on virtual worlds", "registration"),
        ("Cancelled: Forum on virtual worlds", "speaker"),
    ]
    assert "The hall flooded." in mails[0].text
    (invitation,) = mails[0].attachments
    said = icalendar.Calendar.from_ical(base64.b64decode(invitation["base64"]))
    (entry,) = said.walk("VEVENT")
    assert (said["METHOD"], entry["STATUS"], entry["UID"], entry["SEQUENCE"]) == (
        "CANCEL",
        "CANCELLED",
        event.days[0].uid,
        sequence + 1,
    )
    assert mails[1].attachments == []
