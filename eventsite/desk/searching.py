"""Finding people by what somebody says at a desk, in either script and without accents."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from eventsite.reference import collation


class Named(Protocol):
    """What is searched of one registration."""

    @property
    def code(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def latin_name(self) -> str: ...


N = TypeVar("N", bound=Named)


def matches(rows: Iterable[N], words: str, most: int) -> Sequence[N]:
    """At most `most` of the rows, in their order, that hold the beginning of every word."""
    wanted = _folded(words)
    if not wanted:
        return []
    found: list[N] = []
    for row in rows:
        said = f"{row.code} {row.first_name} {row.family_name} {row.latin_name}"
        held = _folded(said)
        if all(any(word.startswith(one) for word in held) for one in wanted):
            found.append(row)
            if len(found) == most:
                break
    return found


def _folded(said: str) -> list[str]:
    """The words as they compare: no accents of any script, Arabic forms of a letter alike."""
    folded = [
        collation.key(collation.key(part, "en"), "ar") for part in said.replace("-", " ").split()
    ]
    return [word for part in folded for word in part.split()]
