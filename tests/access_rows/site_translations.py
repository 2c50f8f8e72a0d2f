"""Rows of the desk of translations."""

import io
from typing import Any

from eventsite.site.translating.states import mark
from tests.access_table import Row, Visitor, World, Writes, of_event, page, team, write
from tests.agenda import makings

WRITERS = (
    Visitor.AGENDA,
    Visitor.TRACK,
    Visitor.EDITOR,
    Visitor.REGISTRATION,
    Visitor.CALLS,
    Visitor.COMMUNICATION,
)
TITLE = "events:event.title"
SAVED = ("drafts", "dropped", "lang", "reviewed")


def into_french(world: World) -> dict[str, Any]:
    return {**of_event(world), "lang": "fr"}


def typed(_world: World) -> dict[str, Any]:
    """A French title for an event that has none."""
    return {"key": TITLE, f"said:{TITLE}": "Le forum", f"stood:{TITLE}": mark("\x1f")}


def brought(_world: World) -> dict[str, Any]:
    """The same in a table."""
    return {"table": (io.BytesIO(f"key,translation\n{TITLE},Le forum\n".encode()), "fr.csv")}


def one_more(world: World) -> object:
    return makings.make_session(world.event, "One more session")


ROWS: dict[tuple[str, str], Row] = {
    ("site.translations", "GET"): page(team(*WRITERS, viewer=True), of_event),
    ("site.translate", "GET"): page(
        team(*WRITERS, viewer=True), into_french, grow=one_more, reader=Visitor.OWNER
    ),
    ("site.translations_csv", "GET"): page(team(*WRITERS, viewer=True), into_french),
    ("site.save_translations", "POST"): write(
        team(*WRITERS), into_french, Writes("event.translated", typed, after=SAVED)
    ),
    ("site.take_translations_in", "POST"): write(
        team(*WRITERS), into_french, Writes("event.translated", brought, after=SAVED)
    ),
}
