"""Asks focal points about requests to come, reminds them, hands on to organizers, decides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from eventsite.core import audit, clock
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.people.models import FocalPoint, Organisation
from eventsite.registration import requests
from eventsite.registration.actions import deciding, taking
from eventsite.registration.emails import requests as emails
from eventsite.registration.models import Registration, RegistrationTerms
from eventsite.registration.queries import requests as request_queries
from eventsite.registration.requests import Step
from eventsite.registration.rules import Reason
from eventsite.registration.verbs import Verb


class Decided(StrEnum):
    """What a focal point or an organizer says."""

    APPROVE = "approve"
    REFUSE = "refuse"


@dataclass
class Outcome:
    """What came of one press: decided now, decided before by somebody, and what could not be."""

    done: list[Registration] = field(default_factory=list)
    before: list[Registration] = field(default_factory=list)
    refused: list[tuple[Registration, Refused]] = field(default_factory=list)


def decide(*, found: Sequence[Registration], decision: Decided, note: str, actor: str) -> Outcome:
    """Decide about requests of one event at once; what somebody decided before stays as it is.

    Refused when a refusal says no reason.
    """
    if decision is Decided.REFUSE and not note.strip():
        raise Refused(Reason.NOTE_MISSING, "note")
    outcome = Outcome()
    # In the order of their keys, and each event is locked before its requests are read anew.
    for one in sorted(found, key=lambda one: (one.event_id, one.id)):
        taking.lock(one.event_id)
        db.session.refresh(one)
        if not requests.is_open(one.state, one.approved is not None):
            outcome.before.append(one)
            continue
        try:
            _say(one, decision, note, actor)
            outcome.done.append(one)
        except Refused as refused:
            outcome.refused.append((one, refused))
    return outcome


def _say(one: Registration, decision: Decided, note: str, actor: str) -> None:
    if decision is Decided.APPROVE:
        deciding.approve(registration=one, actor=actor)
    else:
        deciding.refuse(registration=one, actor=actor, note=note)


@dataclass(frozen=True)
class _Waiting:
    """Open requests sorted by what is to be done about them."""

    #: Entity to its requests of one step.
    of_entities: dict[Step, dict[int, list[Registration]]]
    #: Event to the requests that go to its organizers.
    of_events: dict[int, list[Registration]]


def is_any_due(now: datetime) -> bool:
    """Whether some mail about requests is to be written."""
    found = _due(now)
    return any(found.of_entities.values()) or bool(found.of_events)


def entities_due(now: datetime) -> list[int]:
    """Entities whose focal points are to be mailed."""
    by_step = _due(now).of_entities
    return sorted({key for found in by_step.values() for key in found})


def events_due(now: datetime) -> list[int]:
    """Events whose organizers are to be mailed."""
    return sorted(_due(now).of_events)


def ask(entity_id: int, now: datetime) -> int:
    """Mail an entity's focal points and deputies what is due, once; how many requests it names."""
    entity = lock(Organisation, entity_id)
    by_step = _due(now).of_entities
    points = request_queries.points_of([entity_id]).get(entity_id, [])
    number = 0
    for step in (Step.ASK, Step.REMIND):
        found = by_step.get(step, {}).get(entity_id, [])
        if found and points:
            _mark(found, step, now)
            for point in points:
                emails.send(point, entity, found, is_reminder=step is Step.REMIND)
            number += len(found)
    return number


def escalate(event_id: int, now: datetime) -> int:
    """Tell an event's organizers, once, of requests that are theirs to decide; how many."""
    lock(Event, event_id)
    found = _due(now).of_events.get(event_id, [])
    if found:
        _mark(found, Step.ESCALATE, now)
        for person in request_queries.organizers(event_id):
            emails.send_organizer(person, found)
    return len(found)


def _mark(found: Collection[Registration], step: Step, now: datetime) -> None:
    """Remember the mail without a new version: a form that somebody has open stays good."""
    column = {
        Step.ASK: Registration.approval_asked,
        Step.REMIND: Registration.approval_reminded,
        Step.ESCALATE: Registration.approval_escalated,
    }[step]
    keys = [one.id for one in found]
    changed(sa.update(Registration).where(Registration.id.in_(keys)).values({column: now}))


def _due(now: datetime) -> _Waiting:
    found = request_queries.open_requests(today=now.date())
    administrations = request_queries.administrations()
    entities = {one.id: request_queries.entity_of(one, administrations) for one in found}
    points = request_queries.points_of(key for key in entities.values() if key is not None)
    terms = _terms({one.event_id for one in found})
    by_entity: dict[Step, dict[int, list[Registration]]] = {Step.ASK: {}, Step.REMIND: {}}
    by_event: dict[int, list[Registration]] = {}
    for one in found:
        entity, days = entities[one.id], terms[one.event_id]
        has_point = entity is not None and entity in points
        step = requests.step(
            known(one), now, has_point, days.remind_after_days, days.escalate_after_days
        )
        if step is Step.ESCALATE:
            by_event.setdefault(one.event_id, []).append(one)
        elif step is not None and entity is not None:
            by_entity[step].setdefault(entity, []).append(one)
    by_entity[Step.ASK] = _rested(by_entity[Step.ASK], now)
    return _Waiting(by_entity, _rested(by_event, now))


def _rested(groups: dict[int, list[Registration]], now: datetime) -> dict[int, list[Registration]]:
    return {
        key: found
        for key, found in groups.items()
        if requests.has_rested((known(one).since for one in found), now)
    }


def known(one: Registration) -> requests.Request:
    """A request as the pure room thinks about it."""
    since = max(one.consented, one.address_confirmed or one.consented)
    return requests.Request(
        since, one.approval_asked, one.approval_reminded, one.approval_escalated
    )


def _terms(events: Collection[int]) -> dict[int, RegistrationTerms]:
    rows = db.session.scalars(
        sa.select(RegistrationTerms).where(RegistrationTerms.event_id.in_(events))
    )
    return {row.event_id: row for row in rows}


def remind(*, event: Event, entity: Organisation, actor: str) -> int:
    """Remind an entity's focal points of an event's requests now; how many they are.

    Refused where nobody is known, nothing is open, or they were written to within the hour.
    """
    now, event = clock.now(), lock(Event, event.id)
    found = request_queries.open_requests(event_id=event.id, entity_id=entity.id)
    points = request_queries.points_of([entity.id]).get(entity.id, [])
    if not points:
        raise Refused(Reason.NO_FOCAL_POINT)
    if not found:
        raise Refused(Reason.DECIDED)
    mails = [at for one in found for at in (one.approval_asked, one.approval_reminded) if at]
    if not requests.may_remind(max(mails, default=None), now):
        raise Refused(Reason.REMINDED_JUST_NOW)
    _mark([one for one in found if one.approval_asked is None], Step.ASK, now)
    _mark(found, Step.REMIND, now)
    for point in points:
        emails.send(point, entity, found, is_reminder=True)
    after = {"event": event.id, "requests": len(found)}
    audit.record(actor, Verb.REQUESTS_REMINDED, f"organisation:{entity.id}", after=after)
    return len(found)


def renew_link(*, point: FocalPoint, entity: Organisation, actor: str) -> None:
    """Make a focal point's address void and mail them a new one with what is open."""
    entity = lock(Organisation, entity.id)
    point.generation += 1
    db.session.flush()
    today = clock.now().date()
    found = request_queries.open_requests(today=today, entity_id=entity.id)
    if point.person.email:
        emails.send(point, entity, found)
    after = {"person": f"person:{point.person_id}"}
    audit.record(actor, Verb.REQUESTS_LINK_RENEWED, f"organisation:{entity.id}", after=after)
