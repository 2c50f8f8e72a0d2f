"""Limits: what a blocked address can still cost, and what a hall may do."""

import flask
import pytest
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from eventsite.core import limits


def hit(account: str) -> None:
    """One try from one address."""
    with flask.current_app.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        limits.hit("tried", account, pair="2 per hour", address="3 per hour")


@pytest.mark.usefixtures("session")
def test_an_address_past_its_limit_leaves_nothing_in_memory() -> None:
    for number in range(3):
        hit(f"a{number}@example.org")
    storage = flask.current_app.extensions["limits"].storage
    before = len(storage.events)
    for number in range(3, 20):
        with pytest.raises(TooManyRequests):
            hit(f"a{number}@example.org")
    assert len(storage.events) == before


@pytest.mark.usefixtures("session")
def test_tries_that_were_refused_do_not_use_up_the_address() -> None:
    hit("b@example.org")
    hit("b@example.org")
    for _ in range(5):
        with pytest.raises(TooManyRequests):
            hit("b@example.org")
    hit("c@example.org")


@pytest.mark.usefixtures("session")
def test_counters_that_are_away_are_no_error_of_ours() -> None:
    app = flask.current_app
    kept = app.extensions["limits"]
    try:
        limits.init_app(app, "redis://127.0.0.1:1/0")
        with pytest.raises(ServiceUnavailable):
            hit("d@example.org")
    finally:
        app.extensions["limits"] = kept
