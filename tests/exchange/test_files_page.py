"""Giving programmes out over HTTP: files, the page of them, paper, frames, and the frame rule."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from defusedxml import ElementTree

from eventsite.agenda import actions, queries
from eventsite.agenda.models import SpeakerRole
from eventsite.core import http, i18n
from eventsite.core.db import db
from eventsite.events.models import Duty, Event, EventState
from tests import make
from tests.agenda import makings
from tests.browser import Browser
from tests.counting import count_queries

SCRIPT = "</script><script>alert(1)</script>"
FILES = ("schedule.xml", "schedule.json", "programme.csv", "programme.xlsx", "programme.docx")
PAGES = ("programme/files", "programme/print", "programme/embed")


@pytest.fixture
def event(session: object) -> Event:
    """Two days with a plenary on a track and a hostile title, published."""
    event = make.make_event(days=2)
    hall, track = makings.make_room(event, "Hall"), makings.make_track(event, "Trust")
    litia = makings.make_speaker(event, email="litia@secret.example")
    opening = makings.make_session(
        event,
        "Opening",
        abstract={"en": "Words."},
        track_id=track.id,
        speakers=[(litia.id, SpeakerRole.MODERATOR)],
    )
    makings.place(event, opening, "09:30", hall, online=True)
    second = makings.make_session(event, SCRIPT)
    makings.place(event, second, "10:00", hall, day=make.FIRST_DAY + timedelta(days=1))
    makings.publish(event)
    return event


@pytest.mark.parametrize("path", [*FILES, *PAGES])
def test_three_statements_cold_and_one_warm(client: Browser, event: Event, path: str) -> None:
    db.session.commit()
    path = f"/events/{event.slug}/{path}"
    http.shelf.clear()
    with count_queries() as cold:
        answer = client.open("GET", path)
    http.fresh.clear()
    with count_queries() as warm:
        again = client.open("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    assert len(cold) <= 3, cold
    assert len(warm) == 1


@pytest.mark.parametrize("path", FILES)
def test_there_is_no_file_before_the_first_version(client: Browser, path: str) -> None:
    event, hidden = make.make_event(), make.make_event(state=EventState.DRAFT)
    assert client.open("GET", f"/events/{event.slug}/{path}").status_code == 404
    assert client.open("GET", f"/events/{hidden.slug}/{path}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_that_nothing_is_published(client: Browser, path: str) -> None:
    assert "Not published yet" in client.get(f"/events/{make.make_event().slug}/{path}").words


def test_files_hold_what_is_published_and_no_secret(client: Browser, event: Event) -> None:
    makings.make_session(event, "Only in the draft")
    for path in FILES:
        answer = client.open("GET", f"/events/{event.slug}/{path}")
        assert b"Only in the draft" not in answer.data
        assert b"litia@secret.example" not in answer.data
    xml = ElementTree.fromstring(client.open("GET", f"/events/{event.slug}/schedule.xml").data)
    assert [node.text for node in xml.iter("title")] == [event.title["en"], "Opening", SCRIPT]
    schedule = json.loads(client.open("GET", f"/events/{event.slug}/schedule.json").data)
    assert schedule["schedule"]["version"] == "1"


def test_a_new_version_is_in_the_files_at_once(client: Browser, event: Event) -> None:
    path = f"/events/{event.slug}/programme.csv"
    before = client.open("GET", path)
    makings.place(event, makings.make_session(event, "New here"), "14:00")
    makings.publish(event)
    after = client.open("GET", path)
    assert b"New here" in after.data
    assert before.headers["ETag"] != after.headers["ETag"]
    assert 'filename="' + event.slug + '-en-v2.csv"' in after.headers["Content-Disposition"]


def test_of_a_cancelled_event_nothing_takes_place(client: Browser, event: Event) -> None:
    base = f"/events/{event.slug}"
    code = next(s.code for s in queries.sessions(event.id) if s.title["en"] == "Opening")
    client.open("GET", f"{base}/programme.csv")
    event.state, event.cancelled = EventState.CANCELLED, datetime(2027, 3, 1, tzinfo=UTC)
    db.session.commit()
    schedule = json.loads(client.open("GET", f"{base}/schedule.json").data)
    days = schedule["schedule"]["conference"]["days"]
    assert [day["rooms"] for day in days] == [{}, {}]
    table = client.open("GET", f"{base}/programme.csv").data.decode("utf-8-sig")
    assert [row["Status"] for row in csv.DictReader(io.StringIO(table))] == ["cancelled"] * 2
    for page in ("programme/print", "programme/embed"):
        assert client.get(f"{base}/{page}").words.count("Cancelled") >= 2
    (block,) = client.get(f"{base}/sessions/{code}").soup.select("[type='application/ld+json']")
    said = json.loads(block.string or "")
    assert said["eventStatus"] == "https://schema.org/EventCancelled"


def test_an_erased_person_is_in_no_file(client: Browser, event: Event) -> None:
    path = f"/events/{event.slug}/schedule.xml"
    assert b"Litia" in client.open("GET", path).data
    release = queries.latest_release(event.id)
    assert release is not None
    for person in release.people:
        person.name, person.redacted = "", release.created
    db.session.commit()
    assert b"Litia" not in client.open("GET", path).data


def test_the_page_names_each_file_with_its_size(client: Browser, event: Event) -> None:
    page = client.get(f"/events/{event.slug}/programme/files")
    assert page.h1 == "Take the programme with you"
    links = [str(link["href"]).rsplit("/", 1)[-1] for link in page.soup.select(".card a.btn")]
    assert sorted(links) == sorted(FILES)
    assert all(said.endswith(" kB") for said in page.all(".card .small"))
    languages = page.soup.select(".card a[hreflang]")
    assert [link["hreflang"] for link in languages] == [x for x in i18n.offered() if x != "en"]
    assert "have not allowed any site" in page.words
    assert page.soup.select("#embed-code") == []
    programme = client.get(f"/events/{event.slug}/programme")
    assert programme.soup.select(f"a[href='/events/{event.slug}/programme/files']") != []


def test_paper_has_all_days(client: Browser, event: Event) -> None:
    page = client.get(f"/events/{event.slug}/programme/print")
    days = (make.FIRST_DAY, make.FIRST_DAY + timedelta(days=1))
    assert page.all(".day h2") == [i18n.show_day(day) for day in days]
    assert page.all(".sess h3") == ["Opening", SCRIPT]
    there = client.get(f"/events/{event.slug}/programme/print?zone=Pacific/Fiji")
    assert "The time in Fiji stands beside them." in there.words


class TestFrame:
    """What other sites show."""

    def test_nobody_may_unless_the_team_said_so(self, client: Browser, event: Event) -> None:
        answer = client.open("GET", f"/events/{event.slug}/programme/embed")
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "X-Frame-Options" not in answer.headers

    @pytest.mark.parametrize(
        ("hosts", "said"),
        [(["https://a.example", "https://b.example:8443"], None), (["*"], "*")],
    )
    def test_those_whom_the_team_named_may(
        self, client: Browser, event: Event, hosts: list[str], said: str | None
    ) -> None:
        path = f"/events/{event.slug}/programme/embed"
        before = client.open("GET", path)
        actions.set_frames(event, hosts, makings.ACTOR, 0)
        db.session.commit()
        answer = client.open("GET", path)
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert f"frame-ancestors {said or ' '.join(hosts)}" in policy
        assert answer.data == before.data
        again = client.open("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.headers["Content-Security-Policy"] == "; ".join(policy)
        other = client.open("GET", f"/events/{event.slug}/programme")
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]

    def test_it_has_no_script_and_leads_out_of_the_frame(
        self, client: Browser, event: Event
    ) -> None:
        page = client.get(f"/events/{event.slug}/programme/embed")
        assert page.soup.select("script, form, header.top, footer, button") == []
        assert [tag["target"] for tag in page.soup.select("base")] == ["_top"]
        assert page.soup.select("base[href]") == []
        assert page.all(".sess h3") == ["Opening", SCRIPT]

    def test_a_day_a_track_and_a_zone_can_be_asked_for(self, client: Browser, event: Event) -> None:
        path = f"/events/{event.slug}/programme/embed"
        day = (make.FIRST_DAY + timedelta(days=1)).isoformat()
        track = queries.tracks(event.id)[0].id
        assert client.get(f"{path}?day={day}").all(".sess h3") == [SCRIPT]
        assert client.get(f"{path}?track={track}").all(".sess h3") == ["Opening"]
        assert "Fiji" in client.get(f"{path}?zone=Pacific/Fiji").words
        for wrong in ("day=2001-01-01", "day=x", "track=999", "track=x"):
            assert client.open("GET", f"{path}?{wrong}").status_code == 404
        http.shelf.clear()
        client.open("GET", f"{path}?q=made-up")
        client.open("GET", f"{path}?zone=No/Where")
        assert [key for key in http.shelf._kept if "exchange/embed.html" in str(key)] == []


class TestFrameRule:
    """The team's page."""

    @pytest.fixture
    def path(self, client: Browser, event: Event) -> str:
        client.sign_in(make.make_team_member(event, [Duty.COMMUNICATION]))
        return f"/manage/events/{event.slug}/programme/exports"

    def test_it_is_kept_and_gives_the_code(self, client: Browser, event: Event, path: str) -> None:
        answer = client.open(
            "POST",
            path,
            data={"who": "listed", "hosts": "https://Bücher.example/\n", "version": "0"},
        )
        assert answer.status_code == 303
        terms = queries.terms_of(event.id)
        assert terms is not None
        assert terms.frame_hosts == ["https://xn--bcher-kva.example"]
        code = client.get(path).soup.select_one("#embed-code")
        assert code is not None
        assert str(code["value"]).startswith('<iframe src="http')

    @pytest.mark.parametrize(
        ("hosts", "says"),
        [
            ("http://a.example", "“http://a.example” is not the address of a site."),
            ("https://a.example; x", "“https://a.example; x” is not the address of a site."),
            ("", "Enter at least one site"),
            ("\n".join(f"https://a{n}.example" for n in range(21)), "Enter at most 20 sites."),
        ],
    )
    def test_what_is_no_site_comes_back_with_a_sentence(
        self, client: Browser, event: Event, path: str, hosts: str, says: str
    ) -> None:
        page = client.post(path, {"who": "listed", "hosts": hosts, "version": "0"}, 422)
        assert says in page.words
        assert queries.terms_of(event.id) is None

    def test_who_saves_late_is_told(self, client: Browser, event: Event, path: str) -> None:
        actions.set_frames(event, ["*"], makings.ACTOR, 0)
        actions.set_frames(event, [], makings.ACTOR, 1)
        page = client.post(path, {"who": "*", "hosts": "", "version": "1"}, 409)
        assert "Sites that may show the programme" in page.words


def test_machines_read_the_event_and_its_sessions(client: Browser, event: Event) -> None:
    event.title = {"en": f"Forum {SCRIPT}"}
    db.session.commit()
    session = next(s for s in queries.sessions(event.id) if s.title["en"] == SCRIPT)
    for path, name in (("", f"Forum {SCRIPT}"), (f"/sessions/{session.code}", SCRIPT)):
        page = client.get(f"/events/{event.slug}{path}")
        (block,) = page.soup.select("script[type='application/ld+json']")
        said = json.loads(block.string or "")
        assert said["name"] == name
        assert said["url"].endswith(f"/events/{event.slug}{path}")
        shared = {tag["property"]: tag["content"] for tag in page.soup.select("meta[property]")}
        assert name in str(shared["og:title"])
        assert shared["og:url"] == said["url"]
        (canonical,) = page.soup.select("link[rel=canonical]")
        assert canonical["href"] == said["url"]
        alternates = page.soup.select("link[rel=alternate][hreflang]")
        assert [tag["hreflang"] for tag in alternates] == list(i18n.offered())


def test_filters_do_not_change_the_address_of_a_page(client: Browser, event: Event) -> None:
    page = client.get(f"/fr/events/{event.slug}/programme?zone=Pacific/Fiji&view=grid")
    (canonical,) = page.soup.select("link[rel=canonical]")
    assert str(canonical["href"]).endswith(f"/fr/events/{event.slug}/programme")
    plain, first, second = (
        str(client.get(f"/events{query}").one("link[rel=canonical]")["href"])
        for query in ("", "?page=1", "?page=2&year=2020")
    )
    assert (first, second) == (plain, f"{plain}?page=2")


def test_personal_pages_are_not_shared(client: Browser, event: Event) -> None:
    client.sign_in(make.make_user())
    page = client.get("/me/entries")
    assert page.soup.select("meta[property], link[rel=canonical]") == []


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_of_changes_keeps_the_rules_of_atom(client: Browser, event: Event) -> None:
    """RFC 4287 §4.1.1 and §4.1.2: what must be there, once, and where it leads."""
    makings.place(event, makings.make_session(event, SCRIPT), "14:00")
    makings.publish(event)
    path = f"/events/{event.slug}/programme/changes.atom"
    feed = ElementTree.fromstring(client.open("GET", path).data)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for node in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        updated = datetime.fromisoformat(str(node.findtext(f"{ATOM}updated")))
        assert updated.tzinfo is not None
        assert str(node.findtext(f"{ATOM}id")).startswith("tag:")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1
    links = {link.get("rel"): str(link.get("href")) for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(path)
    assert links["alternate"].endswith("/programme/changes")
    page = client.get(f"/events/{event.slug}/programme")
    assert page.one("link[type='application/atom+xml']")["href"] == path
