"""Checks what participants and organizers type about registering."""

from eventsite.registration.forms.organisations import OrganisationAnswer
from eventsite.registration.forms.participants import (
    CancelForm,
    ChangeForm,
    NoteForm,
    OnBehalfForm,
    RefuseForm,
)
from eventsite.registration.forms.persons import ColleagueForm, RegistrationForm, TransferForm
from eventsite.registration.forms.statistics import StatisticsForm
from eventsite.registration.forms.terms import TermsForm

__all__ = [
    "CancelForm",
    "ChangeForm",
    "ColleagueForm",
    "NoteForm",
    "OnBehalfForm",
    "OrganisationAnswer",
    "RefuseForm",
    "RegistrationForm",
    "StatisticsForm",
    "TermsForm",
    "TransferForm",
]
