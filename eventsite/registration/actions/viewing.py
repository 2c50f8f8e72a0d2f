"""Keeps views of the organizers' list and lets them go."""

from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock, text
from eventsite.core.db import changed, db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.people import names
from eventsite.people.models import Person, User
from eventsite.registration.models import RegistrationView
from eventsite.registration.queries import addressed, views
from eventsite.registration.rules import Reason
from eventsite.registration.verbs import Verb


def keep_view(*, event: Event, user: User, name: str, query: str, is_shared: bool) -> None:
    """Keep a view under a name; one's own of that name becomes the new one. Refused unnamed.

    Refused, too, with filters that are longer than any that is kept.
    """
    name = text.tidy(name)[:80].strip()
    if not name:
        raise Refused(Reason.VIEW_UNNAMED, "name")
    if len(query) > addressed.LONGEST:
        raise Refused(Reason.FILTERS_TOO_LONG)
    view = views.find_named(event.id, user.id, name)
    if view is None:
        view = RegistrationView(event_id=event.id, user_id=user.id, name=name, created=clock.now())
        db.session.add(view)
    view.query, view.is_shared = query, is_shared
    db.session.flush()
    after = {"view": view.id, "shared": is_shared}
    audit.record(f"user:{user.id}", Verb.VIEW_KEPT, f"event:{event.id}", None, after)


def drop_view(*, view: RegistrationView, actor: str) -> None:
    """Let a view go, for everybody who sees it."""
    before = {"view": view.id, "shared": view.is_shared}
    db.session.delete(view)
    db.session.flush()
    audit.record(actor, Verb.VIEW_DROPPED, f"event:{view.event_id}", before, None)


def told(person: Person) -> list[dict[str, Any]]:
    """The views that a person kept, as JSON-able values."""
    rows = db.session.scalars(sa.select(RegistrationView).where(_of(person)))
    return [{"name": one.name, "filter": one.query, "is_shared": one.is_shared} for one in rows]


def forget_person(person: Person) -> None:
    """A person's own views go, the team keeps those it shares; so do searches for the person."""
    called = names.called(person.first_name, person.family_name, person.latin_name, person.email)
    for view in db.session.scalars(
        sa.select(RegistrationView).where(RegistrationView.query.contains("text="))
    ).all():
        if addressed.looks_for(view.query, called):
            _run(sa.delete(RegistrationView).where(RegistrationView.id == view.id))
    _run(sa.delete(RegistrationView).where(_of(person), ~RegistrationView.is_shared))
    _run(sa.update(RegistrationView).where(_of(person)).values(user_id=None))


def _of(person: Person) -> sa.ColumnElement[bool]:
    mine = sa.select(User.id).where(User.person_id == person.id)
    return RegistrationView.user_id.in_(mine)


def _run(statement: Any) -> None:
    changed(statement.execution_options(synchronize_session=False))
