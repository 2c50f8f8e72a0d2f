"""The 249 countries and areas of ISO 3166-1 with United Nations names, ITU regions and capitals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from eventsite.core.i18n import N_
from eventsite.reference import collation, packaged

#: The six groups of the Telecommunication Development Bureau (not the Radio Regulations regions).
REGIONS = {
    "AFR": N_("Africa"),
    "AMS": N_("Americas"),
    "ARB": N_("Arab States"),
    "ASP": N_("Asia and the Pacific"),
    "CIS": N_("Commonwealth of Independent States"),
    "EUR": N_("Europe"),
}


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area; equal and hashed by its code."""

    #: ISO 3166-1 alpha-2, the key by which everything else refers to it.
    code: str
    alpha3: str = field(compare=False)
    #: Three digits with leading zeros (UN M49).
    m49: str = field(compare=False)
    #: Language to United Nations name, the only form that is shown.
    names: Mapping[str, str] = field(compare=False, repr=False)
    #: Language to everyday and former names, by which a typed text is recognised; never shown.
    other_names: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    #: Language to a reviewed key whose code-point order is the reader's order.
    sort_keys: Mapping[str, str] = field(compare=False, repr=False)
    is_member_state: bool = field(compare=False)
    #: First day as a Member State; None when that is long ago or never.
    member_since: date | None = field(compare=False)
    #: One of `REGIONS`; None for seven areas that ITU practice assigns to none.
    region: str | None = field(compare=False)
    #: `un_member`, `non_un_member` or empty: which part of the SIDS list.
    sids_group: str = field(compare=False)
    #: English name of the capital; empty where there is none or where naming one is disputed.
    capital: str = field(compare=False)
    #: IANA zone of the seat of government; None for two areas without people.
    capital_zone: str | None = field(compare=False)


def _load() -> dict[str, Country]:
    said: dict[str, dict[str, dict[str, str]]] = {}
    for row in packaged.rows("country_names"):
        said.setdefault(row["alpha2"], {})[row["lang"]] = row
    return {row["alpha2"]: _country(row, said[row["alpha2"]]) for row in packaged.rows("countries")}


def _country(row: dict[str, str], said: dict[str, dict[str, str]]) -> Country:
    return Country(
        code=row["alpha2"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        names={lang: entry["name"] for lang, entry in said.items()},
        other_names={lang: _listed(entry["also"]) for lang, entry in said.items()},
        sort_keys={lang: entry["sort_key"] for lang, entry in said.items()},
        is_member_state=row["itu_member_state"] == "yes",
        member_since=packaged.day(row["member_since"]),
        region=row["itu_region"] or None,
        sids_group=row["sids_group"],
        capital=row["capital"],
        capital_zone=row["capital_zone"] or None,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


#: Alpha-2 code to country, in the order of the codes.
COUNTRIES: dict[str, Country] = _load()


def country(code: str) -> Country:
    """The country of an alpha-2 code; raises LookupError."""
    return COUNTRIES[code]


def name(code: str, lang: str) -> str:
    """The United Nations name in one of the six languages, else English; raises LookupError."""
    names = COUNTRIES[code].names
    return names.get(lang, names["en"])


def sorted_countries(lang: str) -> list[Country]:
    """All 249 in the order of that language's readers; unknown languages get the English order."""
    return list(_sorted(lang if lang in packaged.LANGUAGES else "en"))


@lru_cache(maxsize=len(packaged.LANGUAGES))
def _sorted(lang: str) -> tuple[Country, ...]:
    return tuple(sorted(COUNTRIES.values(), key=lambda found: found.sort_keys[lang]))


def member_states(day: date | None = None) -> frozenset[Country]:
    """The Member States of ITU: of the packaged list, or those of an earlier day.

    Earlier days are right as far back as joinings are recorded (September 2024, Palau the 194th).
    """
    return frozenset(
        found
        for found in COUNTRIES.values()
        if found.is_member_state
        and (day is None or found.member_since is None or found.member_since <= day)
    )


def region_of(code: str) -> str | None:
    """One of `REGIONS`, or None where ITU practice assigns none; raises LookupError."""
    return COUNTRIES[code].region


def find_country(text: str) -> Country | None:
    """The country that a typed text names: a code, or a full or everyday name in any language.

    Letter case, accents, spaces and punctuation do not count.
    """
    typed = text.strip()
    return _by_code().get(typed.upper()) or _by_name().get(_folded(typed))


def _folded(text: str) -> str:
    return collation.key(text, "").replace(" ", "")


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Country]:
    return {found.alpha3: found for found in COUNTRIES.values()} | COUNTRIES


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Country]:
    """Names that one country alone has; a full name wins over the everyday name of another."""
    full: dict[str, set[Country]] = {}
    other: dict[str, set[Country]] = {}
    for found in COUNTRIES.values():
        for lang, said in found.names.items():
            full.setdefault(_folded(said), set()).add(found)
            for nickname in found.other_names[lang]:
                other.setdefault(_folded(nickname), set()).add(found)
    return {key: next(iter(owners)) for key, owners in (other | full).items() if len(owners) == 1}
