"""Who holds a session: loads the account of a cookie, begins and ends sessions."""

from datetime import datetime

import flask_login
from flask import Flask, current_app, session, url_for

from eventsite.core import access, clock
from eventsite.people import queries, rules
from eventsite.people.models import SignInLink, User

#: Keys of the cookie session.
_BY_LINK = "by_link"
_LINK = "link"


def init_app(app: Flask) -> None:
    """Let Flask-Login find accounts by their session token."""
    app.extensions["login"].user_loader(queries.find_user_by_session)


def begin(user: User, *, by_link: bool) -> None:
    """A new session for the account, with nothing left of the one before."""
    session.clear()
    flask_login.login_user(user)
    session.permanent = True
    if by_link:
        session[_BY_LINK] = clock.now().isoformat()


def renew(user: User) -> None:
    """Keep this session after the account's token has changed, which ends all others."""
    came = session.get(_BY_LINK)
    begin(user, by_link=False)
    if came:
        session[_BY_LINK] = came


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
    """Where to go after signing in: `back` when it is ours, else one's own events."""
    for endpoint in ("registration.my_events", "people.profile"):
        if endpoint in current_app.view_functions:
            return access.own_path(back) or url_for(endpoint)
    return access.own_path(back) or "/"
