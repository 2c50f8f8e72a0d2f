"""Rooms, tracks and people of a source: which are here already, which would be made."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from eventsite.core import look
from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said
from eventsite.exchange.plan import comparing, digests
from eventsite.exchange.plan.values import (
    ADD,
    NEW,
    Draft,
    Here,
    Keys,
    Kind,
    Known,
    Offer,
    Plain,
    Row,
    Thing,
    Values,
)
from eventsite.exchange.source import Doubt, Source, SourcePerson, SourceRoom, SourceTrack
from eventsite.reference import countries

#: What the columns of a speaker hold.
_MOST = {"name": 200, "honorific": 40, "role_title": 200, "organisation": 200, "email": 254}
_MOST_SEATS = 1_000_000
_LONGEST_NAME = 200


@dataclass
class Found:
    """The rows of one kind of thing, and what each key is here."""

    rows: list[Row] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)


def folded(text: str) -> str:
    """Text for comparing: without case, double spaces and different ways to write one letter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def row_id(thing: Thing, key: str) -> str:
    """A row's name in forms: short, the same whenever the plan is made again."""
    return digests.of_key(f"{thing.value} {key}")[:12]


def rooms(source: Source, draft: Draft, keys: Keys) -> Found:
    """The source's rooms; one of the same name is the same room."""
    spoken = ((room.key, _room(room), room.names) for room in source.rooms)
    return _places(Thing.ROOM, spoken, draft, keys)


def tracks(source: Source, draft: Draft, keys: Keys) -> Found:
    """The source's tracks, likewise."""
    spoken = ((track.key, _track(track), track.names) for track in source.tracks)
    return _places(Thing.TRACK, spoken, draft, keys)


def people(source: Source, draft: Draft, keys: Keys) -> Found:
    """The source's people: known by their key, else by name and organisation.

    Two addresses are two people, whatever their names.
    """
    found, here = Found(), draft.things[Thing.PERSON]
    by_name: dict[str, list[Here]] = {}
    for one in here:
        for known_as in _called(one.values):
            by_name.setdefault(known_as, []).append(one)
    by_ref = {one.ref: one for one in here}
    for person in source.people:
        if person.key in found.refs or not (values := _person(person)):
            continue
        doubts = [Said(_CUT, {"name": person.name[:80]})] if _is_cut(person) else []
        known = keys.get((Thing.PERSON, digests.of_key(person.key)), Known(""))
        same = by_ref.get(known.target)
        if same is None:
            same, doubt = _namesake(values, by_name.get(folded(values.get("name", "")), []))
            known, doubts = Known(""), [*doubts, *doubt]
        name = {"": values.get("name") or values.get("role_title") or values["organisation"]}
        _add(found, Thing.PERSON, person.key, name, values, same, known, doubts)
    return found


def _namesake(values: Mapping[str, Plain], there: list[Here]) -> tuple[Here | None, list[Said]]:
    """Somebody here who is the same, with what a person should look at."""
    if not values.get("name") or not there:
        return None, []
    facts = {"name": values["name"]}
    candidates = [one for one in there if not _two_addresses(values, one)]
    if not candidates:
        return None, [Said(_OTHER_ADDRESS, facts)]
    same = [one for one in candidates if _works_alike(values, one.values)]
    if len(same) == 1:
        return same[0], []
    if not _letters(values.get("organisation", "")) and len(candidates) == 1:
        return candidates[0], [Said(_TAKEN_FOR, facts)]
    return None, [Said(_NAMESAKE, facts)]


def _called(values: Values) -> set[str]:
    """A name as files may have it: alone, or behind its form of address."""
    name = values["name"]
    return {folded(name), folded(f"{values['honorific']} {name}" if name else "")}


def _works_alike(values: Values, here: Values) -> bool:
    """Whether the organisation is the same but for its signs and a country behind it, or position
    and organisation together are: one cell for both does not say where one ends."""
    mine, theirs = (_letters(_without_country(v.get("organisation", ""))) for v in (values, here))
    if mine == theirs:
        return True
    titles = [_letters(one.get("role_title", "")) for one in (values, here)]
    return bool(mine) and titles[0] + mine == titles[1] + theirs


def _without_country(text: str) -> str:
    head, comma, last = text.rpartition(",")
    return head if comma and countries.find_country(last) else text


def _letters(text: str) -> str:
    return "".join(c for c in folded(text) if c.isalnum())


def _two_addresses(values: Mapping[str, Plain], here: Here) -> bool:
    mine, theirs = values.get("email", ""), here.values["email"]
    return bool(mine and theirs and mine.lower() != theirs.lower())


def _places(
    thing: Thing,
    spoken: Iterable[tuple[str, dict[str, Plain], Mapping[str, str]]],
    draft: Draft,
    keys: Keys,
) -> Found:
    found, here = Found(), draft.things[thing]
    by_ref = {one.ref: one for one in here}
    by_name = {folded(name): one for one in reversed(here) for name in one.values["names"].values()}
    for key, values, names in spoken:
        if key in found.refs or not values["names"]:
            continue
        known = keys.get((thing, digests.of_key(key)), Known(""))
        same = by_ref.get(known.target)
        if same is None:
            known = Known("")
            same = next((by_name[folded(n)] for n in names.values() if folded(n) in by_name), None)
        cut = next((name for name in names.values() if len(name) > _LONGEST_NAME), "")
        doubts = [Said(_CUT, {"name": cut[:80]})] if cut else []
        _add(found, thing, key, values["names"], values, same, known, doubts)
    return found


def _add(
    found: Found,
    thing: Thing,
    key: str,
    names: Mapping[str, str],
    values: dict[str, Plain],
    same: Here | None,
    known: Known,
    said: list[Said],
) -> None:
    doubts = tuple(Doubt(Said(_PLACES[thing]), one) for one in said)
    common = {"id": row_id(thing, key), "thing": thing, "key": key, "names": dict(names)}
    if same is None:
        found.refs[key] = NEW + key
        row = Row(
            **common,  # type: ignore[arg-type]  # a mapping of keyword arguments
            kind=Kind.ADDED,
            offers=(Offer(ADD),),
            values=values,
            doubts=doubts,
        )
    else:
        found.refs[key] = same.ref
        offers = comparing.offers(comparing.spoken(values, known.said), same.values, known.said)
        row = Row(
            **common,  # type: ignore[arg-type]  # likewise
            kind=comparing.kind_of(offers, values, known.said),
            target=same.ref,
            offers=offers,
            values=values,
            ours=same.values,
            said=known.said,
            doubts=doubts,
        )
    found.rows.append(row)


def _room(room: SourceRoom) -> dict[str, Plain]:
    seats = room.capacity if room.capacity and 0 < room.capacity < _MOST_SEATS else None
    return {"names": _names(room.names)} | ({"capacity": seats} if seats else {})


def _track(track: SourceTrack) -> dict[str, Plain]:
    hue = {"hue": track.hue} if track.hue in look.HUES else {}
    return {"names": _names(track.names)} | hue


def _names(names: Mapping[str, str]) -> dict[str, str]:
    return {lang: name[:_LONGEST_NAME] for lang, name in sorted(names.items()) if name.strip()}


def _person(person: SourcePerson) -> dict[str, Plain]:
    """What is said of somebody; empty when not even a name, a position or an organisation is."""
    said: dict[str, Plain] = {n: getattr(person, n).strip()[:most] for n, most in _MOST.items()}
    if not (said["name"] or said["role_title"] or said["organisation"]):
        return {}
    country = person.country if len(person.country) == 2 else ""
    biography = {lang: text for lang, text in sorted(person.biography.items()) if text.strip()}
    whole = {**said, "country": country, "biography": biography}
    return {name: value for name, value in whole.items() if value}


def _is_cut(person: SourcePerson) -> bool:
    length: Callable[[str], int] = len
    return any(length(getattr(person, name).strip()) > most for name, most in _MOST.items())


_PLACES = {Thing.ROOM: N_("Room"), Thing.TRACK: N_("Track"), Thing.PERSON: N_("Person")}
_CUT = N_("Something said of %(name)s is too long for the programme and is cut.")
_OTHER_ADDRESS = N_(
    "Somebody named %(name)s is in the programme with another email address. This becomes a second"
    " person. If it is the same one, correct the address and import again."
)
_TAKEN_FOR = N_("Taken to be the %(name)s who is in the programme already.")
_NAMESAKE = N_(
    "Somebody named %(name)s is in the programme with another organisation. This becomes a second"
    " person."
)
