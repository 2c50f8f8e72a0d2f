"""The mails that staff look at, and those of one person."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.core.outbox.models import Mail, MailState


def mails(state: MailState | None = None) -> sa.Select[Any]:
    """All mails or those of one state, newest first, as a select to be paged."""
    query = sa.select(Mail).order_by(Mail.id.desc())
    return query if state is None else query.where(Mail.state == state)


def counts() -> dict[MailState, int]:
    """How many mails there are in each state; a state without any is 0."""
    rows = db.session.execute(sa.select(Mail.state, sa.func.count()).group_by(Mail.state))
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state, 0) for state in MailState}


def of_address(address: str) -> Sequence[Mail]:
    """Every mail to an address, oldest first."""
    query = sa.select(Mail).where(sa.func.lower(Mail.to_address) == address.lower())
    return db.session.scalars(query.order_by(Mail.id)).all()


def about(subject_key: str) -> Sequence[Mail]:
    """Every mail about one thing, newest first."""
    query = sa.select(Mail).where(Mail.subject_key == subject_key)
    return db.session.scalars(query.order_by(Mail.id.desc())).all()
