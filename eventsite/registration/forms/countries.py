"""The country a person represents; one that ceased to be is said by its name."""

import wtforms
from wtforms import validators as wtv
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag
from wtforms.form import BaseForm

from eventsite.core import forms, i18n
from eventsite.core.i18n import N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.reference import countries

#: The choice for people who represent no country.
NO_COUNTRY = "none"
#: Codes that ISO 3166-3 withdrew: old address books and lists still hold them.
CEASED = {
    "AN": N_("Netherlands Antilles"),
    "BU": N_("Burma"),
    "CS": N_("Serbia and Montenegro"),
    "DD": N_("German Democratic Republic"),
    "SU": N_("USSR"),
    "TP": N_("East Timor"),
    "YU": N_("Yugoslavia"),
    "ZR": N_("Zaire"),
}


class CountryField(wtforms.SelectField):
    """A select of today's countries."""

    def pre_validate(self, form: BaseForm) -> None:
        """Raise ValidationError, naming a country that ceased."""
        if self.data in CEASED:
            raise wtv.ValidationError(
                gettext(
                    "%(country)s is not a country now. Choose the one you represent today.",
                    country=gettext(CEASED[self.data]),
                )
            )
        super().pre_validate(form)


def country_choices() -> list[SelectChoice]:
    """“No country” and all countries, in the reader's language and its order."""
    lang = i18n.current_lang()
    return forms.choices(
        [
            (NO_COUNTRY, _l("No country")),
            *((c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)),
        ],
        blank=_l("Choose a country"),
    )
