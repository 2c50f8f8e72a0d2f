"""What the database knows of registering: terms and places, registrations, statistics."""

from eventsite.registration.models.registrations import (
    ROLE_LABELS,
    STATE_LABELS,
    Registration,
    Role,
    State,
)
from eventsite.registration.models.statistics import (
    AGE_LABELS,
    GENDER_LABELS,
    AgeBand,
    Gender,
    SelfDeclared,
)
from eventsite.registration.models.terms import (
    MODE_LABELS,
    TERMS_STATE_LABELS,
    PlaceMode,
    PlacePool,
    RegistrationTerms,
    TermsState,
)

__all__ = [
    "AGE_LABELS",
    "GENDER_LABELS",
    "MODE_LABELS",
    "ROLE_LABELS",
    "STATE_LABELS",
    "TERMS_STATE_LABELS",
    "AgeBand",
    "Gender",
    "PlaceMode",
    "PlacePool",
    "Registration",
    "RegistrationTerms",
    "Role",
    "SelfDeclared",
    "State",
    "TermsState",
]
