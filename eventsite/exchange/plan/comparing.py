"""Three ways to compare a field: what the source says, what stands here, what was taken in last."""

from collections.abc import Iterator, Mapping
from typing import Any

from eventsite.exchange.plan import digests
from eventsite.exchange.plan.values import LOCALIZED, Kind, Offer, Plain, Values

_EMPTY: tuple[Plain, ...] = (None, "", [], {})


def offers(
    theirs: Values, ours: Values, said: Mapping[str, Any], *, is_asked: bool = False
) -> tuple[Offer, ...]:
    """The fields in which the source differs from what stands here, and what is ticked at first.

    `said` are digests of what was last taken in. A field that nobody touched here since follows
    the source. One that somebody changed here stays unless it is ticked. Without a memory of the
    field an empty one is filled and another stays, but where a person `is_asked` about the whole.
    """
    found = (
        _offer(name, value, ours[name], said.get(name), is_asked) for name, value in theirs.items()
    )
    return tuple(offer for offer in found if offer is not None)


def kind_of(found: tuple[Offer, ...], theirs: Values, said: Mapping[str, Any]) -> Kind:
    """What a row is whose key is known: a conflict only where the source changed, too."""
    if not found:
        return Kind.SAME
    if any(offer.is_conflict and _is_news(offer.name, theirs, said) for offer in found):
        return Kind.CONFLICT
    return Kind.LEFT if all(offer.is_conflict for offer in found) else Kind.CHANGED


def spoken(theirs: Values, said: Mapping[str, Any]) -> dict[str, Plain]:
    """The fields of which the source says something.

    An empty one counts only where the last import was not empty: what the source never knew, it
    does not take away.
    """
    return {
        name: value
        for name, value in theirs.items()
        if value not in _EMPTY or (name not in LOCALIZED and said.get(name))
    }


def _offer(name: str, theirs: Plain, ours: Plain, said: Any, is_asked: bool) -> Offer | None:
    after = {**ours, **theirs} if name in LOCALIZED else theirs
    if after == ours:
        return None
    touched = False if is_asked else _is_touched(name, theirs, ours, said)
    return Offer(name, ours, after, not touched, touched)


def _is_touched(name: str, theirs: Plain, ours: Plain, said: Any) -> bool:
    """Whether somebody set the field here to something else than was taken in."""
    return any(
        is_ours if memory is None else digests.of_value(is_ours) != memory
        for is_ours, memory in _pairs(name, theirs, ours, said)
    )


def _pairs(name: str, theirs: Plain, ours: Plain, said: Any) -> Iterator[tuple[Plain, Any]]:
    """What stands here with the memory of it; each language that differs by itself."""
    if name not in LOCALIZED:
        yield ours, said
        return
    for lang, text in theirs.items():
        if ours.get(lang, "") != text:
            yield ours.get(lang, ""), (said or {}).get(lang)


def _is_news(name: str, theirs: Values, said: Mapping[str, Any]) -> bool:
    """Whether the source says something else than when it was last taken in."""
    memory = said.get(name)
    if memory is None:
        return False
    if name in LOCALIZED:
        return any(
            digests.of_value(text) != memory.get(lang) for lang, text in theirs[name].items()
        )
    return bool(digests.of_value(theirs[name]) != memory)
