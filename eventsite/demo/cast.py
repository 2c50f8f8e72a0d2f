"""Who acts in the demo: its organizer, the directory of organisations, invented participants."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from eventsite.core import clock, text
from eventsite.demo import facts
from eventsite.people import actions as people
from eventsite.people.models import Category, EntityKind, Organisation, SmeStatus, User
from eventsite.reference import countries

#: The domain of every invented address (RFC 2606 keeps `.example` for such).
DOMAIN = "demo.example"
ORGANIZER = f"organizer@{DOMAIN}"
SEED = 20260614


@dataclass(frozen=True)
class Somebody:
    """An invented participant."""

    first_name: str
    family_name: str
    latin_name: str
    email: str
    country: str
    job_title: str
    zone: str


def organizer() -> User:
    """The staff account that owns the demo's events."""
    person = people.create_person(
        actor="demo", first_name="Demo", family_name="Organizer", email=ORGANIZER, is_demo=True
    )
    return people.make_user(person, is_staff=True)


def real_organisations(actor: str) -> dict[str, Organisation]:
    """The organisers of real events by their key, in the directory."""
    return {
        key: people.create_organisation(
            actor=actor,
            names=fact["names"],
            acronym=fact["acronym"],
            kind=EntityKind(fact["kind"]),
            country=fact["country"],
            category=Category(fact["category"]),
        )
        for key, fact in facts.read("events")["organisations"].items()
    }


def invented_organisations(actor: str) -> list[Organisation]:
    """Invented entities of all kinds and categories."""
    return [_invented(actor, fact) for fact in facts.read("people")["organisations"]]


def _invented(actor: str, fact: dict[str, Any]) -> Organisation:
    sme = SmeStatus(fact["sme"])
    more: dict[str, Any] = {}
    if sme is SmeStatus.VERIFIED:
        today = clock.now().date()
        more = {"sme_valid_from": today, "sme_valid_until": today + timedelta(days=365)}
    return people.create_organisation(
        actor=actor,
        names={"en": fact["name"]},
        kind=EntityKind(fact["kind"]),
        country=fact["country"],
        category=Category(fact["category"]),
        sme=sme,
        is_demo=True,
        **more,
    )


def participants(number: int) -> Iterator[Somebody]:
    """So many invented people, the same every time, some with a name in their own script."""
    known, dice = facts.read("people"), random.Random(SEED)  # noqa: S311  # no secret
    for n in range(number):
        if n < len(known["own_script"]):
            first, family, latin, country = known["own_script"][n]
        else:
            country = known["countries"][n % len(known["countries"])]
            names = known["names"][countries.region_of(country) or "EUR"]
            first, family = dice.choice(names["first"]), dice.choice(names["family"])
            latin = ""
        yield Somebody(
            first_name=first,
            family_name=family,
            latin_name=latin,
            email=f"{text.slugify(latin or f'{first} {family}')}-{n}@{DOMAIN}",
            country=country,
            job_title=dice.choice(known["jobs"]),
            zone=countries.country(country).capital_zone or "UTC",
        )
