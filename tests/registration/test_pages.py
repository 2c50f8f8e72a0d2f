"""The pages without script: a guest's way, a person's way, the organizer's list."""

import re
from datetime import timedelta
from gzip import compress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.events.models import Event, JoinWay, JoinWayKind
from eventsite.people.models import Organisation, OrganisationState, Person
from eventsite.registration import links
from eventsite.registration.models import (
    Consent,
    Gender,
    PlaceMode,
    Registration,
    SelfDeclared,
    State,
)
from tests import make
from tests.browser import Browser
from tests.registration.conftest import NOW

GUEST: dict[str, Any] = {
    "first_name": "Sera",
    "family_name": "Vakacegu",
    "email": "sera@example.org",
    "country": "FJ",
    "mode": "online",
    "zone": "Pacific/Fiji",
    "consent": True,
    "code_of_conduct": True,
}


def open_event(**changes: object) -> Event:
    """A hybrid event with announced terms."""
    event = make.make_event()
    make.make_terms(event, **changes)
    return event


def form_of(event: Event) -> str:
    """The address of its registration form."""
    return f"/events/{event.slug}/registration"


def last_mail() -> Mail:
    """The mail ordered last."""
    return db.session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first() or pytest.fail(
        "no mail"
    )


def mailed_link() -> str:
    """The first address in the last mail, without the host."""
    found = re.search(r"http://localhost(/registrations/\S+)", last_mail().text)
    return found[1] if found else pytest.fail(last_mail().text)


def states() -> list[State]:
    """The states of all registrations as they are stored."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Registration.state)))


def count(model: type[Registration | Person | SelfDeclared | Consent]) -> int:
    """How many rows there are."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_a_guest_registers_confirms_answers_and_cancels(client: Browser) -> None:
    event = open_event()
    page = client.press(form_of(event), "Register", **GUEST)
    assert page.h1 == "One more step: look into your mail"
    assert page.response.headers.getlist("Set-Cookie") == []
    row = db.session.scalars(sa.select(Registration)).one()
    assert (row.state, row.zone, row.country) == (State.HELD, "Pacific/Fiji", "FJ")
    link = mailed_link()
    client.get(link)
    assert states() == [State.HELD]
    page = client.press(link, "Confirm")
    assert (page.h1, states()) == ("My registration", [State.CONFIRMED])
    assert len(page.soup.select(".qr svg")) == 1
    page = client.press(f"{link}/statistics", "Send", gender="woman", student="no")
    db.session.expire_all()
    declared = db.session.scalars(sa.select(SelfDeclared)).one()
    assert (declared.gender, declared.student, declared.age_band) == (Gender.WOMAN, False, None)
    page = client.press(f"{link}/cancel", "Cancel my registration")
    assert states() == [State.CANCELLED]
    assert last_mail().template == "registration/mail/cancelled"


def test_nothing_is_chosen_beforehand_on_the_statistics_page(client: Browser) -> None:
    made = make.make_registration(open_event())
    page = client.get(f"/registrations/{made.code}/{links.key_of(made)}/statistics")
    assert page.soup.select("[checked], option[selected]") == []


def test_an_empty_form_comes_back_with_a_sentence_by_each_field(client: Browser) -> None:
    event = open_event()
    page = client.press(form_of(event), "Register", 422)
    sentences = [
        tag.get_text(" ", strip=True) for tag in page.soup.select(".err span span + *, .err")
    ]
    assert [s.removeprefix("Error: ") for s in sentences] == [
        "Enter your first name.",
        "Enter your email address, like name@example.org.",
        "Choose the country you represent, or “No country”.",
        "Choose how you take part.",
        "Tick the box to say that you have read how your data is used.",
        "Tick the box to say that you keep to the code of conduct.",
    ]
    assert (count(Registration), count(Person)) == (0, 0)


def test_what_was_typed_stays_when_the_form_comes_back(client: Browser) -> None:
    event = open_event()
    page = client.press(form_of(event), "Register", 422, **{**GUEST, "email": "no address"})
    assert page.one("#first_name")["value"] == "Sera"
    assert page.one("#country option[selected]")["value"] == "FJ"
    assert page.all(".err") == ["Error: Enter an email address with an @, like name@example.org."]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", "x" * 101),
        ("family_name", "x" * 101),
        ("latin_name", "x" * 201),
        ("honorific", "x" * 41),
        ("job_title", "x" * 201),
        ("organisation", "x" * 201),
        ("access_needs", "x" * 1001),
        ("first_name", "e" + "\u0301" * 10_000),
        ("first_name", "\u202e\u200b\u0007"),
        ("email", "a@b.org\nBcc: c@d.org"),
        ("email", "x" * 250 + "@example.org"),
        ("country", "XX"),
        ("country", "SU"),
        ("mode", "by post"),
        ("role", "organizer"),
        ("zone", "Mars/Olympus"),
        ("lang", "tlh"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field(
    client: Browser, field: str, value: str
) -> None:
    event = open_event()
    fields = {**GUEST, "role": "participant", "lang": "en", "consent": "y", "code_of_conduct": "y"}
    page = client.post(form_of(event), {**fields, field: value}, 422)
    assert [a["href"] for a in page.soup.select(".errsum a")] in (
        [f"#{field}"],
        [f"#{field}-0"],
    )
    assert (count(Registration), count(Person)) == (0, 0)


def test_hostile_text_is_only_text(client: Browser) -> None:
    event = open_event()
    name = "Ada\r\nBcc: x@example.org <script>alert(1)</script>"
    client.press(form_of(event), "Register", **{**GUEST, "first_name": name})
    mail = last_mail()
    assert mail.to_address == "sera@example.org"
    assert "\n" not in mail.subject
    page = client.get(mailed_link())
    assert page.soup.select("main script") == []
    assert "<script>alert(1)</script>" in page.words


def test_a_second_press_registers_nobody_twice(client: Browser) -> None:
    event = open_event()
    form = client.form(client.get(form_of(event)), "Register").fill(**GUEST)
    assert form.submit().h1 == form.submit().h1
    assert (count(Registration), count(Person)) == (1, 1)


def test_known_and_unknown_addresses_get_the_same_answer(client: Browser) -> None:
    event = open_event()
    make.make_user(make.make_person(email="known@example.org"))
    known = client.press(form_of(event), "Register", **{**GUEST, "email": "known@example.org"})
    unknown = client.press(form_of(event), "Register", **GUEST)
    assert known.text == unknown.text


def test_a_signed_in_person_finds_the_answers_and_is_confirmed(
    client: Browser, sign_in: object
) -> None:
    event = open_event(interpretation_langs=["fr", "ar"], asks_captions=True)
    organisation = make.make_organisation("Fiji Telecom", country="FJ")
    person = make.make_person("Sera", country="FJ", organisation_id=organisation.id)
    client.sign_in(make.make_user(person))
    page = client.get(form_of(event))
    assert page.one("#organisation")["value"] == "Fiji Telecom"
    assert page.soup.select("#email") == []
    page = client.press(
        form_of(event),
        "Register",
        mode="online",
        zone="Pacific/Fiji",
        interpretation_langs=["ar"],
        needs_captions=True,
        consent=True,
        code_of_conduct=True,
    )
    assert page.h1 == "My registration"
    row = db.session.scalars(sa.select(Registration)).one()
    assert (row.state, row.organisation_id) == (State.CONFIRMED, organisation.id)
    assert (row.interpretation_langs, row.needs_captions) == (["ar"], True)
    assert client.get(form_of(event)).path == f"/me/registrations/{row.code}"


def test_an_organisation_is_chosen_or_proposed(client: Browser) -> None:
    event = open_event()
    first = make.make_organisation("Ministry of Posts", country="FJ")
    make.make_organisation("Ministry of Posts", country="TO")
    page = client.press(form_of(event), "Register", 422, **GUEST, organisation="ministry of posts")
    assert page.all("#organisation_choice label") == [
        "Ministry of Posts (Fiji)",
        "Ministry of Posts (Tonga)",
        "It is not in the list",
    ]
    client.form(page, "Register").fill(organisation_choice=first.code).submit()
    row = db.session.scalars(sa.select(Registration)).one()
    assert row.organisation_id == first.id


def test_an_organisation_not_in_the_list_goes_to_the_queue(client: Browser) -> None:
    event = open_event()
    page = client.press(form_of(event), "Register", 422, **GUEST, organisation="Haptic Reef")
    page = client.form(page, "Register").fill(organisation_choice="new").submit(422)
    assert page.all(".err") == ["Error: Choose what kind of organisation it is."]
    client.form(page, "Register").fill(organisation_kind="company").submit()
    row = db.session.scalars(sa.select(Organisation)).one()
    assert (row.state, row.names, row.country) == (
        OrganisationState.QUEUED,
        {"en": "Haptic Reef"},
        "FJ",
    )
    made = db.session.scalars(sa.select(Registration)).one()
    assert (made.organisation_id, made.organisation_note) == (row.id, "Haptic Reef")


def test_a_full_event_says_so_before_and_puts_on_the_list(client: Browser) -> None:
    event = open_event(capacity_online=0)
    page = client.get(form_of(event))
    assert page.all(".choice .hint") == [
        "All places online are taken. You can join the waiting list."
    ]
    client.press(form_of(event), "Register", **GUEST)
    page = client.get(mailed_link())
    assert "You are number 1 on the waiting list. Who asked first comes first." in page.words


def test_a_closed_registration_says_since_when(client: Browser) -> None:
    event = open_event(closes=NOW - timedelta(days=1))
    page = client.get(form_of(event))
    assert "Registration is closed. It closed at 2027-02-28 11:00 (UTC+1)." in page.words
    assert client.post(form_of(event), GUEST, 422).h1 == "Register"


def test_each_need_says_until_when_it_can_be_asked_for(client: Browser) -> None:
    event = open_event(interpretation_langs=["fr"], asks_captions=True, asks_sign_language=True)
    make.make_deadline(event, kind="interpretation", at=NOW + timedelta(days=3))
    late = make.make_deadline(event, kind="captions", at=NOW - timedelta(days=3))
    page = client.get(form_of(event))
    assert page.one("#interpretation_langs-h").text.startswith("Ask until ")
    hints = [page.one(f"#{name}-h").text for name in ("needs_captions", "needs_sign_language")]
    assert [hint[:17] for hint in hints] == ["The deadline was "] * 2
    late.cancelled = NOW
    assert client.get(form_of(event)).all("#needs_captions-h") == []


def test_a_link_opens_only_its_own_registration(client: Browser) -> None:
    event = open_event()
    person = make.make_person()
    one, other = make.make_registration(event, person), make.make_registration(event)
    client.get(f"/registrations/{other.code}/{links.key_of(one)}", 404)
    client.get(f"/registrations/{one.code}/{'0' * 32}", 404)
    client.get(f"/registrations/{one.code}/{links.key_of(one)}")
    old, user = links.key_of(one), make.make_user(person)
    one.generation = 2
    client.get(f"/registrations/{one.code}/{old}", 404)
    client.sign_in(user).get(f"/me/registrations/{one.code}")
    client.get(f"/me/registrations/{other.code}", 404)


def test_ways_to_join_are_for_confirmed_people(client: Browser) -> None:
    event = open_event()
    address = "https://meet.example.org/forum"
    make.add(JoinWay(event_id=event.id, kind=JoinWayKind.PLATFORM, address=address))
    user = make.make_user()
    good = make.make_registration(event, user.person)
    waits = make.make_registration(event, state=State.WAITING, waiting_since=NOW)
    page = client.get(f"/registrations/{good.code}/{links.key_of(good)}/join")
    assert page.link(address) == address
    page = client.get(f"/registrations/{waits.code}/{links.key_of(waits)}/join")
    assert address not in page.text
    client.sign_in(user)
    assert client.get(f"/me/events/{event.slug}/join").link(address) == address


def test_a_ticket_shows_no_person(client: Browser) -> None:
    made = make.make_registration(open_event())
    name = made.person.family_name
    page = client.get(f"/tickets/{made.code}/{links.seal_of(made)}")
    assert "This ticket is good." in page.words
    assert name not in page.text
    client.get(f"/tickets/{made.code}/{'0' * 16}", 404)


def test_my_events_show_each_registration_once_with_its_state(client: Browser) -> None:
    event, full = open_event(), open_event(capacity_online=0)
    past = make.make_event("Past forum", first_day=NOW.date() - timedelta(days=9))
    person = make.make_person(zone="Pacific/Fiji")
    make.make_registration(event, person)
    make.make_registration(full, make.make_person(), state=State.WAITING, waiting_since=NOW)
    make.make_registration(
        full, person, state=State.WAITING, waiting_since=NOW + timedelta(minutes=1)
    )
    make.make_registration(past, person)
    page = client.sign_in(make.make_user(person)).get("/me")
    assert page.all(".ev .pill") == [
        "Confirmed, online",
        "Waiting list, place 2",
        "Confirmed, online",
    ]
    assert page.all("h2") == ["Next", "Registrations", "Past events"]


def test_change_keeps_what_was_answered(client: Browser) -> None:
    event = open_event()
    made = make.make_registration(event, country="FJ", zone="Pacific/Fiji")
    client.sign_in(make.make_user(made.person))
    page = client.press(
        f"/me/registrations/{made.code}/change", "Change", mode="in-person", job_title="Engineer"
    )
    db.session.expire_all()
    assert page.h1 == "My registration"
    assert (made.mode, made.job_title, made.country) == (PlaceMode.IN_PERSON, "Engineer", "FJ")
    assert (made.zone, made.lang) == ("Pacific/Fiji", "en")


def test_the_form_is_light(client: Browser) -> None:
    event = open_event()
    client.get(form_of(event))
    body = client.get(form_of(event)).response.data
    css = [Path("static/css", name).read_bytes() for name in ("core.css", "components.css")]
    assert sum(len(compress(part)) for part in [body, *css]) < 40 * 1024


def test_a_guest_turns_calendar_entries_off_and_on_again(client: Browser) -> None:
    person = make.make_person()
    made = make.make_registration(open_event(), person)
    page = f"/registrations/{made.code}/{links.key_of(made)}"
    for button, wanted in (("Send no calendar entries", False), ("Send calendar entries", True)):
        after = client.press(page, button)
        db.session.refresh(person)
        assert person.calendar_mails is wanted
    # Nobody without an account is led to pages of an account.
    assert after.soup.select("main a[href='/me/calendars']") == []
