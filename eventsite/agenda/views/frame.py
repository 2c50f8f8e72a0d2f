"""What the public pages of a release share: the blueprint, the newest release, the kept bytes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, abort, g, request

from eventsite.agenda import display, queries, releases
from eventsite.agenda.models import Release
from eventsite.core import http, i18n, zones

blueprint = Blueprint("agenda", __name__)
_ARGUMENTS = frozenset({"view", "zone"})
_VIEWS = frozenset({"", "list", "grid"})


def found(slug: str) -> queries.Published:
    """The public event of this address, or 404; in a preview that of the team."""
    if "preview" in g:
        return preview().event
    event = queries.find_published(slug)
    if event is None:
        abort(404)
    return event


def kept(
    event: queries.Published,
    what: tuple[object, ...],
    page: Callable[[], str],
    arguments: Iterable[str] = _ARGUMENTS,
    max_age: int = 60,
) -> http.Kept:
    """The page's bytes, made once for each release, language and question.

    A question with more than `arguments`, with a zone or a view that there is not, or written in
    another way than browsers and our own links do, is not kept: it could be made up without end.
    """

    def made() -> http.Kept:
        return http.Kept(page().encode(), max_age=max_age, is_rare=bool(g.get("is_rare")))

    asked = request.args
    if "preview" in g:
        return made()
    plain = set(asked) <= set(arguments) and asked.get("view", "") in _VIEWS and _is_usual()
    if not plain or (asked.get("zone") and not zones.known(asked["zone"])):
        return made()
    key = (*what, *event.key, i18n.current_lang(), request.query_string)
    return http.shelf.get(key, made)


def _is_usual() -> bool:
    """Whether the query says each thing once and in the usual letters."""
    asked = request.args.to_dict()
    usual = {urlencode(asked), urlencode(asked, safe="/")}
    return request.query_string.decode("latin-1") in usual


def preview() -> display.Programme:
    """On the team's preview pages: the draft, shown as if it were published."""
    found: display.Programme = g.preview
    return found


def rare() -> None:
    """Say while a page is made that it answers a question which few will ask again."""
    g.is_rare = True


def programme_of(event: queries.Published) -> display.Programme:
    """The newest release, for the reader's zone; 404 before the first."""
    if event.release_id is None:
        abort(404)
    asked = request.args.get("zone", "")
    if "preview" in g:
        drafted = preview()
        known = zones.known(asked) and asked != drafted.agenda.zone
        return replace(drafted, zone=asked if known else "")
    agenda, people = read(event)
    return display.Programme(event, agenda, people, _zone(agenda))


def read(
    event: queries.Published,
) -> tuple[releases.ReleasedAgenda, dict[str, releases.ReleasedPerson]]:
    """The newest release and its people, fetched once for a request; 404 before the first."""
    if event.release_id is None:
        abort(404)
    held = g.get("released")
    if held is None or held[0] != event.key:
        content, people = queries.stored(event.release_id)
        held = event.key, releases.read(content), people
        g.released = held
    return held[1], held[2]


def of_release(event: queries.Published, release: Release) -> display.Programme:
    """A release, for the reader's zone."""
    agenda = releases.read(release.content)
    return display.Programme(event, agenda, queries.people_of(release), _zone(agenda))


def _zone(agenda: releases.ReleasedAgenda) -> str:
    """The zone that the reader asked for beside the programme's own, or empty."""
    asked = request.args.get("zone", "")
    return asked if zones.known(asked) and asked != agenda.zone else ""


def is_unknown_zone() -> bool:
    """Whether the reader asked for a zone that there is not."""
    asked = request.args.get("zone", "")
    return bool(asked) and not zones.known(asked)
