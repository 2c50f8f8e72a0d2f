"""Words the mails about requests to come: to focal points and deputies, and to organizers."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsite.core import i18n, outbox, text
from eventsite.people import names
from eventsite.people.models import FocalPoint, Organisation, Person
from eventsite.registration import links
from eventsite.registration.models import ROLE_LABELS, Registration


@dataclass(frozen=True)
class Listed:
    """One event with its requests, in the words of a language."""

    title: str
    people: list[str]


def send(
    point: FocalPoint,
    entity: Organisation,
    found: Sequence[Registration],
    is_reminder: bool = False,
) -> None:
    """Mail a focal point or deputy what waits for them; without requests only the new address.

    Invented people of the demo are written nothing.
    """
    person, lang = point.person, point.person.lang
    if person.is_demo:
        return
    outbox.send(
        "registration/mail/requests",
        to=person.email,
        lang=lang,
        subject_key=f"organisation:{entity.id}",
        secret=True,
        greeting=_greeting(person),
        entity=text.pick(entity.names, lang).text,
        listed=_listed(found, lang),
        number=len(found),
        is_reminder=is_reminder,
        page=i18n.url_in(
            lang,
            "registration.requests",
            code=entity.code,
            key=links.requests_key(entity.code, point),
        ),
    )


def send_organizer(person: Person, found: Sequence[Registration]) -> None:
    """Mail an organizer the requests of one event that are theirs to decide now."""
    event, lang = found[0].event, person.lang
    outbox.send(
        "registration/mail/requests_escalated",
        to=person.email,
        lang=lang,
        subject_key=f"event:{event.id}",
        greeting=_greeting(person),
        title=text.pick(event.title, lang).text,
        listed=_listed(found, lang),
        number=len(found),
        page=i18n.url_in(lang, "registration.organizer_requests", slug=event.slug),
    )


def _greeting(person: Person) -> str:
    return names.greeting(person.first_name, person.family_name, person.honorific)


def _listed(found: Sequence[Registration], lang: str) -> list[Listed]:
    by_event: dict[int, Listed] = {}
    with i18n.speaking(lang):
        for one in found:
            listed = by_event.setdefault(
                one.event_id, Listed(text.pick(one.event.title, lang).text, [])
            )
            role = i18n.gettext(ROLE_LABELS[one.role])
            parts = [one.person.name, one.job_title, role]
            listed.people.append(i18n.comma(lang).join(part for part in parts if part))
    return list(by_event.values())
