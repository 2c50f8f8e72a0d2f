"""Makes a person's own feeds, changes and renews them, and takes them back."""

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from eventsite.calendars import rules
from eventsite.calendars.models import ALARMS, Part, PersonalFeed
from eventsite.calendars.verbs import Verb
from eventsite.core import audit, clock, look, text, trace
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import LANGUAGES
from eventsite.people.models import Person


@dataclass(frozen=True)
class Choice:
    """What somebody chose for a feed; an empty name is "My events"."""

    name: str = ""
    hue: str = "plum"
    lang: str = "en"
    parts: list[str] = field(default_factory=lambda: [part.value for part in Part])
    alarm: int = 0
    hides_cancelled: bool = False

    def __post_init__(self) -> None:
        known = {part.value for part in Part}
        if self.hue not in look.HUES or self.lang not in LANGUAGES or self.alarm not in ALARMS:
            raise ValueError(self)
        if not set(self.parts) <= known:
            raise ValueError(self.parts)


def make(person_id: int, choice: Choice, actor: str) -> PersonalFeed:
    """A new feed; Refused when the person has too many that are not revoked."""
    lock(Person, person_id)
    query = sa.select(sa.func.count()).where(
        PersonalFeed.person_id == person_id, PersonalFeed.revoked.is_(None)
    )
    if (db.session.scalar(query) or 0) >= rules.MOST_FEEDS:
        raise Refused(rules.Reason.TOO_MANY, most=rules.MOST_FEEDS)
    feed = PersonalFeed(
        person_id=person_id, code=text.new_code(8), created=clock.now(), **vars(choice)
    )
    db.session.add(feed)
    db.session.flush()
    audit.record(actor, Verb.FEED_MADE, f"calendar:{feed.id}", after={"parts": feed.parts})
    return feed


def change(feed: PersonalFeed, choice: Choice, actor: str) -> None:
    """Choose anew; the same again does nothing. Its address stays."""
    feed = _standing(feed)
    wanted = vars(choice)
    before = {name: getattr(feed, name) for name in wanted}
    _old, new = audit.changes(before, wanted)
    if not new:
        return
    for name in new:
        setattr(feed, name, wanted[name])
    feed.chosen = clock.now()
    db.session.flush()
    # A name is the person's own words.
    said = sorted(new)
    audit.record(actor, Verb.FEED_CHANGED, f"calendar:{feed.id}", None, {"fields": said})


def renew(feed: PersonalFeed, actor: str) -> None:
    """Give it a new address; the one it had, and all before, answer 410 from now on."""
    feed = _standing(feed)
    before = feed.generation
    feed.generation += 1
    feed.fetched, feed.fetched_by = None, ""
    db.session.flush()
    audit.record(
        actor,
        Verb.FEED_RENEWED,
        f"calendar:{feed.id}",
        {"generation": before},
        {"generation": feed.generation},
    )


def revoke(feed: PersonalFeed, actor: str, now: datetime) -> None:
    """End it: its address answers 410 from now on. Twice is as good as once."""
    feed = lock(PersonalFeed, feed.id)
    if feed.revoked is not None:
        return
    feed.revoked = now
    db.session.flush()
    audit.record(actor, Verb.FEED_REVOKED, f"calendar:{feed.id}")


def fetched(feed: PersonalFeed, etag: str, since: datetime, by: str, now: datetime) -> None:
    """Write down, once the request is over, what a program was given, when, and which it is.

    `since` is the Last-Modified of the bytes; it is only ever put forward.
    """
    later = sa.or_(PersonalFeed.changed.is_(None), PersonalFeed.changed < since)
    trace.mark(
        sa.update(PersonalFeed)
        .where(PersonalFeed.id == feed.id)
        .values(
            fetched=now,
            fetched_by=by,
            etag=etag,
            changed=sa.case((later, since), else_=PersonalFeed.changed),
        )
    )


def _standing(feed: PersonalFeed) -> PersonalFeed:
    feed = lock(PersonalFeed, feed.id)
    if feed.revoked is not None:
        raise Refused(rules.Reason.REVOKED)
    return feed
