"""A list page asks the database as often for three items as for one."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import http
from tests import make
from tests.access_table import Row, Visitor, World, table
from tests.addresses import address
from tests.browser import Browser
from tests.counting import count_queries

LISTS = {key: row for key, row in table().items() if row.grow}


@pytest.mark.parametrize(("key", "row"), LISTS.items(), ids=(key[0] for key in LISTS))
def test_a_longer_list_asks_no_more(client: Browser, key: tuple[str, str], row: Row) -> None:
    assert row.grow is not None
    world = World()
    path = address(key[0], row, world)
    reader = row.reader or _first_who_may(row)
    user = world.user(reader)
    if user is not None:
        client.sign_in(user)
    row.grow(world)
    short, asked_once = _asked(client, path)
    row.grow(world)
    row.grow(world)
    long, asked_for_three = _asked(client, path)
    assert len(long) > len(short)  # the page does show the items
    assert asked_for_three == asked_once


def test_a_query_is_counted(session: scoped_session[Session]) -> None:
    with count_queries() as seen:
        session.execute(sa.text("SELECT 1"))
        make.make_organisation()
    assert [statement.split()[0] for statement in seen] == ["SELECT", "INSERT"]


def _first_who_may(row: Row) -> Visitor:
    open_to = [visitor for visitor in Visitor if row.answers[visitor] == "open"]
    return open_to[0]


def _asked(client: Browser, path: str) -> tuple[str, int]:
    client.get(path)  # what is asked once per process is asked here
    http.shelf.clear()
    http.fresh.clear()
    with count_queries() as seen:
        page = client.get(path)
    return page.text, len(seen)
