"""Public pages of a programme, each equal for every visitor and made from the release alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request, url_for

from eventsite.agenda import display, queries, releases, words
from eventsite.core import access, files, http, i18n, zones
from eventsite.core.db import db

blueprint = Blueprint("agenda", __name__)
_ARGUMENTS = frozenset({"view", "zone"})


@blueprint.get("/events/<slug>/programme")
@blueprint.get("/events/<slug>/programme/<day>")
@http.cacheable
@access.public
def programme(slug: str, day: str = "") -> http.Kept:
    """One day as a list or a table; the first day when none is named."""
    event = _found(slug)
    return _kept(event, ("programme", day), lambda: _day_page(event, day))


@blueprint.get("/events/<slug>/sessions/<code>")
@http.cacheable
@access.public
def session(slug: str, code: str) -> http.Kept:
    """One session: when, where, in which languages, by whom, and what else begins then."""
    event = _found(slug)
    return _kept(event, ("session", code), lambda: _session_page(event, code))


@blueprint.get("/events/<slug>/speakers")
@http.cacheable
@access.public
def speakers(slug: str) -> http.Kept:
    """Everybody in the programme."""
    event = _found(slug)
    return _kept(event, ("speakers",), lambda: _speakers_page(event))


@blueprint.get("/events/<slug>/speakers/<code>")
@http.cacheable
@access.public
def speaker(slug: str, code: str) -> http.Kept:
    """One speaker and their sessions."""
    event = _found(slug)
    return _kept(event, ("speaker", code), lambda: _speaker_page(event, code))


@blueprint.get("/events/<slug>/speakers/<code>/photo")
@http.cacheable
@access.public
def photo(slug: str, code: str) -> http.Kept:
    """The photo of a speaker in the release."""
    event = _found(slug)
    return http.shelf.get(("photo", code, *event.key), lambda: _photo(event, code))


def _found(slug: str) -> queries.Published:
    event = queries.find_published(slug)
    if event is None:
        abort(404)
    return event


def _kept(event: queries.Published, what: tuple[str, ...], page: Callable[[], str]) -> http.Kept:
    """The page's bytes, made once for each release, language and question."""
    asked = request.args
    plain = set(asked) <= _ARGUMENTS and len(list(asked.items(multi=True))) == len(asked)
    if not plain or (asked.get("zone") and not zones.known(asked["zone"])):
        return http.Kept(page().encode())
    key = (*what, *event.key, i18n.current_lang(), request.query_string)
    return http.shelf.get(key, lambda: http.Kept(page().encode()))


def _programme(event: queries.Published) -> display.Programme:
    """The newest release, for the reader's zone; 404 before the first."""
    if event.release_id is None:
        abort(404)
    release = queries.release_content(event.release_id)
    agenda = releases.read(release.content)
    asked = request.args.get("zone", "")
    zone = asked if zones.known(asked) and asked != agenda.zone else ""
    return display.Programme(event, agenda, queries.people_of(release), zone)


def _day_page(event: queries.Published, asked: str) -> str:
    said = words.programme(event.kind)
    if event.release_id is None:
        if asked:
            abort(404)
        return render_template("agenda/unpublished.html", published=event, said_as=said)
    p = _programme(event)
    day = _day(p, asked)
    view = "grid" if request.args.get("view") == "grid" else "list"
    return render_template(
        "agenda/programme.html",
        p=p,
        said_as=said,
        day=day,
        number=p.days.index(day) + 1 if day else 0,
        view=view,
        slots=display.slots(p, day) if day and view == "list" else [],
        grid=display.grid_of(p, day) if day and view == "grid" else None,
        tabs=_tabs(p, day, view),
        switch=[
            (_url(p, day, "list"), i18n.gettext("List"), "list", view == "list"),
            (_url(p, day, "grid"), i18n.gettext("Grid"), "grid", view == "grid"),
        ],
        unknown_zone=_unknown_zone(),
        zones=zones.ZONES,
    )


def _day(p: display.Programme, asked: str) -> date | None:
    if not asked:
        return p.days[0] if p.days else None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        abort(404)
    if day not in p.days or asked != day.isoformat():
        abort(404)
    return day


def _tabs(p: display.Programme, day: date | None, view: str) -> list[tuple[Any, ...]]:
    return [
        (_url(p, each, view), i18n.show_day(each, short=True), None, each == day) for each in p.days
    ]


def _url(p: display.Programme, day: date | None, view: str) -> str:
    values: dict[str, Any] = {"view": "grid"} if view == "grid" else {}
    if p.zone:
        values["zone"] = p.zone
    if day is not None:
        values["day"] = day.isoformat()
    return url_for("agenda.programme", slug=p.event.slug, **values)


def _unknown_zone() -> bool:
    asked = request.args.get("zone", "")
    return bool(asked) and not zones.known(asked)


def _session_page(event: queries.Published, code: str) -> str:
    p = _programme(event)
    found = p.agenda.find(code)
    if found is None:
        abort(404)
    if not found.is_shown:
        abort(410)
    also = [s for s in p.agenda.shown if s.start == found.start and s is not found]
    return render_template(
        "agenda/session.html",
        p=p,
        said_as=words.programme(event.kind),
        session=found,
        s=display.item(p, found),
        day=p.agenda.day_of(found),
        start=zones.local(found.start, p.first_zone),
        offset=zones.offset_text(found.start, p.first_zone),
        beside=display.beside(p, found.start),
        floor=words.all_languages(found.languages),
        interpretation=words.all_languages(found.interpretation),
        voices=[(display.speaker(p, v.code), words.role(v.role)) for v in found.speakers],
        also=[display.item(p, s) for s in also if not display.is_pause(s)],
    )


def _speakers_page(event: queries.Published) -> str:
    p = _programme(event)
    people = [display.speaker(p, known.code) for known in p.agenda.speakers]
    return render_template(
        "agenda/speakers.html",
        p=p,
        said_as=words.programme(event.kind),
        people=sorted(people, key=lambda person: (person["sort"], person["name"])),
    )


def _speaker_page(event: queries.Published, code: str) -> str:
    p = _programme(event)
    if code not in {known.code for known in p.agenda.speakers}:
        abort(404)
    held = [s for s in p.agenda.shown if code in {voice.code for voice in s.speakers}]
    return render_template(
        "agenda/speaker.html",
        p=p,
        said_as=words.programme(event.kind),
        person=display.speaker(p, code),
        held=[(p.agenda.day_of(s), display.item(p, s)) for s in held],
    )


def _photo(event: queries.Published, code: str) -> http.Kept:
    person = _programme(event).people.get(code)
    if person is None or not person.photo:
        abort(404)
    file = db.session.scalar(sa.select(files.File).where(files.File.code == person.photo))
    if file is None or not files.path_of(file).is_file():
        abort(404)
    policy = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    return http.Kept(files.path_of(file).read_bytes(), file.media_type, headers=policy)
