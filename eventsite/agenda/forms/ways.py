"""Checks the ways to join a session: rows, of which one without an address is left out."""

import re
from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda.forms.parts import VersionForm, between
from eventsite.core import forms
from eventsite.core.i18n import LANGUAGES, N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events.models.event import JOIN_WAY_LABELS

#: Ways to join one session.
MOST_WAYS = 30
_SPARE = 2
_NO_ADDRESS = N_("Enter a web address with https://, or a telephone number like +41 22 730 5111.")
_TELEPHONE = re.compile(r"^\+?[0-9][0-9 ()./#,*-]{4,60}$")


def _address(form: Any, field: wtforms.Field) -> None:
    if field.data and not _TELEPHONE.match(field.data):
        try:
            forms.WebAddress()(form, field)
        except validators.ValidationError as error:
            raise validators.ValidationError(gettext(_NO_ADDRESS)) from error


class WayRow(forms.Form):
    """One way to join."""

    kind = wtforms.SelectField(_l("Way"), default="platform")
    address = forms.text_field(_l("Web address or telephone number"), 500, checks=[_address])
    lang = wtforms.SelectField(
        _l("Language"), choices=forms.choices(list(LANGUAGES.items()), blank=_l("Any language"))
    )
    kbits = wtforms.IntegerField(
        _l("Connection needed, in kbit/s"),
        [validators.Optional(), between(0, 100_000, _l("Enter a whole number, like 64."))],
        render_kw={"inputmode": "numeric"},
    )
    label = forms.LocalizedField(
        _l("Name of your own"), 120, description=_l("Only when the kind does not say enough.")
    )
    note = forms.LocalizedField(_l("Note, such as a meeting number or a passcode"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = forms.choices(
            [(kind.value, gettext(said)) for kind, said in JOIN_WAY_LABELS.items()]
        )


class WaysForm(VersionForm):
    """The ways to join a session, in the order of the rows."""

    rows = wtforms.FieldList(
        wtforms.FormField(WayRow, _l("Way to join")), _l("Ways to join"), max_entries=MOST_WAYS
    )

    def offer(self, langs: Iterable[str], is_sent: bool) -> "WaysForm":
        """Show texts in `langs`, with empty rows on a form not sent yet."""
        for _ in range(0 if is_sent else min(_SPARE, MOST_WAYS - len(self.rows))):
            self.rows.append_entry()
        for row in self.rows:
            forms.set_languages(row.form, list(langs))
        return self

    def filled(self) -> list[Any]:
        """The rows that have an address."""
        return [row.form for row in self.rows if row.form.address.data]
