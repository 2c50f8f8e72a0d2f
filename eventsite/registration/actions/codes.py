"""Makes and revokes invitation codes and tracked links."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from eventsite.core import audit, clock, text, trace
from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.registration.actions import taking
from eventsite.registration.models import InvitationCode, TrackedLink
from eventsite.registration.verbs import Verb

#: Most codes made by one press.
MOST_CODES = 500


@dataclass(frozen=True)
class NewCodes:
    """Codes to make: one for each label, all alike; `most_uses` None is no limit."""

    labels: Sequence[str] = field(default_factory=lambda: [""])
    most_uses: int | None = 1
    group: str = ""
    opens_form: bool = False
    expires: datetime | None = None


def make_codes(*, event: Event, codes: NewCodes, actor: str) -> list[InvitationCode]:
    """Make one code for each label; raises ValueError for none and for more than MOST_CODES.

    The trail says how many, not for whom.
    """
    if not 1 <= len(codes.labels) <= MOST_CODES:
        raise ValueError(f"{len(codes.labels)} codes at once")
    now = clock.now()
    made = [
        InvitationCode(
            event_id=event.id,
            code=text.new_code(10),
            label=label,
            most_uses=codes.most_uses,
            used=0,
            group=codes.group,
            opens_form=codes.opens_form,
            expires=codes.expires,
            created=now,
        )
        for label in codes.labels
    ]
    db.session.add_all(made)
    db.session.flush()
    facts = {"number": len(made), "most_uses": codes.most_uses, "group": codes.group}
    audit.record(actor, Verb.CODES_MADE, f"event:{event.id}", None, facts)
    return made


def revoke_code(*, event: Event, key: int, actor: str) -> None:
    """Let nobody more come with a code; who has come stays. Twice is as once.

    Raises LookupError for a code that the event does not have.
    """
    taking.lock(event.id)
    row = db.session.get(InvitationCode, key, populate_existing=True)
    if row is None or row.event_id != event.id:
        raise LookupError(f"invitation_code:{key}")
    if row.revoked is not None:
        return
    row.revoked = clock.now()
    db.session.flush()
    audit.record(actor, Verb.CODE_REVOKED, f"event:{event.id}", None, {"code": key})


def make_link(*, event: Event, label: str, actor: str) -> TrackedLink:
    """Make an address of the form that is counted."""
    row = TrackedLink(
        event_id=event.id, code=text.new_code(8), label=label, visits=0, created=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Verb.LINK_MADE, f"event:{event.id}", None, {"link": row.id})
    return row


def retire_link(*, event: Event, key: int, actor: str) -> None:
    """Say that a link is not given out any more; it goes on leading to the form and counting.

    Raises LookupError for a link that the event does not have.
    """
    row = db.session.get(TrackedLink, key, populate_existing=True)
    if row is None or row.event_id != event.id:
        raise LookupError(f"tracked_link:{key}")
    if row.retired is not None:
        return
    row.retired = clock.now()
    db.session.flush()
    audit.record(actor, Verb.LINK_RETIRED, f"event:{event.id}", None, {"link": key})


def count_visit(event_id: int, code: str) -> None:
    """Count that the form was opened by a tracked link, once the request's own work has ended."""
    if code:
        own = sa.and_(TrackedLink.event_id == event_id, TrackedLink.code == code)
        trace.mark(sa.update(TrackedLink).where(own).values(visits=TrackedLink.visits + 1))
