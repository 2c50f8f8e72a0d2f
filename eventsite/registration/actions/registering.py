"""Registers people, signed in or guests, and confirms guests' addresses."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from eventsite.core import audit, clock, once, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.people import actions as people_actions
from eventsite.people.models import EntityKind, Person
from eventsite.registration import emails, queries, rules
from eventsite.registration.actions import taking
from eventsite.registration.emails import Kind
from eventsite.registration.models import (
    InvitationCode,
    PlaceMode,
    Registration,
    RegistrationTerms,
    Role,
    State,
)
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE
from eventsite.registration.verbs import Verb


@dataclass(frozen=True)
class Guest:
    """Somebody who has not signed in: a name and an address that others may have too."""

    first_name: str
    family_name: str
    email: str
    honorific: str = ""
    latin_name: str = ""


@dataclass(frozen=True)
class Answers:
    """What a person answers for one event."""

    mode: PlaceMode
    role: Role = Role.PARTICIPANT
    organisation_id: int | None = None
    #: An entity that is not in the directory yet: it goes to the queue.
    new_organisation: str = ""
    new_kind: EntityKind | None = None
    country: str = ""
    job_title: str = ""
    lang: str = "en"
    zone: str = "UTC"
    spoken_langs: list[str] = field(default_factory=list)
    interpretation_langs: list[str] = field(default_factory=list)
    needs_captions: bool = False
    needs_sign_language: bool = False
    access_needs: str = ""
    publish_in_list: bool = False


#: The mail that tells of a state reached by registering.
#: The mail that says how a registration stands.
MAIL_OF = {
    State.HELD: Kind.HOLD,
    State.OFFERED: Kind.OFFERED,
    State.PENDING: Kind.PENDING,
    State.CONFIRMED: Kind.CONFIRMED,
    State.WAITING: Kind.WAITING,
}


@dataclass(frozen=True)
class _Door:
    """By what somebody comes in: the terms, an invitation and the groups they belong to."""

    event: Event
    terms: RegistrationTerms
    invitation: InvitationCode | None
    groups: frozenset[str]
    now: datetime


def register(
    *,
    event_id: int,
    answers: Answers,
    actor: str,
    person: Person | None = None,
    guest: Guest | None = None,
    key: str = "",
    is_demo: bool = False,
    code: str = "",
    via: str = "",
    registered_by: Person | None = None,
    approved: bool = False,
    by_organizers: bool = False,
    is_told: bool = True,
) -> Registration:
    """Register a person at once, or hold a guest's place until the mailed link is confirmed.

    On the waiting list when there is no place that the person can take; Refused when there is none,
    outside the dates, without a needed invitation, beyond a limit, and for a person who is
    registered. A second press with the same `key`, and a guest of the same name and address, get
    the registration there is. Whether an address is known is never told: a guest is always somebody
    new. `code` and what follows: see the room's docstring.
    """
    event = taking.lock(event_id)
    press = _once(key, event_id, person or guest)
    pressed = once.result_of(press)
    if pressed is not None:
        return _found(pressed)
    now = clock.now()
    existing = _existing(event_id, person, guest)
    if person is not None and existing is not None:
        _refuse_known(existing)
    door = _door(event, answers, code, now, by_organizers)
    _refuse_full(door, answers.mode)
    if existing is not None and existing.state in LIVE:
        emails.send(MAIL_OF[existing.state], existing)
        return existing
    limits_of(event_id, answers.organisation_id, answers.country, door.terms, existing)
    registration = existing or Registration(
        code=text.new_code(8), event=event, generation=1, created=now
    )
    registration.person = person or _newcomer(guest, answers, actor, is_demo)
    _fill(registration, answers, door.terms, now, actor)
    registration.address_confirmed = now if guest is None else None
    registration.registered_by_id = registered_by.id if registered_by else None
    registration.link_id = queries.link_id_of(event_id, via)
    if approved:
        registration.approved, registration.decided_by = now, actor
    _place(registration, door)
    db.session.add(registration)
    db.session.flush()
    once.keep(press, registration.code, now)
    _record(registration, actor)
    if is_told:
        emails.send(MAIL_OF[registration.state], registration)
    return registration


def _refuse_known(existing: Registration) -> None:
    if existing.state in LIVE:
        raise Refused(Reason.ALREADY)
    if existing.state is State.REFUSED:
        raise Refused(Reason.NOT_APPROVED)


def _place(registration: Registration, door: _Door) -> None:
    """Take a place, or wait; either way an invitation counts as used."""
    registration.invitation_id = door.invitation.id if door.invitation else None
    taking.use_code(registration)
    if taking.take(registration, door.groups, door.now):
        taking.enter(registration, door.terms, door.now)
    else:
        taking.wait(registration, door.now)


def _once(key: str, event_id: int, who: Person | Guest | None) -> str:
    """The stored form of a form's key: of fixed length, and nobody else's answer.

    Guests count by name and address: whoever goes back and registers a second person with the
    same page means that person.
    """
    name = who.id if isinstance(who, Person) else who
    return text.hash_secret(f"{event_id}/{name}/{key}") if key else ""


def _found(code: str) -> Registration:
    registration = queries.find_registration(code)
    if registration is None:
        raise LookupError(code)
    return registration


def _door(event: Event, answers: Answers, typed: str, now: datetime, by_organizers: bool) -> _Door:
    """Whether somebody with these answers can come in now; Refused says why not.

    Organizers need no invitation and let people in outside the dates.
    """
    terms = queries.terms_of(event.id, fresh=True)
    code = queries.find_code(event.id, typed) if typed else None
    groups = queries.groups_for(
        event, answers.country, answers.organisation_id, answers.role, code, now.date()
    )
    trouble = None if terms is None else rules.code_trouble(terms, typed.strip(), code, now)
    is_opened = by_organizers or (code is not None and code.opens_form and trouble is None)
    reason = rules.may_register(terms, event, now, queries.windows(event.id), groups, is_opened)
    if reason is not None or terms is None:
        raise Refused(reason or Reason.NOT_ANNOUNCED)
    if trouble is not None and not by_organizers:
        raise Refused(trouble, "code")
    if answers.mode not in rules.modes_of(event):
        raise Refused(Reason.NO_SUCH_MODE, "mode")
    return _Door(event, terms, code, groups, now)


def _refuse_full(door: _Door, mode: PlaceMode) -> None:
    """Nobody learns from a full event whether somebody else is registered there."""
    if door.terms.has_waiting_list:
        return
    if queries.stock(door.event.id).seat_for(door.groups, mode, door.now) is None:
        raise Refused(Reason.FULL, "mode")


def limits_of(
    event_id: int,
    organisation_id: int | None,
    country: str,
    terms: RegistrationTerms,
    own: Registration | None = None,
) -> None:
    """Refused when the entity or the country has as many registrations as it can have.

    `own` is not counted. Who waits counts: a list of people who could never come helps nobody.
    """
    but = own.id if own is not None else None
    if terms.most_per_organisation is not None and organisation_id is not None:
        number = queries.of_organisation(event_id, organisation_id, but)
        if number >= terms.most_per_organisation:
            raise Refused(Reason.MOST_OF_ORGANISATION, "organisation", number=number)
    if terms.most_per_country is not None and country:
        number = queries.of_country(event_id, country, but)
        if number >= terms.most_per_country:
            raise Refused(Reason.MOST_OF_COUNTRY, "country", number=number)


def _existing(event_id: int, person: Person | None, guest: Guest | None) -> Registration | None:
    if person is not None:
        return queries.find_of(event_id, person.id)
    if guest is None:
        raise TypeError("Register a person or a guest.")
    return queries.find_like(event_id, guest.email, guest.first_name, guest.family_name)


def _newcomer(guest: Guest | None, answers: Answers, actor: str, is_demo: bool) -> Person:
    if guest is None:
        raise TypeError("Register a person or a guest.")
    return people_actions.create_person(
        actor=actor,
        **asdict(guest),
        job_title=answers.job_title,
        organisation_id=answers.organisation_id,
        country=answers.country,
        zone=answers.zone,
        lang=answers.lang,
        is_demo=is_demo,
    )


def stored(answers: Answers, actor: str) -> dict[str, Any]:
    """The answers as columns; an organisation that is not in the directory is proposed to it."""
    columns = asdict(answers)
    name, kind = columns.pop("new_organisation"), columns.pop("new_kind")
    columns["organisation_note"] = name
    if name:
        proposed = people_actions.propose_organisation(
            actor=actor, name=name, kind=kind, country=answers.country, lang=answers.lang
        )
        columns["organisation_id"] = proposed.id
    return columns


def _fill(
    registration: Registration,
    answers: Answers,
    terms: RegistrationTerms,
    now: datetime,
    actor: str,
) -> None:
    for name, value in stored(answers, actor).items():
        setattr(registration, name, value)
    registration.consent_version = terms.consent_version
    registration.consent_lang = answers.lang
    registration.consented = now
    registration.cancelled = registration.confirmed = registration.approved = None
    registration.approval_asked = registration.approval_reminded = None
    registration.approval_escalated = registration.reserve_id = None
    registration.cancel_note = registration.refusal_note = registration.decided_by = ""


def _record(registration: Registration, actor: str) -> None:
    after = {"state": registration.state.value, "mode": registration.mode.value}
    audit.record(actor, Verb.REGISTERED, f"registration:{registration.id}", None, after)


def confirm(*, registration: Registration, actor: str) -> Registration:
    """A guest's address is proved: a held place is theirs or asked for, an offer can be accepted.

    A place given up in the meantime is taken again if there is one. Twice is as good as once.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    before = registration.state
    if registration.address_confirmed is not None and before in LIVE:
        return registration
    if before in {State.CANCELLED, State.REFUSED}:
        raise Refused(Reason.NOT_CHANGEABLE)
    if reason := rules.may_take_part(event, now):
        raise Refused(reason)
    if before is State.EXPIRED and registration.address_confirmed is not None:
        raise Refused(Reason.OFFER_PASSED)
    registration.address_confirmed = now
    if before is State.HELD:
        taking.enter(registration, taking.terms_of(event), now)
    elif before is State.EXPIRED:
        _enter_again(registration, event, now)
    db.session.flush()
    taking.record(actor, Verb.CONFIRMED, registration, before)
    if registration.state is not before:
        emails.send(MAIL_OF[registration.state], registration)
    return registration


def _enter_again(registration: Registration, event: Event, now: datetime) -> None:
    """As whoever registers now, but with the invitation that was good then."""
    terms = taking.terms_of(event)
    groups = queries.groups_of(registration, event, now.date())
    is_opened = registration.invitation_id is not None
    reason = rules.may_register(terms, event, now, queries.windows(event.id), groups, is_opened)
    if reason is not None:
        raise Refused(reason)
    limits_of(event.id, registration.organisation_id, registration.country, terms, registration)
    taking.use_code(registration)
    if taking.take(registration, groups, now):
        taking.enter(registration, terms, now)
    elif terms.has_waiting_list:
        taking.wait(registration, now)
    else:
        raise Refused(Reason.FULL)
