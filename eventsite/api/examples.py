"""An example of each answer, put together from the examples of its fields."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel

Schema: TypeAlias = Mapping[str, Any]
#: Letters of JSON that a narrow page still shows side by side.
_ONE_LINE = 56


def of(model: type[BaseModel]) -> Any:
    """An answer as it could be; valid, but the addresses and people in it are invented."""
    schema = model.model_json_schema(mode="serialization")
    return _example(schema, schema.get("$defs", {}))


def _example(schema: Schema, known: Mapping[str, Schema]) -> Any:
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return _example(known[schema["$ref"].rsplit("/", 1)[1]], known)
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], known)
    if "properties" in schema:
        return {name: _example(one, known) for name, one in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_example(schema["items"], known)]
    return schema.get("default")


def pretty(value: Any, indent: str = "") -> str:
    """The value as JSON; what fits stands on one line, so that long answers stay readable."""
    plain = json.dumps(value, ensure_ascii=False)
    if len(indent + plain) <= _ONE_LINE or not isinstance(value, dict | list):
        return plain
    deeper = f"{indent}  "
    if isinstance(value, dict):
        said = (f"{json.dumps(name)}: {pretty(one, deeper)}" for name, one in value.items())
        opening, closing = "{}"
    else:
        said = (pretty(one, deeper) for one in value)
        opening, closing = "[]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(said) + f"\n{indent}{closing}"
