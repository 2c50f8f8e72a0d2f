"""Signing in by mailed link and by password, as a browser without script does it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.outbox import Mail
from eventsite.core.trace import TraceNote
from eventsite.people import actions, passwords, queries
from eventsite.people.models import Person, SignInLink, User
from tests import make
from tests.browser import Browser

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
Db = scoped_session[Session]


def mailed_link(session: Db) -> str:
    """The path of the link in the newest mail."""
    session.expire_all()
    mail = session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first()
    assert mail is not None
    lines = [line for line in mail.text.splitlines() if line.startswith("http://localhost/")]
    assert len(lines) == 1
    return lines[0].removeprefix("http://localhost")


def who_is_in(session: Db, browser: Browser) -> int | None:
    """The user of the browser's cookie."""
    with browser.raw.session_transaction() as cookie:
        token = cookie.get("_user_id")
    session.expire_all()
    return session.scalar(sa.select(User.id).where(User.session_token == token))


def test_a_mailed_link_signs_in_and_leads_back(session: Db, client: Browser) -> None:
    user = make.make_user()
    page = client.press(
        "/sign-in?next=/me/profile", "Send me a link", email=f" {user.email.upper()} "
    )
    assert page.path == "/sign-in/sent"
    path = mailed_link(session)
    landed = client.press(path, "Sign in now")
    assert landed.path == "/me/profile"
    assert who_is_in(session, client) == user.id


def test_a_scanner_that_reads_the_link_does_not_use_it_up(session: Db, client: Browser) -> None:
    user = make.make_user()
    path = actions.sign_in_link(user.email).removeprefix("http://localhost")
    scanner = Browser(client.app)
    scanner.get(path)
    assert scanner.open("HEAD", path).status_code == 200
    client.press(path, "Sign in now")
    assert who_is_in(session, client) == user.id
    assert who_is_in(session, scanner) is None


def test_a_link_works_once(session: Db, client: Browser) -> None:
    user = make.make_user()
    path = actions.sign_in_link(user.email).removeprefix("http://localhost")
    client.post(path)
    late = Browser(client.app)
    assert late.post(path, status=410).h1 == "This link no longer works"
    assert late.get(path, 410).h1 == "This link no longer works"
    assert who_is_in(session, late) is None


@pytest.mark.parametrize(("after", "status"), [(29, 200), (30, 410), (31, 410)])
def test_a_link_ends_after_its_minutes(
    session: Db, client: Browser, after: int, status: int
) -> None:
    user = make.make_user()
    with clock.freeze(NOON):
        path = actions.sign_in_link(user.email).removeprefix("http://localhost")
    with clock.freeze(NOON + timedelta(minutes=after)):
        assert client.get(path, None).status == status
        assert client.post(path, status=None).status == status


def test_a_made_up_link_is_gone(client: Browser) -> None:
    assert client.get("/sign-in/never-was", 410).h1 == "This link no longer works"
    assert client.post("/sign-in/never-was", status=410).h1 == "This link no longer works"


def test_known_and_unknown_addresses_get_one_answer(session: Db, client: Browser) -> None:
    user = make.make_user()
    pages = [
        client.press("/sign-in", "Send me a link", email=address)
        for address in (user.email, "nobody@example.org")
    ]
    assert pages[0].text == pages[1].text
    sent = session.scalars(sa.select(Mail.template).order_by(Mail.id)).all()
    assert sent == ["people/mail/sign_in", "people/mail/no_account"]
    assert session.scalar(sa.select(sa.func.count()).select_from(SignInLink)) == 2


def test_somebody_new_makes_an_account_by_name(session: Db, client: Browser) -> None:
    client.press("/sign-in?next=/me/profile", "Send me a link", email="new@example.org")
    client.press(mailed_link(session), "Sign in now")
    page = client.press("/sign-in/account", "Make my account", 422, first_name=" ")
    assert page.status == 422
    landed = client.press(
        "/sign-in/account", "Make my account", first_name="<b>Zoë</b>", family_name="O'Neil"
    )
    assert landed.path == "/me/profile"
    person = session.scalars(sa.select(Person)).one()
    assert (person.name, person.email) == ("<b>Zoë</b> O'Neil", "new@example.org")
    assert client.get("/sign-in/account").path == "/sign-in"


def test_an_address_of_several_people_asks_who(session: Db, client: Browser) -> None:
    make.make_person("Ada", "Alpha", email="office@example.org")
    minister = make.make_person("Bo", "Beta", email="office@example.org")
    stranger = make.make_person("Cy", "Gamma")
    client.press("/sign-in", "Send me a link", email="office@example.org")
    path = mailed_link(session)
    assert "Alpha" not in client.get(path).text
    page = client.press(path, "Sign in now")
    assert page.path == "/sign-in/who"
    assert page.all("label.choice") == ["Ada Alpha", "Bo Beta"]
    client.post("/sign-in/who", {"person": stranger.code}, 422)
    client.post("/sign-in/who", {}, 422)
    client.press("/sign-in/who", "Sign in", person=minister.code)
    found = queries.find_user(minister)
    assert found is not None
    assert who_is_in(session, client) == found.id
    assert client.get("/sign-in/who").path == "/sign-in"


def test_the_choice_ends_after_a_quarter_of_an_hour(session: Db, client: Browser) -> None:
    for name in ("Ada", "Bo"):
        make.make_person(name, email="office@example.org")
    with clock.freeze(NOON):
        path = actions.sign_in_link("office@example.org").removeprefix("http://localhost")
        client.press(path, "Sign in now")
        client.get("/sign-in/who")
    with clock.freeze(NOON + timedelta(minutes=15)):
        assert client.get("/sign-in/who").path == "/sign-in"


def test_names_behind_an_address_need_the_link(client: Browser) -> None:
    assert client.get("/sign-in/who").path == "/sign-in"
    assert client.get("/sign-in/account").path == "/sign-in"


def test_an_erased_person_does_not_come_in(session: Db, client: Browser) -> None:
    user = make.make_user(make.make_person(erased=make.CREATED))
    client.sign_in(user)
    assert client.get("/me/profile").path == "/sign-in?next=/me/profile"


def test_password_right_wrong_and_unknown(session: Db, client: Browser) -> None:
    hashed = passwords.make_hash("correct horse battery")
    user = make.make_user(password_hash=hashed)
    answers = [
        client.press("/sign-in", "Sign in", 422, email=address, password=word).errors
        for address, word in (
            (user.email, "wrong horse battery"),
            ("nobody@example.org", "correct horse battery"),
            (make.make_user().email, "correct horse battery"),
        )
    ]
    assert answers[0] == answers[1] == answers[2]
    assert who_is_in(session, client) is None
    notes = session.execute(sa.select(TraceNote.kind, TraceNote.subject)).all()
    assert [tuple(note) for note in notes] == [
        ("sign_in.failed", f"user:{user.id}"),
        ("sign_in.failed", "anonymous"),
        ("sign_in.failed", "anonymous"),
    ]
    client.press("/sign-in", "Sign in", email=user.email, password="correct horse battery")
    assert who_is_in(session, client) == user.id


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_leads_to_our_own_pages_only(session: Db, client: Browser, target: str) -> None:
    user = make.make_user()
    path = actions.sign_in_link(user.email, back=target).removeprefix("http://localhost")
    answer = client.open("POST", path)
    assert answer.status_code == 303
    assert answer.headers["Location"] in {"/me", "/me/profile", "/me/events"}


def test_too_many_tries_of_one_account_are_stopped(client: Browser) -> None:
    fields = {"email": "a@example.org", "password": "x"}
    statuses = [client.post("/sign-in", fields, None).status for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    # Somebody else in the same hall still comes in.
    assert client.post("/sign-in", {"email": "b@example.org"}).path == "/sign-in/sent"


def test_a_flooded_address_gets_no_more_mail(session: Db, client: Browser) -> None:
    for _ in range(10):
        client.post("/sign-in", {"email": "a@example.org"})
    assert session.scalar(sa.select(sa.func.count()).select_from(Mail)) == 8


def test_signing_out_here_and_everywhere(
    session: Db, client: Browser, another_client: Callable[[], Browser]
) -> None:
    user = make.make_user()
    phone = another_client().sign_in(user)
    client.sign_in(user)
    client.post("/sign-out")
    assert who_is_in(session, client) is None
    assert who_is_in(session, phone) == user.id
    client.sign_in(user)
    client.post("/sign-out-everywhere")
    assert who_is_in(session, phone) is None
    assert phone.get("/me/profile").path == "/sign-in?next=/me/profile"


def test_a_new_session_forgets_the_one_before(session: Db, client: Browser) -> None:
    user = make.make_user()
    with client.raw.session_transaction() as cookie:
        cookie["left"] = "behind"
    client.post(actions.sign_in_link(user.email).removeprefix("http://localhost"))
    with client.raw.session_transaction() as cookie:
        assert "left" not in cookie
        assert cookie["_user_id"] == user.get_id()


def test_no_secret_is_logged(
    session: Db, client: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    path = actions.sign_in_link(make.make_user().email).removeprefix("http://localhost")
    for _ in range(2):
        client.post(path, status=None)
    assert path.rpartition("/")[2] not in caplog.text
