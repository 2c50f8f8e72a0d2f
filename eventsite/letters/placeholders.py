"""Placeholders in the texts of letters: a closed list of names, put in by plain replacement."""

import re
from collections.abc import Collection, Mapping

from eventsite.core.i18n import N_
from eventsite.letters.kinds import Kind

_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,60})\}")
#: What can stand in every letter.
GENERAL = {
    "name": N_("the person or entity written to"),
    "organisation": N_("their organisation"),
    "country": N_("their country"),
    "event": N_("the title of the event"),
    "dates": N_("its days"),
    "place": N_("its place"),
    "link": N_("the address of its page"),
    "contact": N_("the email address for questions"),
}
#: What further kinds of letters know.
MORE = {
    Kind.CONFIRMATION: {"code": N_("the code of the registration")},
    Kind.VISA: {
        "travel_from": N_("the first day of the journey"),
        "travel_until": N_("the last day of the journey"),
        "consulate": N_("where the visa is applied for"),
    },
}


def known(kind: Kind) -> dict[str, str]:
    """Name to English words of each placeholder that a kind of letter knows, in the shown order."""
    return {**GENERAL, **MORE.get(kind, {})}


def unknown(text: str, kind: Kind) -> list[str]:
    """What stands in braces and is no placeholder of the kind, once each, as written."""
    return strange(text, known(kind))


def strange(text: str, names: Collection[str]) -> list[str]:
    """What stands in braces and is none of the names, once each, as written."""
    return list(dict.fromkeys(n for n in _PLACEHOLDER.findall(text) if n not in names))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known placeholder replaced once; anything else in braces stays.

    What is put in is never read again, so a name such as `{event}` stays what the person wrote.
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
