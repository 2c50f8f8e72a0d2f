"""Fetches who wants to hear of changes: stars, followers, and the readers of one digest."""

from collections.abc import Iterable

import sqlalchemy as sa

from eventsite.agenda import digest
from eventsite.agenda.models import AgendaSession, Answer, Follower, SessionStar, Speaker
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.people.models import Person


def stars_by_session(event_id: int) -> dict[str, int]:
    """How many people starred each session of the event, by the session's code."""
    query = (
        sa.select(AgendaSession.code, sa.func.count())
        .join(SessionStar, SessionStar.session_id == AgendaSession.id)
        .where(AgendaSession.event_id == event_id)
        .group_by(AgendaSession.code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def starred(person_id: int, event_id: int) -> set[str]:
    """Codes of the sessions of an event that a person starred."""
    query = (
        sa.select(AgendaSession.code)
        .join(SessionStar, SessionStar.session_id == AgendaSession.id)
        .where(AgendaSession.event_id == event_id, SessionStar.person_id == person_id)
    )
    return set(db.session.scalars(query))


def find_follower(event_id: int, key: int) -> Follower | None:
    """A follower of this event by id."""
    return db.session.scalar(
        sa.select(Follower).where(Follower.event_id == event_id, Follower.id == key)
    )


def follower_at(event_id: int, address: str) -> Follower | None:
    """Who follows this event under an address, confirmed or not."""
    return db.session.scalar(
        sa.select(Follower).where(
            Follower.event_id == event_id, Follower.email == address.casefold()
        )
    )


def readers(event: Event, speakers: Iterable[str]) -> list[digest.Reader]:
    """Everybody whom changes may concern, each address once, in three queries.

    Those of `speakers` (codes) who did not decline, whoever starred a session, and confirmed
    followers. Invented people of the demo are nobody.
    """
    found = [*_speakers(event.id, speakers), *_stargazers(event.id), *_followers(event.id)]
    return digest.merged(found)


def _speakers(event_id: int, codes: Iterable[str]) -> Iterable[digest.Reader]:
    query = (
        sa.select(
            Speaker.code,
            Speaker.email,
            Speaker.lang,
            Speaker.zone,
            Person.email.label("own_email"),
            Person.lang.label("own_lang"),
            Person.zone.label("own_zone"),
        )
        .outerjoin(Person, sa.and_(Person.id == Speaker.person_id, Person.erased.is_(None)))
        .where(
            Speaker.event_id == event_id,
            Speaker.code.in_(list(codes)),
            Speaker.answer != Answer.DECLINED,
            Speaker.is_demo.is_(False),
        )
        .order_by(Speaker.id)
    )
    for row in db.session.execute(query):
        # A person's own account knows their language and zone better than the team's entry.
        yield digest.Reader(
            row.own_email or row.email,
            (row.own_lang if row.own_email else row.lang) or "en",
            row.own_zone or row.zone or "",
            speaks=frozenset({row.code}),
        )


def _stargazers(event_id: int) -> Iterable[digest.Reader]:
    query = (
        sa.select(Person.id, Person.email, Person.lang, Person.zone, AgendaSession.code)
        .join(SessionStar, SessionStar.person_id == Person.id)
        .join(AgendaSession, AgendaSession.id == SessionStar.session_id)
        .where(
            AgendaSession.event_id == event_id,
            Person.erased.is_(None),
            Person.is_demo.is_(False),
            Person.email != "",
        )
        .order_by(Person.id)
    )
    for row in db.session.execute(query):
        yield digest.Reader(row.email, row.lang, row.zone or "", starred=frozenset({row.code}))


def _followers(event_id: int) -> Iterable[digest.Reader]:
    query = (
        sa.select(
            Follower.id,
            Follower.generation,
            Follower.created,
            Follower.email,
            Follower.lang,
            Follower.zone,
            Follower.tracks,
            Follower.languages,
        )
        .where(Follower.event_id == event_id, Follower.confirmed.is_not(None))
        .order_by(Follower.id)
    )
    for row in db.session.execute(query):
        wish = digest.Wish(frozenset(row.tracks), frozenset(row.languages))
        key = digest.Key(row.id, row.generation, row.created)
        yield digest.Reader(row.email, row.lang, row.zone, wish=wish, follower=key)
