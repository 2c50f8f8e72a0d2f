"""Figures as the page, its bars and its files show them: one table of words and numbers each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventsite.core import disclosure
from eventsite.core.i18n import N_, gettext
from eventsite.participation import charts, figures, gender
from eventsite.people.models import CATEGORY_LABELS
from eventsite.reference import countries, groups

#: Names of tables in addresses and files, in the order of the page.
OFFICIAL = ("regions", "groups", "sme", "sme-organisations", "categories", "member-states")
PROTECTED = ("gender-regions", "gender-development")
NO_REGION = N_("No ITU region, or no country")
SME_WORDS: Mapping[str, str] = {
    figures.Sme.YES: N_("Small or medium enterprise"),
    figures.Sme.NO: N_("Not a small or medium enterprise"),
    figures.Sme.NOT_KNOWN: N_("Not known"),
}
GENDER_WORDS: Mapping[str, str] = {
    gender.WOMAN: N_("Women"),
    gender.MAN: N_("Men"),
    gender.ANOTHER: N_("Another term"),
    gender.NOT_SAID: N_("Not said"),
}
DEVELOPMENT_WORDS: Mapping[str, str] = {
    gender.DEVELOPING: N_("Developing countries (Resolution 105)"),
    gender.OTHER_COUNTRIES: N_("Other countries, or no country"),
}
GENDER_DEFINITION = N_(
    "Registered people by the gender they chose to tell us. Small numbers, and numbers that would "
    "give them away, are hidden. People could be named to others who know them; the table does "
    "not protect against that."
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a breakdown: its share as text, its length from 0 to 1."""

    label: str
    people: int
    share: str
    value: float


@dataclass(frozen=True, slots=True)
class Bars:
    """One breakdown of official attributes, exact."""

    key: str
    title: str
    #: What the first column holds.
    first: str
    #: What is counted.
    unit: str
    definition: str
    rows: tuple[Bar, ...]


def breakdowns(counted: figures.Figures) -> tuple[Bars, ...]:
    """The tables with bars, in the order of the page."""
    region, group, company = gettext("ITU region"), gettext("Group"), gettext("Company")
    names = {str(code): words for code, words in groups.NAMES.items()}
    labels = {str(code): words for code, words in CATEGORY_LABELS.items()}
    return (
        _bars("regions", gettext("By ITU region"), region, counted.regions, region_words()),
        _bars("groups", gettext("By group of countries"), group, counted.groups, names),
        _bars("sme", gettext("People from small companies"), company, counted.sme, SME_WORDS),
        _bars(
            "sme-organisations",
            gettext("Small companies"),
            company,
            counted.sme_organisations,
            SME_WORDS,
            gettext("Organisations"),
        ),
        _bars(
            "categories",
            gettext("By membership category"),
            gettext("Category"),
            counted.categories,
            labels,
        ),
    )


def region_words() -> dict[str, str]:
    """Code of a row to its words."""
    return {**countries.REGIONS, figures.NO_REGION: NO_REGION, gender.OTHER: N_("Other regions")}


def _bars(
    key: str,
    title: str,
    first: str,
    found: figures.Breakdown,
    words: Mapping[str, str],
    unit: str = "",
) -> Bars:
    top = charts.top_of(count.people for count in found.counts)
    rows = tuple(
        Bar(
            gettext(words[count.code]) if count.code in words else count.code,
            count.people,
            percent(count.share),
            count.people / top,
        )
        for count in found.counts
    )
    return Bars(key, title, first, unit or gettext("People"), gettext(found.definition), rows)


def percent(share: int | None) -> str:
    """A whole percentage, or nothing under a base of 20."""
    return "" if share is None else gettext("%(share)d%%", share=share)


@dataclass(frozen=True, slots=True)
class Absence:
    """One region: how many of its Member States are there, and the names of those that are not."""

    region: str
    present: int
    absent: tuple[str, ...]


def absences(presence: figures.Presence, lang: str) -> list[Absence]:
    """Member States by region, names in the reader's order; a region without any is left out."""
    found = []
    for code, words in region_words().items():
        here = [c for c in presence.present if (countries.region_of(c) or "none") == code]
        away = [c for c in presence.absent if (countries.region_of(c) or "none") == code]
        if here or away:
            names = tuple(countries.name(c, lang) for c in away)
            found.append(Absence(gettext(words), len(here), names))
    return found


@dataclass(frozen=True, slots=True)
class Crossed:
    """A protected table with words; a number that is None is hidden, everywhere alike."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    #: What to say in place of rows when only a total, or nothing, may be printed.
    instead: str = ""


def crossed(tables: Mapping[str, disclosure.Protected]) -> list[Crossed]:
    """The protected tables of a release, with their totals."""
    return [
        _crossed(
            "gender-regions",
            gettext("Gender by ITU region"),
            gettext("ITU region"),
            tables["regions"],
            region_words(),
        ),
        _crossed(
            "gender-development",
            gettext("Gender by group of countries"),
            gettext("Countries"),
            tables["development"],
            DEVELOPMENT_WORDS,
        ),
    ]


def _crossed(
    key: str, title: str, first: str, table: disclosure.Protected, words: Mapping[str, str]
) -> Crossed:
    head = (first, *(gettext(GENDER_WORDS[code]) for code in table.cols), gettext("Total"))
    if table.outcome is disclosure.Outcome.NOTHING:
        return Crossed(key, title, head, (), gettext("Too few people for a table."))
    if table.outcome is disclosure.Outcome.TOTAL_ONLY:
        said = gettext("Only the total can be shown: %(total)d people.", total=table.total or 0)
        return Crossed(key, title, head, (), said)
    rows = [(gettext(words[code]), (*cells, total)) for code, cells, total in table.lines()]
    rows.append((gettext("Total"), (*table.col_totals, table.total)))
    return Crossed(key, title, head, tuple(rows))


def women_words(table: disclosure.Protected) -> tuple[str, str]:
    """The headline and its note, from the protected totals alone."""
    found = gender.women(table)
    if found.is_measured:
        note = gettext("of those who said; %(share)d%% did not say", share=found.not_said or 0)
        return percent(found.share), note
    if found.not_said is not None and found.not_said > gender.MOST_NOT_SAID:
        return gettext("Not measured"), gettext("%(share)d%% did not say", share=found.not_said)
    return gettext("hidden"), gettext("it could show single answers")


Line = Sequence[str | int]


def file_of_bars(bars: Bars) -> tuple[list[str], list[Line]]:
    """Head and lines of a file of one breakdown, ended by its definition."""
    head = [bars.first, bars.unit, gettext("Share")]
    return head, [*((r.label, r.people, r.share) for r in bars.rows), (bars.definition, "", "")]


def file_of_crossed(table: Crossed, day: str) -> tuple[list[str], list[Line]]:
    """Head and lines of a file of one protected table: the same numbers, the same word."""
    lines: list[Line] = [
        (label, *(gettext("hidden") if number is None else number for number in numbers))
        for label, numbers in table.rows
    ]
    return list(table.head), [*lines, (" ".join(filter(None, (table.instead, day))),)]


def file_of_presence(presence: figures.Presence, lang: str) -> tuple[list[str], list[Line]]:
    """Every Member State with its region and whether somebody represents it."""
    here = set(presence.present)
    words = region_words()
    lines: list[Line] = [
        (
            countries.name(code, lang),
            gettext(words[countries.region_of(code) or figures.NO_REGION]),
            gettext("Present") if code in here else gettext("Absent"),
        )
        for code in sorted(
            (*presence.present, *presence.absent),
            key=lambda c: countries.country(c).sort_keys[lang],
        )
    ]
    return [gettext("Member State"), gettext("ITU region"), gettext("Presence")], lines
