"""What the desk types about somebody who came without a registration."""

from typing import Any

import wtforms

from eventsite.core import forms, i18n, text
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.desk.actions import Comer
from eventsite.questions import conditions
from eventsite.questions import forms as question_forms
from eventsite.questions.asked import Asked
from eventsite.reference import countries
from eventsite.registration.models import PlaceMode

NO_COUNTRY = "none"


class WalkInForm(forms.Form):
    """A person at the door, with two boxes that the person ticks."""

    first_name = forms.text_field(
        _l("First name"),
        100,
        _l("Enter a first name or a family name."),
        render_kw={"autocomplete": "off"},
    )
    family_name = forms.text_field(
        _l("Family name"),
        100,
        description=_l("Leave it empty if you have one name only."),
        render_kw={"autocomplete": "off"},
    )
    latin_name = forms.text_field(
        _l("Name in Latin letters"),
        200,
        description=_l("Only if you wrote your name in another script: both stand on the badge."),
    )
    organisation = forms.text_field(_l("Entity"), 200, render_kw={"autocomplete": "off"})
    job_title = forms.text_field(_l("Job title"), 200, render_kw={"autocomplete": "off"})
    country = wtforms.SelectField(
        _l("Country you represent"),
        [forms.Required(_l("Choose the country you represent, or “No country”."))],
        description=_l("Not where you live and not your nationality."),
    )
    email = forms.email_field(
        _l("Email"),
        description=_l("We send your confirmation and changes here, nothing else."),
        render_kw={"autocomplete": "off"},
    )
    lang = wtforms.SelectField(_l("Language of our mails to you"))
    consent = wtforms.BooleanField(
        _l("I have read how my data is used and agree"),
        [forms.Required(_l("Tick the box to say that you have read how your data is used."))],
    )
    code_of_conduct = wtforms.BooleanField(
        _l("I keep to the code of conduct"),
        [forms.Required(_l("Tick the box to say that you keep to the code of conduct."))],
    )
    badge = wtforms.BooleanField(_l("The badge is given against an identity document"))
    key = wtforms.HiddenField(filters=[forms.tidy])

    @classmethod
    def asking(cls, asked: Asked | None) -> type[Any]:
        """The form with the event's own questions that have to be answered in the room."""
        fixed = {"mode": PlaceMode.IN_PERSON.value}
        wanted = conditions.needed(asked, fixed) if asked else None
        questions = question_forms.fields_of(wanted, i18n.current_lang())
        return type(cls.__name__, (cls, questions), {"fixed": fixed})

    def with_choices(self) -> "WalkInForm":
        """Offer countries and languages in the reader's language; this form."""
        lang = i18n.current_lang()
        known = countries.sorted_countries(lang)
        listed = [(one.code, countries.name(one.code, lang)) for one in known]
        self.country.choices = forms.choices(
            [(NO_COUNTRY, gettext("No country")), *listed], blank=gettext("Choose a country")
        )
        self.lang.choices = forms.choices([(code, LANGUAGES[code]) for code in i18n.offered()])
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """A name in another script needs its Latin form, which the badge shows beside it."""
        good = super().validate(extra_validators)
        latin = self.latin_name.data or ""
        written = f"{self.first_name.data or ''}{self.family_name.data or ''}"
        if latin and not text.is_latin(latin):
            wrong = gettext("Write your name here in Latin letters.")
        elif not latin and not text.is_latin(written):
            wrong = gettext("Write your name in Latin letters too: both stand on your badge.")
        else:
            return good
        self.latin_name.errors = [*self.latin_name.errors, wrong]
        return False

    def comer(self) -> Comer:
        """What was typed; call it once `ok` has said yes."""
        return Comer(
            first_name=self.first_name.data or "",
            family_name=self.family_name.data or "",
            latin_name=self.latin_name.data or "",
            email=self.email.data or "",
            organisation=self.organisation.data or "",
            job_title=self.job_title.data or "",
            country="" if self.country.data == NO_COUNTRY else self.country.data,
            lang=self.lang.data,
        )
