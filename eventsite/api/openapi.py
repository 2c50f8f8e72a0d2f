"""The description of the interface (OpenAPI 3.1), made from the table of operations."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from eventsite.api import asking, examples, shapes
from eventsite.api.operations import IN_PATH, PREFIX, Operation

_REF = "#/components/schemas/{model}"
_PROBLEM = "application/problem+json"
VERSION = "1.0.0"
ABOUT = (
    "Events, programmes, calls and results, as the public pages show them: only what is "
    "published, and the newest version. Within version 1 fields are added and never removed, "
    "renamed or given another meaning; a program must bear fields that it does not know. "
    "Texts come in every language in which they are written. Instants follow RFC 3339. "
    "Answers carry an ETag: send it back as If-None-Match."
)
_FAILURES = {
    "404": "There is nothing at this address.",
    "410": "It was taken off and does not come back.",
    "422": "A parameter cannot be used; `parameter` names it.",
}


def document(
    table: Sequence[Operation], base_url: str, licence: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The whole document; `licence` has a name and may have a url."""
    about: dict[str, Any] = {"title": "Plenary", "version": VERSION, "description": ABOUT}
    if licence:
        about["license"] = dict(licence)
    return {
        "openapi": "3.1.0",
        "info": about,
        "servers": [{"url": base_url}],
        "paths": {f"{PREFIX}{one.path}": {"get": _operation(one)} for one in table},
        "components": {"schemas": _schemas(table), "headers": _HEADERS},
    }


def _schemas(table: Sequence[Operation]) -> dict[str, Any]:
    mode: JsonSchemaMode = "serialization"
    models = [(one.answer, mode) for one in table]
    _, found = models_json_schema([*models, (shapes.Problem, mode)], ref_template=_REF)
    schemas: dict[str, Any] = found["$defs"]
    for schema in schemas.values():
        # What is added later must not break a program that checks what it gets.
        schema.pop("additionalProperties", None)
    return schemas


def _operation(one: Operation) -> dict[str, Any]:
    failing = ["422", *(["404"] if one.in_path else []), *(["410"] if one.is_gone else [])]
    return {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": [*map(_in_path, one.in_path), *_in_query(one.asks)],
        "responses": {
            "200": _success(one),
            "304": {"description": "Nothing changed since the ETag in If-None-Match."},
            **{status: _failure(_FAILURES[status]) for status in sorted(failing)},
        },
    }


def _in_path(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": IN_PATH[name],
        "schema": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9-]+$"},
    }


def _in_query(asks: type[asking.Nothing]) -> list[dict[str, Any]]:
    schema = asks.model_json_schema(by_alias=True)
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": said["description"],
            "schema": _plain(said, schema.get("$defs", {})),
        }
        for name, said in schema.get("properties", {}).items()
    ]


def _plain(said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is given: no null, nothing named elsewhere."""
    chosen = next((one for one in said.get("anyOf", ()) if one.get("type") != "null"), said)
    if "$ref" in chosen:
        chosen = known[chosen["$ref"].rsplit("/", 1)[1]]
    left_out = {"title", "description"} | ({"default"} if said.get("default") is None else set())
    return {name: value for name, value in chosen.items() if name not in left_out}


def _success(one: Operation) -> dict[str, Any]:
    named = ["ETag", "Cache-Control", *(["Link"] if one.is_list else [])]
    shown = {
        "schema": {"$ref": _REF.format(model=one.answer.__name__)},
        "example": examples.of(one.answer),
    }
    return {
        "description": (one.answer.__doc__ or "").strip(),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in named},
        "content": {"application/json": shown},
    }


def _failure(words: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(model=shapes.Problem.__name__)}
    return {"description": words, "content": {_PROBLEM: {"schema": schema}}}


_HEADERS = {
    "ETag": {"description": "Changes whenever the answer does.", "schema": {"type": "string"}},
    "Cache-Control": {
        "description": "For how many seconds the answer can be used unasked.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "The next part of a list, with rel=next (RFC 8288); absent at its end.",
        "schema": {"type": "string"},
    },
}
