"""Fills an empty site with the demo content, one transaction for each event."""

import sqlalchemy as sa
from flask import Flask

from eventsite.core import tasks
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.demo import (
    asking,
    badging,
    cast,
    coming,
    crowd,
    exchanging,
    facts,
    following,
    lettering,
    messaging,
    real,
    registering,
    seating,
)
from eventsite.events.models import Event
from eventsite.participation import jobs as participation


def load_if_empty(app: Flask) -> bool:
    """Load everything into a site without events; whether there was anything to do."""
    with app.app_context():
        is_empty = db.session.scalar(sa.select(Event.id).limit(1)) is None
        db.session.rollback()
        if is_empty:
            load()
        return is_empty


def load() -> None:
    """The directory and the series, then each event; commits after each of them."""
    known = facts.read("events")
    owner = cast.organizer()
    actor = f"user:{owner.id}"
    series, initiative = real.groups(known, actor)
    ground = real.Ground(owner, actor, series, initiative, cast.real_organisations(actor))
    organisations = cast.invented_organisations(actor)
    _commit()
    for fact in known["events"]:
        real.load(fact, ground)
        _commit()
    forum = coming.forum(ground)
    asking.ask(forum, actor)
    ways = registering.keep(forum, actor)
    crowd.register(forum, organisations, actor, ways)
    asking.answer(forum)
    following.follow(forum)
    lettering.write(forum, owner, actor)
    badging.write(forum, actor)
    messaging.write(forum, actor)
    seating.seat(forum, actor)
    exchanging.bring(forum, owner)
    _commit()
    _freeze_statistics(forum, actor)
    registering.workshop(ground, organisations)
    _commit()
    coming.virtual_worlds_day(ground)
    _commit()
    coming.thinkathon(ground)
    _commit()


def _freeze_statistics(event: Event, actor: str) -> None:
    """Make the first release of the event's statistics, by the job that organizers order."""
    key = event.id
    participation.freeze(tasks.Job(0, actor), event_id=key, reason="First figures of the demo")
    _commit()


def _commit() -> None:
    """Commit, but for the mails: nobody reads them at an invented address."""
    db.session.execute(sa.delete(Mail).where(Mail.to_address.endswith(f"@{cast.DOMAIN}")))
    db.session.commit()
