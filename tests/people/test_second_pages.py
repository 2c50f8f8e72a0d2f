"""The second step of signing in by an app and recovery codes, as a browser without script."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.audit import AuditRow
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from eventsite.people import actions, personal
from eventsite.people.models import Authenticator, RecoveryCode, User
from tests import make
from tests.browser import Browser, Page

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
Db = scoped_session[Session]


def set_up(client: Browser, user: User) -> tuple[pyotp.TOTP, list[str]]:
    """An app at NOON, and the recovery codes; the browser is signed in."""
    with clock.freeze(NOON):
        client.sign_in(user)
        page = client.press("/me/security", "Set up an app")
        app = pyotp.TOTP("".join(page.one("main code").get_text().split()))
        done = client.press("/me/security/app", "Check the code", code=app.at(NOON))
    assert done.h1 == "Recovery codes"
    return app, done.all("main li code")


def come_in(client: Browser, user: User) -> Page:
    """The first step, by link."""
    client.sign_out()
    return client.post(actions.sign_in_link(user.email).removeprefix("http://localhost"))


def ways(session: Db) -> list[str]:
    """By which ways second steps were taken."""
    rows = session.scalars(sa.select(AuditRow).where(AuditRow.verb == "second.shown"))
    return [(row.after or {})["way"] for row in rows]


def subjects(session: Db) -> int:
    """How many mails about the second step went out."""
    told = sa.select(sa.func.count()).where(Mail.template == "people/mail/security")
    return session.scalar(told) or 0


def test_an_app_is_asked_for_once_a_code(session: Db, client: Browser) -> None:
    user = make.make_user()
    old = user.session_token
    app, codes = set_up(client, user)
    session.expire_all()
    assert user.session_token != old
    assert len(codes) == 10
    kept = session.scalars(sa.select(Authenticator)).one()
    assert app.secret not in kept.secret
    with clock.freeze(NOON + timedelta(seconds=10)):
        assert come_in(client, user).h1 == "Second step"
        # The code that set the app up is used.
        client.press("/sign-in/second", "Go on", 422, code=app.at(NOON))
        later = app.at(NOON + timedelta(seconds=30))
        assert client.press("/sign-in/second", "Go on", code=later).path.startswith("/me")
        assert client.post("/sign-in/second", {"code": later}).h1 == "Sign in"
        assert client.sign_out().get("/me/security").h1 == "Sign in"
    assert ways(session) == ["app"]
    assert subjects(session) == 1


def test_half_a_session_opens_nothing(session: Db, client: Browser) -> None:
    user = make.make_staff()
    set_up(client, user)
    with clock.freeze(NOON + timedelta(hours=1)):
        come_in(client, user)
        for path in ("/me/profile", "/me/security", "/me/security/confirm", "/staff/organisations"):
            assert client.open("GET", path).headers["Location"].startswith("/sign-in?next=")
        assert client.get("/sign-in/second").h1 == "Second step"
    with clock.freeze(NOON + timedelta(hours=1, minutes=15)):
        assert client.get("/sign-in/second").h1 == "Sign in"
    with clock.freeze(NOON + timedelta(hours=2)):
        come_in(client, user)
        client.press("/sign-in/second", "Sign out")
        assert client.get("/sign-in/second").h1 == "Sign in"
    with clock.freeze(NOON + timedelta(hours=3)):
        come_in(client, user)
        actions.end_sessions(user, "test")
        assert client.get("/sign-in/second").h1 == "Sign in"


def test_a_recovery_code_works_once_and_is_told(session: Db, client: Browser) -> None:
    user = make.make_user()
    _, codes = set_up(client, user)
    with clock.freeze(NOON + timedelta(hours=1)):
        come_in(client, user)
        landed = client.press("/sign-in/second", "Use this code", recovery=codes[3].lower())
        assert landed.path.startswith("/me")
        assert "9 codes are left" in client.get("/me/security").words
        come_in(client, user)
        client.press("/sign-in/second", "Use this code", 422, recovery=codes[3])
        client.press("/sign-in/second", "Use this code", recovery=codes[4])
        new = client.press("/me/security", "Make new recovery codes").all("main li code")
        assert len(set(new) | set(codes)) == 20
        come_in(client, user)
        client.press("/sign-in/second", "Use this code", 422, recovery=codes[5])
    assert subjects(session) == 4


def test_tries_are_stopped(client: Browser) -> None:
    user = make.make_user()
    app, _ = set_up(client, user)
    with clock.freeze(NOON + timedelta(minutes=5)):
        come_in(client, user)
        tries = [client.post("/sign-in/second", {"code": "000"}, None).status for _ in range(10)]
        assert tries == [422] * 9 + [429]
        right = {"code": app.at(NOON + timedelta(minutes=5))}
        assert client.post("/sign-in/second", right, None).status == 429


def test_removing_needs_a_fresh_step(session: Db, client: Browser) -> None:
    user = make.make_user()
    app, _ = set_up(client, user)
    late = NOON + timedelta(minutes=10)
    with clock.freeze(late):
        assert client.press("/me/security", "Remove the app").path == "/me/security/confirm"
        client.press("/me/security/confirm", "Go on", code=app.at(late))
        client.press("/me/security", "Remove the app")
    assert session.scalars(sa.select(Authenticator)).all() == []
    assert session.scalars(sa.select(RecoveryCode)).all() == []
    with clock.freeze(late):
        assert come_in(client, user).path.startswith("/me")


def test_a_first_step_is_added_only_after_a_fresh_sign_in(session: Db, client: Browser) -> None:
    user = make.make_user()
    with clock.freeze(NOON):
        assert come_in(client, user).path.startswith("/me")
    with clock.freeze(NOON + timedelta(minutes=30)):
        for path in ("app/new", "passkeys/options", "passkeys"):
            assert client.post(f"/me/security/{path}").path == "/sign-in?next=/me/security"
        page = client.get("/me/security")
        assert page.soup.select("[data-passkey]") == []
        assert session.scalars(sa.select(Authenticator)).all() == []
        come_in(client, user)
        assert client.press("/me/security", "Set up an app").path == "/me/security/app"


def test_given_out_without_secrets_and_erased(session: Db, client: Browser) -> None:
    user = make.make_user()
    app, _ = set_up(client, user)
    given = personal.export(user.person)["second_step"]
    assert given == {"app_since": NOON.isoformat(), "passkeys": [], "recovery_codes_left": 10}
    personal.erase(user.person, NOON)
    assert session.scalars(sa.select(Authenticator)).all() == []
    assert session.scalars(sa.select(RecoveryCode)).all() == []
    assert app.secret not in str(given)


def test_the_command_resets(session: Db, client: Browser) -> None:
    user = make.make_user()
    other = make.make_user(make.make_person(email=user.email))
    set_up(client, user)
    runner = client.app.test_cli_runner()
    session.commit()
    asked = runner.invoke(args=["reset-second-factor", user.email])
    assert (asked.exit_code, other.person.code in asked.output) == (1, True)
    session.commit()
    done = runner.invoke(args=["reset-second-factor", user.email, "--person", user.person.code])
    assert done.exit_code == 0
    session.expire_all()
    assert session.scalars(sa.select(Authenticator)).all() == []
    newest = session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert newest is not None
    assert (newest.actor, newest.verb) == ("command", "second.reset")
    assert runner.invoke(args=["reset-second-factor", "nobody@example.org"]).exit_code == 1


@pytest.fixture
def require(client: Browser) -> Iterator[Callable[[set[str]], None]]:
    """Sets of whom a second step is required."""
    before = current_app.config["SETTINGS"]

    def change(whom: set[str]) -> None:
        client.app.config["SETTINGS"] = replace(before, require_second_factor=frozenset(whom))

    yield change
    client.app.config["SETTINGS"] = before


@pytest.mark.parametrize(
    ("whom", "who", "led"),
    [
        (set(), "staff", False),
        ({"staff"}, "staff", True),
        ({"staff"}, "owner", False),
        ({"staff", "owners"}, "owner", True),
        ({"staff", "owners"}, "desk", False),
        ({"staff", "owners"}, "staff", True),
    ],
)
def test_of_whom_it_is_required(
    client: Browser,
    require: Callable[[set[str]], None],
    whom: set[str],
    who: str,
    led: bool,
) -> None:
    event = make.make_event()
    if who == "staff":
        user, path = make.make_staff(), "/staff/organisations"
    else:
        user = make.make_team_member(event, [Duty(who)])
        path = f"/manage/events/{event.slug}"
    require(whom)
    client.sign_in(user)
    assert (client.get(path).path == "/me/security") is led
    assert client.get("/me/profile").path == "/me/profile"
    if led:
        set_up(client, user)
        assert client.get(path).path == path
