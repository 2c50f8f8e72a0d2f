"""Guards that need no feature: who may open a page, and that writes come from our own pages."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import flask_login
from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from eventsite.core.db import SAFE_METHODS

View = Callable[..., Any]
_MISREAD = re.compile(r"[\x00-\x1f\x7f\\]")


class SignedIn(Protocol):
    """What core needs to know of the person who is signed in."""

    id: int
    person_id: int
    is_staff: bool


def current_user() -> Any:
    """The signed-in User, or None; never call it on a cacheable page."""
    user = flask_login.current_user._get_current_object()
    return user if user.is_authenticated else None


def actor_key() -> str:
    """Who acts, for audit and trace: `user:7`, or `anonymous`."""
    user = current_user()
    return f"user:{user.id}" if user else "anonymous"


def guard(name: str) -> Callable[[View], View]:
    """Mark a wrapped view as guarded; every guard of every feature ends with it."""

    def mark(view: View) -> View:
        view.guard = name  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Anyone may open it."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return guard("public")(wrapper)


def signed_in(view: View) -> View:
    """Whoever is signed in; others are led to sign in and back."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if current_user() is None:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    return guard("signed_in")(wrapper)


def staff(view: View) -> View:
    """Only staff."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        user = current_user()
        if user is None:
            return ask_to_sign_in()
        if not user.is_staff:
            abort(403)
        return view(*args, **kwargs)

    return guard("staff")(wrapper)


def open_post(view: View) -> View:
    """A write that may come from elsewhere (one-click unsubscribe); its URL holds the secret."""
    view.open_post = True  # type: ignore[attr-defined]
    return view


def ask_to_sign_in() -> Response:
    """303 to the sign-in page, which leads back here after a read."""
    back = None
    if request.method in SAFE_METHODS:
        # With the prefix of the language that was spoken.
        back = f"{request.script_root}{request.full_path.rstrip('?')}"
    return redirect(url_for("people.sign_in", next=back), 303)


def own_path(target: str | None) -> str | None:
    """A path of this site that is safe to lead to, or None."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    # Browsers drop control characters and read a backslash as a slash.
    return None if _MISREAD.search(target) else target


def init_app(app: Flask) -> None:
    """Close views without a guard and writes from foreign pages."""

    @app.before_request
    def closed_unless_guarded() -> None:
        if request.endpoint is None or request.endpoint == "static":
            return
        view = current_app.view_functions[request.endpoint]
        if not hasattr(view, "guard"):
            abort(403)
        if request.method not in SAFE_METHODS and not hasattr(view, "open_post"):
            _refuse_foreign()


def _refuse_foreign() -> None:
    """403 unless the browser says that this write was sent from one of our own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin is None or urlsplit(origin).netloc != request.host:
        abort(403)


def guard_of(view: View) -> str:
    """The guard a view wears, for the access test."""
    return cast(str, getattr(view, "guard", ""))
