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
#: What stands beside the name of a country in the name of its invented administration.
ADMINISTRATION = {
    "en": "communications administration (demo)",
    "fr": "administration des communications (démo)",
    "ar": "إدارة الاتصالات (عرض توضيحي)",
}


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
    """Invented entities of all kinds and categories, administrations of most countries first."""
    known = facts.read("people")
    states = [_administration(actor, code) for code in known["administrations"]]
    return [*states, *(_invented(actor, fact) for fact in known["organisations"])]


def _administration(actor: str, code: str) -> Organisation:
    return people.create_organisation(
        actor=actor,
        names={
            lang: f"{countries.name(code, lang)} – {words}"
            for lang, words in ADMINISTRATION.items()
        },
        kind=EntityKind.ADMINISTRATION,
        country=code,
        category=Category.MEMBER_STATE,
        sme=SmeStatus.NO,
        is_demo=True,
    )


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
    # Somebody from every country first, then more from where companies and universities are.
    busy = [fact["country"] for fact in known["organisations"] if fact["country"]]
    every = known["countries"]
    for n in range(number):
        if n < len(known["own_script"]):
            first, family, latin, country = known["own_script"][n]
        else:
            country = every[n] if n < len(every) else dice.choice(busy)
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
