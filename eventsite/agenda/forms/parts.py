"""Parts of several forms of a programme."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators, widgets
from wtforms.form import BaseForm

from eventsite.agenda.models import Room, Track
from eventsite.core import forms, text
from eventsite.core.i18n import current_lang, gettext


class Boxes(wtforms.SelectMultipleField):
    """Boxes of which several may be ticked."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(
        self, label: Any = None, validators: Any = None, *, foreign: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        #: The sentence for an answer that is not offered, where the general one says too little.
        self._foreign = foreign

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not offered, in our words."""
        try:
            super().pre_validate(form)
        except validators.ValidationError as error:
            general = gettext("Choose one of the answers in the list.")
            said = gettext(self._foreign) if self._foreign else general
            raise validators.ValidationError(said) from error


class VersionForm(forms.Form):
    """The version of the row that was shown; an answer without one is stale."""

    version = wtforms.IntegerField(
        widget=widgets.HiddenInput(), default=0, validators=[validators.Optional()]
    )


def between(least: int, most: int, sentence: Any) -> Any:
    """A validator that keeps a number between two, with the sentence that says so."""
    return forms.check(lambda value: least <= value <= most, sentence)


def row_id(value: Any) -> int | None:
    """What a select of rows holds; text that is no number raises ValueError."""
    return int(value) if value not in (None, "", "None") else None


def row_choices(rows: Iterable[Room | Track]) -> list[tuple[str, str]]:
    """The rows to choose from, by id, in the reader's language."""
    return [(str(row.id), text.pick(row.names, current_lang()).text) for row in rows]
