"""Rows of the public feeds and of the pages about them."""

from typing import Any

from tests import make
from tests.access_table import Row, World, everybody, of_event


def series_of(world: World) -> dict[str, Any]:
    """The address of a page of the series that the event belongs to."""
    series = make.make_series()
    world.event.series_id = series.id
    return {"slug": series.slug}


def another_event(_world: World) -> object:
    """One more event in the feed of all."""
    return make.make_event(days=2)


def another_day(world: World) -> object:
    """One more day of the event."""
    last = world.event.days[-1].day
    world.event.days.append(make.make_day(last.replace(day=last.day + 1)))
    return world.event


def another_series(_world: World) -> object:
    """One more series to follow."""
    return make.make_event(series_id=make.make_series().id)


ROWS: dict[tuple[str, str], Row] = {
    ("calendars.site_feed", "GET"): Row(everybody(), cacheable=True, grow=another_event),
    ("calendars.series_feed", "GET"): Row(everybody(), series_of, cacheable=True),
    ("calendars.kind_feed", "GET"): Row(
        everybody(), lambda _world: {"kind": "forum"}, cacheable=True, grow=another_event
    ),
    ("calendars.event_feed", "GET"): Row(everybody(), of_event, cacheable=True, grow=another_day),
    ("calendars.deadlines_feed", "GET"): Row(everybody(), of_event, cacheable=True),
    ("calendars.site_jcal", "GET"): Row(everybody(), cacheable=True, grow=another_event),
    ("calendars.series_jcal", "GET"): Row(everybody(), series_of, cacheable=True),
    ("calendars.kind_jcal", "GET"): Row(
        everybody(), lambda _world: {"kind": "forum"}, cacheable=True, grow=another_event
    ),
    ("calendars.event_jcal", "GET"): Row(everybody(), of_event, cacheable=True, grow=another_day),
    ("calendars.deadlines_jcal", "GET"): Row(everybody(), of_event, cacheable=True),
    ("calendars.calendars", "GET"): Row(everybody(), cacheable=True, grow=another_series),
    ("calendars.event_calendar", "GET"): Row(everybody(), of_event, cacheable=True),
}
