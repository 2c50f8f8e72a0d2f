"""Fetches who changed what in a draft, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from eventsite.agenda import history as history_room
from eventsite.agenda import step_words
from eventsite.agenda.models import Agenda, AgendaSession, AgendaStep, Room, Track
from eventsite.agenda.verbs import Verb
from eventsite.core import i18n, text
from eventsite.core.db import db
from eventsite.events import queries as event_queries
from eventsite.events.models import Event

#: How many of the newest steps of an event are looked through for one session.
_READ = 200
#: Steps that make rooms or tracks; an import also changes what is there.
_MAKING = (Verb.ROOM_CREATED, Verb.TRACK_CREATED, Verb.IMPORTED)
#: How many things done by others are told at once.
_NEWS = 5


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last step that touched a thing."""

    actor: str
    #: Empty when it was nobody with an account.
    name: str
    verb: str
    change: history_room.Change
    #: Whether it was then taken back.
    undone: bool


def revision(event_id: int) -> int:
    """The agenda's revision; 0 before the first change."""
    found = db.session.scalar(sa.select(Agenda.revision).where(Agenda.event_id == event_id))
    return found or 0


def find_last_change(
    event_id: int, kind: history_room.Kind, key: str, but: str = ""
) -> LastChange | None:
    """The last change that somebody, other than the actor `but`, made to a thing."""
    steps = db.session.execute(
        sa.select(AgendaStep.actor, AgendaStep.verb, AgendaStep.changes, AgendaStep.undone)
        .where(AgendaStep.event_id == event_id, AgendaStep.actor != but)
        .order_by(AgendaStep.revision.desc())
        .limit(_READ)
    )
    for actor, verb, changes, undone in steps:
        for change in changes:
            if (change["kind"], change["key"]) == (kind.value, key):
                name = event_queries.names_of_actors([actor]).get(actor, "")
                return LastChange(actor, name, verb, change, undone is not None)
    return None


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons say; empty where there is nothing to undo or to do again."""

    undo: str
    redo: str


def history(event: Event, actor: str) -> Ways:
    """The words for a person's own undo and redo in this event."""
    undo, redo = last_steps(event.id, actor)
    said = said_of(event.id, [step for step in (undo, redo) if step is not None])
    return Ways(
        step_words.undo(said[undo.id]) if undo is not None else "",
        step_words.redo(said[redo.id]) if redo is not None else "",
    )


def last_steps(event_id: int, actor: str) -> tuple[AgendaStep | None, AgendaStep | None]:
    """The person's step that undo would take back, and the one that redo would make again."""
    mine = sa.select(AgendaStep).where(AgendaStep.event_id == event_id, AgendaStep.actor == actor)
    mine = mine.where(AgendaStep.dropped.is_(False))
    undo = mine.where(AgendaStep.undone.is_(None)).order_by(AgendaStep.id.desc()).limit(1)
    redo = mine.where(AgendaStep.undone.is_not(None))
    redo = redo.order_by(AgendaStep.id).limit(1)
    both = sa.union_all(sa.select(undo.subquery().c.id), sa.select(redo.subquery().c.id)).subquery()
    found = list(
        db.session.scalars(sa.select(AgendaStep).where(AgendaStep.id.in_(sa.select(both.c.id))))
    )
    return (
        next((step for step in found if step.undone is None), None),
        next((step for step in found if step.undone is not None), None),
    )


def news(event: Event, since: int, but: str) -> list[str]:
    """What others did after a revision, as sentences, the newest last; at most five."""
    steps = db.session.scalars(
        sa.select(AgendaStep)
        .where(
            AgendaStep.event_id == event.id, AgendaStep.actor != but, AgendaStep.revision > since
        )
        .order_by(AgendaStep.revision.desc())
        .limit(_NEWS)
    ).all()
    said = said_of(event.id, steps)
    return [step_words.news(said[step.id]) for step in reversed(steps)]


def said_of(event_id: int, steps: Sequence[AgendaStep]) -> dict[int, step_words.StepSaid]:
    """Each step by id with the name of its author and the titles of what it touched."""
    if not steps:
        return {}
    names = event_queries.names_of_actors({step.actor for step in steps})
    titles = titles_of(event_id, steps)
    return {
        step.id: step_words.StepSaid(
            name=names.get(step.actor, ""),
            verb=step.verb,
            kind=history_room.Kind(step.changes[0]["kind"]),
            titles=[titles[change["kind"], change["key"]] for change in step.changes],
            undone=step.undone is not None,
        )
        for step in steps
    }


def made_since(step: AgendaStep) -> set[tuple[str, str]]:
    """Kind and key of the rooms and tracks that were first made after a step.

    A database may give a new row the number of a deleted one, which is another place.
    """
    steps = db.session.scalars(
        sa.select(AgendaStep.changes).where(
            AgendaStep.event_id == step.event_id,
            AgendaStep.id > step.id,
            AgendaStep.verb.in_([verb.value for verb in _MAKING]),
        )
    )
    return {
        (change["kind"], change["key"])
        for changes in steps
        for change in changes
        if change["before"] is None
    }


def step_of(event_id: int, revision: int) -> int | None:
    """The id of the step that made a revision."""
    return db.session.scalar(
        sa.select(AgendaStep.id).where(
            AgendaStep.event_id == event_id, AgendaStep.revision == revision
        )
    )


def titles_of(event_id: int, steps: Sequence[AgendaStep]) -> dict[tuple[str, str], str]:
    """What the things of steps are called, by kind and key: as in the step, else as now."""
    found: dict[tuple[str, str], str] = {}
    wanted: dict[str, set[str]] = {kind.value: set() for kind in history_room.Kind}
    for change in (change for step in steps for change in step.changes):
        said = {**(change["before"] or {}), **(change["after"] or {})}
        names = said.get("title") or said.get("names")
        found[change["kind"], change["key"]] = text.pick(names, i18n.current_lang()).text
        if not names:
            wanted[change["kind"]].add(change["key"])
    codes = wanted[history_room.Kind.SESSION.value]
    if codes:
        rows = db.session.execute(
            sa.select(AgendaSession.code, AgendaSession.title).where(
                AgendaSession.event_id == event_id, AgendaSession.code.in_(codes)
            )
        )
        for code, title in rows:
            key = (history_room.Kind.SESSION.value, code)
            found[key] = text.pick(title, i18n.current_lang()).text
    for kind, model in ((history_room.Kind.ROOM, Room), (history_room.Kind.TRACK, Track)):
        if wanted[kind.value]:
            rows = db.session.execute(
                sa.select(model.id, model.names).where(
                    model.event_id == event_id, model.id.in_(map(int, wanted[kind.value]))
                )
            )
            for number, names in rows:
                found[kind.value, str(number)] = text.pick(names, i18n.current_lang()).text
    return found
