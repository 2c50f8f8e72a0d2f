"""An example of each answer, put together from the examples of its fields."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel

Schema: TypeAlias = Mapping[str, Any]


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
