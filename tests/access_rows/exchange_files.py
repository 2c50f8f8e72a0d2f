"""Rows of the files of a programme, of its page for paper and for frames, and of the frame rule."""

from typing import Any

from eventsite.agenda import queries
from tests.access_table import Row, Visitor, World, Writes, everybody, of_event, page, team, write
from tests.agenda import makings

GIVE_OUT = team(Visitor.AGENDA, Visitor.COMMUNICATION)


def released(world: World) -> dict[str, Any]:
    """The address of an event with a published programme."""
    event = world.event
    if queries.latest_release(event.id) is None:
        makings.place(event, makings.make_session(event, "Opening"), "09:30")
        makings.publish(event)
    return of_event(world)


def more(world: World) -> object:
    """One more session in the published programme."""
    event = world.event
    makings.place(event, makings.make_session(event, "One more"), "11:30")
    return makings.publish(event)


def named(_world: World) -> dict[str, Any]:
    """One site that may show the programme."""
    return {"who": "listed", "hosts": "https://www.example.org", "version": 0}


def public(**more_of_row: Any) -> Row:
    """A public page or file of a published programme."""
    return Row(everybody(), released, cacheable=True, **more_of_row)


ROWS: dict[tuple[str, str], Row] = {
    ("exchange.frab_xml", "GET"): public(grow=more),
    ("exchange.frab_json", "GET"): public(grow=more),
    ("exchange.programme_csv", "GET"): public(grow=more),
    ("exchange.programme_xlsx", "GET"): public(),
    ("exchange.programme_docx", "GET"): public(),
    ("exchange.files", "GET"): public(),
    ("exchange.printed", "GET"): public(grow=more),
    ("exchange.embed", "GET"): public(grow=more),
    ("exchange.exports", "GET"): page(GIVE_OUT, released),
    ("exchange.exports", "POST"): write(
        GIVE_OUT,
        of_event,
        Writes("agenda.frames_set", named, before=("frame_hosts",), after=("frame_hosts",)),
    ),
}
