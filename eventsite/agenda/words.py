"""Sentences about a programme: its name, languages, places, people and changes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from eventsite.agenda.models import (
    MATERIAL_LABELS,
    PUBLISH_LABELS,
    ROLE_LABELS,
    SERVICE_LABELS,
    SERVICE_STATE_LABELS,
    SpeakerRole,
    SupplyKind,
    SupplyState,
)
from eventsite.agenda.releases import Localized, ReleasedPerson
from eventsite.core import i18n, text
from eventsite.core.i18n import gettext, ngettext
from eventsite.events.models import EventKind
from eventsite.events.models.event import SAYS_AGENDA


def programme(kind: EventKind) -> str:
    """What the whole is called: a forum's programme, a meeting's agenda."""
    return str(gettext("Agenda") if kind in SAYS_AGENDA else gettext("Programme"))


def spoken_name(person: ReleasedPerson) -> str:
    """A name, else a job title, else the word for somebody who speaks."""
    return person.name or person.role_title or str(gettext("Speaker"))


def role(value: str) -> str:
    """A role in a list; the usual one needs no word."""
    return "" if value == SpeakerRole.SPEAKER else str(gettext(ROLE_LABELS[SpeakerRole(value)]))


def voice(value: str, absent: bool) -> str:
    """A role in a list, and that somebody did not come."""
    said = role(value)
    if not absent:
        return said
    return str(gettext("%(role)s, absent", role=said)) if said else str(gettext("absent"))


def late(minutes: int) -> str:
    """By how much a session begins later than the programme said; empty when in time."""
    if not minutes:
        return ""
    return str(ngettext("%(num)s minute late", "%(num)s minutes late", minutes))


def languages(codes: Iterable[str]) -> str:
    """Languages by their names in the reader's language; more than three are counted."""
    known = list(dict.fromkeys(codes))
    if len(known) > 3:
        return str(ngettext("%(num)s language", "%(num)s languages", len(known)))
    return listed([language(code) for code in known])


def all_languages(codes: Iterable[str]) -> str:
    """Every language by its name."""
    return listed([language(code) for code in dict.fromkeys(codes)])


def listed(words: Sequence[str]) -> str:
    """Words in a row, as the reader's language parts them."""
    lang = i18n.current_lang()
    # Of the six, only English has a plain row in Babel: Arabic repeats the last word, Chinese and
    # Russian leave the commas out, Spanish has none.
    return str(format_list(words, style="unit" if lang == "en" else "standard", locale=lang))


def language(code: str) -> str:
    """A language's name in the reader's language."""
    return str(Locale.parse(i18n.current_lang()).languages.get(code, code))


def places(rooms: Iterable[Localized], online: bool) -> str:
    """Rooms and "online" as one phrase; empty when neither is known."""
    names = listed([text.pick(room, i18n.current_lang()).text for room in rooms])
    if names and online:
        return str(gettext("%(rooms)s and online", rooms=names))
    return names or (str(gettext("Online")) if online else "")


def seats(capacity: int | None) -> str:
    """A room's size for the head of its column."""
    return str(ngettext("%(num)s seat", "%(num)s seats", capacity)) if capacity else ""


def language_choices() -> list[tuple[str, Any]]:
    """The languages a session can be held in or interpreted into, by their own names."""
    return list(i18n.LANGUAGES.items())


def material_labels() -> dict[str, str]:
    """Kinds of material and when they open, in the reader's language."""
    kinds = {one.value: str(gettext(said)) for one, said in MATERIAL_LABELS.items()}
    return kinds | {one.value: str(gettext(said)) for one, said in PUBLISH_LABELS.items()}


def size(count: int) -> str:
    """Bytes in the unit that people read."""
    if count >= 1024 * 1024:
        return str(gettext("%(size)s MB", size=_number(count / 1024 / 1024)))
    return str(gettext("%(size)s kB", size=_number(max(1, round(count / 1024)))))


def _number(count: float) -> str:
    return str(format_decimal(count, format="#,##0.#", locale=i18n.current_lang()))


def supply(kind: SupplyKind, lang: str) -> str:
    """A service by its name, with its language where it has one."""
    said = str(gettext(SERVICE_LABELS[kind]))
    if not lang:
        return said
    return str(gettext("%(service)s: %(language)s", service=said, language=language(lang)))


def supply_state(state: SupplyState) -> str:
    """How far a service is."""
    return str(gettext(SERVICE_STATE_LABELS[state]))


def money(amount: int | None, currency: str) -> str:
    """Hundredths as an amount in a currency; a dash when it is not known."""
    if amount is None:
        return "–"
    exact = Decimal(amount) / 100
    return f"{currency} {format_decimal(exact, format='#,##0.00', locale=i18n.current_lang())}"
