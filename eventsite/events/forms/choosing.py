"""What an organizer chooses from: kinds, countries, series, clauses, goals; and ticking several."""

from collections.abc import Callable, Sequence
from typing import Any

import wtforms
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag
from wtforms.widgets import CheckboxInput, ListWidget

from eventsite.core import forms, text
from eventsite.core.i18n import LANGUAGES, N_, current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import countries, lists

HUE_LABELS = {
    "sea": N_("Sea green"),
    "lake": N_("Lake blue"),
    "plum": N_("Plum"),
    "gold": N_("Gold"),
    "moss": N_("Moss green"),
    "clay": N_("Clay red"),
}


def ticks(label: Any, coerce: Callable[[Any], Any] = str, **options: Any) -> Any:
    """Boxes of which several may be ticked."""
    return wtforms.SelectMultipleField(
        label,
        coerce=coerce,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        **options,
    )


def labelled(labels: Any, blank: Any = None) -> list[SelectChoice]:
    """Choices from a map of enum members or codes to English sentences."""
    pairs = [(getattr(key, "value", key), _l(words)) for key, words in labels.items()]
    return forms.choices(pairs, blank)


def language_choices(blank: Any = None) -> list[SelectChoice]:
    """The six languages by their own names."""
    return forms.choices(list(LANGUAGES.items()), blank)


def country_choices() -> list[SelectChoice]:
    """Countries and areas in the reader's order, an empty one first."""
    lang = current_lang()
    pairs = [(c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)]
    return forms.choices(pairs, blank=gettext("Choose a country"))


def row_choices(rows: Sequence[tuple[Any, int]], blank: str) -> list[SelectChoice]:
    """Series or initiatives by their title in the reader's language."""
    lang = current_lang()
    pairs = [(str(row.id), text.pick(row.title, lang).text) for row, _ in rows]
    return forms.choices(sorted(pairs, key=lambda pair: pair[1].casefold()), blank=blank)


def clause_choices() -> list[SelectChoice]:
    """Clauses that something can serve, in the Resolution's order; their words are English."""
    asked = ("resolves", "instructs", "invites")
    line = Markup('<span lang="en" dir="ltr">{} {}: {}</span>')
    return [
        SelectChoice(clause.code, line.format(clause.section, clause.number, clause.label))
        for clause in lists.CLAUSES.values()
        if clause.section.startswith(asked)
    ]


def goal_choices() -> list[SelectChoice]:
    """The seventeen goals in the reader's language."""
    return [SelectChoice(n, f"{n}. {goal.name(current_lang())}") for n, goal in lists.GOALS.items()]


def as_key(value: Any) -> int | None:
    """A row's number from a select, or None for the empty choice."""
    return int(value) if value else None
