"""Rows of the pages that look at many features at once."""

from eventsite.core import clock
from eventsite.core.tasks.models import PeriodicRun
from eventsite.events.models import EventState
from tests import make
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    of_event,
    only_staff,
    page,
    team,
    whoever_signed_in,
    write,
)


def another_event(_world: World) -> object:
    """One more public event."""
    return make.make_event(f"Forum number {make.number()}")


def series(_world: World) -> dict[str, str]:
    """A series with an event."""
    found = make.make_series()
    make.make_event(series_id=found.id)
    return {"slug": found.slug}


def initiative(_world: World) -> dict[str, str]:
    """An initiative with an event."""
    found = make.make_initiative()
    make.make_event(initiative_id=found.id)
    return {"slug": found.slug}


def past_event(_world: World) -> object:
    """One more event with an outcome."""
    title = f"Held {make.number()}"
    return make.make_event(title, state=EventState.ARCHIVED, outcome={"en": "Agreed."})


def worker(_world: World) -> dict[str, str]:
    """A worker has shown itself."""
    make.add(PeriodicRun(name=f"run-{make.number()}", due=clock.now(), started=clock.now()))
    return {}


def an_edition(world: World) -> dict[str, str]:
    """The address of an event of a series."""
    if world.event.series_id is None:
        world.event.series_id = make.make_series().id
    return of_event(world)


ROWS: dict[tuple[str, str], Row] = {
    ("site.home", "GET"): page(everybody(), cacheable=True, grow=another_event),
    ("site.events", "GET"): page(everybody(), cacheable=True, grow=another_event),
    ("site.event", "GET"): page(everybody(), of_event, cacheable=True),
    ("site.series", "GET"): page(everybody(), series, cacheable=True),
    ("site.initiative", "GET"): page(everybody(), initiative, cacheable=True),
    ("site.library", "GET"): page(everybody(), cacheable=True, grow=past_event),
    ("site.roadmap", "GET"): page(everybody(), cacheable=True),
    ("site.accessibility", "GET"): page(everybody(), cacheable=True),
    ("site.your_data", "GET"): page(everybody(), cacheable=True),
    ("site.contact", "GET"): page(everybody(), cacheable=True),
    ("site.search", "GET"): page(everybody(), query="?q=forum", grow=another_event),
    ("site.time_zone", "GET"): page(everybody()),
    ("site.healthz", "GET"): page(everybody()),
    ("site.readyz", "GET"): page(everybody(), worker),
    ("site.robots", "GET"): page(everybody()),
    ("site.sitemap", "GET"): page(everybody()),
    ("site.sitemap_part", "GET"): page(everybody(), lambda _world: {"part": 1}),
    ("site.favicon", "GET"): page(everybody()),
    ("site.erased", "GET"): page(everybody()),
    ("site.components", "GET"): page(only_staff()),
    ("site.my_data", "GET"): page(whoever_signed_in()),
    ("site.download_my_data", "GET"): page(whoever_signed_in()),
    ("site.download_my_table", "GET"): page(whoever_signed_in()),
    ("site.download_my_files", "GET"): page(whoever_signed_in()),
    ("site.erase_me", "GET"): page(whoever_signed_in()),
    ("site.erase_me", "POST"): write(
        whoever_signed_in(),
        silent="every feature remembers for itself; tests/site/test_pages.py looks for it",
    ),
    ("site.cancel_event", "GET"): page(team(), of_event),
    ("site.cancel_event", "POST"): write(
        team(),
        of_event,
        Writes(
            "event.cancelled",
            lambda _world: {"note-en": "The hall flooded."},
            before=("state",),
            after=("state",),
            by=Visitor.OWNER,
        ),
    ),
    ("site.copy_event", "GET"): page(team(), an_edition),
    ("site.copy_event", "POST"): write(
        team(),
        an_edition,
        Writes(
            "event.copied",
            lambda _world: {"title-en": "Forum 2028", "slug": "forum-2028", "sessions": "y"},
            after=("copied_from", "days", "kind", "slug"),
            by=Visitor.OWNER,
        ),
    ),
}
