"""Registers somebody who came without a registration, and checks them in at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from eventsite.core import clock, once, text
from eventsite.core.db import lock
from eventsite.core.errors import Refused
from eventsite.core.text import hash_secret
from eventsite.desk import standing
from eventsite.desk.actions import checkins
from eventsite.desk.models import Source
from eventsite.events.models import Event
from eventsite.people import actions as people_actions
from eventsite.people import queries as people_queries
from eventsite.people.models import EntityKind
from eventsite.questions import actions as question_actions
from eventsite.questions.actions.pending import Kept
from eventsite.questions.asked import Asked, Value
from eventsite.registration import actions as registration_actions
from eventsite.registration import queries as registration_queries
from eventsite.registration.actions import Answers
from eventsite.registration.models import ConsentKind, PlaceMode, Registration, State


@dataclass(frozen=True)
class Comer:
    """Somebody at the door, as the desk typed it; an email address is not needed."""

    first_name: str
    family_name: str
    latin_name: str
    email: str
    organisation: str
    job_title: str
    country: str
    lang: str


def walk_in(
    *,
    actor: str,
    event: Event,
    comer: Comer,
    today: date,
    key: str,
    desk: str = "",
    read_in: str = "en",
    has_badge: bool = False,
    asked: Asked | None = None,
    answered: Mapping[str, Value | Kept] = MappingProxyType({}),
) -> Registration:
    """Register under the event's places and limits, confirm, and check in; all of it or Refused.

    The caller undoes what was written when it is refused. `read_in` is the language in which the
    person read what they agreed to; `answered` comes from `questions.forms.answers`. A second press
    with the same `key` gets the registration there is. Whoever has registered with this name and
    address is refused.
    """
    found = lock(Event, event.id)
    press = hash_secret(f"walk-in/{found.id}/{key}") if key else ""
    pressed = once.result_of(press)
    made = registration_queries.find_registration(pressed) if pressed else None
    if made is not None:
        return made
    if why := standing.why_not(
        State.CONFIRMED, PlaceMode.IN_PERSON, today, found.first_day, found.last_day
    ):
        raise Refused(why)
    names = (comer.first_name, comer.family_name)
    if comer.email and registration_queries.find_like(found.id, comer.email, *names):
        raise Refused(standing.Why.REGISTERED)
    made = _register(actor, found, comer)
    if made.state is not State.CONFIRMED:
        raise Refused(standing.Why.NO_PLACE)
    if asked is not None and asked.live:
        made.answer_set_id = question_actions.save_answers(asked, None, answered)
    kinds = [ConsentKind.DATA, ConsentKind.CONDUCT]
    registration_actions.give_consents(registration=made, kinds=kinds, lang=read_in)
    checkins.check_in(
        actor=actor,
        event=found,
        registration=made,
        today=today,
        source=Source.TYPED,
        desk=desk,
        has_badge=has_badge,
    )
    once.keep(press, made.code, clock.now())
    return made


def _register(actor: str, event: Event, comer: Comer) -> Registration:
    entity = _listed(comer.organisation)
    answers = Answers(
        mode=PlaceMode.IN_PERSON,
        organisation_id=entity,
        new_organisation="" if entity else comer.organisation,
        new_kind=EntityKind.OTHER if comer.organisation and not entity else None,
        country=comer.country,
        job_title=comer.job_title,
        lang=comer.lang,
        zone=event.zone,
    )
    person = people_actions.create_person(
        actor=actor,
        first_name=comer.first_name,
        family_name=comer.family_name,
        latin_name=comer.latin_name,
        email=comer.email,
        job_title=comer.job_title,
        organisation_id=entity,
        country=comer.country,
        zone=event.zone,
        lang=comer.lang,
    )
    return registration_actions.register(
        event_id=event.id,
        answers=answers,
        actor=actor,
        person=person,
        approved=True,
        by_organizers=True,
    )


def _listed(name: str) -> int | None:
    """The one entity of the directory that is called exactly so."""
    sought = text.one_line(name).casefold()
    found = [
        one.id
        for one in people_queries.find_organisations(name)
        if sought in {said.casefold() for said in (*one.names.values(), one.acronym)}
    ]
    return found[0] if len(found) == 1 else None
