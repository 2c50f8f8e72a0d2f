"""The draft of one day as the builder's table, its tray and its list of things to check."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for

from eventsite.agenda import checking, display, draft, grid, naming, times, words
from eventsite.agenda.models import (
    STATE_LABELS,
    AgendaSession,
    Room,
    SessionKind,
    SessionState,
)
from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.events.models import Event


@dataclass(frozen=True)
class Board:
    """What the builder works with: the event, its rooms, all sessions and what to check."""

    event: Event
    rooms: Sequence[Room]
    sessions: Sequence[AgendaSession]
    #: What the rules found in it.
    checked: checking.Checked
    #: The tracks whose sessions the reader may change; None means all.
    own: frozenset[int] | None = None
    #: The rooms to show; empty means all.
    chosen: frozenset[int] = frozenset()

    @property
    def hours(self) -> tuple[times.Hours, ...]:
        """The event's days."""
        return draft.hours_of(self.event)

    @property
    def days(self) -> tuple[date, ...]:
        """The event's days and every other one on which something was placed."""
        placed = {self.day_of(s) for s in self.sessions if s.is_placed}
        return tuple(sorted({hours.day for hours in self.hours} | placed))

    def day_of(self, session: AgendaSession) -> date:
        """The day of the programme on which a placed session stands."""
        return times.programme_day(draft.wall_of(session), self.hours)


def table(board: Board, day: date) -> dict[str, Any]:
    """The day as columns and rows of cells.

    Every room has a column but those where only breaks are, and so has Online. Rows begin where
    something begins or ends, and every 15 minutes of the day's hours. A row has its instant
    (`at`, local), `starts` as a form sends it, `fold`, and `n`, the minutes since the first row.
    """
    held = [s for s in board.sessions if s.is_placed and s.state != SessionState.WITHDRAWN]
    today = {s.code: s for s in held if board.day_of(s) == day}
    cards = [_card(board, session) for session in today.values()]
    columns: list[int | str] = [*_rooms(board, held), display.ONLINE]
    if any(display.NOWHERE in card.places and not card.across for card in cards):
        columns.append(display.NOWHERE)
    cards = [_narrowed(card, columns) for card in cards]
    hours = [each for each in board.hours if each.day == day]
    raster = times.raster(hours[0], board.event.zone) if hours else ()
    rows = grid.build(columns, [c for c in cards if c.places or c.across], raster)
    seen: set[str] = set()
    shown = {code: session_card(board, session) for code, session in today.items()}
    return {
        "columns": [_head(board, column) for column in columns],
        "rows": [
            {**_at(board, row, rows[0]), "cells": [_cell(cell, shown, seen) for cell in row.cells]}
            for row in rows
        ],
    }


def _at(board: Board, row: grid.Row, first: grid.Row) -> dict[str, Any]:
    local = times.local(row.at, board.event.zone)
    return {
        "at": local,
        "starts": f"{local:%H:%M}",
        "fold": local.fold,
        "n": int((row.at - first.at).total_seconds()) // 60,
        "light": row.light,
    }


def _narrowed(card: grid.Card, columns: Sequence[int | str]) -> grid.Card:
    """The card in the columns that are shown."""
    return replace(card, places=tuple(place for place in card.places if place in columns))


def _rooms(board: Board, held: Sequence[AgendaSession]) -> list[int]:
    pauses = {room.id for session in held if is_pause(session) for room in session.rooms}
    others = {room.id for session in held if not is_pause(session) for room in session.rooms}
    shown = [room.id for room in board.rooms if room.id not in pauses - others]
    return [room for room in shown if room in board.chosen] if board.chosen else shown


def _card(board: Board, session: AgendaSession) -> grid.Card:
    start, end = times.standing(
        draft.wall_of(session), session.minutes, board.event.zone, session.fold
    )
    rooms = tuple(room.id for room in session.rooms)
    places = rooms or ((display.ONLINE,) if session.online else (display.NOWHERE,))
    return grid.Card(session.code, start, end, places, is_pause(session))


def is_pause(session: AgendaSession) -> bool:
    """Whether it goes across all rooms."""
    return session.kind == SessionKind.BREAK and session.state == SessionState.SCHEDULED


def _head(board: Board, column: int | str) -> dict[str, Any]:
    for room in board.rooms:
        if room.id == column:
            return {
                "id": room.id,
                "title": text.pick(room.names, i18n.current_lang()).text,
                "note": words.seats(room.capacity),
            }
    online = column == display.ONLINE
    title = str(gettext("Online") if online else gettext("No room yet"))
    return {"id": column, "title": title, "note": ""}


def _cell(
    cell: grid.Cell | None, today: dict[str, dict[str, Any]], seen: set[str]
) -> dict[str, Any] | None:
    if cell is None:
        return None
    shown = []
    for code in cell.cards:
        shown.append({**today[code], "first": code not in seen})
        seen.add(code)
    return {
        "sessions": shown,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "pause": cell.pause,
    }


def session_card(board: Board, session: AgendaSession) -> dict[str, Any]:
    """A session on the builder: words, people, languages, state, notes and its two links."""
    slug, lang = board.event.slug, i18n.current_lang()
    day = {"day": board.day_of(session).isoformat()} if session.is_placed else {}
    spoken = (*session.languages, *session.interpretation)
    card = {
        "code": session.code,
        "title": text.pick(session.title, lang),
        "hue": session.track.hue if session.track else "stone",
        "track": text.pick(session.track.names, lang).text if session.track else "",
        "minutes": session.minutes,
        "people": ", ".join(naming.on_card(part.speaker) for part in session.speakers),
        "languages": words.languages(spoken),
        "place": words.places([room.names for room in session.rooms], session.online),
        "online": session.online and bool(session.rooms),
        "is_online": session.online,
        "version": session.version,
        "rooms": " ".join(str(room.id) for room in session.rooms),
        "track_id": session.track_id,
        "is_locked": session.is_locked,
        "is_blocker": session.kind == SessionKind.BLOCKER,
        "may_move": board.own is None or session.track_id in board.own,
        "is_break": session.kind == SessionKind.BREAK,
        "state": ""
        if session.state == SessionState.SCHEDULED
        else gettext(STATE_LABELS[session.state]),
        "notes": checking.notes(board.checked, session.code),
        "href": url_for("agenda.edit_session", slug=slug, code=session.code),
        "move": url_for(
            "agenda.builder", slug=slug, session=session.code, _anchor="move", **_any(day)
        ),
    }
    if session.is_placed:
        wall = draft.wall_of(session)
        _, end = times.standing(wall, session.minutes, board.event.zone, session.fold)
        card["start"] = i18n.show_time(wall)
        card["until"] = i18n.show_time(times.local(end, board.event.zone))
    return card


def _any(values: dict[str, str]) -> dict[str, Any]:
    return dict(values)


def tray(board: Board) -> list[dict[str, Any]]:
    """The sessions that are not placed and take place."""
    waiting = [s for s in board.sessions if not s.is_placed and s.state == SessionState.SCHEDULED]
    return [session_card(board, session) for session in waiting]


def others(board: Board, session: AgendaSession) -> list[tuple[str, str]]:
    """Placed sessions to swap with, those of the same day first: `code:version` and words."""
    lang = i18n.current_lang()
    day = board.day_of(session) if session.is_placed else None
    found = [s for s in board.sessions if s.is_placed and s.id != session.id and not s.is_locked]
    found = [s for s in found if board.own is None or s.track_id in board.own]
    found.sort(key=lambda s: (board.day_of(s) != day, draft.wall_of(s), s.id))
    when = [f"{i18n.show_day(board.day_of(s), short=True)} {draft.wall_of(s):%H:%M}" for s in found]
    return [
        (f"{s.code}:{s.version}", f"{at} {text.pick(s.title, lang).text}")
        for s, at in zip(found, when, strict=True)
    ]


def to_check(board: Board) -> list[dict[str, Any]]:
    """What the rules found, as `checking.to_check` says it."""
    return checking.to_check(board.checked)
