"""One's own pages: profile, organisation, password."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.audit import AuditRow
from eventsite.people import actions, passwords
from eventsite.people.models import Organisation, OrganisationState, Person, User
from tests import make
from tests.browser import Browser

Db = scoped_session[Session]
GOOD = "three odd words"


def test_a_profile_is_saved_and_shown(session: Db, client: Browser) -> None:
    user = make.make_user()
    client.sign_in(user)
    hostile = "<script>alert(1)</script>\u202e"
    page = client.press(
        "/me/profile",
        "Save",
        first_name="  Nguyễn ",
        family_name=hostile,
        latin_name="=cmd()",
        country="CH",
        zone="Pacific/Auckland",
        no_invitations=True,
    )
    assert page.path == "/me/profile"
    session.expire_all()
    person = session.get_one(Person, user.person_id)
    assert (person.first_name, person.family_name) == ("Nguyễn", "<script>alert(1)</script>")
    assert (person.country, person.zone, person.no_invitations) == ("CH", "Pacific/Auckland", True)
    assert page.soup.find("input", {"name": "family_name"})["value"] == person.family_name  # type: ignore[index]
    row = session.scalars(sa.select(AuditRow)).one()
    assert (row.actor, row.verb, row.subject) == (
        f"user:{user.id}",
        "person.changed",
        f"person:{person.id}",
    )
    assert row.after == {
        "fields": ["country", "family_name", "first_name", "latin_name", "no_invitations", "zone"]
    }


def test_bad_answers_come_back_with_sentences(client: Browser) -> None:
    client.sign_in(make.make_user())
    page = client.press("/me/profile", "Save", 422, first_name=" ", job_title="x" * 201)
    assert page.all(".err") == [
        "Error: Enter your first name.",
        "Error: Shorten this to 200 characters; it has 201.",
    ]
    assert page.soup.title is not None
    assert page.soup.title.get_text() == "2 answers to check – Profile – Plenary"


def test_two_open_profiles_do_not_overwrite_each_other(session: Db, client: Browser) -> None:
    user = make.make_user()
    client.sign_in(user)
    first, second = client.get("/me/profile"), client.get("/me/profile")
    client.form(first, "Save").fill(job_title="Engineer").submit()
    late = client.form(second, "Save").fill(job_title="Minister").submit(409)
    assert "Engineer" in late.text
    assert "Minister" in late.text
    session.expire_all()
    assert session.get_one(Person, user.person_id).job_title == "Engineer"


def test_choosing_an_organisation_without_script(session: Db, client: Browser) -> None:
    wanted = make.make_organisation("Société des Mondes", acronym="SDM", country="FR")
    make.make_organisation("Other Worlds")
    user = make.make_user()
    client.sign_in(user)
    page = client.press("/me/profile/organisation", "Find", q="mondes societe")
    assert page.all("ul.people b") == ["Société des Mondes"]
    client.form(page, "Choose : Société des Mondes").submit()
    session.expire_all()
    assert session.get_one(Person, user.person_id).organisation_id == wanted.id
    client.press("/me/profile/organisation", "I represent no organisation")
    session.expire_all()
    assert session.get_one(Person, user.person_id).organisation_id is None


def test_an_organisation_not_in_the_list_is_queued(session: Db, client: Browser) -> None:
    user = make.make_user()
    client.sign_in(user)
    page = client.press("/me/profile/organisation", "Find", q="New <b>Ltd")
    path = page.link("It is not in the list")
    assert client.press(path, "Save", 422).all(".err") == ["Error: Choose a kind of organisation."]
    done = client.press(path, "Save", kind="company", country="KE")
    assert done.all(".pill") == ["Not checked yet"]
    made = session.scalars(sa.select(Organisation)).one()
    assert (made.names, made.state) == ({"en": "New <b>Ltd"}, OrganisationState.QUEUED)
    assert session.get_one(Person, user.person_id).organisation_id == made.id


def test_a_password_after_a_link_needs_no_old_one(session: Db, client: Browser) -> None:
    user = make.make_user()
    client.post(actions.sign_in_link(user.email).removeprefix("http://localhost"))
    page = client.press("/me/password", "Save the password", 422, new="short")
    assert page.all(".err") == ["Error: Choose a password of 12 characters or more."]
    before = user.session_token
    client.press("/me/password", "Save the password", new=GOOD)
    session.expire_all()
    kept = session.get_one(User, user.id)
    assert kept.session_token != before
    assert passwords.verify(GOOD, kept.password_hash)
    assert client.get("/me/profile").h1 == "Profile"


def test_later_the_present_password_is_asked_for(session: Db, client: Browser) -> None:
    user = make.make_user(password_hash=passwords.make_hash(GOOD))
    phone = Browser(client.app).sign_in(user)
    client.sign_in(user)
    page = client.press("/me/password", "Save the password", 422, old="wrong", new="four odd words")
    assert page.all(".err") == ["Error: This is not your present password. Type it again."]
    client.press("/me/password", "Save the password", old=GOOD, new="four odd words")
    assert client.get("/me/profile").h1 == "Profile"
    assert phone.get("/me/profile").h1 == "Sign in"
    client.press("/me/profile", "Remove the password")
    session.expire_all()
    assert session.get_one(User, user.id).password_hash is None


def test_without_password_and_link_none_can_be_set(client: Browser) -> None:
    client.sign_in(make.make_user())
    assert client.get("/me/password").soup.find("input", {"name": "new"}) is None
    client.post("/me/password", {"new": GOOD}, 422)
