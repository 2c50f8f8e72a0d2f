"""The texts of an event's registration, for the desk of translations."""

from collections.abc import Mapping

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access
from eventsite.events.models import Duty, Event
from eventsite.registration import queries

NAME = "registration"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "registration_terms": (Column("code_of_conduct", N_("Code of conduct"), 5000, 4),),
}
LEFT: Mapping[str, str] = {}


def texts(event: Event) -> list[Text]:
    """The event's own code of conduct."""
    return translated.texts(_held(event))


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:  # noqa: ARG001  # contract
    """Change texts; who agreed before agreed to the text as it was."""
    translated.write(_held(event), said)
    db.session.flush()


def _held(event: Event) -> list[Held]:
    terms = queries.terms_of(event.id)
    if terms is None:
        return []
    may = access.may(Duty.REGISTRATION)
    kind = str(gettext("Registration"))
    return [Held(f"{NAME}:terms", terms, COLUMNS["registration_terms"], kind, {}, may)]
