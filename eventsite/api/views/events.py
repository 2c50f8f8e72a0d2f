"""Answers about events, their deadlines, figures and series."""

from datetime import date

from eventsite.api import asking, described, paging, queries, shapes
from eventsite.api.views import frame
from eventsite.core import access, clock, http


@frame.blueprint.get("/api/v1/events")
@http.cacheable
@access.public
def events() -> http.Kept:
    """Public events, filtered."""
    asked, today = frame.asked(asking.Events), clock.now().date()
    after = _after(asked)
    revision = (*queries.events_revision(), today)
    return frame.kept("events", asked, revision, lambda: _events(asked, after, today))


@frame.blueprint.get("/api/v1/events/<slug>")
@http.cacheable
@access.public
def event(slug: str) -> http.Kept:
    """One event."""
    asked, revision = frame.asked(asking.Nothing), queries.event_revision(slug)
    if revision is None:
        raise frame.missing()

    def build() -> shapes.Shape:
        return described.event(*queries.event(revision[0]), frame.link)

    return frame.kept("event", asked, revision, build)


@frame.blueprint.get("/api/v1/events/<slug>/deadlines")
@http.cacheable
@access.public
def deadlines(slug: str) -> http.Kept:
    """What has to be done until when."""
    asked = frame.asked(asking.Listed)
    after, found = frame.after(asked, int, str), queries.find_deadlines(slug)
    if found is None:
        raise frame.missing()
    marks = ((*one._replace(label={}), *sorted(one.label.items())) for one in found.deadlines)
    revision = (found.event_id, found.zone, *(tuple(map(str, mark)) for mark in marks))
    return frame.kept("deadlines", asked, revision, lambda: _deadlines(asked, after, found))


@frame.blueprint.get("/api/v1/events/<slug>/figures")
@http.cacheable
@access.public
def figures(slug: str) -> http.Kept:
    """What the event's page says of its registrations."""
    asked, found = frame.asked(asking.Nothing), queries.find_figures(slug)
    if found is None:
        raise frame.missing()
    event_id, people, countries = found
    # The countries stay as they were until the next ten are full, so that nobody's coming shows.
    revision = (event_id, people // 10)
    return frame.kept("figures", asked, revision, lambda: described.figures(people, countries))


@frame.blueprint.get("/api/v1/series")
@http.cacheable
@access.public
def series() -> http.Kept:
    """Series that have public events."""
    asked = frame.asked(asking.Listed)
    after, found = frame.after(asked, str), queries.series()
    revision = tuple((one.slug, one.version, one.events) for one in found)

    def build() -> shapes.Shape:
        part, key = paging.cut(found, lambda one: (one.slug,), asked.limit, after)
        items = [described.series(one, frame.link) for one in part]
        return shapes.SeriesPart(items=items, next=frame.following(asked, key))

    return frame.kept("series", asked, revision, build)


def _after(asked: asking.Events) -> tuple[date, str] | None:
    match frame.after(asked, int, str):
        case (int(day), str(slug)):
            try:
                return date.fromordinal(day), slug
            except (ValueError, OverflowError) as error:
                raise frame.refused_cursor() from error
    return None


def _events(asked: asking.Events, after: tuple[date, str] | None, today: date) -> shapes.EventPart:
    rows = queries.events(asked, after, today)
    part = rows[: asked.limit]
    key = described.event_key(part[-1].event) if len(rows) > asked.limit else None
    items = [described.event_line(row.event, row.release, frame.link) for row in part]
    return shapes.EventPart(items=items, next=frame.following(asked, key))


def _deadlines(
    asked: asking.Listed, after: paging.Key | None, found: queries.Dated
) -> shapes.DeadlinePart:
    def key_of(row: queries.Deadline) -> paging.Key:
        return int(row.at.timestamp()), row.uid

    rows = sorted(found.deadlines, key=key_of)
    part, key = paging.cut(rows, key_of, asked.limit, after)
    items = [described.deadline(row, found.zone) for row in part]
    return shapes.DeadlinePart(items=items, next=frame.following(asked, key))
