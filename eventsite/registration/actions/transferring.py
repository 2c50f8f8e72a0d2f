"""Gives a registration's place to a colleague of the same entity."""

from dataclasses import asdict
from datetime import timedelta

from eventsite.core import clock, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.people import actions as people_actions
from eventsite.people.models import Person
from eventsite.registration import emails, queries, rules
from eventsite.registration.actions import taking
from eventsite.registration.actions.registering import Guest
from eventsite.registration.emails import Kind
from eventsite.registration.models import Registration, State
from eventsite.registration.rules import Reason
from eventsite.registration.states import LIVE
from eventsite.registration.verbs import Verb

#: What goes along; access needs, answers and consents are the old person's own.
_GOES_ALONG = (
    "mode",
    "role",
    "organisation_id",
    "organisation_note",
    "country",
    "invitation_id",
    "link_id",
    "reserve_id",
)


def transfer(
    *,
    registration: Registration,
    actor: str,
    person: Person | None = None,
    guest: Guest | None = None,
) -> Registration:
    """Give somebody's place to a colleague, who proves the address; the colleague's registration.

    The place is kept throughout: it is held for the colleague in the same step. Where a focal
    point approves, the colleague is asked about anew. Both are told. Refused without a place to
    give, and for somebody of another entity or who is registered already.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    old = queries.registration(registration.id)
    if old.state not in {State.PENDING, State.CONFIRMED}:
        raise Refused(Reason.NOT_TRANSFERABLE)
    if reason := rules.may_take_part(event, now):
        raise Refused(reason)
    _refuse_stranger(old, person)
    new = _existing(old, person, guest) or Registration(
        code=text.new_code(8), event=event, generation=1, created=now
    )
    new.person = person or _newcomer(guest, old, actor)
    _fill(new, old)
    new.consented, new.registered_by_id = now, old.person_id
    new.held_until = now + timedelta(hours=taking.terms_of(event).hold_hours)
    before = old.state
    taking.move(new, State.HELD)
    # The place and the use of an invitation pass on: no counter changes.
    taking.move(old, State.CANCELLED)
    old.cancelled, old.cancel_note = now, ""
    old.reserve_id = old.invitation_id = None
    db.session.add(new)
    db.session.flush()
    taking.record(actor, Verb.TRANSFERRED, old, before, to=new.id)
    taking.record(actor, Verb.REGISTERED, new, State.HELD)
    emails.send(Kind.GIVEN, old)
    emails.send(Kind.RECEIVED, new)
    return new


def _refuse_stranger(old: Registration, person: Person | None) -> None:
    if person is None or old.organisation_id is None:
        return
    if person.organisation_id not in (None, old.organisation_id):
        raise Refused(Reason.OTHER_ENTITY)


def _existing(old: Registration, person: Person | None, guest: Guest | None) -> Registration | None:
    if person is not None:
        found = queries.find_of(old.event_id, person.id)
    elif guest is not None:
        found = queries.find_like(old.event_id, guest.email, guest.first_name, guest.family_name)
    else:
        raise TypeError("Give the place to a person or a guest.")
    if found is not None and found.state in LIVE:
        raise Refused(Reason.ALREADY_COMES)
    if found is not None and found.state is State.REFUSED:
        raise Refused(Reason.NOT_APPROVED)
    return found


def _newcomer(guest: Guest | None, old: Registration, actor: str) -> Person:
    if guest is None:
        raise TypeError("Give the place to a person or a guest.")
    return people_actions.create_person(
        actor=actor,
        **asdict(guest),
        organisation_id=old.organisation_id,
        country=old.country,
        zone=old.zone,
        lang=old.lang,
    )


def _fill(new: Registration, old: Registration) -> None:
    for name in _GOES_ALONG:
        setattr(new, name, getattr(old, name))
    new.lang, new.zone = new.person.lang or old.lang, new.person.zone or old.zone
    new.consent_version, new.consent_lang = old.consent_version, new.lang
    new.address_confirmed = new.confirmed = new.cancelled = new.approved = None
    new.approval_asked = new.approval_reminded = new.approval_escalated = None
    new.cancel_note = new.refusal_note = new.decided_by = ""
