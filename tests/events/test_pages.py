"""Organizers' pages: what is typed wrong comes back with words and everything kept."""

import io

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import text
from eventsite.core.db import db
from eventsite.events import actions, queries
from eventsite.events.models import Duty, Event, EventDay, EventState, JoinWayKind
from tests import make
from tests.browser import Browser, Page, said

Database = scoped_session[Session]
HOSTILE = '"><script>alert(1)</script>\u202e'


@pytest.fixture
def event(client: Browser) -> Event:
    """A draft whose owner sits at `client`."""
    made = make.make_event(state=EventState.DRAFT, published=None)
    client.sign_in(make.make_team_member(made))
    return made


def home(event: Event) -> str:
    return f"/manage/events/{event.slug}"


def press(
    client: Browser, path: str, button: str, fields: dict[str, object], status: int = 200
) -> Page:
    return client.form(client.get(path), button).fill(**fields).submit(status)


def problems(page: Page) -> list[str]:
    return page.all(".errsum li")


def test_from_nothing_to_a_public_event(client: Browser, session: Database) -> None:
    client.sign_in(make.make_staff())
    form = client.form(client.get("/manage/events/new"), "Create the draft")
    page = form.fill(
        **{"title-en": "Forum 2028", "kind": "forum", "mode": "online", "zone": "Asia/Tokyo",
           "first_day": "2028-05-02", "last_day": "2028-05-03", "starts": "09:00", "ends": "17:30"}
    ).submit()  # fmt: skip
    assert page.h1 == "Forum 2028"
    assert page.all("section[aria-labelledby=todo-t] .pill-bad") == ["Needed to publish"]
    page = press(client, "/manage/events/forum-2028/edit", "Save the settings", {
        "summary-en": "Two days, one question.", "contact_email": "forum@example.org",
        "languages": ["en", "ar"], "sdgs": ["9", "17"],
    })  # fmt: skip
    assert page.all(".flash") == ["The settings are saved."]
    page = press(client, "/manage/events/forum-2028", "Publish", {})
    assert page.all(".flash") == ["The event is published."]
    event = queries.find_public_event("forum-2028")
    assert event is not None
    assert (event.languages, event.sdgs, event.zone) == (["en", "ar"], [9, 17], "Asia/Tokyo")


NEW_WRONG = [
    ({"title-en": ""}, ["Enter a title in at least one language."]),
    (
        {"first_day": "2028-05-03", "last_day": "2028-05-02"},
        ["Enter a day that is not before the first day."],
    ),
    ({"last_day": "2028-05-02"}, ["Enter the first day, too."]),
    (
        {"first_day": "2027-01-01", "last_day": "2028-05-02"},
        ["Enter at most 31 days. For a competition of months, set up a call."],
    ),
    ({"first_day": "03/04/2028"}, ["Enter a date as year-month-day, like 2027-03-16."]),
    ({"first_day": "0202-05-01"}, ["Enter a date as year-month-day, like 2027-03-16."]),
]


@pytest.mark.parametrize(("wrong", "expected"), NEW_WRONG)
def test_a_new_event_that_cannot_be(
    client: Browser, wrong: dict[str, str], expected: list[str]
) -> None:
    client.sign_in(make.make_staff())
    form = client.form(client.get("/manage/events/new"), "Create the draft")
    page = form.fill(**{"title-fr": "Forum gardé", **wrong} if "title-en" not in wrong else wrong)
    assert problems(page.submit(422)) == expected


def test_a_zone_nobody_knows(client: Browser) -> None:
    client.sign_in(make.make_staff())
    fields: dict[str, object] = {
        "title-en": "F",
        "kind": "forum",
        "mode": "online",
        "zone": "Mars/Base",
    }
    page = client.post("/manage/events/new", fields, 422)
    assert problems(page) == ["Choose a time zone from the list, like Europe/Zurich."]


def test_an_owner_copies_only_within_the_series(client: Browser) -> None:
    series, other = make.make_series(), make.make_series()
    client.sign_in(make.make_team_member(make.make_event(series_id=series.id)))
    fields: dict[str, object] = {
        "title-en": "Next",
        "kind": "forum",
        "mode": "online",
        "zone": "UTC",
    }
    for wrong in ({}, {"series_id": ""}, {"series_id": str(other.id)}):
        client.post("/manage/events/new", {**fields, **wrong}, 422)
    page = client.post("/manage/events/new", {**fields, "series_id": str(series.id)})
    assert page.h1 == "Next"


DAYS_WRONG = [
    (
        {"rows-1-day": "2027-06-08"},
        ["This day is in the list twice. Remove one of them."],
    ),
    (
        {"rows-0-starts": "17:00", "rows-0-ends": "09:00"},
        ["The end comes before the start. A night may last until 06:00 of the next day."],
    ),
    ({"rows-0-ends": ""}, ["Choose both a start and an end, or neither."]),
    ({"rows-2-starts": "09:00"}, ["Enter the day of these hours."]),
    (
        {"rows-0-day": "2027-03-28", "rows-0-starts": "02:30", "rows-0-ends": "09:00"},
        ["This time does not exist on that day: the clock is put forward. Choose another."],
    ),
]


@pytest.mark.parametrize(("wrong", "expected"), DAYS_WRONG)
def test_days_that_cannot_be(
    client: Browser, event: Event, wrong: dict[str, str], expected: list[str]
) -> None:
    form = client.form(client.get(f"{home(event)}/days"), "Save the dates")
    page = form.fill(**wrong).submit(422)
    assert problems(page) == expected
    for name, value in wrong.items():
        shown = page.one(f"[name={name}]")
        kept = shown.get("value") or "".join(str(o["value"]) for o in shown.select("[selected]"))
        assert kept == value


def test_one_more_row_without_script(client: Browser, event: Event) -> None:
    page = client.get(f"{home(event)}/days")
    before = len(page.soup.select("[name$=-day]"))
    page = client.form(page, "Add a day").fill(**{"rows-1-day": "2027-06-09"}).submit(422)
    assert len(page.soup.select("[name$=-day]")) == before + 1
    assert page.one("[name=rows-1-day]")["value"] == "2027-06-09"
    assert problems(page) == []
    page = client.form(page, "Save the dates").submit()
    assert [row.day.isoformat() for row in _days(event)] == ["2027-06-08", "2027-06-09"]


def _days(event: Event) -> list[EventDay]:
    queries.find_event(event.slug)
    db.session.refresh(event)
    return list(event.days)


def test_hostile_text_is_text(client: Browser, event: Event) -> None:
    form = client.form(client.get(f"{home(event)}/edit"), "Save the settings")
    page = form.fill(**{"title-en": HOSTILE, "description-en": HOSTILE}).submit()
    assert page.soup.select("main script") == []
    db.session.refresh(event)
    assert event.title["en"] == '"><script>alert(1)</script>'
    assert client.get(home(event)).h1 == '"><script>alert(1)</script>'


def test_an_address_that_is_taken(client: Browser, event: Event) -> None:
    other = make.make_event()
    form = client.form(client.get(f"{home(event)}/edit"), "Save the settings")
    page = form.fill(slug=other.slug, contact_name="Kept").submit(422)
    assert problems(page) == ["Another one has this address. Choose another."]
    assert page.one("[name=contact_name]")["value"] == "Kept"


def test_the_second_to_save_sees_both_texts(client: Browser, event: Event) -> None:
    mine = client.form(client.get(f"{home(event)}/edit"), "Save the settings")
    theirs = client.form(client.get(f"{home(event)}/edit"), "Save the settings")
    theirs.fill(**{"title-en": "Saved first"}).submit()
    page = mine.fill(**{"title-en": "Saved second"}).submit(409)
    assert "Saved first" in page.words
    assert "Saved second" in page.words


def test_the_second_language_is_chosen_by_a_link(client: Browser, event: Event) -> None:
    links = client.get(f"{home(event)}/edit").soup.select("main a")
    page = client.get(next(str(one["href"]) for one in links if said(one) == "Русский"))
    form = client.form(page, "Save the settings").fill(**{"title-ru": "Форум"})
    form.submit()
    db.session.refresh(event)
    assert event.text_langs == ["en", "ru"]
    assert "Write all texts in Русский." in client.get(home(event)).words


def test_a_picture_with_wrong_content(client: Browser, event: Event) -> None:
    path = f"{home(event)}/cover"
    fields: dict[str, object] = {"alt-en": "A hall", "file": (io.BytesIO(b"<html>"), "hall.png")}
    page = press(client, path, "Save the cover", fields, 422)
    assert problems(page) == ["This file's content does not match its name. Save it again as PNG."]
    assert page.one("[name=alt-en]")["value"] == "A hall"
    fields = {"alt-en": "A hall", "file": (io.BytesIO(make.PNG), "hall.png")}
    page = press(client, path, "Save the cover", fields)
    picture = page.one("img.cover")
    assert picture["alt"] == "A hall"
    answer = client.open("GET", str(picture["src"]))
    assert (answer.mimetype, answer.data) == ("image/png", make.PNG)
    # A draft's picture is its team's only, and nobody keeps it.
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.sign_out().open("GET", str(picture["src"])).status_code == 404


def test_a_document_is_an_attachment(client: Browser, event: Event) -> None:
    actions.publish(actor="test", event=event)
    fields: dict[str, object] = {
        "title-en": "Circular",
        "file": (io.BytesIO(b"%PDF-1.7"), "../../circular.pdf"),
    }
    page = press(client, f"{home(event)}/documents", "Add the document", fields)
    answer = client.sign_out().open("GET", page.link("Circular"))
    assert answer.headers["Content-Disposition"] == "attachment; filename=circular.pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_end_of_registering_is_set_in_its_terms_alone(client: Browser, event: Event) -> None:
    row = make.make_deadline(event, kind="registration", label={}, label_key="")
    page = client.get(f"{home(event)}/deadlines?deadline={row.id}")
    assert page.link("Change where it is set : Registration closes") == (
        f"/manage/events/{event.slug}/registration-terms"
    )
    assert page.all("#kind option") == [
        "Requests for interpretation",
        "Requests for captions and sign language",
        "Fellowship requests",
        "Requests for visa support",
        "Another deadline",
    ]
    answer = client.open("POST", f"{home(event)}/deadlines/{row.id}/remove")
    assert answer.status_code == 404


def test_a_deadline_in_the_events_own_time(client: Browser, event: Event) -> None:
    path = f"{home(event)}/deadlines"
    form = client.form(client.get(path), "Save the deadline")
    form.fill(kind="visa", day="2027-03-28", time="02:30")
    assert problems(form.submit(422)) == [
        "This time does not exist on that day: the clock is put forward. Choose another."
    ]
    page = form.fill(day="2027-05-08", time="17:00").submit()
    assert page.all(".reg td time") == ["2027-05-08 17:00 (UTC+2)"]
    again = client.form(page, "Save the deadline").fill(kind="visa", day="2027-05-09", time="17:00")
    assert problems(again.submit(422)) == [
        "There is a deadline of this kind already. Give this one a short name."
    ]
    page = again.fill(**{"label-en": "Group visas"}).submit()
    assert len(page.all(".reg td time")) == 2
    page = client.form(client.get(page.link("Change : Group visas")), "Save the deadline").fill(
        time="18:00"
    ).submit()  # fmt: skip
    assert page.all(".reg td time")[1] == "2027-05-09 18:00 (UTC+2)"


def test_ways_to_join_and_partners(client: Browser, event: Event) -> None:
    listed = make.make_organisation("Academy of Sciences")
    path = f"{home(event)}/join-ways"
    form = client.form(client.get(path), "Save the ways to join")
    form.fill(**{"rows-0-address": "javascript:alert(1)"})
    assert problems(form.submit(422)) == [
        "Enter a web address with https://, or a telephone number like +41 22 730 5111."
    ]
    form.fill(**{"rows-0-address": "+41 22 730 5111", "rows-0-kind": "telephone"}).submit()
    assert [way.kind for way in queries.join_ways(event.id)] == ["telephone"]
    names: dict[str, object] = {
        "rows-0-name-en": "academy of sciences",
        "rows-1-name-en": "City of Geneva",
        "rows-1-name-fr": "Ville de Genève",
        "rows-1-kind": "administration",
    }
    press(client, f"{home(event)}/co-organizers", "Save the co-organizers", names)
    found = queries.co_organizers(event.id)
    assert [(each.organisation_id, each.name, each.kind) for each in found] == [
        (listed.id, {}, None),
        (None, {"en": "City of Geneva", "fr": "Ville de Genève"}, "administration"),
    ]


def test_what_is_written_in_other_languages_outlives_a_save(client: Browser, event: Event) -> None:
    names = {"en": "The hall as a world", "ar": "القاعة"}
    way = actions.Way(JoinWayKind.VIRTUAL_WORLD, "https://example.org", names, note={"zh": "说明"})
    actions.set_join_ways(actor="test", event=event, ways=[way])
    partner = actions.Partner(name={"en": "City", "es": "Ciudad"})
    actions.set_co_organizers(actor="test", event=event, partners=[partner])
    fields: dict[str, object] = {"rows-0-address": "https://example.com"}
    press(client, f"{home(event)}/join-ways", "Save the ways to join", fields)
    press(client, f"{home(event)}/co-organizers", "Save the co-organizers", {"rows-0-role": "host"})
    (kept,) = queries.join_ways(event.id)
    assert (kept.address, kept.label, kept.note) == ("https://example.com", names, {"zh": "说明"})
    assert queries.co_organizers(event.id)[0].name == {"en": "City", "es": "Ciudad"}


def test_what_is_to_do_leads_only_where_a_member_may_go(client: Browser) -> None:
    event = make.make_event()
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(home(event))
    sentences = page.all("section[aria-labelledby=todo-t] li")
    assert {"Write a description.", "Set the terms of registration."} < set(sentences)
    assert page.all("section[aria-labelledby=todo-t] li a") == [
        "Set the key deadlines.",
        "Set the terms of registration.",
    ]


def test_the_last_owner_cannot_go(client: Browser, event: Event) -> None:
    (member,) = queries.members(event.id)
    page = client.get(f"{home(event)}/team/{member.id}")
    name = f"Remove from the team : {member.user.person.name}"
    sentence = "An event keeps at least one owner. Make somebody else an owner first."
    assert client.form(page, name).submit(422).all(".flash") == [sentence]
    page = client.form(page, "Save the duties").fill(duties=["desk"]).submit(422)
    assert problems(page) == [sentence]


def test_an_invited_person_joins(client: Browser, event: Event) -> None:
    fields: dict[str, object] = {"email": "guest@example.org", "duties": ["agenda"]}
    press(client, f"{home(event)}/team/invitations", "Send the invitation", fields)
    row = queries.find_invitation(event.id, "guest@example.org")
    assert row is not None
    row.token_hash = text.hash_secret("secret")
    guest = make.make_user()
    client.sign_out().sign_in(guest)
    page = client.get("/team-invitations/secret")
    assert queries.find_member(event.id, guest.id) is None  # looking is not joining
    page = client.form(page, "Join the team").submit()
    assert page.h1 == "Forum on virtual worlds"
    client.get(f"{home(event)}/edit", 403)
    assert "Settings" not in page.all(".rail a")
    client.get("/team-invitations/another", 404)


def test_an_archived_event_offers_no_button(client: Browser, session: Database) -> None:
    event = make.make_event(state=EventState.ARCHIVED)
    client.sign_in(make.make_team_member(event))
    for path in ("edit", "days", "deadlines", "join-ways", "co-organizers", "documents", "cover"):
        page = client.get(f"{home(event)}/{path}")
        assert page.all("main button") == []
        assert page.all(".flash") == ["This event is archived, so nothing in it can be changed."]
        client.post(f"{home(event)}/{path}", {"rows-0-day": "2027-06-09"}, 422)


def test_a_button_that_cannot_be_pressed_says_why(client: Browser, event: Event) -> None:
    event.summary = {}
    page = client.get(home(event))
    assert page.all("button[aria-disabled]") == ["Publish"]
    sentence = "First do what is needed: see the list of what is still to do."
    assert sentence in page.words
    assert client.post(f"{home(event)}/publish").all(".flash") == [sentence]
    db.session.refresh(event)
    assert event.state == EventState.DRAFT


def test_a_viewer_looks_only(client: Browser, session: Database) -> None:
    event = make.make_event()
    client.sign_in(make.make_team_member(event, [Duty.VIEWER]))
    page = client.get(home(event))
    assert page.all("main button") == []
    assert "Settings" not in page.all(".rail a")


def test_series_of_the_staff(client: Browser, session: Database) -> None:
    client.sign_in(make.make_staff())
    page = press(client, "/staff/series/new", "Save", {"title-en": "Forum on worlds"})
    form = client.form(client.get(page.link("Forum on worlds")), "Save")
    assert form.fill(slug="worlds").submit().all(".reg td") == ["worlds", "0"]
    page = press(client, "/staff/series/new", "Save", {"title-en": "X", "slug": "worlds"}, 422)
    assert problems(page) == ["Another one has this address. Choose another."]
