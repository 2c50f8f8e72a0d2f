"""Each writing endpoint leaves exactly one row: who, what, on which thing, before and after."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.audit import AuditRow
from eventsite.core.db import SAFE_METHODS
from tests.access_table import World, Writes, table
from tests.addresses import address
from tests.browser import Browser

TABLE = table()
UNSAFE = {key: row for key, row in TABLE.items() if key[1] not in SAFE_METHODS}
WRITING = {key: row.writes for key, row in UNSAFE.items() if row.writes}


def test_every_write_says_what_it_leaves_or_why_nothing() -> None:
    assert [key for key, row in UNSAFE.items() if not row.writes and not row.silent] == []


def test_no_page_claims_to_write() -> None:
    pages = {key: row for key, row in TABLE.items() if key not in UNSAFE}
    assert [key for key, row in pages.items() if row.writes or row.silent] == []


@pytest.mark.parametrize(("key", "writes"), WRITING.items(), ids=map(" ".join, WRITING))
def test_one_row_is_left(
    client: Browser, session: scoped_session[Session], key: tuple[str, str], writes: Writes
) -> None:
    world = World()
    path = address(key[0], UNSAFE[key], world)
    fields = writes.fields(world)
    user = world.participant if writes.by is None else world.user(writes.by)
    if user is not None:
        client.sign_in(user)
    actor = f"user:{user.id}" if user else "anonymous"
    if writes.actor is not None:
        actor = writes.actor(world)
    session.commit()
    known = set(session.scalars(sa.select(AuditRow.id)))
    response = client.open(key[1], path, data=fields)
    assert response.status_code in {200, 201, 204, 302, 303}, response.get_data(as_text=True)
    left = session.scalars(sa.select(AuditRow).where(AuditRow.id.not_in(known))).all()
    assert [
        (row.actor, row.verb, sorted(row.before or {}), sorted(row.after or {})) for row in left
    ] == [(actor, writes.verb, sorted(writes.before), sorted(writes.after))]
    # A key, never a name or an answer.
    assert re.fullmatch(r"[a-z_-]+:[\w.-]+", left[0].subject)
