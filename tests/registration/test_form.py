"""The form itself: what it says first, what it takes, what it refuses, and nothing asked twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.people.models import Person
from eventsite.registration.models import (
    Admission,
    Consent,
    ConsentKind,
    InvitationCode,
    Registration,
    RegistrationWindow,
    Role,
    State,
    TrackedLink,
)
from tests import make
from tests.browser import Browser
from tests.questions.makings import make_question
from tests.registration.conftest import NOW
from tests.registration.test_pages import (
    GUEST,
    count,
    form_of,
    last_mail,
    mailed_link,
    open_event,
)

FIELDS = {**GUEST, "role": "participant", "lang": "en", "consent": "y", "code_of_conduct": "y"}


def verbs(*subjects: str) -> list[str]:
    """What the trail says of things of these kinds."""
    rows = db.session.scalars(sa.select(AuditRow).order_by(AuditRow.id))
    return [row.verb for row in rows if row.subject.partition(":")[0] in subjects]


def only() -> Registration:
    """The one registration as it is stored."""
    db.session.rollback()
    return db.session.scalars(sa.select(Registration)).one()


@pytest.mark.parametrize(
    ("capacity", "said"),
    [
        (None, []),
        (0, ["All places online are taken. You can join the waiting list."]),
        (9, ["Fewer than 10 places are left."]),
        (27, ["20 places or more are left."]),
    ],
)
def test_places_left_are_said_in_words(
    client: Browser, capacity: int | None, said: list[str]
) -> None:
    event = open_event(capacity_online=capacity)
    assert client.get(form_of(event)).all(".choice .hint") == said


def test_who_decides_and_when_is_said_before_anything_is_typed(client: Browser) -> None:
    event = open_event(admission=Admission.FOCAL_POINT, capacity_online=0)
    make.add(RegistrationWindow(event_id=event.id, group="sme", closes=NOW + timedelta(days=1)))
    page = client.get(form_of(event))
    for sentence in (
        "The focal point of your organisation approves each registration.",
        "Who asked first is offered a free place first.",
        "Closes for “Small companies (SMEs)” on 2027-03-02 11:00 (UTC+1).",
    ):
        assert sentence in page.words


def test_a_code_and_a_link_are_kept_through_errors(client: Browser) -> None:
    event = open_event(admission=Admission.INVITATION)
    code = make.add(InvitationCode(event_id=event.id, code="REEF7", created=NOW))
    link = make.add(TrackedLink(event_id=event.id, code="NEWS", label="News", created=NOW))
    form = client.form(client.get(f"{form_of(event)}?code=REEF9&via=NEWS"), "Register")
    page = form.fill(**GUEST).submit(422)
    assert page.all(".err") == [
        "Error: This code is not known for this event. Compare it with your invitation."
    ]
    assert [page.one(f"#{name}")["value"] for name in ("code", "via")] == ["REEF9", "NEWS"]
    client.form(page, "Register").fill(code="reef7").submit()
    made = only()
    assert (made.invitation_id, made.link_id, made.state) == (code.id, link.id, State.HELD)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"country": "SU"}, "USSR is not a country now. Choose the one you represent today."),
        (
            {"country": "AN"},
            "Netherlands Antilles is not a country now. Choose the one you represent today.",
        ),
        ({"country": "XX"}, "Choose one of the answers in the list."),
        (
            {"first_name": "\u738b\u4f1f"},
            "Write your name in Latin letters too: both stand on your badge.",
        ),
        (
            {"first_name": "\u738b\u4f1f", "latin_name": "\u738b\u4f1f"},
            "Write your name here in Latin letters.",
        ),
        (
            {"first_name": "a" + "\u0301\u0316" * 5_000},
            "Write this with at most 4 marks on one letter.",
        ),
        ({"spoken_langs": "tlh"}, "Choose one of the answers in the list."),
    ],
)
def test_a_sentence_by_the_field_and_nothing_saved(
    client: Browser, typed: dict[str, str], sentence: str
) -> None:
    page = client.post(form_of(open_event()), {**FIELDS, **typed}, 422)
    assert page.all(".err") == [f"Error: {sentence}"]
    assert page.one("#email")["value"] == "sera@example.org"
    assert (count(Registration), count(Consent)) == (0, 0)


def test_hidden_characters_and_formulas_are_only_text(client: Browser) -> None:
    name = "\u202e=HYPER\u200bLINK()\u2066"
    client.press(form_of(open_event()), "Register", **{**GUEST, "first_name": name})
    person = db.session.get_one(Person, only().person_id)
    assert person.first_name == "=HYPERLINK()"
    assert last_mail().subject == "Confirm your registration: Forum on virtual worlds"


def test_consents_are_kept_and_taken_back(client: Browser) -> None:
    event = open_event(has_participants_list=True)
    client.press(form_of(event), "Register", **GUEST, publish_in_list=True)
    given = db.session.scalars(sa.select(Consent).order_by(Consent.id)).all()
    assert [(one.kind, one.text_version, one.lang) for one in given] == [
        (kind, "2026-1", "en") for kind in ConsentKind
    ]
    link = mailed_link()
    client.press(link, "Confirm")
    client.press(f"{link}/consents/listed", "Take it back")
    made = only()
    assert (made.publish_in_list, made.state) == (False, State.CONFIRMED)
    page = client.press(f"{link}/consents/data", "Take it back")
    assert (only().state, page.h1) == (State.CANCELLED, "My registration")
    client.get(f"{link}/consents/other", 404)


def test_a_registered_guests_answers_are_nobody_elses(client: Browser) -> None:
    event = open_event()
    client.press(form_of(event), "Register", **GUEST)
    before = only().consented
    client.press(form_of(event), "Register", **GUEST, job_title="Impostor")
    made = only()
    assert (made.job_title, made.consented, count(Consent)) == ("", before, 2)


def test_an_offer_is_accepted_once_and_declined_for_the_next(client: Browser) -> None:
    event = open_event(capacity_online=1)
    until = NOW + timedelta(hours=48)
    user = make.make_user()
    made = make.make_registration(
        event, user.person, state=State.OFFERED, offered_until=until, confirmed=None
    )
    page = client.sign_in(user).get(f"/me/registrations/{made.code}")
    assert "A place is free and offered to you. Answer by 2027-03-03 11:00 (UTC+1)." in page.words
    client.press(f"/me/registrations/{made.code}", "Accept the place")
    assert only().state is State.CONFIRMED
    client.post(f"/me/registrations/{made.code}/offer", {"answer": "maybe"}, 400)


def test_refused_people_read_why_and_whom_to_ask(client: Browser) -> None:
    made = make.make_registration(
        open_event(), state=State.REFUSED, refusal_note="Two people come already.", confirmed=None
    )
    client.sign_in(make.make_user(made.person))
    page = client.get(f"/me/registrations/{made.code}")
    assert "Your registration was not approved. Two people come already." in page.words
    assert "Ask the focal point of your organisation, or write to the organizers." in page.words


def test_an_assistant_registers_somebody_who_agrees_and_is_then_alone(client: Browser) -> None:
    event, user = open_event(has_participants_list=True), make.make_user()
    client.sign_in(user)
    fields = {name: value for name, value in GUEST.items() if name not in {"consent"}}
    del fields["code_of_conduct"]
    page = client.press(f"{form_of(event)}/colleague", "Register", **fields, agreed=True)
    assert page.all("#others + ul a") == ["Sera Vakacegu"]
    assert verbs("registration", "person") == ["person.created", "registration.registered"]
    made = only()
    assert (made.state, made.registered_by_id, count(Consent)) == (State.HELD, user.person_id, 0)
    own = f"/me/registrations/{made.code}"
    assert client.get(f"{own}/change").soup.select("[name=publish_in_list]") == []
    client.press(f"{own}/change", "Change", job_title="Engineer")
    client.post(f"{own}/confirm", {"consent": "y", "code_of_conduct": "y"}, 404)
    link = mailed_link()
    assert only().job_title == "Engineer"
    client.post(f"{link}/confirm", {})
    assert only().state is State.HELD
    client.press(link, "Confirm", consent=True, code_of_conduct=True)
    assert (only().state, count(Consent)) == (State.CONFIRMED, 2)
    client.get(own, 404)


def test_a_place_is_given_to_a_colleague(client: Browser) -> None:
    event = open_event(capacity_online=1)
    made = make.make_registration(event)
    user = make.make_user(made.person)
    own = f"/me/registrations/{made.code}"
    client.sign_in(user)
    page = client.press(f"{own}/colleague", "Give my place", 422)
    assert page.all(".err") == [
        "Error: Enter the colleague's first name.",
        "Error: Enter the colleague's email address, like name@example.org.",
    ]
    client.press(f"{own}/colleague", "Give my place", first_name="Litia", email="litia@example.org")
    db.session.rollback()
    found = db.session.scalars(sa.select(Registration.state).order_by(Registration.id))
    assert list(found) == [State.CANCELLED, State.HELD]
    assert verbs("registration", "person") == [
        "person.created",
        "registration.transferred",
        "registration.registered",
    ]


def test_answers_of_the_last_registration_fill_the_next_form(client: Browser) -> None:
    person = make.make_person()
    make.make_registration(
        make.make_event("Past"), person, spoken_langs=["fr", "ar"], needs_captions=True
    )
    event = open_event(asks_captions=True)
    page = client.sign_in(make.make_user(person)).get(form_of(event))
    boxes = page.soup.select("input[type=checkbox][checked]")
    assert [(box["name"], box.get("value")) for box in boxes] == [
        ("spoken_langs", "ar"),
        ("spoken_langs", "fr"),
        ("needs_captions", "y"),
    ]


def test_own_questions_stand_on_the_form_and_are_changed_later(client: Browser) -> None:
    event = open_event()
    name = f"q_{make_question(event, required=True).code}"
    when = {"question": "mode", "any_of": ["in-person"]}
    meal = f"q_{make_question(event, 'choice', required=True, shown_when=when).code}"
    page = client.press(form_of(event), "Register", 422, **GUEST)
    assert [a["href"] for a in page.soup.select(".errsum a")] == [f"#{name}"]
    client.form(page, "Register").fill(**{name: "Reefs"}).submit()
    link = mailed_link()
    assert "Reefs" in client.press(link, "Confirm").words
    page = client.press(f"{link}/change", "Change", 422, mode="in-person")
    assert [a["href"] for a in page.soup.select(".errsum a")] == [f"#{meal}-0"]
    client.form(page, "Change").fill(**{meal: "b"}).submit()
    words = client.get(link).words
    assert ("Reefs" in words, "Answer b" in words) == (True, True)


def test_a_registered_guest_keeps_their_own_answers(client: Browser) -> None:
    event = open_event()
    name = f"q_{make_question(event).code}"
    client.form(client.get(form_of(event)), "Register").fill(**{**GUEST, name: "Mine"}).submit()
    client.form(client.get(form_of(event)), "Register").fill(
        **{**GUEST, name: "Somebody else's"}
    ).submit()
    assert "Mine" in client.get(mailed_link()).words


def test_a_role_that_organizers_gave_stays_when_answers_change(client: Browser) -> None:
    user = make.make_user()
    made = make.make_registration(open_event(), user.person, country="FJ", role=Role.STAFF)
    client.sign_in(user)
    address = f"/me/registrations/{made.code}/change"
    client.press(address, "Change", job_title="Guide")
    assert (only().role, only().job_title) == (Role.STAFF, "Guide")
    assert client.get(address).all("select[name=role] option") == ["Support staff"]
