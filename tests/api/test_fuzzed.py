"""Every address asked by schemathesis what its description allows, and what it does not."""

from collections.abc import Callable, Iterator

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from schemathesis.specs.openapi.schemas import OpenApiSchema

from eventsite.api.operations import OPERATIONS, PREFIX, Operation
from eventsite.core import http
from eventsite.core.db import db
from tests import databases
from tests.api import plenty

#: Of each address and way of asking; the steady profile of tests/conftest.py draws the same ones.
MOST = 30
STEADY = settings(max_examples=MOST, suppress_health_check=list(HealthCheck))
#: schemathesis does not unpack what comes to it inside of this process.
PLAIN = {"Accept-Encoding": "identity"}
#: Addresses that can be asked wrongly.
REFUSING = [one for one in OPERATIONS if one.in_path or one.asks.model_fields]
ALWAYS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
    checks.allow_header_conformance,
]


@pytest.fixture(scope="module")
def site(homes: Callable[[str], databases.Home]) -> Iterator[tuple[Flask, dict[str, str]]]:
    """A site with some of everything, and the parts of addresses that exist there."""
    home = homes("sqlite")
    http.shelf.clear()
    http.fresh.clear()
    with home.app.app_context():
        world = plenty.build()
        parts = {
            "slug": world.event.slug,
            "session": world.talk.code,
            "speaker": world.ada.code,
            "call": "ideas",
        }
        db.session.commit()
    yield home.app, parts
    home.wipe()


@pytest.fixture(scope="module")
def described(site: tuple[Flask, dict[str, str]]) -> OpenApiSchema:
    """The document, as schemathesis reads it from the site."""
    found = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", site[0])
    assert isinstance(found, OpenApiSchema)
    return found


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
def test_what_is_described_is_answered_so(
    site: tuple[Flask, dict[str, str]], described: OpenApiSchema, one: Operation
) -> None:
    here = {name: site[1][name] for name in one.in_path}
    answered = set()

    @STEADY
    @given(case=described[f"{PREFIX}{one.path}"]["GET"].as_strategy(path_parameters=here))
    def ask(case: schemathesis.Case) -> None:
        response = case.call_and_validate(headers=PLAIN, checks=ALWAYS)
        answered.add(response.status_code)
        # Only a cursor that nobody gave fits its description and is refused.
        assert response.status_code == 200 or "cursor" in (case.query or {})

    ask()
    assert 200 in answered


@pytest.mark.parametrize("one", REFUSING, ids=lambda one: one.name)
def test_what_is_not_described_is_refused(
    site: tuple[Flask, dict[str, str]], described: OpenApiSchema, one: Operation
) -> None:
    operation = described[f"{PREFIX}{one.path}"]["GET"]
    # Where a list can be asked something, the event is there and the questions are wrong.
    here = {name: site[1][name] for name in one.in_path} if one.asks.model_fields else None
    cases = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE, path_parameters=here)

    @STEADY
    @given(case=cases)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=PLAIN, checks=[*ALWAYS, checks.negative_data_rejection])

    ask()
