"""Press twice, act once: what a form's key led to, remembered for 24 hours."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import sqlalchemy as sa
from flask import make_response, redirect, request
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core import access, clock, tasks
from eventsite.core.db import Base, changed, db

KEPT_FOR = timedelta(hours=24)
View = Callable[..., Any]


class OnceKey(Base):
    """The key of a form that was sent, and where the answer lies."""

    __tablename__ = "once_keys"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    result: Mapped[str] = mapped_column(sa.String(200))
    created: Mapped[datetime] = mapped_column(index=True)


def result_of(key: str) -> str | None:
    """What the first press led to, or None when this is the first."""
    row = db.session.get(OnceKey, key) if key else None
    return row.result if row else None


def keep(key: str, result: str, now: datetime) -> None:
    """Remember the result of a first press; a second commit of the same key is refused."""
    if key:
        db.session.add(OnceKey(key=key, result=result, created=now))
        db.session.flush()


def forget_old(now: datetime) -> int:
    """Delete keys older than 24 h; returns how many."""
    return changed(sa.delete(OnceKey).where(OnceKey.created < now - KEPT_FOR))


@tasks.periodic("once.forget", every=KEPT_FOR)
def forget_daily() -> None:
    """Old keys go."""
    forget_old(clock.now())


def press(view: View) -> View:
    """A view whose form makes something: pressed twice, it leads twice to what was made once.

    The form carries a key of its own in `press` (`press_key()` in templates); an answer without one
    is taken as it is. Two presses at the same instant: the database refuses the second, 409.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        given = request.form.get("press", "") if request.method == "POST" else ""
        if not given:
            return view(*args, **kwargs)
        scope = (access.actor_key(), request.path, given)
        key = hashlib.sha256(repr(scope).encode()).hexdigest()
        known = result_of(key)
        if known is not None:
            return redirect(known, 303)
        response = make_response(view(*args, **kwargs))
        if 300 <= response.status_code < 400:
            keep(key, response.location[:200], clock.now())
        return response

    return wrapper
