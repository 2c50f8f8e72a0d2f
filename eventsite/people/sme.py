"""Whether an entity counts as a small or medium enterprise on a day.

Criteria (fewer than 250 employees, an income below the Council's ceiling, independence) are looked
at by whoever verifies; here stand only status and validity.
"""

from datetime import date

from eventsite.people.models import SmeStatus

_SMALL = frozenset({SmeStatus.DECLARED, SmeStatus.VERIFIED})


def is_valid_on(valid_from: date | None, valid_until: date | None, day: date) -> bool:
    """Whether the day lies in the validity; both ends belong to it, a missing one is open."""
    begun = valid_from is None or valid_from <= day
    return begun and (valid_until is None or day <= valid_until)


def is_backwards(valid_from: date | None, valid_until: date | None) -> bool:
    """Whether the last day lies before the first."""
    return valid_from is not None and valid_until is not None and valid_until < valid_from


def is_sme(status: SmeStatus, valid_from: date | None, valid_until: date | None, day: date) -> bool:
    """Whether the entity counts as small that day, by its own declaration or verified."""
    return status in _SMALL and is_valid_on(valid_from, valid_until, day)


def is_verified_sme(
    status: SmeStatus, valid_from: date | None, valid_until: date | None, day: date
) -> bool:
    """Whether somebody has verified that it is small and this holds that day."""
    return status is SmeStatus.VERIFIED and is_valid_on(valid_from, valid_until, day)
