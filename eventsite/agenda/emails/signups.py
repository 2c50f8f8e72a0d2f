"""Words the mails to people who get a place in a session, or lose it."""

from typing import Any

from eventsite.agenda.models import AgendaSession
from eventsite.core import outbox, text
from eventsite.people import names
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration


def signed_up(registration: Registration, session: AgendaSession) -> None:
    """There is a place for them; the registration has its person and event."""
    _send("signed_up", registration, session)


def signed_off(registration: Registration, session: AgendaSession) -> None:
    """The organizers took them out."""
    _send("signed_off", registration, session)


def _send(template: str, registration: Registration, session: AgendaSession) -> None:
    person, lang = registration.person, registration.lang
    if not person.email:
        return
    said: dict[str, Any] = {
        "session": text.pick(session.title, lang).text,
        "title": text.pick(registration.event.title, lang).text,
    }
    outbox.send(
        f"agenda/mail/{template}",
        to=person.email,
        lang=lang,
        subject_key=f"registration:{registration.id}",
        secret=True,
        name=names.greeting(person.first_name, person.family_name, person.honorific),
        page=registration_queries.page_of(registration),
        event=registration.event,
        **said,
    )
