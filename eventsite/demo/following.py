"""Lets invented people star sessions of the forum, and one address follow its changes."""

import random

import sqlalchemy as sa

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.actions import followers, stars
from eventsite.agenda.queries import followers as follower_queries
from eventsite.core.db import db
from eventsite.demo import cast, facts, preparing, underway
from eventsite.events.models import Event
from eventsite.registration.models import Registration, State


def follow(event: Event) -> None:
    """Stars of so many participants, more for one workshop than its room has seats."""
    known, found = facts.read("building")["stars"], preparing.by_title(event)
    dice = random.Random(cast.SEED)  # noqa: S311  # no secret
    taking_part = (
        sa.select(Registration.person_id)
        .where(Registration.event_id == event.id, Registration.state == State.CONFIRMED)
        .where(Registration.person_id.is_not(None))
        .order_by(Registration.id)
        .limit(known["people"])
    )
    for person in db.session.scalars(taking_part):
        also = dice.sample(known["also"], dice.randint(0, len(known["also"])))
        codes = [found[title].code for title in [*known["most"], *also]]
        if person is not None:
            stars.star(event, person, codes, True)
    _follow(event)


def _follow(event: Event) -> None:
    known = facts.read("building")["follower"]
    names = {underway.track_name(key) for key in known["tracks"]}
    tracks = [one.id for one in agenda_queries.tracks(event.id) if one.names["en"] in names]
    wishes = followers.Wishes(lang=known["lang"], zone=known["zone"], tracks=tracks)
    followers.follow(event, known["email"], wishes, "anonymous")
    follower = follower_queries.follower_at(event.id, known["email"])
    if follower is None:
        raise LookupError(known["email"])
    followers.confirm(follower, "anonymous")
