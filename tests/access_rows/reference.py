"""Rows of the staff's pages of country groups."""

from eventsite.reference.groups import Group
from eventsite.reference.models import GroupCorrection
from tests import make
from tests.access_table import Row, Visitor, World, Writes, only_staff, page, write


def correction(_world: World) -> GroupCorrection:
    """One more correction of a country's group."""
    number = make.number()
    return make.add(
        GroupCorrection(
            country="FJ",
            group=Group.SIDS,
            belongs=True,
            valid_from=make.FIRST_DAY,
            valid_to=None,
            source=f"Decision {number}",
            entered_by="user:1",
            entered_at=make.CREATED,
        )
    )


def correction_fields(_world: World) -> dict[str, str]:
    """What the form takes."""
    return {
        "country": "CH",
        "group": Group.SIDS.value,
        "belongs": "yes",
        "valid_from": "2027-01-01",
        "source": "Decision 1",
    }


ROWS: dict[tuple[str, str], Row] = {
    ("reference.country_groups", "GET"): page(only_staff()),
    ("reference.corrections", "GET"): page(only_staff(), grow=correction),
    ("reference.corrections", "POST"): write(
        only_staff(),
        writes=Writes(
            "reference.group_corrected",
            correction_fields,
            before=("belongs",),
            after=("country", "group", "belongs", "valid_from", "valid_to", "source"),
            by=Visitor.STAFF,
        ),
    ),
}
