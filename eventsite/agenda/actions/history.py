"""Undo and redo: a person's own steps in one event, taken back and made again."""

from collections.abc import Iterable
from datetime import datetime

from eventsite.agenda import checks, history, queries, rules, times
from eventsite.agenda.actions import allowing, drafting, restoring
from eventsite.agenda.history import Change, Clash, Kind, Way
from eventsite.agenda.models import AgendaSession, Room, Track
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event

_NOTHING = {Way.UNDO: rules.Reason.NOTHING_TO_UNDO, Way.REDO: rules.Reason.NOTHING_TO_REDO}
_VERBS = {Way.UNDO: Verb.STEP_UNDONE, Way.REDO: Verb.STEP_REDONE}
#: The fields that a lock holds.
_HELD = frozenset(name for group in history.TOGETHER for name in group)


def undo(event: Event, actor: str, only: frozenset[int] | None = None) -> str:
    """Take back the person's last step in this event; its words, as the button had them.

    All of it or nothing: refused with a sentence that names the thing, and who changed it, when
    it is no longer as the step left it. `only` are the tracks an editor may change, None all.
    """
    return _apply(event, actor, Way.UNDO, only)


def redo(event: Event, actor: str, only: frozenset[int] | None = None) -> str:
    """Make the step again that the person took back last; likewise."""
    return _apply(event, actor, Way.REDO, only)


def _apply(event: Event, actor: str, way: Way, only: frozenset[int] | None) -> str:
    rules.require_open(event)
    revision = drafting.touch(event, actor)
    ways = queries.history(event, actor)
    step = queries.last_steps(event.id, actor)[way == Way.REDO]
    if step is None:
        raise Refused(_NOTHING[way])
    stock = restoring.Stock(event, step, way)
    leaving = _leaving(step.changes, way)
    for change in step.changes:
        _require(stock, change, actor, only, leaving)
    allowing.require(event, _moves(stock, step.changes))
    for turn in history.in_turns(step.changes, way):
        stock.apply(turn, revision)
    step.undone = clock.now() if way == Way.UNDO else None
    step.revision = revision
    db.session.flush()
    audit.record(
        actor, _VERBS[way], f"event:{event.id}", after={"step": step.id, "verb": step.verb}
    )
    return ways.undo if way == Way.UNDO else ways.redo


def _leaving(changes: Iterable[Change], way: Way) -> dict[str, frozenset[str]]:
    """Sessions that the same step takes out of their rooms, and out of their tracks, by code."""
    found: dict[str, set[str]] = {"rooms": set(), "track_id": set()}
    for change in changes:
        there = history.target(change, way)
        for name, codes in found.items():
            if change["kind"] == Kind.SESSION and (there is None or name in there):
                codes.add(change["key"])
    return {name: frozenset(codes) for name, codes in found.items()}


def _require(
    stock: restoring.Stock,
    change: Change,
    actor: str,
    only: frozenset[int] | None,
    leaving: dict[str, frozenset[str]],
) -> None:
    """Refuse what cannot be applied, before anything is changed."""
    thing, title = stock.thing(change), stock.title(change)
    current = drafting.snapshot(thing) if thing is not None else None
    there = history.target(change, stock.way)
    if only is not None:
        tracks = {s["track_id"] for s in (current, there) if s is not None and "track_id" in s}
        if change["kind"] != Kind.SESSION or not tracks <= only:
            raise Refused(rules.Reason.OTHER_TRACK)
    clash = history.conflict(change, current, stock.way)
    if clash is not None:
        raise _clashed(stock, change, clash, actor)
    if there is not None and not stock.has_all(change):
        raise Refused(rules.Reason.PLACE_GONE, title=title)
    if there is not None and current is not None:
        stays_locked = current.get("is_locked") and there.get("is_locked", True)
        if stays_locked and _HELD & there.keys():
            raise Refused(rules.Reason.LOCKED_SINCE, title=title)
    elif thing is not None and there is None:
        _require_deletable(stock, thing, title, leaving)


def _moves(stock: restoring.Stock, changes: Iterable[Change]) -> dict[str, checks.Move | None]:
    """Where sessions would go that are there now, by code, as the rules look at it."""
    found: dict[str, checks.Move | None] = {}
    for change in changes:
        session, there = stock.thing(change), history.target(change, stock.way)
        if isinstance(session, AgendaSession) and there is not None and _HELD & there.keys():
            found[session.code] = _move(stock.event, {**drafting.snapshot(session), **there})
    return found


def _move(event: Event, there: history.Snapshot) -> checks.Move | None:
    if there["day"] is None:
        return None
    wall = datetime.combine(
        history.value("day", there["day"]), history.value("starts", there["starts"])
    )
    start, end = times.standing(wall, there["minutes"], event.zone, there["fold"])
    return checks.Move(start, end, tuple(there["rooms"]), there["online"])


def _clashed(stock: restoring.Stock, change: Change, clash: Clash, actor: str) -> Refused:
    title = stock.title(change)
    if clash == Clash.GONE:
        return Refused(rules.Reason.GONE_SINCE, title=title)
    if clash == Clash.THERE:
        return Refused(rules.Reason.THERE_AGAIN, title=title)
    kind = Kind(change["kind"])
    last = queries.find_last_change(stock.event.id, kind, change["key"], but=actor)
    if last is None or not last.name:
        return Refused(rules.Reason.SINCE_CHANGED, title=title)
    return Refused(rules.Reason.SINCE_CHANGED_BY, title=title, name=last.name)


def _require_deletable(
    stock: restoring.Stock, thing: drafting.Thing, title: str, leaving: dict[str, frozenset[str]]
) -> None:
    """Nothing that was published, and nothing to which others have added by now."""
    if isinstance(thing, Room):
        if stock.belongings.in_room.get(thing.id, set()) - leaving["rooms"]:
            raise Refused(rules.Reason.ROOM_USED)
    elif isinstance(thing, Track):
        if stock.belongings.in_track.get(thing.id, set()) - leaving["track_id"]:
            raise Refused(rules.Reason.TRACK_USED)
    elif thing.released is not None:
        raise Refused(rules.Reason.UNDO_RELEASED, title=title)
    elif thing.id in stock.belongings.more:
        raise Refused(rules.Reason.UNDO_MATERIALS, title=title)
