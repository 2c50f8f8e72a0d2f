"""Which registrations of an event look like one and the same person, and why."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from eventsite.core.i18n import N_
from eventsite.reference import collation

#: A word that so many people of one event have in common (a usual family name) says nothing
#: alone: people are then compared only where a rarer word or their address is the same too.
_USUAL = 60
#: Names shorter than this are not compared letter by letter: Li and Lu are two people.
_LONG_ENOUGH = 6


class Why(StrEnum):
    """What two registrations have in common, the surest first."""

    ADDRESS_AND_NAME = N_("The same email address and the same name.")
    NAME_AND_ENTITY = N_("The same name and the same organisation.")
    ADDRESS_AND_SIMILAR_NAME = N_("The same email address and a name that differs a little.")
    NAME_AND_COUNTRY = N_("The same name and the same country.")
    SIMILAR_NAME_AND_ENTITY = N_("The same organisation and a name that differs a little.")
    NAME = N_("The same name, but not the same organisation or country.")


#: The order of `Why`, from 0 for the surest.
RANK = {why: place for place, why in enumerate(Why)}


@dataclass(frozen=True)
class Registrant:
    """What is compared of one registration."""

    id: int
    first_name: str
    family_name: str = ""
    latin_name: str = ""
    email: str = ""
    #: None where somebody represents no entity; entities not yet in the directory by their name.
    entity: Hashable = None
    country: str = ""


@dataclass(frozen=True)
class Pair:
    """Two registrations, the lower id first, and why they look like one person."""

    first: int
    second: int
    why: Why


def pairs(registrants: Sequence[Registrant], apart: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Every pair that looks like one person, the surest first, then by id.

    `apart`: pairs of ids, in either order, of which an organizer said that they are two people.
    The answer does not depend on the order of the registrants.
    """
    known = {tuple(sorted(two)) for two in apart}
    cards = {one.id: _card(one) for one in registrants}
    found = []
    for first, second in sorted(_candidates(cards.values()) - known):
        why = _why(cards[first], cards[second])
        if why is not None:
            found.append(Pair(first, second, why))
    return sorted(found, key=lambda pair: (RANK[pair.why], pair.first, pair.second))


@dataclass(frozen=True)
class _Card:
    """A registrant made ready for comparing."""

    who: Registrant
    #: Each way the name is written, as its words in the order of letters: swapped names are equal.
    names: frozenset[tuple[str, ...]]
    email: str


def _card(one: Registrant) -> _Card:
    written = (f"{one.first_name} {one.family_name}", one.latin_name)
    words = (tuple(sorted(collation.key(name, "").split())) for name in written)
    return _Card(one, frozenset(name for name in words if name), one.email.strip().casefold())


def _candidates(cards: Iterable[_Card]) -> set[tuple[int, int]]:
    """Pairs that share an address, a whole name or a word that is not too usual."""
    blocks: dict[Hashable, set[int]] = defaultdict(set)
    words: dict[str, set[int]] = defaultdict(set)
    for card in cards:
        if card.email:
            blocks["address", card.email].add(card.who.id)
        for name in card.names:
            blocks["name", name].add(card.who.id)
            for word in name:
                words[word].add(card.who.id)
    rare = [ids for ids in words.values() if len(ids) <= _USUAL]
    return {two for ids in (*blocks.values(), *rare) for two in combinations(sorted(ids), 2)}


def _why(one: _Card, other: _Card) -> Why | None:
    same_name = bool(one.names & other.names)
    similar = same_name or any(_differ_little(a, b) for a in one.names for b in other.names)
    if one.email and one.email == other.email:
        if same_name:
            return Why.ADDRESS_AND_NAME
        return Why.ADDRESS_AND_SIMILAR_NAME if similar else None
    same_entity = one.who.entity is not None and one.who.entity == other.who.entity
    if same_name and same_entity:
        return Why.NAME_AND_ENTITY
    if same_name and one.who.country and one.who.country == other.who.country:
        return Why.NAME_AND_COUNTRY
    if same_name:
        return Why.NAME
    return Why.SIMILAR_NAME_AND_ENTITY if similar and same_entity else None


def _differ_little(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """One name has a word more than the other, or one letter of the whole name differs."""
    less, more = sorted((set(one), set(other)), key=len)
    if len(less) > 1 and less < more:
        return True
    return _within_one_letter(" ".join(one), " ".join(other))


def _within_one_letter(one: str, other: str) -> bool:
    """Whether one letter more, less, changed or swapped with its neighbour makes them equal."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG_ENOUGH or len(long) - len(short) > 1:
        return False
    start = next(_differences(short, long), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[start : start + 2][::-1] + long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or short[start:] == swapped


def _differences(one: str, other: str) -> Iterator[int]:
    return (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
