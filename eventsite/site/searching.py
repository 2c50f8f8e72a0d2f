"""Finds words in public events and in the sessions and speakers of their newest programmes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import selectinload

from eventsite.agenda import releases
from eventsite.agenda.models import Release
from eventsite.core import i18n, text
from eventsite.core.db import db
from eventsite.events.models import Event, EventState
from eventsite.reference import collation

#: Fewer letters find too much.
LEAST = 2
#: Lines of each kind.
MOST = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    href: str
    title: text.Said | str
    #: The event it belongs to, or empty for an event.
    event: text.Said | str


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event and the words by which it is found."""

    slug: str
    title: Mapping[str, str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, each kind in the order of the newest events."""

    events: list[Hit]
    sessions: list[Hit]
    speakers: list[Hit]

    @property
    def total(self) -> int:
        """How many lines there are."""
        return len(self.events) + len(self.sessions) + len(self.speakers)


def everything(sought: str) -> Found:
    """Public events, sessions and speakers in whose words each sought word stands."""
    wanted = collation.key(sought, "").split()
    events = _public_events()
    found = Found(
        [
            Hit(url_for("site.event", slug=event.slug), _said(event.title), "")
            for event in events.values()
            if _holds(wanted, event.words)
        ][:MOST],
        [],
        [],
    )
    for release in _newest_releases():
        if release.event_id in events:
            _search_programme(found, wanted, events[release.event_id], release)
    return found


def _search_programme(
    found: Found, wanted: list[str], event: PublicEvent, release: Release
) -> None:
    agenda = releases.read(release.content)
    for session in agenda.shown:
        if len(found.sessions) < MOST and _holds(wanted, _texts(session.title, session.abstract)):
            href = url_for("agenda.session", slug=event.slug, code=session.code)
            found.sessions.append(Hit(href, _said(session.title), _said(event.title)))
    organisations = {speaker.code: speaker.organisation for speaker in agenda.speakers}
    for person in release.people:
        words = [person.name, *_texts(organisations.get(person.speaker_code, {}))]
        if person.name and len(found.speakers) < MOST and _holds(wanted, words):
            href = url_for("agenda.speaker", slug=event.slug, code=person.speaker_code)
            found.speakers.append(Hit(href, person.name, _said(event.title)))


def _public_events() -> dict[int, PublicEvent]:
    rows = db.session.execute(
        sa.select(Event.id, Event.slug, Event.title, Event.summary, Event.city, Event.venue)
        .where(Event.state != EventState.DRAFT)
        .order_by(Event.first_day.desc(), Event.id)
    )
    return {
        id_: PublicEvent(slug, title, tuple(_texts(title, *more)))
        for id_, slug, title, *more in rows
    }


def _newest_releases() -> Iterable[Release]:
    newest = sa.select(sa.func.max(Release.id)).group_by(Release.event_id)
    return db.session.scalars(
        sa.select(Release).where(Release.id.in_(newest)).options(selectinload(Release.people))
    )


def _said(localized: Mapping[str, str]) -> text.Said:
    return text.pick(localized, i18n.current_lang())


def _texts(*maps: Mapping[str, str] | None) -> Iterator[str]:
    return (said for localized in maps for said in (localized or {}).values())


def _holds(wanted: list[str], texts: Iterable[str]) -> bool:
    words = collation.key(" ".join(texts), "")
    return all(word in words for word in wanted)
