"""Checks what people type about themselves and to sign in."""

from typing import Any

import wtforms
from wtforms import validators

from eventsite.core import forms, i18n, zones
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.people import passwords
from eventsite.people.models import KIND_LABELS
from eventsite.reference import countries


class LinkForm(forms.Form):
    """The address that a link is mailed to."""

    email = forms.email_field(
        _l("Email address"), _l("Enter your email address, like name@example.org.")
    )
    next = wtforms.HiddenField()


class PasswordSignInForm(forms.Form):
    """Address and password; its fields have ids of their own beside LinkForm."""

    email = forms.email_field(
        _l("Email address"),
        _l("Enter your email address, like name@example.org."),
        id="password-email",
        render_kw={"autocomplete": "username"},
    )
    password = wtforms.PasswordField(_l("Password"), [forms.Required(_l("Enter your password."))])
    next = wtforms.HiddenField(id="password-next")


class AccountForm(forms.Form):
    """The name of somebody new."""

    first_name = forms.text_field(_l("First name"), 100, _l("Enter your first name."))
    family_name = forms.text_field(
        _l("Family name"),
        100,
        description=_l("Leave it empty if you have one name only."),
    )


class WhoForm(forms.Form):
    """Which of the people behind one address."""

    person = wtforms.RadioField(_l("Who are you?"), validate_choice=False)


class ProfileForm(forms.Form):
    """What a person says of themselves; the organisation is chosen on a page of its own."""

    honorific = forms.text_field(
        _l("Form of address"), 40, description=_l("For example Dr, H.E. or Ms.")
    )
    first_name = forms.text_field(_l("First name"), 100, _l("Enter your first name."))
    family_name = forms.text_field(
        _l("Family name"), 100, description=_l("Leave it empty if you have one name only.")
    )
    latin_name = forms.text_field(
        _l("Name in Latin letters"),
        200,
        description=_l("For badges and guards, when you write your name in another script."),
    )
    job_title = forms.text_field(_l("Job title"), 200)
    country = wtforms.SelectField(
        _l("Country you represent"),
        description=_l("Not where you live, and not your nationality."),
    )
    zone = wtforms.SelectField(
        _l("Time zone"),
        description=_l("Your own pages show times in this zone beside the event's."),
    )
    lang = wtforms.SelectField(_l("Language of mails"))
    no_invitations = wtforms.BooleanField(
        _l("Send me no invitations"),
        description=_l("You still get what your registrations and entries need."),
    )
    calendar_mails = wtforms.BooleanField(
        _l("Send calendar entries with mails"),
        description=_l(
            "One for each day of an event you registered for, and for sessions you speak in."
        ),
    )
    version = wtforms.HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices(_l("No country chosen"))
        no_zone = str(gettext("No zone chosen"))
        self.zone.choices = {
            no_zone: forms.choices([("", no_zone)]),
            **forms.zone_choices(),
        }
        kept = [self.lang.object_data] if self.lang.object_data in i18n.LANGUAGES else []
        spoken = [code for code in i18n.LANGUAGES if code in {*i18n.offered(), *kept}]
        self.lang.choices = forms.choices([(code, i18n.LANGUAGES[code]) for code in spoken])

    def validate_zone(self, field: wtforms.Field) -> None:
        """Only zones that tzdata knows."""
        if field.data and not zones.known(field.data):
            raise validators.ValidationError(gettext("Choose a time zone from the list."))


class PasswordForm(forms.Form):
    """A new password, and the present one unless a link was opened a moment ago."""

    old = wtforms.PasswordField(_l("Present password"))
    new = wtforms.PasswordField(
        _l("New password"),
        [
            forms.Required(_l("Enter a new password.")),
            validators.Length(
                max=passwords.LONGEST,
                message=_l("Choose a password of 200 characters or fewer."),
            ),
        ],
        description=_l("12 characters or more. A few words that do not belong together are good."),
    )


class ProposalForm(forms.Form):
    """An organisation that is not in the list."""

    name = forms.text_field(
        _l("Name of the organisation"), 200, _l("Enter the name of the organisation.")
    )
    kind = wtforms.SelectField(
        _l("Kind of organisation"), [forms.Required(_l("Choose a kind of organisation."))]
    )
    country = wtforms.SelectField(_l("Country of its seat"))
    website = forms.text_field(_l("Website"), 300, checks=[forms.WebAddress()])
    note = forms.text_field(
        _l("Anything we should know"), 500, lines=3, description=_l("Read by the site's staff.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = kind_choices(_l("Choose a kind of organisation"))
        self.country.choices = country_choices(_l("No country"))


def country_choices(blank: Any) -> Any:
    """All countries in the reader's order, after an empty choice."""
    lang = current_lang()
    return forms.choices(
        [(c.code, countries.name(c.code, lang)) for c in countries.sorted_countries(lang)],
        blank=blank,
    )


def kind_choices(blank: Any) -> Any:
    """The kinds of entities, after an empty choice."""
    return forms.choices([(k.value, gettext(said)) for k, said in KIND_LABELS.items()], blank)


class SecondForm(forms.Form):
    """The second step of signing in: one of three ways."""

    code = forms.text_field(
        _l("Code from your app"),
        20,
        description=_l("Six digits. Your app shows a new code every 30 seconds."),
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
    recovery = forms.text_field(
        _l("Recovery code"),
        30,
        description=_l("One of the ten codes you printed or wrote down. Each works once."),
        render_kw={"autocomplete": "off"},
    )
    credential = wtforms.HiddenField()


class AppForm(forms.Form):
    """The first code of a new app."""

    code = forms.text_field(
        _l("Code from your app"),
        20,
        _l("Type the six digits that your app shows."),
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class PasskeyForm(forms.Form):
    """A name for a new passkey; script adds the passkey itself."""

    name = forms.text_field(
        _l("Name of the passkey"),
        60,
        _l("Give the passkey a name, like My phone."),
        description=_l("So that you know it again, like My phone."),
    )
    credential = wtforms.HiddenField()
