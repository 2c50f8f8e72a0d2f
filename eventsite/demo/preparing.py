"""Gives sessions of the invented forum their papers, their ways to join and their supplies."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from itertools import cycle
from typing import Any

from werkzeug.datastructures import FileStorage

from eventsite.agenda import actions as agenda
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import (
    AgendaSession,
    MaterialKind,
    Publish,
    SessionSupply,
    SupplyKind,
    SupplyState,
)
from eventsite.demo import facts
from eventsite.events.models import Event, JoinWayKind

#: The states that a supply goes through, in their order.
_WAY = (SupplyState.APPROVED, SupplyState.BOOKED, SupplyState.DELIVERED, SupplyState.CONFIRMED)


def by_title(event: Event) -> dict[str, AgendaSession]:
    """The forum's sessions by their English title; of those held several times the last."""
    return {session.title["en"]: session for session in agenda_queries.sessions(event.id)}


def prepare(event: Event, first: date, actor: str) -> None:
    """What the sessions of the plan need before they are published."""
    known, found = facts.read("building"), by_title(event)
    for title, ways in known["ways"].items():
        session = found[title]
        wanted = [agenda.WayFacts(**{**way, "kind": JoinWayKind(way["kind"])}) for way in ways]
        agenda.set_session_ways(event, session, wanted, actor, session.version)
    for fact in known["materials"]:
        _material(event, found[fact["session"]], fact, first, actor)
    for fact in known["slides"]:
        session = found[fact["session"]]
        agenda.give(event, session, session.speakers[0].speaker, url=fact["address"], lang="en")
    _supply(event, found, actor)


def _material(
    event: Event, session: AgendaSession, fact: Mapping[str, Any], first: date, actor: str
) -> None:
    """A link, a small file made here, or one that is awaited."""
    upload, before = None, fact.get("due_days_before")
    if "file" in fact:
        upload = FileStorage(BytesIO(fact["text"].encode()), fact["file"])
    said = agenda.MaterialFacts(
        title=fact["title"],
        kind=MaterialKind(fact["kind"]),
        lang=fact["lang"],
        publish=Publish(fact["publish"]),
        due=first - timedelta(days=before) if before else None,
    )
    source = agenda.Source(upload, fact.get("url", ""))
    agenda.add_material(event, session, said, source, actor)


def _supply(event: Event, found: Mapping[str, AgendaSession], actor: str) -> None:
    """Everything that some sessions announce, in a mix of states, and some things more."""
    known = facts.read("building")["supplies"]
    states = cycle([SupplyState(state) for state in known["states"]])
    for title in known["announced"]:
        agenda.request_missing(event, found[title], actor)
        for supply in agenda_queries.supplies(found[title].id):
            said = _said(supply.kind, supply.lang)
            agenda.change_supply(event, supply, said, actor, supply.version)
            _bring(event, supply, next(states), actor)
    for title, kind, state in known["more"]:
        supply = agenda.request_supply(event, found[title], _said(SupplyKind(kind)), actor)
        _bring(event, supply, SupplyState(state), actor)


def _said(kind: SupplyKind, lang: str = "") -> agenda.SupplyFacts:
    known = facts.read("building")["suppliers"][kind.value]
    return agenda.SupplyFacts(
        kind=kind,
        lang=lang,
        supplier=known["supplier"],
        planned_cost=known["planned"],
        actual_cost=known.get("actual"),
        in_kind=known.get("in_kind", False),
        note=known.get("note", ""),
    )


def _bring(event: Event, supply: SessionSupply, wanted: SupplyState, actor: str) -> None:
    """Bring a requested supply to a state, over those before it."""
    steps = _WAY[: _WAY.index(wanted) + 1] if wanted in _WAY else (wanted,)
    for state in steps:
        agenda.move_on(event, supply, state, actor, supply.version)
