"""Who holds a session: loads the account of a cookie, begins and ends sessions."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import flask_login
from flask import Flask, current_app, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response

from eventsite.core import access, clock, once
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.people import queries, rules
from eventsite.people.models import SignInLink, User

#: Keys of the cookie session.
_BY_LINK = "by_link"
_LINK = "link"
_HALF = "half"
_FIRST = "first"
_SECOND = "second"
_CHALLENGE = "challenge"
#: Pages behind any other guard are staff's or a team's.
_OPEN_GUARDS = frozenset({"public", "signed_in"})


def init_app(app: Flask, is_owner: Callable[[int], bool]) -> None:
    """Let Flask-Login find accounts by their session token; close pages to whoever must set up
    a second step and has not. `is_owner` tells of an account id whether it owns an event.
    """

    @app.before_request
    def led_to_second_step() -> Response | None:
        required = app.config["SETTINGS"].require_second_factor
        view = app.view_functions.get(request.endpoint or "")
        if not required or access.guard_of(view or _nothing) in {"", *_OPEN_GUARDS}:
            return None
        user = access.current_user()
        if user is None or not must_set_up(user, required, is_owner):
            return None
        flash(gettext("Set up a second step of signing in first. Then these pages open."), "warn")
        return redirect(url_for("people.security"), 303)

    app.extensions["is_owner"] = is_owner
    app.extensions["login"].user_loader(queries.find_user_by_session)


def _nothing() -> None:
    """No view at all."""


def must_set_up(user: User, required: frozenset[str], is_owner: Callable[[int], bool]) -> bool:
    """Whether the site requires a second step of this account and none is set up."""
    meant = ("staff" in required and user.is_staff) or ("owners" in required and is_owner(user.id))
    return meant and not queries.has_second_factor(user.id)


def begin(user: User, *, by_link: bool) -> None:
    """A new session for the account after its first step, half open while a second is to come."""
    session.clear()
    if not queries.has_second_factor(user.id):
        _open(user, by_link=by_link)
        session[_FIRST] = clock.now().isoformat()
        return
    session[_HALF] = {
        "user": user.id,
        "token": user.session_token,
        "by_link": by_link,
        "since": clock.now().isoformat(),
        "back": "",
    }


def half_open() -> User | None:
    """Whose first step was taken here a short while ago, while the second is to come."""
    half = session.get(_HALF)
    if half is None or _is_past(half["since"], rules.TIME_FOR_SECOND):
        return None
    user = db.session.get(User, half["user"])
    if user is None or user.session_token != half["token"] or not user.is_active:
        return None
    return user


def complete(user: User) -> str:
    """Open the session after the second step; where to go then."""
    half = session.get(_HALF) or {}
    session.clear()
    _open(user, by_link=bool(half.get("by_link")))
    second_shown()
    return landing(half.get("back", ""))


def second_shown() -> None:
    """The second step was taken in this session now."""
    session[_SECOND] = clock.now().isoformat()


def second_is_fresh() -> bool:
    """Whether the second step was taken in this session a short while ago."""
    at = session.get(_SECOND)
    return at is not None and not _is_past(at, rules.SECOND_FRESH)


def may_change_steps(user_id: int) -> bool:
    """Whether this session was proved of late: by the second step, or by signing in without one."""
    if second_is_fresh():
        return True
    at = None if queries.has_second_factor(user_id) else session.get(_FIRST)
    return at is not None and not _is_past(at, rules.FRESH)


def new_challenge(use: str) -> bytes:
    """A challenge for a passkey, bound to this session and to one use of it."""
    made = secrets.token_bytes(32)
    kept = base64.b64encode(made).decode()
    session[_CHALLENGE] = [use, kept, clock.now().isoformat()]
    return made


def take_challenge(use: str) -> bytes | None:
    """The challenge given for this use, once and in time, however often the cookie comes back."""
    found = session.pop(_CHALLENGE, None)
    if found is None or found[0] != use or _is_past(found[2], rules.TIME_FOR_PASSKEY):
        return None
    challenge = base64.b64decode(found[1])
    key = hashlib.sha256(b"passkey" + challenge).hexdigest()
    if once.result_of(key) is not None:
        return None
    once.keep(key, use, clock.now())
    return challenge


def _is_past(since: str, span: timedelta) -> bool:
    return clock.now() >= datetime.fromisoformat(since) + span


def _open(user: User, *, by_link: bool) -> None:
    flask_login.login_user(user)
    session.permanent = True
    if by_link:
        session[_BY_LINK] = clock.now().isoformat()


def renew(user: User) -> None:
    """Keep this session after the account's token has changed, which ends all others."""
    kept = {name: session[name] for name in (_BY_LINK, _FIRST, _SECOND) if name in session}
    session.clear()
    _open(user, by_link=False)
    session.update(kept)


def end() -> None:
    """Nothing of the session is left in this browser."""
    flask_login.logout_user()
    session.clear()


def came_by_link() -> bool:
    """Whether this session began by link a short while ago, so that its owner reads the mail."""
    came: str | None = session.get(_BY_LINK)
    return came is not None and clock.now() < datetime.fromisoformat(came) + rules.FRESH


def remember_link(link: SignInLink) -> None:
    """The link this browser has opened, while its reader chooses who they are."""
    session.clear()
    session[_LINK] = link.id


def remembered_link() -> int | None:
    """The opened link of this browser."""
    return session.get(_LINK)


def landing(back: str) -> str:
    """Where to go after signing in: to the second step, else `back` when it is ours, else home."""
    if _HALF in session:
        session[_HALF] = {**session[_HALF], "back": back}
        return url_for("people.second")
    for endpoint in ("registration.my_events", "people.profile"):
        if endpoint in current_app.view_functions:
            return access.own_path(back) or url_for(endpoint)
    return access.own_path(back) or "/"
