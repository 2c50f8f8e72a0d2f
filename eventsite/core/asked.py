"""What a request brings: its words, cleared of characters that no page or database can hold."""

from collections.abc import Iterable, Mapping
from typing import Any

import flask
from werkzeug.datastructures import ImmutableMultiDict

from eventsite.core import text

_MOST_DIGITS = 10


class Words(ImmutableMultiDict[str, Any]):
    """Names and values of an address or a form, without control characters.

    PostgreSQL refuses a NUL and HTML the rest; nobody can see or type them.
    """

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None):
        pairs = mapping if not isinstance(mapping, Mapping) else _pairs(mapping)
        super().__init__([(text.printable(name), _clean(value)) for name, value in pairs or ()])


def _pairs(mapping: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    several = getattr(mapping, "lists", None)
    if several is None:
        return mapping.items()
    return ((name, value) for name, values in several() for value in values)


def _clean(value: Any) -> Any:
    return text.printable(value) if isinstance(value, str) else value


class Request(flask.Request):
    """Flask's request with `Words` for what people typed; bodies of JSON stay as they are."""

    parameter_storage_class = Words


def natural(words: object) -> int:
    """A version or a key as a form brings it back; 0 for anything that is none."""
    said = str(words or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < _MOST_DIGITS else 0


def number(words: str) -> int:
    """A whole number that databases can compare; for `request.args.get(…, type=asked.number)`.

    Raises ValueError, which makes `get` answer its default.
    """
    found = int(words)
    if abs(found) >= 2**31:
        raise ValueError("No row has a number this large.")
    return found
