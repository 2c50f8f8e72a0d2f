"""Every endpoint × every visitor, against the hand-written table."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from eventsite.core.db import SAFE_METHODS
from tests.access_table import Answer, Row, Visitor, World, table
from tests.addresses import address, endpoints
from tests.browser import Browser

TABLE = table()
CASES = [
    pytest.param(key, row, visitor, id=f"{key[1]} {key[0]}: {visitor}")
    for key, row in TABLE.items()
    for visitor in Visitor
]


def test_every_endpoint_has_its_row(app: Flask) -> None:
    assert sorted(endpoints(app) - TABLE.keys()) == []


def test_every_row_has_its_endpoint(app: Flask) -> None:
    assert sorted(TABLE.keys() - endpoints(app)) == []


def test_every_row_answers_every_visitor() -> None:
    assert [key for key, row in TABLE.items() if set(row.answers) != set(Visitor)] == []


def test_every_view_wears_a_guard(app: Flask) -> None:
    bare = {name for name, _ in endpoints(app) if not hasattr(app.view_functions[name], "guard")}
    assert bare == set()


@pytest.mark.parametrize(("key", "row", "visitor"), CASES)
def test_who_may(client: Browser, key: tuple[str, str], row: Row, visitor: Visitor) -> None:
    world = World()
    path = address(key[0], row, world)
    user = world.user(visitor)
    if user is not None:
        client.sign_in(user)
    assert answer_of(client.open(key[1], path), key[1]) == row.answers[visitor]


@pytest.mark.parametrize("key", [key for key in TABLE if key[1] not in SAFE_METHODS], ids=" ".join)
def test_no_write_is_taken_from_a_foreign_page(client: Browser, key: tuple[str, str]) -> None:
    world = World()
    row = TABLE[key]
    path = address(key[0], row, world)
    client.sign_in(world.user(Visitor.STAFF))
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    expected = 403
    if hasattr(client.app.view_functions[key[0]], "open_post"):
        expected = client.open(key[1], path).status_code
    assert client.open(key[1], path, headers=foreign).status_code == expected


def answer_of(response: TestResponse, method: str) -> Answer | str:
    """What an answer means to the visitor; a word of its own when it must not happen at all."""
    code = response.status_code
    if code == 303 and "/sign-in" in response.headers["Location"]:
        return Answer.SIGN_IN
    if code == 403:
        return Answer.REFUSED
    if code == 404:
        return Answer.HIDDEN
    if code >= 500 or (method in SAFE_METHODS and code >= 400):
        return f"broken: {code}"
    return Answer.OPEN
