"""Gives one workshop of the demo's forum limited places, with more people than it takes."""

import sqlalchemy as sa

from eventsite.agenda.actions import signups
from eventsite.core.db import db
from eventsite.demo import facts, preparing
from eventsite.events.models import Event
from eventsite.registration.models import PlaceMode, Registration, State

_PLACES, _ASK = 12, 15


def seat(forum: Event, actor: str) -> None:
    """The workshop with the most stars is full, and three people wait."""
    title = facts.read("building")["stars"]["most"][0]
    session = preparing.by_title(forum)[title]
    signups.set_places(event=forum, session=session, places=_PLACES, actor=actor)
    comers = (
        sa.select(Registration)
        .where(Registration.event_id == forum.id, Registration.state == State.CONFIRMED)
        .where(Registration.mode == PlaceMode.IN_PERSON)
        .order_by(Registration.id)
        .limit(_ASK)
    )
    for one in db.session.scalars(comers).all():
        signups.sign_up(registration=one, code=session.code, actor=f"person:{one.person_id}")
