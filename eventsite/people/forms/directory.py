"""Checks what staff type about entities of the directory."""

from typing import Any

import wtforms
from wtforms import validators

from eventsite.core import forms
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.people import directory_csv, sme
from eventsite.people.forms.own import country_choices, kind_choices
from eventsite.people.models import CATEGORY_LABELS, SME_LABELS, Category, EntityKind, SmeStatus
from eventsite.people.rules import Reason


class OrganisationForm(forms.Form):
    """One entity, with its names in the six languages."""

    names = forms.LocalizedField(
        _l("Name"), 200, _l("Enter the name in one language at least."), langs=directory_csv.LANGS
    )
    acronym = forms.text_field(_l("Acronym"), 40)
    kind = wtforms.SelectField(
        _l("Kind of entity"), [forms.Required(_l("Choose a kind of entity."))]
    )
    country = wtforms.SelectField(_l("Country"))
    category = wtforms.SelectField(_l("Membership category"))
    sme = wtforms.SelectField(
        _l("Small or medium enterprise"),
        description=_l("Choose “verified” only after you have seen its figures yourself."),
    )
    sme_valid_from = forms.DayField(
        _l("First day of the status"), [validators.Optional()], render_kw={"type": "date"}
    )
    sme_valid_until = forms.DayField(
        _l("Last day of the status"), [validators.Optional()], render_kw={"type": "date"}
    )
    website = forms.text_field(_l("Website"), 300, checks=[forms.WebAddress()])
    version = wtforms.HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = kind_choices(_l("Choose a kind of entity"))
        self.country.choices = country_choices(_l("No country"))
        self.category.choices = forms.choices(
            [(c.value, gettext(said)) for c, said in CATEGORY_LABELS.items()]
        )
        self.sme.choices = forms.choices(
            [(s.value, gettext(said)) for s, said in SME_LABELS.items()]
        )

    def validate_sme_valid_until(self, field: wtforms.Field) -> None:
        """Not before the first day."""
        if sme.is_backwards(self.sme_valid_from.data, field.data):
            raise validators.ValidationError(gettext(Reason.SME_DAYS.value))

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        return {
            "names": self.names.data,
            "acronym": self.acronym.data or "",
            "kind": EntityKind(self.kind.data),
            "country": self.country.data or "",
            "category": Category(self.category.data),
            "sme": SmeStatus(self.sme.data),
            "sme_valid_from": self.sme_valid_from.data,
            "sme_valid_until": self.sme_valid_until.data,
            "website": self.website.data or "",
        }


class FocalPointForm(forms.Form):
    """A person by address; when several share it, which of them."""

    email = forms.email_field(
        _l("Email address"),
        _l("Enter the person's email address."),
        render_kw={"autocomplete": "off"},
    )
    person = wtforms.RadioField(_l("Which person?"), validate_choice=False, choices=[])
    is_deputy = wtforms.BooleanField(_l("As a deputy"))


class ImportForm(forms.Form):
    """A CSV file."""

    file = wtforms.FileField(
        _l("CSV file"), [forms.Required(_l("Choose a CSV file."))], render_kw={"accept": ".csv"}
    )
