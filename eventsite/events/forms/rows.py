"""Checks lists that are edited as rows: days, ways to join, co-organizers; a row left empty is
none."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import wtforms
from wtforms import validators as wtv

from eventsite.core import forms
from eventsite.core.i18n import N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events import days
from eventsite.events.forms import choosing
from eventsite.events.models.event import JOIN_WAY_LABELS, ROLE_LABELS
from eventsite.people.models import KIND_LABELS

#: Empty rows shown after the filled ones.
SPARE = 2
_NO_ADDRESS = N_("Enter a web address with https://, or a telephone number like +41 22 730 5111.")
_TELEPHONE = re.compile(r"^\+?[0-9][0-9 ()./#,*-]{4,60}$")


class RowsForm(forms.Form):
    """A form around `rows`; a press on `more` shows one more row and saves nothing."""

    version = wtforms.HiddenField()
    rows: Any
    #: The field without which a row counts as empty.
    first: str

    def filled(self) -> Iterator[tuple[int, Any]]:
        """Rows with something in their first field, by their number from 0."""
        for number, row in enumerate(self.rows):
            if row.form[self.first].data:
                yield number, row.form

    def show_languages(self, langs: Sequence[str]) -> None:
        """Let the texts of every row be written in these languages."""
        for row in self.rows:
            forms.set_languages(row.form, langs)

    def spare(self, count: int = SPARE) -> None:
        """Show so many empty rows after the others."""
        for _ in range(count):
            if len(self.rows) < (self.rows.max_entries or 60):
                self.rows.append_entry()


class DayRow(forms.Form):
    """One day."""

    day = forms.DayField(_l("Day"), [wtv.Optional()])
    starts = forms.TimeField(_l("Start"), [wtv.Optional()])
    ends = forms.TimeField(_l("End"), [wtv.Optional()])


class DaysForm(RowsForm):
    """The days of an event in its zone."""

    first = "day"
    zone = wtforms.SelectField(
        _l("Time zone of the event"), [forms.Required(), forms.Zone()], validate_choice=False
    )
    unconfirmed = wtforms.BooleanField(
        _l("The dates are still to be confirmed"),
        description=_l("Calendars then show whole days that are not certain yet."),
    )
    rows = wtforms.FieldList(wtforms.FormField(DayRow), _l("Days"), max_entries=400)

    def hours(self) -> list[days.Hours]:
        """The days entered, in the order of the rows."""
        return [days.Hours(f.day.data, f.starts.data, f.ends.data) for _, f in self.filled()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, then the days beside each other."""
        good = super().validate(extra_validators)
        return good and self._plausible()

    def _plausible(self) -> bool:
        filled = list(self.filled())
        found = days.problems(self.hours(), self.zone.data)
        for problem in found:
            sentence = gettext(problem.reason.value, most=days.MOST_DAYS)
            if problem.line is None:
                field = self.zone if problem.field == "zone" else self.rows
            else:
                field = filled[problem.line][1][problem.field]
            field.errors = [*field.errors, sentence]
        lonely = [
            row.form.day for row in self.rows if _has_hours(row.form) and not row.form.day.data
        ]
        for field in lonely:
            field.errors = [*field.errors, gettext(days.Wrong.NO_DAY.value)]
        return not found and not lonely


def _has_hours(row: Any) -> bool:
    return row.starts.data is not None or row.ends.data is not None


def _address(_form: Any, field: wtforms.Field) -> None:
    value = field.data or ""
    if value and not value.startswith(("https://", "http://")) and not _TELEPHONE.match(value):
        raise wtv.ValidationError(gettext(_NO_ADDRESS))


class WayRow(forms.Form):
    """One way to join."""

    kind = wtforms.SelectField(
        _l("Way"), choices=choosing.labelled(JOIN_WAY_LABELS), default="platform"
    )
    address = forms.text_field(_l("Web address or telephone number"), 500, checks=[_address])
    lang = wtforms.SelectField(
        _l("Language"), choices=choosing.language_choices(_l("Any language"))
    )
    kbits = wtforms.IntegerField(
        _l("Connection needed, in kbit/s"),
        [wtv.Optional(), wtv.NumberRange(0, 100000, _l("Enter a whole number, like 64."))],
    )
    label = forms.LocalizedField(
        _l("Name of your own"), 120, description=_l("Only when the kind does not say enough.")
    )
    note = forms.LocalizedField(_l("Note, such as a meeting number or a passcode"), 300)


class WaysForm(RowsForm):
    """The ways to join from afar."""

    first = "address"
    rows = wtforms.FieldList(wtforms.FormField(WayRow), _l("Ways to join"), max_entries=30)


class PartnerRow(forms.Form):
    """One co-organizer."""

    name = forms.LocalizedField(_l("Name"), 200)
    role = wtforms.SelectField(
        _l("Role"), choices=choosing.labelled(ROLE_LABELS), default="partner"
    )
    kind = wtforms.SelectField(
        _l("Kind of organisation"),
        choices=choosing.labelled(KIND_LABELS, _l("As in the directory")),
    )
    website = forms.text_field(_l("Website"), 300, checks=[forms.WebAddress()])


class PartnersForm(RowsForm):
    """Who organizes it together with ITU."""

    first = "name"
    rows = wtforms.FieldList(wtforms.FormField(PartnerRow), _l("Co-organizers"), max_entries=60)
