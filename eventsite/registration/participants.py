"""The list of participants in the order of ITU's lists: Member States first, then entities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from itertools import groupby

from eventsite.core.i18n import N_
from eventsite.people.models import Category
from eventsite.reference import collation, countries
from eventsite.reference.countries import COUNTRIES, Country

#: The parts in their order with their headings; everybody else comes last.
PARTS = {
    Category.MEMBER_STATE: N_("Member States"),
    Category.PALESTINE: N_("State of Palestine (Resolution 99)"),
    Category.SECTOR_R: N_("Sector Members, ITU-R"),
    Category.SECTOR_T: N_("Sector Members, ITU-T"),
    Category.SECTOR_D: N_("Sector Members, ITU-D"),
    Category.ASSOCIATE: N_("Associates"),
    Category.ACADEMIA: N_("Academia"),
    Category.REGIONAL: N_("Regional and international organisations"),
    Category.UN: N_("United Nations entities"),
    Category.SDO: N_("Other standards bodies"),
    Category.NON_MEMBER: N_("Other participants"),
}
_PLACE = {category: place for place, category in enumerate(PARTS)}


@dataclass(frozen=True, slots=True)
class Participant:
    """What the list says of one person."""

    first_name: str
    family_name: str
    honorific: str = ""
    latin_name: str = ""
    job_title: str = ""
    #: The name of the entity in the language of the list.
    entity: str = ""
    category: Category = Category.NON_MEMBER
    #: Of the entity, and represented by the person; alpha-2 or empty.
    entity_country: str = ""
    country: str = ""

    @property
    def name(self) -> str:
        """First and family name as the person writes them."""
        return f"{self.first_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Group:
    """Who stands under one Member State or one entity; people of no entity have no heading."""

    heading: str
    people: Sequence[Participant]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list."""

    heading: str
    groups: Sequence[Group] = field(default_factory=tuple)

    @property
    def number(self) -> int:
        """How many people stand in it."""
        return sum(len(group.people) for group in self.groups)


def part_of(one: Participant) -> Category:
    """The part somebody stands in; an administration of no Member State is among the others."""
    if one.category is Category.MEMBER_STATE:
        state = _state_of(one)
        if state == "PS":
            return Category.PALESTINE
        is_member = state in COUNTRIES and COUNTRIES[state].is_member_state
        return Category.MEMBER_STATE if is_member else Category.NON_MEMBER
    return one.category


def ordered(people: Iterable[Participant], lang: str) -> list[Participant]:
    """Everybody by part, then by Member State or entity, then by name, for readers of `lang`."""
    return sorted(people, key=lambda one: _key(one, lang))


def parts(people: Sequence[Participant], lang: str) -> list[Part]:
    """People who are in order already, under their headings; a part of nobody is left out."""
    found = []
    for category, members in groupby(people, key=part_of):
        groups = [
            Group(heading, tuple(group))
            for heading, group in groupby(members, key=lambda one: _heading(one, lang))
        ]
        found.append(Part(PARTS[category], tuple(groups)))
    return found


def represented(people: Iterable[Participant], day: date | None) -> tuple[list[Country], int]:
    """The Member States that nobody represents, by code, and how many somebody does."""
    there = {one.country for one in people}
    members = countries.member_states(day)
    absent = sorted((one for one in members if one.code not in there), key=lambda one: one.code)
    return absent, len(members) - len(absent)


def line(one: Participant) -> str:
    """A person as the list says them: honorific and name, the name in Latin letters beside it."""
    name = f"{one.honorific} {one.name}".strip()
    return f"{name} ({one.latin_name})" if one.latin_name and one.latin_name != one.name else name


def counts(found: Sequence[Part]) -> Mapping[str, int]:
    """Heading to number of people."""
    return {part.heading: part.number for part in found}


def _state_of(one: Participant) -> str:
    return one.entity_country or one.country


def _heading(one: Participant, lang: str) -> str:
    if part_of(one) is Category.MEMBER_STATE:
        return countries.name(_state_of(one), lang)
    return one.entity


def _key(one: Participant, lang: str) -> tuple[object, ...]:
    part = part_of(one)
    heading = _heading(one, lang)
    if part is Category.MEMBER_STATE:
        folded = COUNTRIES[_state_of(one)].sort_keys.get(lang, collation.key(heading, lang))
    else:
        # Those of no entity after all entities.
        folded = collation.key(heading, lang)
    names = (collation.key(one.family_name, lang), collation.key(one.first_name, lang))
    return _PLACE[part], not heading, folded, heading, *names, *astuple(one)
