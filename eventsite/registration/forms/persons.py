"""Who registers: oneself, somebody else, or a colleague who comes in one's place."""

from typing import Any

import wtforms

from eventsite.core import forms, text
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events.models import Event
from eventsite.registration.actions import Guest
from eventsite.registration.forms.participants import AnswersForm
from eventsite.registration.models import Admission, RegistrationTerms


class PersonForm(AnswersForm):
    """Who somebody is, and by which way they came."""

    honorific = forms.text_field(
        _l("Honorific"),
        40,
        description=_l("As on your badge, for example Ms, Dr or H.E."),
        render_kw={"autocomplete": "honorific-prefix"},
    )
    first_name = forms.text_field(
        _l("First name"),
        100,
        _l("Enter your first name."),
        render_kw={"autocomplete": "given-name"},
    )
    family_name = forms.text_field(
        _l("Family name"),
        100,
        description=_l("Leave it empty if you have one name only."),
        render_kw={"autocomplete": "family-name"},
    )
    latin_name = forms.text_field(
        _l("Name in Latin letters"),
        200,
        description=_l("Only if you wrote your name in another script: both stand on the badge."),
    )
    code = forms.text_field(
        _l("Invitation code"), 24, description=_l("It stands in your invitation.")
    )
    email = forms.email_field(
        _l("Email"),
        _l("Enter your email address, like name@example.org."),
        description=_l("We send your confirmation and changes here, nothing else."),
    )
    key = wtforms.HiddenField(filters=[forms.tidy])
    via = wtforms.HiddenField(filters=[forms.tidy])

    def of_event(self, event: Event, terms: RegistrationTerms) -> "PersonForm":
        """Likewise; a code is asked where one is needed, or brought along."""
        if terms.admission is not Admission.INVITATION and not self.code.data:
            del self.code
        super().of_event(event, terms)
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """A name in another script needs its Latin form, which the badge shows beside it."""
        good = super().validate(extra_validators)
        wrong = _latin_trouble(self)
        if wrong:
            self.latin_name.errors = [*self.latin_name.errors, wrong]
        return good and not wrong


def _latin_trouble(form: PersonForm) -> str:
    latin = form.latin_name.data or ""
    if latin:
        said = "" if text.is_latin(latin) else gettext("Write your name here in Latin letters.")
    elif text.is_latin(f"{form.first_name.data or ''}{form.family_name.data or ''}"):
        said = ""
    else:
        said = gettext("Write your name in Latin letters too: both stand on your badge.")
    return str(said)


class RegistrationForm(PersonForm):
    """Registers oneself, with two boxes that nobody ticks for anybody."""

    code_of_conduct = wtforms.BooleanField(
        _l("I keep to the code of conduct"),
        [forms.Required(_l("Tick the box to say that you keep to the code of conduct."))],
    )
    consent = wtforms.BooleanField(
        _l("I have read how my data is used and agree"),
        [forms.Required(_l("Tick the box to say that you have read how your data is used."))],
    )


#: Labels that speak to the reader, as they speak of somebody else.
_OF_OTHERS = {
    "mode": _l("How the person takes part"),
    "role": _l("The person comes as"),
    "organisation": _l("Organisation the person represents"),
    "country": _l("Country the person represents"),
    "zone": _l("The person's time zone"),
    "lang": _l("Language of our mails to the person"),
    "spoken_langs": _l("Languages the person speaks"),
    "interpretation_langs": _l("Interpretation the person would listen to"),
    "needs_captions": _l("The person needs captions"),
    "needs_sign_language": _l("The person needs sign language"),
    "access_needs": _l("What else does the person need to take part?"),
}


class ColleagueForm(PersonForm):
    """Registers somebody else, who says by the mailed link that they agree."""

    agreed = wtforms.BooleanField(
        _l("This person knows of it and agrees that I register them"),
        [forms.Required(_l("Tick the box once this person has agreed."))],
    )

    def only_others(self) -> None:
        """Leave out what people say about themselves only: their name in the public list."""
        if "publish_in_list" in self:
            del self["publish_in_list"]
        self.email.description = _l(
            "Mails for this person go there. It may be an address that several people share."
        )
        for name in ("honorific", "first_name", "family_name", "email", "job_title"):
            self[name].render_kw = {"autocomplete": "off"}
        for name, said in _OF_OTHERS.items():
            if name in self:
                self[name].label.text = said


class TransferForm(forms.Form):
    """The colleague who comes in one's place."""

    first_name = forms.text_field(_l("First name"), 100, _l("Enter the colleague's first name."))
    family_name = forms.text_field(_l("Family name"), 100)
    email = forms.email_field(
        _l("Email"),
        _l("Enter the colleague's email address, like name@example.org."),
        description=_l("We send the link there by which your colleague confirms."),
        render_kw={"autocomplete": "off"},
    )

    def guest(self) -> Guest:
        """Who is meant; call it once `ok` has said yes."""
        return Guest(self.first_name.data or "", self.family_name.data or "", self.email.data or "")
