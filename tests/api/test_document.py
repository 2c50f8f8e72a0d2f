"""The description for programs and the page for people: whole, true, and of one table."""

import json
import re

import hypothesis
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.api import asking, examples, openapi
from eventsite.api.operations import IN_PATH, OPERATIONS, PREFIX
from eventsite.settings import WrongSetting
from tests import databases
from tests.addresses import endpoints

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=30)
ANYTHING = st.recursive(
    LEAVES, lambda one: st.lists(one) | st.dictionaries(st.text(max_size=9), one), max_leaves=12
)


@pytest.fixture(scope="module")
def document():
    return openapi.document(OPERATIONS, "https://events.example")


def test_every_address_is_described_and_the_other_way_round(app, document):
    ours = {name for name, _ in endpoints(app) if name.startswith("api.")}
    about = {"api.documentation", "api.openapi_json"}
    rules = {
        rule.endpoint: re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint in ours - about
    }
    assert {f"api.{one.name}": f"{PREFIX}{one.path}" for one in OPERATIONS} == rules
    described = {f"api.{path['get']['operationId']}" for path in document["paths"].values()}
    assert described == set(rules)
    about_rules = {"/api", f"{PREFIX}/openapi.json"}
    under = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api")}
    assert len(under) == len(OPERATIONS) + len(about_rules)
    assert about_rules < under


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.name)
def test_the_example_is_valid_for_shape_and_schema(document, one):
    example = examples.of(one.answer)
    assert one.answer.model_validate(example)
    schema = {"$ref": f"#/components/schemas/{one.answer.__name__}", **document}
    assert jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(example)
    media = document["paths"][f"{PREFIX}{one.path}"]["get"]["responses"]["200"]["content"]
    assert media["application/json"]["example"] == example


def test_what_is_added_later_breaks_nobody(document):
    closed = [
        n for n, s in document["components"]["schemas"].items() if "additionalProperties" in s
    ]
    assert closed == []


def test_every_parameter_says_what_it_does_and_what_is_expected():
    for one in OPERATIONS:
        fields = one.asks.model_fields.values()
        assert all(field.description for field in fields)
        assert set(asking.names(one.asks)) <= set(asking.EXPECTED)
        assert set(one.in_path) <= set(IN_PATH)


def test_parameters_are_described_without_null(document):
    said = {
        p["name"]: p["schema"] for p in document["paths"][f"{PREFIX}/events"]["get"]["parameters"]
    }
    assert said["limit"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}
    assert said["from"] == {"type": "string", "format": "date"}
    assert said["state"] == {"type": "string", "enum": ["upcoming", "past"]}
    assert said["kind"]["enum"][0] == "forum"


def test_the_page_shows_every_address_and_example(client):
    page = client.get("/api")
    assert page.h1 == "For developers"
    shown = page.all("h3 code")
    assert shown == [f"GET {PREFIX}{one.path}" for one in OPERATIONS]
    parts = page.soup.select("pre code")
    assert json.loads(parts[0].text) == examples.of(OPERATIONS[0].answer)
    assert len(parts) == len(OPERATIONS) + 1
    assert page.link("Description for programs (OpenAPI 3.1)") == "/api/v1/openapi.json"
    assert client.get("/").link("For developers") == "/api"
    assert client.get("/ar/api").h1


def test_the_licence_stands_on_page_and_in_document(tmp_path, client, document):
    assert "No licence is set" in client.get("/api").words
    assert "license" not in document["info"]
    cc = "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    app = databases.make_app(
        tmp_path, f"sqlite:///{tmp_path / 'x.sqlite'}", PLENARY_DATA_LICENCE=cc
    )
    said = app.test_client().get(f"{PREFIX}/openapi.json").get_json()
    assert said["info"]["license"] == {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    }


@pytest.mark.parametrize("wrong", ["CC", "https://example.org/", "CC BY http://example.org/"])
def test_a_licence_needs_a_name_and_an_address(tmp_path, wrong):
    with pytest.raises(WrongSetting, match="PLENARY_DATA_LICENCE must be the name"):
        databases.settings(tmp_path, "sqlite://", PLENARY_DATA_LICENCE=wrong)


@given(ANYTHING)
@hypothesis.settings(max_examples=40)
def test_a_pretty_example_is_the_same_example(value):
    assert json.loads(examples.pretty(value)) == value


def test_the_document_is_openapi_3_1(client):
    said = json.loads(client.open("GET", f"{PREFIX}/openapi.json").data)
    assert (said["openapi"], said["servers"]) == ("3.1.0", [{"url": "http://localhost"}])
    names = [path["get"]["operationId"] for path in said["paths"].values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)
