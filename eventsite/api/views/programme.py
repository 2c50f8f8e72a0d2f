"""Answers out of the newest version of an event's programme."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from flask import g

from eventsite.agenda import materials, releases
from eventsite.agenda import queries as agenda_queries
from eventsite.api import asking, paging, queries, released, shapes
from eventsite.api.views import frame
from eventsite.core import access, clock, http, problems
from eventsite.core.i18n import gettext
from eventsite.events.models import EventState

N = TypeVar("N", shapes.Room, shapes.Track)
_NONE = releases.ReleasedAgenda("UTC")


@frame.blueprint.get("/api/v1/events/<slug>/release")
@http.cacheable
@access.public
def release(slug: str) -> http.Kept:
    """The newest version; 404 before the first."""
    asked, found = frame.asked(asking.Nothing), _published(slug)
    if found.number is None or found.created is None:
        raise problems.Problem(404, str(gettext("This event has no published programme yet.")))
    number, created = found.number, found.created

    def build() -> shapes.Shape:
        return shapes.Release(
            number=number,
            published=created,
            note=released.texts(found.note),
            url=frame.link("agenda.programme", slug=slug),
            changes_url=frame.link("agenda.changes", slug=slug),
        )

    return frame.kept("release", asked, found.key, build)


@frame.blueprint.get("/api/v1/events/<slug>/sessions")
@http.cacheable
@access.public
def sessions(slug: str) -> http.Kept:
    """Sessions in order of time, filtered."""
    asked = frame.asked(asking.Sessions)
    after, found, now = frame.after(asked, int, str), _published(slug), clock.now()
    passed, ahead = _phase(found, now)

    def build() -> shapes.Shape:
        p = _programme(found)
        rows = released.chosen(p, asked)
        part, key = paging.cut(rows, released.session_key, asked.limit, after)
        return shapes.SessionPart(
            items=[released.session(p, one, now, frame.link) for one in part],
            next=frame.following(asked, key),
            release=found.number,
        )

    return frame.until(frame.kept("sessions", asked, (*found.key, passed), build), ahead, now)


@frame.blueprint.get("/api/v1/events/<slug>/sessions/<session>")
@http.cacheable
@access.public
def session(slug: str, session: str) -> http.Kept:
    """One session; 410 for one that was taken off."""
    asked, found, now = frame.asked(asking.Nothing), _published(slug), clock.now()
    passed, ahead = _phase(found, now)

    def build() -> shapes.Shape:
        p = _programme(found)
        one = p.agenda.find(session)
        if one is None:
            raise frame.missing()
        if not one.is_shown:
            raise problems.Problem(410)
        return released.session(p, one, now, frame.link)

    return frame.until(frame.kept("session", asked, (*found.key, passed), build), ahead, now)


@frame.blueprint.get("/api/v1/events/<slug>/speakers")
@http.cacheable
@access.public
def speakers(slug: str) -> http.Kept:
    """Everybody in the programme."""
    asked = frame.asked(asking.Listed)
    after, found = frame.after(asked, int, str), _published(slug)

    def build() -> shapes.Shape:
        p = _programme(found)
        held = released.held(p)
        rows = released.speakers(p)
        part, key = paging.cut(rows, released.speaker_key, asked.limit, after)
        return shapes.SpeakerPart(
            items=[released.speaker(p, s, held.get(s.code, []), frame.link) for s in part],
            next=frame.following(asked, key),
            release=found.number,
        )

    return frame.kept("speakers", asked, found.key, build)


@frame.blueprint.get("/api/v1/events/<slug>/speakers/<speaker>")
@http.cacheable
@access.public
def speaker(slug: str, speaker: str) -> http.Kept:
    """One speaker."""
    asked, found = frame.asked(asking.Nothing), _published(slug)

    def build() -> shapes.Shape:
        p = _programme(found)
        known = next((one for one in p.agenda.speakers if one.code == speaker), None)
        if known is None:
            raise frame.missing()
        return released.speaker(p, known, released.held(p).get(speaker, []), frame.link)

    return frame.kept("speaker", asked, found.key, build)


@frame.blueprint.get("/api/v1/events/<slug>/rooms")
@http.cacheable
@access.public
def rooms(slug: str) -> http.Kept:
    """The rooms."""

    def build(
        found: queries.Published, asked: asking.Listed, after: paging.Key | None
    ) -> shapes.Shape:
        items, following = _numbered(released.rooms(_programme(found)), asked, after)
        return shapes.RoomPart(items=items, next=following, release=found.number)

    return _by_number("rooms", slug, build)


@frame.blueprint.get("/api/v1/events/<slug>/tracks")
@http.cacheable
@access.public
def tracks(slug: str) -> http.Kept:
    """The tracks."""

    def build(
        found: queries.Published, asked: asking.Listed, after: paging.Key | None
    ) -> shapes.Shape:
        items, following = _numbered(released.tracks(_programme(found)), asked, after)
        return shapes.TrackPart(items=items, next=following, release=found.number)

    return _by_number("tracks", slug, build)


def _by_number(
    name: str,
    slug: str,
    build: Callable[[queries.Published, asking.Listed, paging.Key | None], shapes.Shape],
) -> http.Kept:
    asked = frame.asked(asking.Listed)
    after, found = frame.after(asked, int), _published(slug)
    return frame.kept(name, asked, found.key, lambda: build(found, asked, after))


def _numbered(
    rows: Sequence[N], asked: asking.Listed, after: paging.Key | None
) -> tuple[list[N], str | None]:
    part, key = paging.cut(rows, lambda one: (one.id,), asked.limit, after)
    return list(part), frame.following(asked, key)


def _published(slug: str) -> queries.Published:
    found = queries.find_published(slug)
    if found is None:
        raise frame.missing()
    return found


def _programme(found: queries.Published) -> released.Programme:
    """The newest version, fetched once for a request; an empty one before the first."""
    is_off = found.state == EventState.CANCELLED
    if found.release_id is None:
        return released.Programme(found.slug, is_off, _NONE, {})
    held: dict[int, released.Programme] = g.setdefault("api_programmes", {})
    if found.release_id not in held:
        content, people = agenda_queries.stored(found.release_id)
        agenda = releases.read(content)
        held[found.release_id] = released.Programme(found.slug, is_off, agenda, people)
    return held[found.release_id]


def _phase(found: queries.Published, now: datetime) -> tuple[int, datetime | None]:
    """How many moments of its materials are over, and the next; read once for each version."""
    if found.release_id is None:
        return 0, None
    kept = http.shelf.get(("api moments", found.release_id), lambda: _moments(found))
    return materials.phase([datetime.fromisoformat(at) for at in json.loads(kept.body)], now)


def _moments(found: queries.Published) -> http.Kept:
    opening = released.moments(_programme(found).agenda)
    return http.Kept(json.dumps([at.isoformat() for at in opening]).encode(), "application/json")
