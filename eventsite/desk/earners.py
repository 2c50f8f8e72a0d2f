"""Whom certificates are for: registrations and speakers' rows put together, one for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from eventsite.desk import certificates
from eventsite.desk.certificates import Earned, Parts

Marks = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Named:
    """A registration or a speaker's row, with who stands on it."""

    id: int
    person_id: int | None
    #: As printed; `plain` without an honorific, `order` its place in lists.
    name: str
    plain: str
    order: str
    latin: str = ""
    email: str = ""
    lang: str = "en"
    #: The code of a speaker.
    code: str = ""

    @property
    def keys(self) -> tuple[tuple[object, ...], ...]:
        """What tells that two rows are about one person: the person, else name and address."""
        found: list[tuple[object, ...]] = []
        if self.person_id is not None:
            found.append(("person", self.person_id))
        if self.email and self.plain:
            found.append((self.email.casefold(), self.plain.casefold()))
        return tuple(found)


@dataclass(frozen=True)
class Earner:
    """Somebody with what they did; `registration_id` is None for speakers who have none."""

    named: Named
    registration_id: int | None
    speaker_ids: tuple[int, ...]
    what: Earned

    @property
    def marks(self) -> Marks:
        """What their certificates are known by."""
        return marks(self.registration_id, self.speaker_ids, self.named.person_id)


@dataclass(frozen=True)
class Certified:
    """A certificate that was issued, withdrawn or not."""

    id: int
    is_valid: bool
    marks: Marks


def marks(registration: int | None, speakers: Iterable[int | None], person: int | None) -> Marks:
    """Rows that are about one person, by what they are and their ids."""
    rows = [("registration", registration), ("person", person)]
    rows += [("speaker", one) for one in speakers]
    return frozenset((kind, key) for kind, key in rows if key is not None)


def earners(
    registered: Iterable[Named],
    speakers: Iterable[Named],
    days: Mapping[int, list[date]],
    online: Mapping[int, list[date]],
    parts: Parts,
) -> list[Earner]:
    """Everybody who came or spoke, in the order of family names.

    `days` and `online` go by the registration's id, `parts` by the speaker's code. A speaker
    belongs to the registration of the same person, else to that of the same name and address.
    Without one a speaker counts who has a name, and a person or an address behind it.
    """
    groups: list[tuple[int | None, Named, list[Named]]] = []
    known: dict[tuple[object, ...], int] = {}
    for one in registered:
        groups.append((one.id, one, []))
        for key in one.keys:
            known.setdefault(key, len(groups) - 1)
    for one in speakers:
        place = next((known[key] for key in one.keys if key in known), None)
        if place is None:
            if not one.keys or not one.name:
                continue
            place = len(groups)
            groups.append((None, one, []))
        groups[place][2].append(one)
        for key in one.keys:
            known.setdefault(key, place)
    found = []
    for own, named, rows in groups:
        there, afar = (days.get(own, []), online.get(own, [])) if own else ([], [])
        what = certificates.earned(there, afar, [row.code for row in rows], parts)
        if what:
            found.append(Earner(named, own, tuple(row.id for row in rows), what))
    return sorted(found, key=lambda one: (one.named.order, one.registration_id or 0, one.named.id))
