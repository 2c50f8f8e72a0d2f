"""What changed from version to version, as a page and as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app, render_template

from eventsite.agenda import changes as diffs
from eventsite.agenda import queries, telling, words
from eventsite.agenda.views import frame
from eventsite.core import access, http, i18n, text

#: Versions in the feed; the page has all.
MOST_ENTRIES = 50
#: The day on which this way of naming entries began (RFC 4151).
NAMED_SINCE = "2026-11-01"


@frame.blueprint.get("/events/<slug>/programme/changes")
@http.cacheable
@access.public
def changes(slug: str) -> http.Kept:
    """Every version with its note and what changed for visitors, newest first."""
    event = frame.found(slug)
    return frame.kept(event, ("changes", event.erased), lambda: _page(event))


@frame.blueprint.get("/events/<slug>/programme/changes.atom")
@http.cacheable
@access.public
def changes_feed(slug: str) -> http.Kept:
    """The same as a feed, in the language of its address."""
    event = frame.found(slug)
    key = ("changes.atom", event.erased, *event.key, i18n.current_lang())
    return http.shelf.get(key, lambda: _feed(event))


def _page(event: queries.Published) -> str:
    return render_template(
        "agenda/changes.html",
        published=event,
        said_as=words.programme(event.kind),
        versions=_versions(event),
    )


def _feed(event: queries.Published) -> http.Kept:
    entries = _versions(event)[:MOST_ENTRIES]
    updated = max([entry["row"].created for entry in entries], default=event.revised)
    body = render_template(
        "agenda/changes_feed.xml",
        published=event,
        said_as=words.programme(event.kind),
        title=text.pick(event.title, i18n.current_lang()).text,
        entries=entries,
        updated=_updated(event, updated),
        id_of=lambda number: _id(event, number),
        link=lambda endpoint, **values: i18n.url_in(i18n.current_lang(), endpoint, **values),
    )
    return http.Kept(body.encode(), "application/atom+xml; charset=utf-8")


def _updated(event: queries.Published, newest: datetime) -> str:
    """A name that was erased changes the feed too."""
    return (max(newest, event.erased) if event.erased else newest).isoformat()


def _id(event: queries.Published, number: int | None) -> str:
    """The lasting name of the feed or of a version in it, one for each language."""
    host = urlsplit(current_app.config["SETTINGS"].base_url).hostname or "localhost"
    what = f"programme:{event.event_id}:{i18n.current_lang()}"
    return f"tag:{host},{NAMED_SINCE}:{what}" + (f":{number}" if number is not None else "")


def _versions(event: queries.Published) -> list[dict[str, Any]]:
    """Each version with its changes in words, newest first; those taken back are not told of."""
    rows = queries.versions(event.event_id)
    people = queries.known_people(event.event_id)
    return [
        {"row": row, "told": telling.told(map(diffs.load, row.diff), people)}
        for row in _standing(rows)
    ]


def _standing(rows: Sequence[sa.Row[Any]]) -> list[sa.Row[Any]]:
    """Without versions taken back before anybody was told, and those that took them back."""
    back = {row.takes_back for row in rows}
    return [row for row in rows if row.takes_back is None and row.number not in back]
