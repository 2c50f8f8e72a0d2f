"""The public feeds: the site, a series, a kind, an event and its deadlines; each also as jCal."""

from flask import abort, request

from eventsite.calendars import choosing, feeds
from eventsite.calendars.views import frame
from eventsite.core import access, http
from eventsite.events.models import EventKind


@frame.blueprint.get("/calendar.ics")
@http.cacheable
@access.public
def site_feed() -> http.Kept:
    """All events."""
    return feeds.site()


@frame.blueprint.get("/calendar.json")
@http.cacheable
@access.public
def site_jcal() -> http.Kept:
    """All events as jCal."""
    return feeds.as_jcal(feeds.site())


@frame.blueprint.get("/series/<slug>/calendar.ics")
@http.cacheable
@access.public
def series_feed(slug: str) -> http.Kept:
    """The events of a series."""
    return _or_404(feeds.find_of_series(slug))


@frame.blueprint.get("/series/<slug>/calendar.json")
@http.cacheable
@access.public
def series_jcal(slug: str) -> http.Kept:
    """The events of a series as jCal."""
    return feeds.as_jcal(_or_404(feeds.find_of_series(slug)))


@frame.blueprint.get("/kinds/<kind>/calendar.ics")
@http.cacheable
@access.public
def kind_feed(kind: str) -> http.Kept:
    """The events of a kind."""
    return _of_kind(kind)


@frame.blueprint.get("/kinds/<kind>/calendar.json")
@http.cacheable
@access.public
def kind_jcal(kind: str) -> http.Kept:
    """The events of a kind as jCal."""
    return feeds.as_jcal(_of_kind(kind))


@frame.blueprint.get("/events/<slug>/calendar.ics")
@http.cacheable
@access.public
def event_feed(slug: str) -> http.Kept:
    """The days and sessions of an event, or those that the query chooses."""
    return _of_event(slug)


@frame.blueprint.get("/events/<slug>/calendar.json")
@http.cacheable
@access.public
def event_jcal(slug: str) -> http.Kept:
    """The days and sessions of an event as jCal."""
    return feeds.as_jcal(_of_event(slug))


@frame.blueprint.get("/events/<slug>/deadlines.ics")
@http.cacheable
@access.public
def deadlines_feed(slug: str) -> http.Kept:
    """The deadlines of an event."""
    return _or_404(feeds.find_of_deadlines(slug))


@frame.blueprint.get("/events/<slug>/deadlines.json")
@http.cacheable
@access.public
def deadlines_jcal(slug: str) -> http.Kept:
    """The deadlines of an event as jCal."""
    return feeds.as_jcal(_or_404(feeds.find_of_deadlines(slug)))


def _of_kind(kind: str) -> http.Kept:
    if kind not in set(EventKind):
        abort(404)
    return feeds.of_kind(EventKind(kind))


def _of_event(slug: str) -> http.Kept:
    try:
        return _or_404(feeds.find_of_event(slug, choosing.read(request.args.items(multi=True))))
    except choosing.Unknown:
        abort(404)


def _or_404(kept: http.Kept | None) -> http.Kept:
    if kept is None:
        abort(404)
    return kept
