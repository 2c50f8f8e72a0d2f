"""Gender by official groups, as the only tables that may be printed: protected in one system."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventsite.core import disclosure

#: What people can answer; whoever did not answer counts as not said.
WOMAN, MAN, ANOTHER, NOT_SAID = "woman", "man", "another", "not-said"
ANSWERS = (WOMAN, MAN, ANOTHER, NOT_SAID)
#: The row of small regions taken together.
OTHER = "other"
DEVELOPING, OTHER_COUNTRIES = "developing", "other-countries"
#: Above this share without an answer nothing is said about the rest, in per cent.
MOST_NOT_SAID = 40


@dataclass(frozen=True, slots=True)
class Declared:
    """One registered person: the official attributes, and the answer or none."""

    region: str
    is_developing: bool
    gender: str = NOT_SAID


def protected(
    people: Iterable[Declared], regions: tuple[str, ...]
) -> dict[str, disclosure.Protected]:
    """The tables by name: "regions" and "development", each by gender.

    All in one system, so that no table gives away what another hides. Rows of fewer than twice the
    threshold are merged, an answer that few gave joins "not said". Row totals are official.
    """
    people = list(people)
    gender = disclosure.Axis("gender", ANSWERS)
    by_region = disclosure.counted(
        ((one.region, one.gender) for one in people),
        disclosure.Axis("region", regions, official=True),
        gender,
    )
    by_development = disclosure.counted(
        ((DEVELOPING if one.is_developing else OTHER_COUNTRIES, one.gender) for one in people),
        disclosure.Axis("development", (DEVELOPING, OTHER_COUNTRIES), official=True),
        gender,
    )
    tables = [
        disclosure.merge_small_column(table, ANOTHER, NOT_SAID)
        for table in (disclosure.merge_small_rows(by_region, OTHER), by_development)
    ]
    return dict(zip(("regions", "development"), disclosure.protect(tables), strict=True))


def may_follow(
    old: Mapping[str, disclosure.Protected], new: Mapping[str, disclosure.Protected]
) -> bool:
    """Whether no table of a new release, taken from the old one, shows a small group."""
    return all(disclosure.may_replace(old[name], new[name]) for name in old if name in new)


@dataclass(frozen=True, slots=True)
class Women:
    """The headline: whole percentages, None where a number is hidden or too small to be a base."""

    #: Of those who said.
    share: int | None
    #: Of everyone.
    not_said: int | None

    @property
    def is_measured(self) -> bool:
        """Whether enough people said."""
        return (
            self.share is not None and self.not_said is not None and self.not_said <= MOST_NOT_SAID
        )


def women(table: disclosure.Protected) -> Women:
    """The share of women, read from the protected totals alone."""
    totals = dict(zip(table.cols, table.col_totals, strict=True))
    silent = totals.get(NOT_SAID)
    if table.outcome is not disclosure.Outcome.TABLE or silent is None or table.total is None:
        return Women(None, None)
    said = table.total - silent
    return Women(
        disclosure.percent(totals.get(WOMAN), said), disclosure.percent(silent, table.total)
    )
