"""The public feeds: the site, a series, a kind, an event and its deadlines."""

from flask import abort

from eventsite.calendars import feeds
from eventsite.calendars.views import frame
from eventsite.core import access, http
from eventsite.events.models import EventKind


@frame.blueprint.get("/calendar.ics")
@http.cacheable
@access.public
def site_feed() -> http.Kept:
    """All events."""
    return feeds.site()


@frame.blueprint.get("/series/<slug>/calendar.ics")
@http.cacheable
@access.public
def series_feed(slug: str) -> http.Kept:
    """The events of a series."""
    return _or_404(feeds.find_of_series(slug))


@frame.blueprint.get("/kinds/<kind>/calendar.ics")
@http.cacheable
@access.public
def kind_feed(kind: str) -> http.Kept:
    """The events of a kind."""
    if kind not in set(EventKind):
        abort(404)
    return feeds.of_kind(EventKind(kind))


@frame.blueprint.get("/events/<slug>/calendar.ics")
@http.cacheable
@access.public
def event_feed(slug: str) -> http.Kept:
    """The days and sessions of an event."""
    return _or_404(feeds.find_of_event(slug))


@frame.blueprint.get("/events/<slug>/deadlines.ics")
@http.cacheable
@access.public
def deadlines_feed(slug: str) -> http.Kept:
    """The deadlines of an event."""
    return _or_404(feeds.find_of_deadlines(slug))


def _or_404(kept: http.Kept | None) -> http.Kept:
    if kept is None:
        abort(404)
    return kept
