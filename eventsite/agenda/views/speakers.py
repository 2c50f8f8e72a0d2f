"""Everybody in a released programme, each speaker, and their photos."""

import math

import sqlalchemy as sa
from flask import abort, render_template

from eventsite.agenda import display, queries, words
from eventsite.agenda.views import frame
from eventsite.core import access, files, http
from eventsite.core.db import db


@frame.blueprint.get("/events/<slug>/speakers")
@http.cacheable
@access.public
def speakers(slug: str) -> http.Kept:
    """Everybody in the programme."""
    event = frame.found(slug)
    return frame.kept(event, ("speakers",), lambda: _speakers_page(event))


@frame.blueprint.get("/events/<slug>/speakers/<code>")
@http.cacheable
@access.public
def speaker(slug: str, code: str) -> http.Kept:
    """One speaker and their sessions."""
    event = frame.found(slug)
    return frame.kept(event, ("speaker", code), lambda: _speaker_page(event, code))


@frame.blueprint.get("/events/<slug>/speakers/<code>/photo")
@http.cacheable
@access.public
def photo(slug: str, code: str) -> http.Kept:
    """The photo of a speaker in the release."""
    event = frame.found(slug)
    return http.shelf.get(("photo", code, *event.key), lambda: _photo(event, code))


def _speakers_page(event: queries.Published) -> str:
    p = frame.programme_of(event)
    people = [(known, display.speaker(p, known.code)) for known in p.agenda.speakers]
    people.sort(key=lambda one: (one[0].precedence or math.inf, one[1]["sort"], one[1]["name"]))
    return render_template(
        "agenda/speakers.html",
        p=p,
        said_as=words.programme(event.kind),
        people=[person for _known, person in people],
    )


def _speaker_page(event: queries.Published, code: str) -> str:
    p = frame.programme_of(event)
    if code not in {known.code for known in p.agenda.speakers}:
        abort(404)
    held = [s for s in p.agenda.shown if code in s.people]
    return render_template(
        "agenda/speaker.html",
        p=p,
        said_as=words.programme(event.kind),
        person=display.speaker(p, code),
        held=[(p.agenda.day_of(s), display.item(p, s)) for s in held],
    )


def _photo(event: queries.Published, code: str) -> http.Kept:
    person = frame.programme_of(event).people.get(code)
    if person is None or not person.photo:
        abort(404)
    file = db.session.scalar(sa.select(files.File).where(files.File.code == person.photo))
    if file is None or not files.path_of(file).is_file():
        abort(404)
    policy = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    return http.Kept(files.path_of(file).read_bytes(), file.media_type, headers=policy)
