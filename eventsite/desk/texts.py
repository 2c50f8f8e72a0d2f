"""The texts of an event's certificates, for the desk of translations."""

from collections.abc import Mapping

import sqlalchemy as sa

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.desk import certificates, queries
from eventsite.events import access
from eventsite.events.models import Duty, Event

NAME = "desk"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "certificate_terms": (
        Column("words", N_("Text on the certificates"), certificates.MOST_WORDS, 4),
    ),
}
LEFT: Mapping[str, str] = {}


def texts(event: Event) -> list[Text]:
    """What the organizers add to the certificates."""
    return translated.texts(_held(event))


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:  # noqa: ARG001  # contract
    """Change texts; certificates that were issued keep what they said."""
    translated.write(_held(event), said)
    db.session.flush()


def _held(event: Event) -> list[Held]:
    row = queries.certificate_words(event.id)
    if not sa.inspect(row).persistent:
        return []
    kind, may = str(gettext("Certificates")), access.may(Duty.REGISTRATION)
    return [Held(f"{NAME}:certificates", row, COLUMNS["certificate_terms"], kind, {}, may)]
