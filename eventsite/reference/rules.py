"""What a correction of a country group must be to be taken."""

from collections.abc import Sequence
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.reference.groups import Correction


class Reason(StrEnum):
    """Why a correction is not taken."""

    BACKWARDS = N_("Enter an end that is later than the first day, or leave it empty.")
    REPEATED = N_("This correction is already in the list. Nothing was added.")


def problem(correction: Correction, stored: Sequence[Correction]) -> Reason | None:
    """Why not, or None; `stored` in the order in which they were entered."""
    period = correction.period
    if period.valid_from and period.valid_to and period.valid_to <= period.valid_from:
        return Reason.BACKWARDS
    earlier = [
        found
        for found in stored
        if (found.country, found.group) == (correction.country, correction.group)
    ]
    if earlier and _said(earlier[-1]) == _said(correction):
        return Reason.REPEATED
    return None


def _said(correction: Correction) -> tuple[object, ...]:
    return (correction.belongs, correction.period)
