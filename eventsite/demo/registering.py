"""What organizers of the invented events do about places: kept places, codes, links, approval."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from eventsite.core import clock, zones
from eventsite.core.db import db
from eventsite.demo import cast, facts
from eventsite.demo.coming import CONTACT, ZONE, weekday
from eventsite.demo.real import Ground
from eventsite.events import actions as events
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventKind, Mode
from eventsite.people import actions as people
from eventsite.people import queries as people_queries
from eventsite.people.models import Organisation
from eventsite.registration import actions as registration
from eventsite.registration.models import Admission, PlaceMode, TrackedLink

#: How many register for the workshop; of each so many, one is approved or refused.
NUMBER, DECIDED, REFUSED = 12, 3, 5


def keep(event: Event, actor: str) -> list[str]:
    """Keep places at the forum, make an invitation and two links; the links' codes."""
    known = facts.read("registering")
    first = event.first_day or clock.now().date()
    registration.set_reserve(
        event=event,
        group="group:LDC",
        mode=PlaceMode.IN_PERSON,
        places=12,
        until=_midnight(first - timedelta(days=21)),
        actor=actor,
    )
    codes = registration.NewCodes(
        [known["invitation"]], most_uses=8, group="role:speaker", opens_form=True
    )
    registration.make_codes(event=event, codes=codes, actor=actor)
    return [_link(event, fact["label"], fact["visits"], actor) for fact in reversed(known["links"])]


def _midnight(day: date) -> datetime:
    return zones.nearest(datetime.combine(day, time()), ZONE)


def _link(event: Event, label: str, visits: int, actor: str) -> str:
    link = registration.make_link(event=event, label=label, actor=actor)
    db.session.execute(
        sa.update(TrackedLink).where(TrackedLink.id == link.id).values(visits=visits)
    )
    return link.code


def workshop(ground: Ground, organisations: list[Organisation]) -> Event:
    """A workshop with few seats at which a focal point approves; some are, one is refused."""
    known = facts.read("registering")["workshop"]
    day = weekday(clock.now().date(), 13, 2)
    event = events.create_event(
        actor=ground.actor,
        owner=ground.owner,
        kind=EventKind.WORKSHOP,
        zone=ZONE,
        title=known["title"],
        summary=known["summary"],
        description=known["description"],
        slug="demo-workshop",
        days=[Hours(day, time(9, 30), time(17, 0))],
        city={"en": "Geneva", "fr": "Genève", "ar": "جنيف"},
        country="CH",
        mode=Mode.IN_PERSON,
        languages=["en", "fr"],
        is_demo=True,
        **CONTACT,
    )
    events.publish(actor=ground.actor, event=event)
    terms = registration.Terms(
        capacity_in_person=10, admission=Admission.FOCAL_POINT, most_per_organisation=8
    )
    registration.set_terms(event=event, terms=terms, actor=ground.actor)
    _ask(event, organisations[: NUMBER // 4], ground.actor, known["refusal"])
    return event


def _ask(event: Event, entities: list[Organisation], actor: str, refusal: str) -> None:
    """Several people of each entity ask; its focal point, one of them, decides about some."""
    for number, somebody in enumerate(cast.participants(NUMBER)):
        entity = entities[number % len(entities)]
        person = people.create_person(
            actor=actor,
            first_name=somebody.first_name,
            family_name=somebody.family_name,
            latin_name=somebody.latin_name,
            email=f"workshop-{number}@{cast.DOMAIN}",
            country=entity.country or somebody.country,
            organisation_id=entity.id,
            job_title=somebody.job_title,
            zone=somebody.zone,
            is_demo=True,
        )
        if number < len(entities) and not people_queries.focal_points(entity.id):
            people.add_focal_point(actor, entity, person, is_deputy=False)
        answers = registration.Answers(
            mode=PlaceMode.IN_PERSON,
            organisation_id=entity.id,
            country=person.country,
            job_title=somebody.job_title,
            zone=somebody.zone,
        )
        own = f"person:{person.id}"
        asked = registration.register(event_id=event.id, answers=answers, actor=own, person=person)
        if number % REFUSED == REFUSED - 1:
            registration.refuse(registration=asked, actor=actor, note=refusal)
        elif number % DECIDED == 0:
            registration.approve(registration=asked, actor=actor)
