"""Following a programme by mail, by feed and by stars; the team's preview of its draft."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import sqlalchemy as sa

from eventsite.agenda import actions, personal, queries, tokens
from eventsite.agenda.actions import followers, stars
from eventsite.agenda.models import Follower, SessionStar, SpeakerRole
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from tests import make
from tests.agenda.makings import (
    ACTOR,
    make_follower,
    make_room,
    make_session,
    make_speaker,
    make_track,
    place,
    publish,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
XHTML = "{http://www.w3.org/1999/xhtml}"


def forum():
    """Two versions of a programme in two tracks and languages; Opening was moved."""
    event = make.make_event("Forum", days=2, city={"en": "Geneva"})
    hall, trust, growth = make_room(event, "Hall"), make_track(event), make_track(event, "Growth")
    opening = make_session(event, "Opening <b>", track_id=trust.id, languages=["en"])
    place(event, opening, "09:30", hall)
    other = make_session(event, "Closing", track_id=growth.id, languages=["fr"])
    place(event, other, "10:00", make_room(event, "Side room"))
    with clock.freeze(NOW):
        publish(event)
    place(event, queries.find_session(event.id, opening.code), "09:45", hall)
    with clock.freeze(NOW + timedelta(days=1)):
        publish(event)
    return event


def mails():
    return db.session.scalars(sa.select(Mail).order_by(Mail.id)).all()


def test_asking_confirming_changing_and_stopping(session, client):
    event = forum()
    form = client.form(client.get(f"/events/{event.slug}/follow"), "Send me the link")
    wishes = {"zone": "Pacific/Fiji", "languages": ["fr"]}
    assert form.fill(email="Ada@Example.org", **wishes).submit().h1 == "Look into your mail"
    [mail] = mails()
    assert (mail.to_address, mail.secret) == ("ada@example.org", True)
    link = re.search(r"http://localhost(/\S+)", mail.text).group(1)
    assert db.session.scalars(sa.select(Follower.confirmed)).all() == [None]
    page = client.get(link)
    assert db.session.scalars(sa.select(Follower.confirmed)).all() == [None]
    page = client.form(page, "Yes, mail me changes").submit()
    assert page.all("h2") == ["No more mails"]
    client.form(page, "Save").fill(languages=["en"], zone="Asia/Tokyo").submit()
    db.session.expire_all()
    [row] = db.session.scalars(sa.select(Follower))
    assert (row.languages, row.zone, row.tracks) == (["en"], "Asia/Tokyo", [])
    page = client.press(link, "Stop the mails")
    assert page.h1 == "You get no more mails about changes"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Follower)) == 0
    client.get(link, 404)


def test_the_answer_never_tells_whether_an_address_is_known(session, client):
    event = forum()
    known = make_follower(event, "known@example.org", languages=["fr"])
    path, fields = f"/events/{event.slug}/follow", {"zone": "UTC", "lang": "en"}
    answers = [
        client.open("POST", path, data={"email": address, **fields})
        for address in ("known@example.org", "new@example.org")
    ]
    assert len({(a.status_code, a.headers["Location"], a.data) for a in answers}) == 1
    assert [mail.to_address for mail in mails()] == ["known@example.org", "new@example.org"]
    db.session.refresh(known)
    assert known.languages == ["fr"]


def test_bad_answers_stay_typed(session, client):
    event = forum()
    form = client.form(client.get(f"/events/{event.slug}/follow"), "Send me the link")
    page = form.fill(email="ada").submit(422)
    assert page.soup.find(id="email")["value"] == "ada"
    assert mails() == []


def test_a_key_opens_one_row_only(session, client):
    event = forum()
    one, other = make_follower(event), make_follower(event)
    key = tokens.key_of(one.id, one.generation, one.created)
    client.get(f"/events/{event.slug}/follow/{other.id}/{key}", 404)
    stop = tokens.stop_key_of(one.id, one.generation, one.created)
    client.get(f"/events/{event.slug}/follow/{one.id}/{stop}", 404)


def test_addresses_go_when_their_time_is_over(session):
    event = forum()
    kept = make_follower(event, created=NOW)
    make_follower(event, created=NOW - timedelta(days=8), confirmed=None)
    assert followers.expire(NOW) == 1
    assert db.session.scalars(sa.select(Follower.id)).all() == [kept.id]
    assert followers.expire(datetime(2027, 7, 9, tzinfo=UTC)) == 0
    assert followers.expire(datetime(2027, 7, 11, tzinfo=UTC)) == 1


def test_what_is_kept_is_handed_out_and_erased(session):
    event = forum()
    ada = make.make_person(email="ada@example.org")
    code = queries.sessions(event.id)[0].code
    stars.star(event, ada.id, [code], on=True)
    make_follower(event, "ada@example.org")
    found = personal.export(ada)
    assert [star["session"] for star in found["stars"]] == [code]
    assert [one["zone"] for one in found["following"]] == ["Pacific/Fiji"]
    personal.erase(ada)
    for table in (SessionStar, Follower):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_stars_move_from_the_device_to_the_account(session, client):
    event = forum()
    user = make.make_user()
    asked = f"/me/stars.json?event={event.slug}"
    assert client.open("GET", asked).json == {"signed_in": False, "starred": []}
    client.sign_in(user)
    codes = sorted(s.code for s in queries.sessions(event.id))
    fields = {"event": event.slug, "code": [*codes, "UNKNOWN"], "on": "1"}
    for _ in range(2):
        answer = client.open(
            "POST", "/me/stars", data=fields, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 204
    assert client.open("GET", asked).json == {"signed_in": True, "starred": codes}
    page = client.get(f"/me/events/{event.slug}/programme")
    assert page.all(".clash-note") == [
        "At the same time as: Closing",
        "At the same time as: Opening <b>",
    ]
    page = client.form(page, "Star: Closing").submit()
    assert page.all("section[aria-labelledby=starred] h4") == ["Opening <b>"]
    assert page.all("section[aria-labelledby=others] h4") == ["Closing"]


def test_public_pages_hold_a_star_for_each_session(session, client):
    event = forum()
    for path in ("programme", "programme?view=grid"):
        page = client.get(f"/events/{event.slug}/{path}")
        found = page.soup.select("button[data-star][hidden]")
        names = ["Star: Opening <b>", "Star: Closing"]
        assert [button.get_text(strip=True) for button in found] == names
    code = queries.sessions(event.id)[0].code
    page = client.get(f"/events/{event.slug}/sessions/{code}")
    assert page.soup.select("button[data-star]")[0]["data-star"] == code


def test_changes_are_told_on_a_page_and_in_a_feed(session, client):
    event = forum()
    code = queries.sessions(event.id)[0].code
    page = client.get(f"/events/{event.slug}/programme/changes")
    assert page.all("h2") == ["Version 2", "Version 1"]
    assert page.link("Opening <b>") == f"/events/{event.slug}/sessions/{code}"
    answer = client.open("GET", f"/events/{event.slug}/programme/changes.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # made here
    ids = [entry.text for entry in feed.iterfind(".//a:id", ATOM)]
    lasting = f"tag:localhost,2026-11-01:programme:{event.id}:en"
    assert ids == [lasting, f"{lasting}:2", f"{lasting}:1"]
    assert feed.find("a:updated", ATOM).text == "2027-03-02T09:00:00+00:00"
    lines = feed.find("a:entry", ATOM).iter(f"{XHTML}li")
    assert [line.text for line in lines] == page.all("#v-2 ~ ul li li")
    [link] = feed.find("a:entry", ATOM).iter(f"{XHTML}a")
    assert (link.text, link.get("href")) == (
        "Opening <b>",
        f"http://localhost/events/{event.slug}/sessions/{code}",
    )


def test_what_was_taken_back_is_not_told(session, client):
    event = forum()
    with clock.freeze(NOW + timedelta(days=1, minutes=1)):
        actions.take_back(event, 2, ACTOR)
    page = client.get(f"/events/{event.slug}/programme/changes")
    assert page.all("h2") == ["Version 1"]


def test_names_leave_the_page_of_changes_with_the_person(session, client):
    event = forum()
    person = make.make_person()
    ada = make_speaker(event, "Ada Gone", person_id=person.id)
    closing = queries.sessions(event.id)[1]
    facts = actions.SessionFacts({"en": "Closing"}, speakers=[(ada.id, SpeakerRole.SPEAKER)])
    actions.edit_session(event, closing, facts, ACTOR, closing.version)
    publish(event)
    actions.go_back(event, 2, ACTOR, 3, {})
    path = f"/events/{event.slug}/programme/changes"
    assert "Ada Gone" in client.get(path).words
    personal.erase(person)
    db.session.commit()
    assert "Ada Gone" not in client.get(path).words


def test_the_preview_shows_the_draft_and_the_public_page_does_not(session, client, another_client):
    event = forum()
    new = make_session(event, "New one")
    place(event, new, "15:00")
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    page = client.get(f"/manage/events/{event.slug}/preview/programme")
    assert page.all(".flash strong") == ["Preview."]
    inside = page.link("New one")
    assert inside == f"/manage/events/{event.slug}/preview/sessions/{new.code}"
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert client.get(inside).h1 == "New one"
    public = another_client().get(f"/events/{event.slug}/programme")
    assert "New one" not in public.words
    assert public.all(".flash") == []


def test_a_version_is_not_taken_back_after_ten_minutes(session, client):
    event = forum()
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    with clock.freeze(NOW + timedelta(days=1, minutes=9)):
        page = client.get(f"/manage/events/{event.slug}/programme/versions")
        button = client.form(page, "Take back (1 minute left)")
    with clock.freeze(NOW + timedelta(days=1, minutes=10)):
        page = button.submit(422)
    assert "This version can no longer be taken back" in page.words
    assert page.all("h2")[1:] == ["Version 2", "Version 1"]


def test_nobody_makes_the_site_mail_somebody_without_end(session, client):
    event = forum()
    fields = {"email": "ada@example.org", "zone": "UTC", "lang": "en"}
    codes = [
        client.open("POST", f"/events/{event.slug}/follow", data=fields).status_code
        for _ in range(6)
    ]
    assert codes == [303] * 5 + [429]


def test_changed_descriptions_stand_before_and_after(session, client):
    event = forum()
    first = queries.sessions(event.id)[0]
    facts = actions.SessionFacts(dict(first.title), abstract={"en": "New words."})
    actions.edit_session(event, first, facts, ACTOR, first.version)
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    page = client.get(f"/manage/events/{event.slug}/programme/publish")
    assert page.all("section[aria-labelledby=texts] :is(h4, p)") == [
        "Before",
        "No description",
        "After",
        "New words.",
    ]


def test_any_two_versions_are_compared(session, client):
    event = forum()
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    path = f"/manage/events/{event.slug}/programme/versions/compare"
    page = client.get(path)
    assert page.h1 == "Compare versions 1 and 2"
    assert page.all(".told h3") == ["Opening <b>"]
    whole = client.get(f"{path}?from=0&to=2")
    assert whole.all(".told h3") == ["Opening <b>", "Closing"]
    client.get(f"{path}?from=2&to=9", 404)
