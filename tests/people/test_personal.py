"""What the site gives out, erases and lets expire; and the command for the first staff account."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.outbox import Mail
from eventsite.people import actions, personal, queries
from eventsite.people.models import FocalPoint, Person, SignInLink, User
from tests import make
from tests.browser import Browser

Db = scoped_session[Session]


def test_export_names_everything_and_no_secret(session: Db) -> None:
    entity = make.make_organisation("Orbit Labs")
    person = make.make_person("Ada", "Lovelace", organisation_id=entity.id, country="CH")
    user = make.make_user(person, password_hash="secret-hash")
    actions.add_focal_point("user:1", entity, person, is_deputy=True)
    given = personal.export(person)
    assert given["person"]["organisation"] == {"en": "Orbit Labs"}
    assert given["account"]["has_password"] is True
    assert given["focal_point_of"] == [{"organisation": {"en": "Orbit Labs"}, "is_deputy": True}]
    assert "secret-hash" not in str(given)
    assert user.session_token not in str(given)


@pytest.mark.both_databases
def test_erasing_leaves_a_row_without_a_person(session: Db, client: Browser) -> None:
    entity = make.make_organisation()
    person = make.make_person("Ada", "Lovelace", organisation_id=entity.id, latin_name="Ada")
    user = make.make_user(person, password_hash="x", is_staff=True)
    actions.add_focal_point("user:1", entity, person, is_deputy=False)
    address = person.email
    actions.ask_for_link(address, "", "en")
    client.sign_in(user)
    assert client.get("/me/profile").h1 == "Profile"
    personal.erase(person, clock.now())
    session.commit()
    assert client.get("/me/profile").h1 == "Sign in"
    kept = session.get_one(Person, person.id)
    assert (kept.name, kept.email, kept.latin_name, kept.organisation_id) == ("", "", "", None)
    account = session.get_one(User, user.id)
    assert (account.email, account.password_hash, account.is_staff) == ("", None, False)
    assert queries.persons_with_email(address) == []
    assert queries.persons_with_email("") == []
    assert session.scalars(sa.select(SignInLink)).all() == []
    assert session.scalars(sa.select(FocalPoint)).all() == []
    assert session.scalars(sa.select(Mail.to_address)).all() == ["erased"]


def test_erasing_one_of_two_leaves_the_others_mail(session: Db) -> None:
    gone, stays = (make.make_person(email="office@example.org") for _ in range(2))
    actions.ask_for_link("office@example.org", "", "en")
    personal.erase(gone, clock.now())
    assert queries.persons_with_email("office@example.org") == [stays]
    assert session.scalars(sa.select(Mail.to_address)).all() == ["office@example.org"]


def test_links_expire_after_thirty_days(session: Db) -> None:
    with clock.freeze(make.CREATED):
        actions.sign_in_link("a@example.org")
    assert personal.expire(make.CREATED + timedelta(days=30)) == 0
    assert personal.expire(make.CREATED + timedelta(days=30, seconds=1)) == 1


def test_the_first_staff_account_by_command(session: Db, client: Browser) -> None:
    runner = client.app.test_cli_runner()
    for _ in range(2):
        session.commit()
        answer = runner.invoke(args=["make-staff", "Chief@example.org", "Ada King Lovelace"])
        assert answer.exit_code == 0
        assert answer.output.startswith("http://localhost/sign-in/")
        client.post(answer.output.strip().removeprefix("http://localhost"))
    user = session.scalars(sa.select(User)).one()
    assert (user.is_staff, user.email) == (True, "chief@example.org")
    person = session.scalars(sa.select(Person)).one()
    assert (person.first_name, person.family_name) == ("Ada King", "Lovelace")
    assert client.get("/staff/organisations").h1 == "Organisations"
