"""Which corrections are taken."""

from datetime import date

import pytest

from eventsite.reference import rules
from eventsite.reference.groups import Correction, Group, Period

EARLY, LATE = date(2026, 11, 24), date(2029, 11, 24)


def said(belongs=True, start=EARLY, end=LATE, country="BD", group=Group.LDC):
    return Correction(country, group, belongs, Period(start, end), "a test")


@pytest.mark.parametrize(
    ("correction", "stored", "reason"),
    [
        (said(), [], None),
        (said(end=None), [], None),
        (said(end=EARLY), [], rules.Reason.BACKWARDS),
        (said(start=LATE, end=EARLY), [], rules.Reason.BACKWARDS),
        (said(), [said()], rules.Reason.REPEATED),
        (said(), [said(), said(country="NP")], rules.Reason.REPEATED),
        (said(), [said(), said(belongs=False)], None),
        (said(), [said(group=Group.SIDS)], None),
        (said(), [said(end=None)], None),
    ],
)
def test_problem(correction, stored, reason):
    assert rules.problem(correction, stored) == reason
