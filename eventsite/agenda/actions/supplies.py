"""Services of sessions: request, change, move on, delete; all that is announced in one press."""

from dataclasses import dataclass
from typing import Any

from eventsite.agenda import ordering, queries, rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import (
    SERVICE_STATE_LABELS,
    AgendaSession,
    SessionSupply,
    SupplyKind,
    SupplyState,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event


@dataclass(frozen=True)
class SupplyFacts:
    """What is said of a service; costs in hundredths of the agenda's currency."""

    kind: SupplyKind
    lang: str = ""
    supplier: str = ""
    #: None: as long as the session.
    minutes: int | None = None
    planned_cost: int | None = None
    actual_cost: int | None = None
    in_kind: bool = False
    note: str = ""


def request_supply(
    event: Event, session: AgendaSession, facts: SupplyFacts, actor: str
) -> SessionSupply:
    """One more service of a session, requested."""
    rules.require_open(event)
    _require_fitting(facts)
    if len(queries.supplies(session.id)) >= ordering.MOST:
        raise errors.Refused(ordering.Reason.TOO_MANY, most=ordering.MOST)
    drafting.touch(event, actor)
    service = _new(session, facts)
    db.session.flush()
    after = {"service": service.id, "kind": facts.kind.value, "lang": facts.lang}
    audit.record(actor, Verb.SERVICE_REQUESTED, f"session:{session.id}", after=after)
    return service


def request_missing(event: Event, session: AgendaSession, actor: str) -> int:
    """Request what the session announces and nobody has requested yet; how many services."""
    rules.require_open(event)
    drafting.touch(event, actor)
    needs = missing_of(session, queries.supplies(session.id))
    if not needs:
        raise errors.Refused(ordering.Reason.NOTHING_MISSING)
    for need in needs:
        _new(session, SupplyFacts(need.kind, need.lang))
    db.session.flush()
    after = {"services": [f"{need.kind.value} {need.lang}".strip() for need in needs]}
    audit.record(actor, Verb.SERVICES_REQUESTED, f"session:{session.id}", after=after)
    return len(needs)


def missing_of(session: AgendaSession, there: list[SessionSupply]) -> list[ordering.Need]:
    """What a session announces beyond the services that are there."""
    needs = ordering.announced(
        session.languages, session.interpretation, session.has_captions, session.has_sign_language
    )
    return ordering.missing(needs, [(ordering.Need(s.kind, s.lang), s.state) for s in there])


def change_supply(
    event: Event, service: SessionSupply, facts: SupplyFacts, actor: str, version: int
) -> None:
    """Change what is said of a service; its state stays."""
    rules.require_open(event)
    _require_version(service, version)
    _require_fitting(facts)
    names = tuple(vars(facts))
    before = {name: getattr(service, name) for name in names}
    drafting.touch(event, actor)
    for name, value in vars(facts).items():
        setattr(service, name, value)
    db.session.flush()
    # The note may hold anything; the trail says only that it changed.
    changed = audit.changes(_remembered(before), _remembered(vars(facts)))
    audit.record(actor, Verb.SERVICE_CHANGED, _subject(service), *changed)


def move_on(
    event: Event, service: SessionSupply, wanted: SupplyState, actor: str, version: int
) -> None:
    """Bring a service to one of its next states; the same state again changes nothing."""
    rules.require_open(event)
    if service.state == wanted:
        return
    _require_version(service, version)
    if not ordering.may_go(service.state, wanted):
        said = (gettext(SERVICE_STATE_LABELS[state]) for state in (service.state, wanted))
        state, other = said
        raise errors.Refused(ordering.Reason.NOT_NEXT, state=state, wanted=other)
    before = {"state": service.state.value}
    drafting.touch(event, actor)
    service.state = wanted
    db.session.flush()
    audit.record(actor, Verb.SERVICE_MOVED_ON, _subject(service), before, {"state": wanted.value})


def delete_supply(event: Event, service: SessionSupply, actor: str) -> None:
    """Delete a service that nobody has approved yet, or that was declined."""
    rules.require_open(event)
    if service.state not in (SupplyState.REQUESTED, SupplyState.DECLINED):
        raise errors.Refused(ordering.Reason.STARTED)
    drafting.touch(event, actor)
    before = {"session": service.session_id, "kind": service.kind.value}
    audit.record(actor, Verb.SERVICE_DELETED, _subject(service), before=before)
    db.session.delete(service)
    db.session.flush()


def _new(session: AgendaSession, facts: SupplyFacts) -> SessionSupply:
    service = SessionSupply(session_id=session.id, created=clock.now(), **vars(facts))
    db.session.add(service)
    return service


def _require_version(service: SessionSupply, version: int) -> None:
    if service.version != version:
        state = str(gettext("State"))
        now = str(gettext(SERVICE_STATE_LABELS[service.state]))
        raise errors.Stale({}, {state: now})


def _require_fitting(facts: SupplyFacts) -> None:
    if facts.kind == SupplyKind.INTERPRETATION and not facts.lang:
        raise errors.Refused(ordering.Reason.LANGUAGE, "lang")
    if facts.kind not in ordering.SPOKEN and facts.lang:
        raise errors.Refused(ordering.Reason.NO_LANGUAGE, "lang")


def _remembered(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in ("note", "supplier")}


def _subject(service: SessionSupply) -> str:
    return f"service:{service.id}"
