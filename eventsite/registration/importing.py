"""A table of people to register: its columns found, each row with what becomes of it and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.core.sheets import Limits, Line
from eventsite.registration import delegation, likeness
from eventsite.registration.delegation import Words, folded
from eventsite.registration.likeness import Registrant

#: So many are registered within the ten seconds for which others wait to write on SQLite.
LIMITS = Limits(bytes=4 * 1024 * 1024, rows=1_000, expanded=50 * 1024 * 1024, text=500)
#: Rows that are taken in while the organizer waits; more are a job.
AT_ONCE = 200
#: The columns of an import, beside those of a delegation: the entity.
LABELS = {**delegation.LABELS, "organisation": N_("Organisation")}
_LONGEST_ENTITY = 200


class Standing(StrEnum):
    """What becomes of a row."""

    NEW = N_("Will be registered")
    DOUBTFUL = N_("Look at this row first")
    ALREADY = N_("Registered already: nothing changes")
    WRONG = N_("Cannot be taken in")


class Doubt(StrEnum):
    """Why an organizer should look at a row before it is taken in."""

    LIKE_ROW = N_("Looks like another person of this file.")
    LIKE_REGISTERED = N_("Looks like somebody who is registered already.")
    NEW_ENTITY = N_("The directory does not know this organisation: it will be proposed to it.")


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of the directory."""

    id: int
    country: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One row with what becomes of it."""

    row: delegation.Row
    standing: Standing
    #: The entity as written, and the one of the directory where it is known.
    organisation: str = ""
    entity_id: int | None = None
    doubts: tuple[Doubt, ...] = ()


def columns_of(header: Sequence[str], words: Words) -> list[str]:
    """What each column of a header holds, "" for one that nobody knows or that came before."""
    found: list[str] = []
    for cell in header:
        name = words.columns.get(folded(cell), "")
        found.append("" if name in found else name)
    return found


def plan(
    lines: Sequence[Line],
    columns: Sequence[str],
    words: Words,
    entities: Mapping[str, Sequence[Entity]],
    registered: Sequence[Registrant],
) -> list[Planned]:
    """What becomes of each row below the header, in the order of the file.

    `entities`: folded name or acronym to those who are called so. The same file again finds
    everybody registered.
    """
    order = [name for name in columns if name in delegation.COLUMNS]
    places = [place for place, name in enumerate(columns) if name in delegation.COLUMNS]
    at = columns.index("organisation") if "organisation" in columns else None
    header = Line(0, tuple(order))
    taken = [Line(one.number, _cells(one, places)) for one in lines[1:]]
    rows = delegation.rows([header, *taken], words, "") if len(order) > 1 else []
    there = {_who(one.email, f"{one.first_name} {one.family_name}") for one in registered}
    planned = []
    for line, row in zip(lines[1:], rows, strict=False):
        named = _cells(line, [at])[0][:_LONGEST_ENTITY] if at is not None else ""
        entity = _entity(named, row.values["country"], entities)
        planned.append(_planned(row, named, entity, there))
    return _doubted(planned, registered)


def _cells(line: Line, places: Iterable[int]) -> tuple[str, ...]:
    cells = line.cells
    return tuple(cells[place] if place < len(cells) else "" for place in places)


def _who(email: str, name: str) -> tuple[str, str]:
    return email.casefold(), name.strip().casefold()


def _entity(named: str, country: str, entities: Mapping[str, Sequence[Entity]]) -> int | None:
    """The one entity of that name; of several, the one of the person's country."""
    found = entities.get(folded(named), ()) if named else ()
    if len(found) > 1:
        found = [one for one in found if one.country == country]
    return found[0].id if len(found) == 1 else None


def _planned(
    row: delegation.Row, named: str, entity: int | None, there: Collection[tuple[str, str]]
) -> Planned:
    if row.wrong:
        return Planned(row, Standing.WRONG, named, entity)
    if _who(row.values["email"], row.name) in there:
        return Planned(row, Standing.ALREADY, named, entity)
    doubts = (Doubt.NEW_ENTITY,) if named and entity is None else ()
    return Planned(row, Standing.NEW, named, entity, doubts)


def _doubted(planned: Sequence[Planned], registered: Sequence[Registrant]) -> list[Planned]:
    """The same, with those to look at first who look like somebody else."""
    new = [one for one in planned if one.standing is Standing.NEW]
    alike: dict[int, set[Doubt]] = {}
    for pair in likeness.pairs([*registered, *map(_registrant, new)]):
        # Rows have negative numbers; the lower one of a pair stands first.
        if pair.second < 0:
            alike.setdefault(pair.first, set()).add(Doubt.LIKE_ROW)
            alike.setdefault(pair.second, set()).add(Doubt.LIKE_ROW)
        elif pair.first < 0:
            alike.setdefault(pair.first, set()).add(Doubt.LIKE_REGISTERED)
    found = []
    for one in planned:
        why = alike.get(-one.row.number, set()) if one.standing is Standing.NEW else set()
        if not why:
            found.append(one)
            continue
        doubts = tuple(doubt for doubt in Doubt if doubt in {*why, *one.doubts})
        found.append(Planned(one.row, Standing.DOUBTFUL, one.organisation, one.entity_id, doubts))
    return found


def _registrant(one: Planned) -> Registrant:
    values = one.row.values
    return Registrant(
        id=-one.row.number,
        first_name=values["first_name"],
        family_name=values["family_name"],
        latin_name=values["latin_name"],
        email=values["email"],
        entity=one.entity_id if one.entity_id is not None else folded(one.organisation) or None,
        country=values["country"],
    )
