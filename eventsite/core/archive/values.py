"""Values of columns as JSON has them, and back: told by the column, refused where unfit."""

import base64
import re
import typing
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from eventsite.core import look, text, zones
from eventsite.core.db import Base, UtcDateTime

#: How deep a value may nest; the programme of a release is the deepest we write.
DEPTH = 40
_INT = 2**31
_BIG = 2**63
#: Columns whose value is written into a link.
_LINKS = frozenset({"website", "url", "recording", "transcript", "address"})
#: Columns whose value stands in addresses, in paths of files or in calendars.
_SPELT = {
    "slug": re.compile(r"[a-z0-9-]+"),
    "code": re.compile(r"[A-Za-z0-9]+"),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "uid": re.compile(r"[!-~]+"),
}
_SCRIPTS = ("javascript:", "data:", "vbscript:", "file:", "blob:")


class Unfit(ValueError):
    """A value does not fit its column; the message is a word for what is wrong."""


def plain(value: Any) -> Any:
    """A value as JSON has it; `typed` is the reverse."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def typed(value: Any, column: sa.Column[Any], hint: Any = Any) -> Any:
    """The value that the column holds; raises Unfit where it cannot. `hint` is a JSON shape."""
    if value is None:
        if not column.nullable:
            raise Unfit("empty")
        return None
    kind = column.type
    if isinstance(kind, sa.JSON):
        if not _has_shape(value, hint):
            raise Unfit("shape")
        return value
    try:
        found = _read(value, kind)
    except (ValueError, TypeError, OverflowError, InvalidOperation) as error:
        raise Unfit("kind") from error
    if isinstance(found, str) and not isinstance(kind, sa.Enum):
        _check_words(found, column)
    return found


def _read(value: Any, kind: Any) -> Any:
    if isinstance(kind, UtcDateTime):
        found = datetime.fromisoformat(_of(value, str))
        if found.tzinfo is None:
            raise ValueError("An instant needs a zone.")
        return found
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    python = kind.python_type
    if issubclass(python, datetime | date | time):
        return python.fromisoformat(_of(value, str))
    if issubclass(python, timedelta):
        return timedelta(microseconds=_of(value, int))
    if issubclass(python, Decimal):
        return Decimal(_of(value, str))
    if issubclass(python, bytes):
        return base64.b64decode(_of(value, str), validate=True)
    if issubclass(python, float):
        return _of(value, float, int)
    found = _of(value, python)
    if python is int and abs(found) >= (_BIG if isinstance(kind, sa.BigInteger) else _INT):
        raise ValueError("No database counts so far.")
    return found


def _of(value: Any, *kinds: type) -> Any:
    if type(value) not in kinds:
        raise TypeError(f"{type(value)} is none of {kinds}.")
    return value


def _check_words(said: str, column: sa.Column[Any]) -> None:
    most = getattr(column.type, "length", None)
    if most is not None and len(said) > most:
        raise Unfit("long")
    if column.name in _LINKS:
        check_link(said)
    if column.name == "zone" and said and not zones.known(said):
        raise Unfit("zone")
    if column.name == "hue" and said not in look.HUES:
        raise Unfit("hue")
    if column.name in _SPELT:
        check_spelling(column.name, said)
    if column.name.endswith("email") and said.split() != ([said] if said else []):
        raise Unfit("email")


def check_link(said: str) -> None:
    """Raise Unfit for what a browser would run instead of opening."""
    if "".join(said.split()).lower().startswith(_SCRIPTS):
        raise Unfit("link")


def check_spelling(name: str, said: str) -> None:
    """Raise Unfit for a slug, code, digest or identity (`name`) with other letters in it."""
    if not _SPELT[name].fullmatch(said):
        raise Unfit("spelling")


def check_depth(value: Any) -> None:
    """Raise Unfit where a value nests deeper than `DEPTH` or holds what no database keeps."""
    waiting = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEPTH:
            raise Unfit("deep")
        if isinstance(one, str):
            _check_letters(one)
        elif isinstance(one, list):
            waiting += [(each, depth + 1) for each in one]
        elif isinstance(one, dict):
            for name in one:
                _check_letters(name)
            waiting += [(each, depth + 1) for each in one.values()]


def _check_letters(said: str) -> None:
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise Unfit("letters") from error
    if text.printable(said) != said:
        raise Unfit("letters")


@cache
def hints(model: type[Base]) -> Mapping[str, Any]:
    """The shapes of a model's JSON columns, as its annotations say."""
    found = {}
    for name, hint in typing.get_type_hints(model, include_extras=True).items():
        if typing.get_origin(hint) is Mapped:
            found[name] = typing.get_args(hint)[0]
    return found


def _has_shape(value: Any, hint: Any) -> bool:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or hint is None:
        return True
    if origin is list:
        return isinstance(value, list) and all(_has_shape(one, inner[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(_has_shape(one, inner[1]) for one in value.values())
    if origin is not None:
        # A union: one of its shapes fits.
        return any(_has_shape(value, one) for one in inner)
    return type(value) is hint
