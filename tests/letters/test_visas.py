"""A request for visa support from the first word to the outcome, and what nobody else sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, outbox, sealed
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Duty, Event
from eventsite.letters import actions, links, passports, personal, queries, rules
from eventsite.letters.models import Letter, SealedLetter, VisaRequest
from eventsite.letters.visa_states import VisaState
from eventsite.people.models import User
from eventsite.registration import links as registration_links
from eventsite.registration.models import PlaceMode, Registration, State
from tests import make
from tests.browser import Browser
from tests.letters import makings

NOW = datetime(2027, 4, 1, 12, 0, tzinfo=UTC)
BODY = {**makings.SENT}


@pytest.fixture
def comer(session: scoped_session[Session]) -> Registration:
    event = make.make_event("Forum", contact_email="forum@example.org")
    makings.make_settings(event)
    return makings.make_comer(event, person=make.make_person("Ada", "Lovelace", email="a@b.org"))


def own_page(registration: Registration) -> str:
    return f"/registrations/{registration.code}/{registration_links.key_of(registration)}/visa"


def team_page(registration: Registration) -> str:
    return f"/manage/events/{event_of(registration).slug}/visas/{registration.code}"


def event_of(registration: Registration) -> Event:
    return db.session.get_one(Event, registration.event_id)


def officer(event: Event) -> User:
    return make.make_team_member(event, [Duty.VISAS])


def test_from_the_request_to_the_outcome(
    client: Browser,
    another_client: Callable[[], Browser],
    comer: Registration,
    session: scoped_session[Session],
) -> None:
    holder, team = client, another_client().sign_in(officer(event_of(comer)))
    with clock.freeze(NOW):
        holder.post(own_page(comer), BODY)
        row = session.scalars(sa.select(VisaRequest)).one()
        assert (row.state, queries.opened(row)) == (VisaState.ASKED, makings.SENT)
        assert "Nobody has opened it yet." in holder.get(own_page(comer)).words
        assert "X1234567" in team.get(team_page(comer)).words
        team.post(f"{team_page(comer)}/missing", {"missing": "A readable number"})
        assert "A readable number" in holder.get(own_page(comer)).words
        holder.post(own_page(comer), {**BODY, "number": "y7654321"})
        team.post(f"{team_page(comer)}/complete")
        team.post(f"{team_page(comer)}/issue", {"lang": "fr"})
        letter = session.scalars(sa.select(Letter)).one()
        assert (letter.number, letter.lang, letter.shown_name) == ("FVW27/VIS/0001", "fr", "A. L.")
        pdf = holder.open("GET", f"{own_page(comer)}/letter.pdf")
        assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")
        holder.post(f"{own_page(comer)}/outcome", {"state": "granted"})
    session.expire_all()
    assert session.scalars(sa.select(VisaRequest.state)).one() == VisaState.GRANTED
    read = queries.read_by(session.scalars(sa.select(VisaRequest)).one())
    assert {note.facts["actor"] for note in read} == {f"user:{officer_id(session)}"}
    mails = session.scalars(sa.select(outbox.Mail)).all()
    assert len(mails) == 6
    everywhere = [mail.text + mail.subject + str(mail.attachments) for mail in mails]
    audit = session.scalars(sa.select(AuditRow)).all()
    everywhere += [str((row.before, row.after, row.subject)) for row in audit]
    everywhere += [str((letter.facts, letter.values, letter.addressee)), letter.shown_name]
    for said in everywhere:
        for hidden in ("X1234567", "Y7654321", "1990", "London", "LOVELACE", "Example Road"):
            assert hidden not in said


def officer_id(session: scoped_session[Session]) -> int:
    return session.scalars(sa.select(User.id)).one()


def test_the_mailed_address_does_not_show_the_passport(
    client: Browser, comer: Registration, session: scoped_session[Session]
) -> None:
    user = make.make_user(comer.person)
    makings.make_visa(comer)
    with clock.freeze(NOW):
        assert "X1234567" not in client.get(own_page(comer)).text
        mine = client.sign_in(user).get(f"/me/registrations/{comer.code}/visa")
    assert "X1234567" in mine.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("valid_until", "2027-06-11", passports.Fault.RUNS_OUT),
        ("born", "2027-04-01", passports.Fault.BORN),
        ("name", "Ада", "Write this in Latin letters, as in the line at the foot of the passport."),
        ("number", "<b>", "Use letters A to Z and digits, 4 to 20."),
        ("born", "0190-01-01", "Enter a date as year-month-day, like 2027-03-16."),
    ],
)
def test_what_is_wrong_is_said(
    client: Browser, comer: Registration, field: str, value: str, sentence: str
) -> None:
    with clock.freeze(NOW):
        page = client.post(own_page(comer), {**BODY, field: value}, status=422)
    assert sentence in page.words


@pytest.mark.parametrize(
    ("changes", "days", "reason"),
    [
        ({}, None, None),
        ({}, 1, None),
        ({}, -1, rules.VisaReason.TOO_LATE),
        ({"state": State.WAITING}, None, rules.VisaReason.NOT_CONFIRMED),
        ({"mode": PlaceMode.ONLINE}, None, rules.VisaReason.NOT_IN_PERSON),
    ],
)
def test_who_may_ask(
    session: scoped_session[Session],
    comer: Registration,
    changes: dict[str, object],
    days: int | None,
    reason: rules.VisaReason | None,
) -> None:
    for name, value in changes.items():
        setattr(comer, name, value)
    if days is not None:
        make.make_deadline(comer.event, kind="visa", at=NOW + timedelta(days=days))
    deadline = queries.visa_deadline(comer.event_id)
    assert rules.may_ask(comer, comer.event, deadline, NOW) == reason


def test_after_the_deadline_the_page_says_whom_to_write_to(
    client: Browser, comer: Registration
) -> None:
    make.make_deadline(comer.event, kind="visa", at=NOW - timedelta(days=1))
    with clock.freeze(NOW):
        page = client.get(own_page(comer))
        client.post(own_page(comer), BODY, status=422)
    assert rules.VisaReason.TOO_LATE in page.words
    assert "Write to forum@example.org." in page.words
    assert page.all("form input[name=number]") == []


def test_doubts_have_to_be_looked_at(
    client: Browser, comer: Registration, session: scoped_session[Session]
) -> None:
    row = makings.make_visa(comer)
    event_of(comer).last_day = make.FIRST_DAY + timedelta(days=9)
    client.sign_in(officer(event_of(comer)))
    page = client.post(f"{team_page(comer)}/complete")
    assert rules.VisaReason.DOUBTFUL in page.text
    assert passports.Doubt.NOT_COVERED in page.words
    client.post(f"{team_page(comer)}/complete", {"looked": "1"})
    session.refresh(row)
    assert row.state == VisaState.COMPLETE


@pytest.mark.parametrize("days", [30, 3])
def test_what_was_sent_goes_after_the_event(
    session: scoped_session[Session], comer: Registration, days: int
) -> None:
    event = comer.event
    queries.settings_of(event).visa_days = days
    row = makings.make_visa(comer, state=VisaState.COMPLETE)
    letter = actions.issue_visa(actor="user:1", event=event, request=row, lang="en")
    printed = queries.paper_of(letter)
    assert ["Passport number", "X1234567"] in [list(line) for line in printed.rows]
    over = datetime.combine(make.FIRST_DAY, datetime.min.time(), UTC)
    with clock.freeze(over + timedelta(days=days + 1)):
        assert personal.expire(clock.now()) == 0
    with clock.freeze(over + timedelta(days=days + 2)):
        assert personal.expire(clock.now()) == 1
        assert personal.expire(clock.now()) == 0
    session.refresh(row)
    assert (row.sealed, row.state) == ("", VisaState.ISSUED)
    assert session.scalars(sa.select(SealedLetter)).all() == []
    assert (letter.shown_name, letter.number) == ("", "FVW27/VIS/0001")


def test_a_person_gets_and_erases_their_own(
    client: Browser, session: scoped_session[Session], comer: Registration
) -> None:
    row = makings.make_visa(comer)
    other = makings.make_visa(makings.make_comer(comer.event))
    somebody = other.registration.person
    exported = personal.export(comer.person)["visa_requests"]
    assert [one["sent"] for one in exported] == [makings.SENT]
    with clock.freeze(NOW):
        client.post(f"{own_page(comer)}/erase")
    session.expire_all()
    assert (row.sealed, other.sealed != "") == ("", True)
    personal.erase(somebody, NOW)
    assert other.sealed == ""


def test_a_request_of_another_row_does_not_open(
    session: scoped_session[Session], comer: Registration, client: Browser
) -> None:
    row = makings.make_visa(comer)
    other = makings.make_visa(makings.make_comer(event_of(comer)))
    row.sealed = other.sealed
    client.sign_in(officer(event_of(comer)))
    page = client.get(team_page(comer))
    assert "X1234567" not in page.text
    assert "does not open this request" in page.words


def test_the_visa_letter_tells_the_check_page_initials_alone(
    client: Browser, session: scoped_session[Session], comer: Registration
) -> None:
    row = makings.make_visa(comer, state=VisaState.COMPLETE)
    letter = actions.issue_visa(actor="user:1", event=comer.event, request=row, lang="en")
    page = client.get(f"/letters/{letter.code}?seal={links.seal_of(letter.code)}")
    assert page.all("dd")[-1] == "A. L."
    assert "Lovelace".upper() not in page.text.upper()
    with pytest.raises(Refused):
        actions.issue_visa(actor="user:1", event=event_of(comer), request=row, lang="en")
    owner = make.make_team_member(event_of(comer), [Duty.OWNER])
    slug = event_of(comer).slug
    client.sign_in(owner).get(f"/manage/events/{slug}/letters/{letter.code}", 404)
    rail = client.get(f"/manage/events/{slug}/letters").all("nav a")
    assert ("Letters" in rail, "Visa support" in rail) == (True, False)


def test_a_new_secret_takes_over_what_the_former_sealed(
    session: scoped_session[Session], comer: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = makings.make_visa(comer, state=VisaState.COMPLETE)
    actions.issue_visa(actor="user:1", event=comer.event, request=row, lang="en")
    printed = session.scalars(sa.select(SealedLetter)).one()
    former = current_app.config["SECRET_KEY"]
    monkeypatch.setitem(current_app.config, "SECRET_KEY", "another secret of this server 0123")
    assert actions.seal_anew() == 0
    known = replace(current_app.config["SETTINGS"], former_keys=(former,))
    monkeypatch.setitem(current_app.config, "SETTINGS", known)
    assert (actions.seal_anew(), actions.seal_anew()) == (2, 0)
    assert queries.opened(row) == makings.SENT
    assert sealed.is_present(printed.sealed)
