"""How people may call the columns and codes of a table, in every language of the site."""

from collections.abc import Mapping
from typing import Any

from eventsite.core import i18n
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.registration import delegation, importing, rules
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS


def import_words(event: Event) -> delegation.Words:
    """Columns, roles and ways of taking part by their names in the six languages."""
    modes = {mode: MODE_LABELS[mode] for mode in rules.modes_of(event)}
    return delegation.Words(_folded(importing.LABELS), _folded(ROLE_LABELS), _folded(modes))


def _folded(labels: Mapping[Any, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, label in labels.items():
        found |= {delegation.folded(word): str(code) for word in (str(code), label)}
    for lang in i18n.LANGUAGES:
        with i18n.speaking(lang):
            for code, label in labels.items():
                found.setdefault(delegation.folded(gettext(label)), str(code))
    return found
