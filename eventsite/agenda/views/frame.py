"""What the public pages of a release share: the blueprint, the newest release, the kept bytes."""

from collections.abc import Callable, Iterable

from flask import Blueprint, abort, request

from eventsite.agenda import display, queries, releases
from eventsite.core import http, i18n, zones

blueprint = Blueprint("agenda", __name__)
_ARGUMENTS = frozenset({"view", "zone"})


def found(slug: str) -> queries.Published:
    """The public event of this address, or 404."""
    event = queries.find_published(slug)
    if event is None:
        abort(404)
    return event


def kept(
    event: queries.Published,
    what: tuple[object, ...],
    page: Callable[[], str],
    arguments: Iterable[str] = _ARGUMENTS,
) -> http.Kept:
    """The page's bytes, made once for each release, language and question."""
    asked = request.args
    plain = set(asked) <= set(arguments) and len(list(asked.items(multi=True))) == len(asked)
    if not plain or (asked.get("zone") and not zones.known(asked["zone"])):
        return http.Kept(page().encode())
    key = (*what, *event.key, i18n.current_lang(), request.query_string)
    return http.shelf.get(key, lambda: http.Kept(page().encode()))


def programme_of(event: queries.Published) -> display.Programme:
    """The newest release, for the reader's zone; 404 before the first."""
    if event.release_id is None:
        abort(404)
    release = queries.release_content(event.release_id)
    agenda = releases.read(release.content)
    asked = request.args.get("zone", "")
    zone = asked if zones.known(asked) and asked != agenda.zone else ""
    return display.Programme(event, agenda, queries.people_of(release), zone)


def is_unknown_zone() -> bool:
    """Whether the reader asked for a zone that there is not."""
    asked = request.args.get("zone", "")
    return bool(asked) and not zones.known(asked)
