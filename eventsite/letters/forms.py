"""Checks what organizers write about letters, and what participants write for a visa."""

from typing import Any

import wtforms
from wtforms import validators as wtv

from eventsite.core import forms, i18n
from eventsite.core import text as core_text
from eventsite.core.forms import DayField
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.letters import rules
from eventsite.letters.kinds import ISSUED_HERE, LABELS, Kind
from eventsite.letters.passports import Passport
from eventsite.reference import countries

_LATIN = forms.check(
    lambda said: not said or core_text.is_latin(said),
    _l("Write this in Latin letters, as in the line at the foot of the passport."),
)
_DAY = _l("Enter a date as year-month-day, like 2027-03-16.")


def _country_choices() -> list[Any]:
    lang = i18n.current_lang()
    return forms.choices(
        [(c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)],
        blank=_l("Choose a country"),
    )


class _PassportDay(wtforms.DateField):
    """A day that may lie as far back as a life."""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Keep typing slips such as the year 0202 out."""
        if self.data is not None and not 1900 <= self.data.year <= 2150:
            self.errors = [*self.errors, str(_DAY)]


def _day(label: Any, kind: Any = _PassportDay, **options: Any) -> Any:
    return kind(label, [forms.Required(_DAY)], **options)


class VisaForm(forms.Form):
    """What stands in the passport, and the journey."""

    name = forms.text_field(
        _l("Name as in the passport"),
        200,
        _l("Enter your name as it stands in the passport."),
        checks=[_LATIN],
    )
    nationality = wtforms.SelectField(
        _l("Nationality"), [forms.Required(_l("Choose the country that issued the passport."))]
    )
    born = _day(_l("Date of birth"))
    birth_place = forms.text_field(
        _l("Place of birth"), 120, _l("Enter the place of birth, as in the passport.")
    )
    number = forms.text_field(
        _l("Passport number"),
        20,
        _l("Enter the passport number."),
        checks=[
            wtv.Regexp(
                r"^[A-Za-z0-9 -]{4,20}$", message=_l("Use letters A to Z and digits, 4 to 20.")
            )
        ],
        render_kw={"autocomplete": "off"},
    )
    issued = _day(_l("Issued on"))
    valid_until = _day(_l("Valid until"))
    consulate = forms.text_field(
        _l("City of the consulate where you apply"), 120, _l("Enter the city of the consulate.")
    )
    travel_from = _day(_l("First day of the journey"), DayField)
    travel_until = _day(_l("Last day of the journey"), DayField)
    address = forms.text_field(
        _l("Your postal address"),
        400,
        _l("Enter the address at which you live."),
        lines=4,
        description=_l("Some consulates ask for it. It is not printed in the letter."),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.nationality.choices = _country_choices()

    def passport(self) -> Passport:
        """What was written, after it passed."""
        found = {name: getattr(self, name).data for name in Passport.__dataclass_fields__}
        return Passport(**{**found, "number": found["number"].upper()})


class SettingsForm(forms.Form):
    """How letters are numbered and signed."""

    prefix = forms.text_field(
        _l("First part of the number"),
        12,
        _l("Enter 2 to 12 capital letters, digits and hyphens, like VWD26."),
        description=_l("Letters that were issued keep their number."),
    )
    sender = forms.LocalizedField(_l("Name at the head of the paper"), 200)
    signatory = forms.text_field(
        _l("Who signs"), 200, _l("Enter the name of the person who signs.")
    )
    signatory_title = forms.LocalizedField(_l("Their title"), 200)
    signature = wtforms.FileField(
        _l("Picture of the signature"),
        description=_l("PNG or JPG, at most 300 kB. Leave it empty to sign by hand."),
    )
    drops_signature = wtforms.BooleanField(_l("Take the picture of the signature away"))
    visa_days = wtforms.IntegerField(
        _l("Days after the event until visa requests are erased"),
        [
            forms.Required(_l("Enter a number of days, like 30.")),
            wtv.NumberRange(1, 365, _l("Enter a number from 1 to 365.")),
        ],
    )
    visa_issue_days = wtforms.IntegerField(
        _l("Days in which a visa letter is issued"),
        [
            forms.Required(_l("Enter a number of days, like 21.")),
            wtv.NumberRange(1, 90, _l("Enter a number from 1 to 90.")),
        ],
    )


class TextForm(forms.Form):
    """The organizers' words for one kind of letter."""

    subject = forms.LocalizedField(_l("What the letter is about"), rules.MOST_SUBJECT)
    body = forms.LocalizedField(_l("Text of the letter"), rules.MOST_BODY, lines=12)


class IssueForm(forms.Form):
    """One letter or many."""

    to = wtforms.RadioField(_l("To whom"), [forms.Required(_l("Choose to whom the letter goes."))])
    code = forms.text_field(
        _l("Code of the registration"),
        16,
        description=_l("Eight letters and digits; it stands in the list of registrations."),
    )
    honorific = forms.text_field(_l("Honorific"), 40)
    name = forms.text_field(_l("Name of the person"), 200)
    job_title = forms.text_field(_l("Job title"), 200)
    organisation = forms.text_field(_l("Organisation"), 200)
    country = wtforms.SelectField(_l("Country"), [wtv.Optional()])
    lang = wtforms.SelectField(_l("Language of the letter"))
    by_mail = wtforms.BooleanField(_l("Send each letter by mail as well"))

    def fit(self, kind: Kind) -> "IssueForm":
        """Offer what the kind can be issued to."""
        somebody = [("code", _l("One registered person")), ("all", _l("Everybody confirmed"))]
        named = [("named", _l("A person or entity I name here"))]
        if kind is Kind.CIRCULAR:
            somebody = [("focal", _l("The focal points of all entities")), ("all", somebody[1][1])]
        if kind is Kind.CONFIRMATION:
            named = []
        self.to.choices = forms.choices([*named, *somebody])
        self.country.choices = _country_choices()
        own = [("own", _l("Each in their own language"))]
        self.lang.choices = forms.choices([*LANGUAGES.items(), *own])
        return self


class MissingForm(forms.Form):
    """What a visa request still lacks."""

    missing = forms.text_field(
        _l("What is missing"), 500, _l("Say what is missing; the person reads it."), lines=3
    )


def kind_choices() -> list[tuple[str, str]]:
    """Kinds that are issued from the page of letters, in words."""
    return [(kind.value, str(gettext(LABELS[kind]))) for kind in ISSUED_HERE]
