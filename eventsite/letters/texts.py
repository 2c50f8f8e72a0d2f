"""The texts of an event's letters, for the desk of translations."""

from collections.abc import Iterator, Mapping

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access
from eventsite.events.models import Duty, Event
from eventsite.letters import placeholders, queries, rules
from eventsite.letters.kinds import LABELS
from eventsite.letters.models import LetterText

NAME = "letters"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "letter_settings": (
        Column("sender", N_("Name at the head of the paper"), 200),
        Column("signatory_title", N_("Their title"), 200),
    ),
    "letter_texts": (
        Column("subject", N_("What the letter is about"), rules.MOST_SUBJECT),
        Column("body", N_("Text of the letter"), rules.MOST_BODY, 12),
    ),
}
LEFT: Mapping[str, str] = {
    "letters.values": "What one letter says of its addressee; it was issued and stays as it is.",
}


def texts(event: Event) -> list[Text]:
    """The organizers' own words; a language without them has the words of the site."""
    return translated.texts(_held(event))


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:  # noqa: ARG001  # contract
    """Change texts; letters that were issued keep what they said. Refuses wrong placeholders."""
    held = list(_held(event))
    for one in held:
        if isinstance(one.row, LetterText):
            _require_placeholders(one, said)
    translated.write(held, said)
    db.session.flush()


def _require_placeholders(one: Held, said: Mapping[str, Words]) -> None:
    for column in one.columns:
        key = f"{one.key}.{column.name}"
        for words in said.get(key, {}).values():
            for name in placeholders.unknown(words, one.row.kind):
                raise Refused(rules.Reason.UNKNOWN_PLACEHOLDER, field=key, name=name)


def _held(event: Event) -> Iterator[Held]:
    kind = str(gettext("Letters"))
    settings = queries.settings_of(event)
    if settings.id is not None:
        columns = COLUMNS["letter_settings"]
        yield Held(f"{NAME}:settings", settings, columns, kind, {}, access.may())
    may = access.may(Duty.COMMUNICATION, Duty.REGISTRATION)
    for name, row in sorted(queries.texts_of(event.id).items()):
        kind = str(gettext(LABELS[name]))
        yield Held(f"{NAME}:text/{name.value}", row, COLUMNS["letter_texts"], kind, {}, may)
