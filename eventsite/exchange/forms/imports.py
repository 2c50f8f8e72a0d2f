"""Checks what organizers send with files of other tools."""

import re
from collections.abc import Mapping, Sequence

import wtforms
from flask import request

from eventsite.core import forms
from eventsite.core.i18n import N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.exchange.source import Format

_ACCEPT = ".csv,.tsv,.txt,.xlsx,.docx,.ics,.ical,.xml,.json"
FORMAT_LABELS = {
    Format.CSV: N_("CSV table"),
    Format.XLSX: N_("Excel table (XLSX)"),
    Format.DOCX: N_("Word document with a table (DOCX)"),
    Format.ICAL: N_("Calendar (iCalendar, .ics)"),
    Format.FRAB_XML: N_("frab or pentabarf schedule (XML)"),
    Format.FRAB_JSON: N_("frab schedule (JSON)"),
    Format.PRETALX: N_("pretalx export (JSON)"),
    Format.INDICO: N_("Indico export (JSON)"),
    Format.SESSIONIZE: N_("Sessionize export (JSON)"),
}
#: Rows of a preview that one answer may speak of.
MOST_ROWS = 200
_ID = re.compile(r"[0-9a-f]{12}")
_SEEN = re.compile(r"[0-9a-f]{24}\+?")
_OFFER = re.compile(r"([0-9a-f]{12}):([a-z_-]{1,20})")


class BringForm(forms.Form):
    """One to five files of one programme."""

    files = wtforms.MultipleFileField(
        _l("Files of one programme, up to five"),
        validators=[forms.Required(_l("Choose a file."))],
        render_kw={"accept": _ACCEPT},
    )
    format = wtforms.SelectField(
        _l("Format"),
        default="",
        choices=forms.choices(
            [(one.value, _l(label)) for one, label in FORMAT_LABELS.items()],
            blank=_l("Recognise it"),
        ),
    )

    @property
    def chosen(self) -> Format | None:
        """The format that a person chose for all files."""
        return Format(self.format.data) if self.format.data else None


class ZoneForm(forms.Form):
    """In which zone times without one are meant."""

    zone = wtforms.SelectField(
        _l("Times without a time zone are meant in"), validators=[forms.Zone()]
    )

    def offer(self, own: str) -> "ZoneForm":
        """With every zone to choose from, the event's first."""
        first = gettext("%(zone)s, the event's own", zone=own.replace("_", " "))
        self.zone.choices = {"": forms.choices([], blank=first), **forms.zone_choices()}
        return self


def choices_of_request() -> tuple[dict[str, list[str]], dict[str, str]]:
    """What one page of a preview says: by row the offers ticked, and what the row looked like.

    What is no row's name is passed over.
    """
    seen = dict(_pair(one) for one in request.form.getlist("shown")[:MOST_ROWS])
    seen = {row: mark for row, mark in seen.items() if _ID.fullmatch(row) and _SEEN.fullmatch(mark)}
    choices: dict[str, list[str]] = {row: [] for row in seen}
    for one in request.form.getlist("take"):
        found = _OFFER.fullmatch(one)
        if found and found[1] in choices:
            choices[found[1]].append(found[2])
    return choices, seen


def columns_of_request(
    tables: Sequence[tuple[int, Sequence[str]]],
) -> Mapping[int, Mapping[str, str]]:
    """By a file's position, what each of its columns (in order) was matched to."""
    return {
        position: {
            name: request.form.get(f"c-{position}-{place}", "") for place, name in enumerate(names)
        }
        for position, names in tables
    }


def _pair(one: str) -> tuple[str, str]:
    row, _, mark = one.partition(":")
    return row, mark
