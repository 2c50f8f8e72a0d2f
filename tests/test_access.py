"""Every endpoint × every visitor, against the hand-written table."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from eventsite.core.db import SAFE_METHODS
from eventsite.people.models import User
from tests.access_table import Answer, Visitor, World, table
from tests.addresses import address, endpoints
from tests.browser import Browser

TABLE = table()
READS = [key for key in TABLE if key[1] in SAFE_METHODS]
WRITES = [key for key in TABLE if key[1] not in SAFE_METHODS]
#: A write that is let in may change what the next visitor finds, so each has a world of its own.
LET_IN = [
    pytest.param(key, visitor, id=f"{' '.join(key)}: {visitor}")
    for key in WRITES
    for visitor, answer in TABLE[key].answers.items()
    if answer == Answer.OPEN
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


@pytest.mark.parametrize("key", READS, ids=" ".join)
def test_who_may_read(another_client: Callable[[], Browser], key: tuple[str, str]) -> None:
    world = World()
    path = address(key[0], TABLE[key], world)
    said = TABLE[key].answers
    users = world.users(Visitor)
    found = {v: knock(another_client(), key[1], path, users[v], said[v]) for v in Visitor}
    assert found == said


@pytest.mark.parametrize("key", WRITES, ids=" ".join)
def test_who_may_not_write(another_client: Callable[[], Browser], key: tuple[str, str]) -> None:
    world = World()
    refused = {v: answer for v, answer in TABLE[key].answers.items() if answer != Answer.OPEN}
    path = address(key[0], TABLE[key], world)
    users = world.users(refused)
    found = {v: knock(another_client(), key[1], path, users[v], refused[v]) for v in refused}
    assert found == refused


@pytest.mark.parametrize(("key", "visitor"), LET_IN)
def test_who_may_write(client: Browser, key: tuple[str, str], visitor: Visitor) -> None:
    world = World()
    path = address(key[0], TABLE[key], world)
    assert knock(client, key[1], path, world.user(visitor)) == Answer.OPEN


@pytest.mark.parametrize("key", WRITES, ids=" ".join)
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


def knock(
    browser: Browser,
    method: str,
    path: str,
    user: User | None,
    expected: Answer = Answer.OPEN,
) -> Answer | str:
    """What one visitor gets at one address.

    Where a refusal is expected it is asked for as for a program, which is quicker to say.
    """
    refused = expected in {Answer.REFUSED, Answer.HIDDEN}
    headers = {"Accept": "application/json"} if refused else {}
    if user is not None:
        browser.sign_in(user)
    return answer_of(browser.open(method, path, headers=headers), method)


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
