"""Whom a letter is written to: the lines on the paper and the order of protocol."""

from dataclasses import dataclass

from eventsite.people import names
from eventsite.people.models import Category
from eventsite.reference import collation, countries

#: Member States first, then members by sector, others last: as the categories are listed.
_RANK = {category: rank for rank, category in enumerate(Category)}


@dataclass(frozen=True)
class Addressee:
    """A person or an entity; the keys are those of rows, where there are any."""

    first_name: str = ""
    family_name: str = ""
    honorific: str = ""
    job_title: str = ""
    organisation: str = ""
    #: Alpha-2 or empty.
    country: str = ""
    category: Category | None = None
    email: str = ""
    lang: str = "en"
    code: str = ""
    person_id: int | None = None
    registration_id: int | None = None
    organisation_id: int | None = None

    @property
    def name(self) -> str:
        """Honorific and name; the entity's where nobody is named."""
        whole = names.display_name(self.first_name, self.family_name, self.honorific)
        return whole or self.organisation

    def lines(self, lang: str) -> list[str]:
        """Name, title, entity, country: one a line, each once."""
        said = (self.name, self.job_title, self.organisation, self.country_name(lang))
        return list(dict.fromkeys(line for line in said if line))

    def country_name(self, lang: str) -> str:
        """The country in a language; empty for none."""
        return countries.name(self.country, lang) if self.country in countries.COUNTRIES else ""

    def values(self, lang: str) -> dict[str, str]:
        """What placeholders say of them."""
        about = {
            "name": self.name,
            "organisation": self.organisation,
            "country": self.country_name(lang),
        }
        return {**about, "code": self.code} if self.code else about


def in_protocol(found: list[Addressee], lang: str) -> list[Addressee]:
    """By category as ITU lists them, then country, entity and family name in the language."""
    return sorted(
        found,
        key=lambda one: (
            _RANK.get(one.category, len(_RANK)) if one.category else len(_RANK),
            collation.key(one.country_name(lang), lang),
            collation.key(one.organisation, lang),
            names.sort_name(one.first_name, one.family_name, lang),
        ),
    )
