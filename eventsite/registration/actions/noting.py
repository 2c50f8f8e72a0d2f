"""Keeps what organizers note about a registration for themselves."""

import sqlalchemy as sa

from eventsite.core import audit, clock, text
from eventsite.core.db import changed, db
from eventsite.core.errors import Stale
from eventsite.core.i18n import gettext
from eventsite.registration.models import Registration
from eventsite.registration.verbs import Verb


def note(*, registration: Registration, words: str, seen: str, actor: str) -> None:
    """Keep a note in place of the one before; empty removes it.

    `seen`: the mark of the note that the page showed (`mark`); raises Stale where it is another one
    now. It makes no page stale on which the person changes their answers, so the row's version
    stays.
    """
    words = text.tidy(words)
    before = registration.noted
    row = sa.update(Registration).where(
        Registration.id == registration.id,
        Registration.noted.is_(None) if before is None else Registration.noted == before,
    )
    values = {"internal_note": words, "noted_by": actor, "noted": clock.now()}
    kept = row.values(**values).execution_options(synchronize_session=False)
    if seen != mark(registration) or not changed(kept):
        label = str(gettext("Internal note"))
        raise Stale({label: words}, {label: registration.internal_note})
    had = bool(registration.internal_note)
    db.session.refresh(registration, ["internal_note", "noted_by", "noted"])
    subject = f"registration:{registration.id}"
    audit.record(actor, Verb.NOTED, subject, {"note": had}, {"note": bool(words)})


def mark(registration: Registration) -> str:
    """What tells a note from the one before or after it."""
    return registration.noted.isoformat() if registration.noted else ""
