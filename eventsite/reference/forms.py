"""Checks what staff type when they correct a country group."""

from typing import Any

import wtforms
from wtforms import validators

from eventsite.core import forms
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import countries, groups


class GroupCorrectionForm(forms.Form):
    """A country, a group, whether it belongs, from when to when, and on what this rests."""

    country = wtforms.SelectField(
        _l("Country or area"), [forms.Required(_l("Choose a country or area."))]
    )
    group = wtforms.SelectField(_l("Group"), [forms.Required(_l("Choose a group."))])
    belongs = wtforms.RadioField(
        _l("What is true in this period"),
        [validators.InputRequired(_l("Choose whether the country belongs to the group."))],
        choices=forms.choices(
            [("yes", _l("It belongs to the group")), ("no", _l("It does not belong to it"))]
        ),
    )
    valid_from = forms.DayField(
        _l("First day"), [forms.Required(_l("Enter the first day, like 2027-03-16."))]
    )
    valid_to = forms.DayField(
        _l("End"),
        [validators.Optional()],
        description=_l("The first day on which this no longer holds. Empty when no end is known."),
    )
    source = forms.text_field(
        _l("Source"),
        300,
        _l("Enter the decision or document on which this rests."),
        description=_l("For example the number and date of a General Assembly resolution."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = current_lang()
        self.country.choices = forms.choices(
            [(c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)],
            blank=_l("Choose a country or area"),
        )
        self.group.choices = forms.choices(
            [(group.value, gettext(said)) for group, said in groups.NAMES.items()],
            blank=_l("Choose a group"),
        )
