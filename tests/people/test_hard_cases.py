"""What must not happen: guesses without end, addresses that outlive their person."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.outbox import Mail, MailState
from eventsite.core.outbox import actions as outbox_actions
from eventsite.people import actions, passwords, queries
from eventsite.people.models import EntityKind, Organisation, SignInLink
from eventsite.people.personal import erase
from tests import make
from tests.browser import Browser

Db = scoped_session[Session]


@pytest.mark.both_databases
def test_a_long_way_back_is_left_out_of_the_link(session: Db) -> None:
    actions.ask_for_link("ada@example.org", f"/events?q={'a' * 600}", "en")
    assert session.scalars(sa.select(SignInLink)).one().back == ""


def test_a_present_password_is_not_guessed_for_ever(session: Db, client: Browser) -> None:
    user = make.make_user(password_hash=passwords.make_hash("the right one, long"))
    client.sign_in(user)
    fields = {"old": "wrong and wrong", "new": "brand new and long"}
    answers = [client.post("/me/password", fields, None).status for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_what_a_mail_server_said_about_a_person_is_erased(session: Db) -> None:
    person = make.make_person(email="ada@example.org")
    actions.ask_for_link("ada@example.org", "", "en")
    mail = session.scalars(sa.select(Mail)).one()
    mail.said = "550 5.1.1 <ada@example.org> unknown"
    session.flush()
    erase(person, make.CREATED)
    session.expire_all()
    assert (mail.said, mail.to_address) == ("", "erased")


def test_old_mails_keep_no_address(session: Db) -> None:
    actions.ask_for_link("stranger@example.org", "", "en")
    mail = session.scalars(sa.select(Mail)).one()
    mail.state, mail.created = MailState.SENT, make.CREATED
    session.flush()
    outbox_actions.blank_before(make.CREATED.replace(year=2026, month=3))
    session.expire_all()
    assert (mail.to_address, mail.subject, mail.text) == ("erased", "", "")


def test_a_proposers_note_goes_with_them(session: Db) -> None:
    user = make.make_user()
    actions.propose_organisation(
        actor=f"user:{user.id}",
        name="Reef",
        kind=EntityKind.COMPANY,
        note="Call me at +679",
        person=user.person,
    )
    erase(user.person, make.CREATED)
    session.expire_all()
    assert session.scalars(sa.select(Organisation.note)).all() == [""]


def test_many_words_do_not_make_an_endless_question(session: Db) -> None:
    said = str(queries.directory(" ".join("abcdefghijklmnopqrstuvwxyz")).compile())
    assert said.count("EXISTS") == 8
