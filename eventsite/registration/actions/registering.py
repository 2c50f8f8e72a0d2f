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
from eventsite.registration import emails, places, queries, rules
from eventsite.registration.actions import taking
from eventsite.registration.emails import Kind
from eventsite.registration.models import PlaceMode, Registration, RegistrationTerms, Role, State
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
    interpretation_langs: list[str] = field(default_factory=list)
    needs_captions: bool = False
    needs_sign_language: bool = False
    access_needs: str = ""
    publish_in_list: bool = False


#: The mail that tells of a state reached by registering.
_MAIL_OF = {
    State.HELD: Kind.HOLD,
    State.CONFIRMED: Kind.CONFIRMED,
    State.WAITING: Kind.WAITING,
}


def register(
    *,
    event_id: int,
    answers: Answers,
    actor: str,
    person: Person | None = None,
    guest: Guest | None = None,
    key: str = "",
    is_demo: bool = False,
) -> Registration:
    """Register a person at once, or hold a guest's place until the mailed link is confirmed.

    On the waiting list when all places are taken; Refused when there is none, outside the dates,
    and for a person who is registered. A second press with the same `key`, and a guest of the same
    name and address, get the registration there is. Whether an address is known is never told:
    a guest is always somebody new.
    """
    event = taking.lock(event_id)
    press = _once(key, event_id, person or guest)
    pressed = once.result_of(press)
    if pressed is not None:
        return _found(pressed)
    now = clock.now()
    terms = _open_terms(event, answers.mode, now)
    if guest is not None:
        _refuse_alike_when_full(event_id, answers.mode, terms)
    existing = _existing(event_id, person, guest)
    if existing is not None and existing.state in LIVE:
        if guest is None:
            raise Refused(Reason.ALREADY)
        emails.send(_MAIL_OF[existing.state], existing)
        return existing
    registration = existing or Registration(
        code=text.new_code(8), event=event, generation=1, created=now
    )
    took = taking.take(event_id, answers.mode)
    if not took and not terms.has_waiting_list:
        raise Refused(Reason.FULL, "mode")
    registration.person = person or _newcomer(guest, answers, actor, is_demo)
    _fill(registration, answers, terms, now, actor)
    registration.address_confirmed = now if guest is None else None
    if took:
        taking.enter(registration, terms, now)
    else:
        taking.wait(registration, now)
    db.session.add(registration)
    db.session.flush()
    once.keep(press, registration.code, now)
    _record(registration, actor)
    emails.send(_MAIL_OF[registration.state], registration)
    return registration


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


def _open_terms(event: Event, mode: PlaceMode, now: datetime) -> RegistrationTerms:
    terms = queries.terms_of(event.id, fresh=True)
    reason = rules.may_register(terms, event, now)
    if reason is not None or terms is None:
        raise Refused(reason or Reason.NOT_ANNOUNCED)
    if mode not in rules.modes_of(event):
        raise Refused(Reason.NO_SUCH_MODE, "mode")
    return terms


def _refuse_alike_when_full(event_id: int, mode: PlaceMode, terms: RegistrationTerms) -> None:
    """Nobody learns from a full event whether somebody else is registered there."""
    pool = queries.pools(event_id).get(mode, places.Pool(0, 0))
    if pool.is_full and not terms.has_waiting_list:
        raise Refused(Reason.FULL, "mode")


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
    registration.cancelled = registration.confirmed = None
    registration.cancel_note = ""


def _record(registration: Registration, actor: str) -> None:
    after = {"state": registration.state.value, "mode": registration.mode.value}
    audit.record(actor, Verb.REGISTERED, f"registration:{registration.id}", None, after)


def confirm(*, registration: Registration, actor: str) -> Registration:
    """A guest's address is proved: a held place is theirs, a waiting one may be promoted.

    A place given up in the meantime is taken again if there is one. Twice is as good as once.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    before = registration.state
    if before is State.CONFIRMED or (before is State.WAITING and registration.address_confirmed):
        return registration
    if before is State.CANCELLED:
        raise Refused(Reason.NOT_CHANGEABLE)
    if reason := rules.may_take_part(event, now):
        raise Refused(reason)
    registration.address_confirmed = now
    if before is State.HELD:
        taking.enter(registration, taking.terms_of(event), now)
    elif before is State.EXPIRED:
        _enter_again(registration, event, now)
    db.session.flush()
    audit.record(
        actor,
        Verb.CONFIRMED,
        f"registration:{registration.id}",
        {"state": before.value},
        {"state": registration.state.value},
    )
    if registration.state is not before:
        emails.send(_MAIL_OF[registration.state], registration)
    return registration


def _enter_again(registration: Registration, event: Event, now: datetime) -> None:
    terms = _open_terms(event, registration.mode, now)
    if taking.take(event.id, registration.mode):
        taking.enter(registration, terms, now)
    elif terms.has_waiting_list:
        taking.wait(registration, now)
    else:
        raise Refused(Reason.FULL)
