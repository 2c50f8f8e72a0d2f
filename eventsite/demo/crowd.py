"""Registers the invented participants of the forum, in a mix of states, with some statistics."""

import random
from collections.abc import Sequence

from eventsite.demo import cast
from eventsite.events.models import Event
from eventsite.people import actions as people
from eventsite.people.models import EntityKind, Organisation
from eventsite.registration import actions as registration
from eventsite.registration.models import AgeBand, Gender, PlaceMode, Registration, Role, State

#: How many register.
NUMBER = 180
#: Every so many-th is a guest whose link was not opened yet, or cancels.
GUESTS, CANCELLING = 15, 18
#: Of each so many, one comes by each tracked link.
BY_LINK = 6
#: How many of those with a place answer for the statistics, and how many come for themselves.
ANSWERING, ALONE = 0.75, 0.08
#: How often an entity of a kind sends somebody, beside another one of the same country.
WEIGHTS = {
    EntityKind.ADMINISTRATION: 4,
    EntityKind.COMPANY: 5,
    EntityKind.ACADEMIA: 4,
    EntityKind.SDO: 6,
    EntityKind.CIVIL: 2,
}
_ROLES = (Role.PARTICIPANT,) * 12 + (Role.PRESS,)
_LANGS = ("en", "en", "fr", "ar")


def register(
    event: Event, organisations: list[Organisation], actor: str, ways: Sequence[str]
) -> None:
    """All of them, in their order; the same every time. Some come by the tracked links `ways`."""
    dice = random.Random(cast.SEED)  # noqa: S311  # no secret
    by_country: dict[str, list[Organisation]] = {}
    for organisation in organisations:
        by_country.setdefault(organisation.country, []).append(organisation)
    for number, somebody in enumerate(cast.participants(NUMBER)):
        represents = _entity(dice, by_country.get(somebody.country, []), by_country[""])
        answers = _answers(dice, somebody, represents)
        is_guest = number % GUESTS == GUESTS - 1
        via = dict(enumerate(ways)).get(number % BY_LINK, "")
        taken = _register(event, somebody, answers, actor, is_guest, via)
        if taken.state is State.CONFIRMED and dice.random() < ANSWERING:
            registration.declare(registration=taken, statistics=_statistics(dice))
        if number % CANCELLING == CANCELLING - 2:
            registration.cancel(registration=taken, actor=actor)


def _entity(
    dice: random.Random, own: Sequence[Organisation], of_no_country: Sequence[Organisation]
) -> Organisation | None:
    """Whom somebody represents: mostly an entity of the own country, else an international one."""
    if dice.random() < ALONE:
        return None
    found = [*own, dice.choice(of_no_country)]
    return dice.choices(found, [WEIGHTS.get(one.kind, 1) for one in found])[0]


def _register(
    event: Event,
    somebody: cast.Somebody,
    answers: registration.Answers,
    actor: str,
    is_guest: bool,
    via: str,
) -> Registration:
    name = {"first_name": somebody.first_name, "family_name": somebody.family_name}
    name |= {"latin_name": somebody.latin_name, "email": somebody.email}
    if is_guest:
        guest = registration.Guest(**name)
        return registration.register(
            event_id=event.id,
            answers=answers,
            actor="anonymous",
            guest=guest,
            is_demo=True,
            via=via,
        )
    person = people.create_person(
        actor=actor,
        **name,
        country=somebody.country,
        job_title=somebody.job_title,
        zone=somebody.zone,
        lang=answers.lang,
        organisation_id=answers.organisation_id,
        is_demo=True,
    )
    return registration.register(
        event_id=event.id, answers=answers, actor=f"person:{person.id}", person=person, via=via
    )


def _answers(
    dice: random.Random, somebody: cast.Somebody, represents: Organisation | None
) -> registration.Answers:
    on_site = dice.random() < 0.58
    return registration.Answers(
        mode=PlaceMode.IN_PERSON if on_site else PlaceMode.ONLINE,
        role=dice.choice(_ROLES),
        organisation_id=represents.id if represents else None,
        country=somebody.country,
        job_title=somebody.job_title,
        lang=dice.choice(_LANGS),
        zone=somebody.zone,
        interpretation_langs=["fr"] if dice.random() < 0.2 else [],
        needs_captions=dice.random() < 0.15,
        needs_sign_language=dice.random() < 0.03,
        access_needs="A way without steps." if dice.random() < 0.03 else "",
        publish_in_list=dice.random() < 0.4,
    )


def _statistics(dice: random.Random) -> registration.Statistics:
    genders = [Gender.WOMAN] * 9 + [Gender.MAN] * 10 + [Gender.NOT_SAID]
    bands = [AgeBand.FROM_18] * 3 + [AgeBand.FROM_25] * 5 + [AgeBand.OVER_35] * 8
    return registration.Statistics(
        gender=dice.choice(genders),
        age_band=dice.choice(bands),
        first_time=dice.random() < 0.5,
        student=dice.random() < 0.15,
    )
