"""Checks what participants and organizers type about registering."""

from eventsite.registration.forms.organisations import OrganisationAnswer
from eventsite.registration.forms.participants import (
    CancelForm,
    ChangeForm,
    RegistrationForm,
    StatisticsForm,
)
from eventsite.registration.forms.terms import TermsForm

__all__ = [
    "CancelForm",
    "ChangeForm",
    "OrganisationAnswer",
    "RegistrationForm",
    "StatisticsForm",
    "TermsForm",
]
