"""Changes what the site takes the country groups to be."""

from datetime import date
from enum import StrEnum

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.reference import groups, queries, rules
from eventsite.reference.models import GroupCorrection


class Verb(StrEnum):
    """What the audit trail says of this feature."""

    GROUP_CORRECTED = "reference.group_corrected"


def correct_group(
    actor: str,
    country: str,
    group: groups.Group,
    belongs: bool,
    valid_from: date,
    valid_to: date | None,
    source: str,
) -> GroupCorrection:
    """Add a dated correction, which wins over earlier ones and over the packaged list.

    `valid_to` is the first day on which it no longer holds. Raises Refused (`rules.Reason`), and
    LookupError for an unknown country. Other processes follow within a minute.
    """
    period = groups.Period(valid_from, valid_to)
    correction = groups.Correction(country, group, belongs, period, source)
    before = queries.stored_corrections()
    if reason := rules.problem(correction, before):
        field = "valid_to" if reason is rules.Reason.BACKWARDS else None
        raise Refused(reason, field)
    held = group in groups.groups_of(country, valid_from, before)
    row = GroupCorrection(
        country=country,
        group=group,
        belongs=belongs,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        entered_by=actor,
        entered_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    queries.forget()
    _record(actor, row, held)
    return row


def _record(actor: str, row: GroupCorrection, held: bool) -> None:
    audit.record(
        actor,
        Verb.GROUP_CORRECTED,
        f"group_correction:{row.id}",
        before={"belongs": held},
        after={
            "country": row.country,
            "group": row.group.value,
            "belongs": row.belongs,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
            "source": row.source,
        },
    )
