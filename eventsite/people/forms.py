"""Checks what people type about themselves and to sign in."""

import wtforms

from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l


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
