"""Parts of lists: a cursor holds the key of the last item that was given, so none comes twice."""

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

T = TypeVar("T")
#: What a list is ordered by: whole numbers and texts.
Key: TypeAlias = tuple[int | str, ...]
MOST = 100
USUAL = 50
_LARGEST = 2**53


class WrongCursor(ValueError):
    """A cursor that no answer ever gave."""


def encode(key: Key) -> str:
    """The key as text for an address."""
    said = json.dumps(key, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def decode(cursor: str, *kinds: type[int] | type[str]) -> Key:
    """The key of parts of these kinds; raises WrongCursor."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise WrongCursor(cursor) from error
    if not isinstance(found, list) or [type(part) for part in found] != list(kinds):
        raise WrongCursor(cursor)
    if not all(map(_is_usable, found)):
        raise WrongCursor(cursor)
    return tuple(found)


def _is_usable(part: int | str) -> bool:
    """Whether databases can compare it: no number too large, no half of a letter."""
    return part.isprintable() if isinstance(part, str) else abs(part) < _LARGEST


def cut(
    items: Sequence[T], key: Callable[[T], Key], limit: int, after: Key | None
) -> tuple[Sequence[T], Key | None]:
    """So many items after a key, and the key to go on from; None at the end.

    The items stand in the order of their keys, which are all different.
    """
    first = bisect_right(items, after, key=key) if after is not None else 0
    part = items[first : first + limit]
    return part, key(part[-1]) if first + limit < len(items) else None
