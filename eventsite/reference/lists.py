"""Clauses of Resolution 105, Sustainable Development Goals, ITU study groups and what they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsite.core.i18n import N_
from eventsite.reference import packaged

#: The parts of Resolution 105 in its order, as headings of our own lists.
SECTIONS = {
    "recalling": N_("recalling"),
    "considering": N_("considering"),
    "noting": N_("noting"),
    "recognizing": N_("recognizing"),
    "bearing in mind": N_("bearing in mind"),
    "resolves": N_("resolves"),
    "instructs the Director of TSB": N_("instructs the Director of TSB"),
    "instructs the relevant ITU-T study groups": N_("instructs the relevant ITU-T study groups"),
    "invites Member States, Sector Members, Associates and Academia": N_(
        "invites Member States, Sector Members, Associates and Academia"
    ),
    "footnote": N_("footnote"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of Resolution 105, or its footnote, in our own few words."""

    #: Such as `ITD-6`: the sixth clause that instructs the Director of TSB.
    code: str
    #: A key of `SECTIONS`.
    section: str
    number: str
    #: English; shown with `lang="en"`.
    label: str
    #: Where the platform serves it, such as `fellowships`.
    areas: tuple[str, ...]
    #: Kinds of figure that show progress, such as `fellowship awards by country group`.
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the seventeen Sustainable Development Goals."""

    number: int
    #: Language to the United Nations' short name.
    names: Mapping[str, str] = field(compare=False)

    def name(self, lang: str) -> str:
        """The short name in one of the six languages, else English."""
        return self.names.get(lang, self.names["en"])


@dataclass(frozen=True, slots=True)
class StudyGroup:
    """A study group of ITU-T in 2025-2028."""

    code: str
    #: English, and only when the title was seen in an ITU document; else empty.
    title: str
    #: What it does about the metaverse; empty when nothing was found.
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A Recommendation or report on the metaverse, made or being made."""

    name: str
    #: The name as a draft; empty when there was none or it is not known.
    draft_name: str
    title: str
    study_group: str
    question: str
    kind: str
    status: str
    #: A day or a month as the source has it; may be empty.
    status_date: str
    supporters: tuple[str, ...]
    #: False when a part of this row is inferred.
    is_verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One of the 52 results of the focus group on metaverse (FG-MV)."""

    number: str
    title: str
    working_group: str
    #: `TR` technical report, `TS` technical specification.
    kind: str
    #: Year and month.
    approved: str
    #: `verified`, `partial`, `recalled` or `unknown`.
    title_status: str
    source: str


@dataclass(frozen=True, slots=True)
class PartnerSdo:
    """Another standards body that works on the metaverse."""

    name: str
    kind: str
    topics: str
    is_verified: bool
    source: str


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


#: Code to clause, in the order of the Resolution.
CLAUSES = {
    row["code"]: Clause(
        code=row["code"],
        section=row["section"],
        number=row["number"],
        label=row["label"],
        areas=_parts(row["areas"]),
        evidence=_parts(row["evidence"]),
    )
    for row in packaged.rows("clauses")
}

#: Number to goal, 1 to 17.
GOALS = {
    int(row["number"]): Goal(
        int(row["number"]), {lang: row[f"name_{lang}"] for lang in packaged.LANGUAGES}
    )
    for row in packaged.rows("goals")
}

#: Code such as `SG20` to study group.
STUDY_GROUPS = {
    row["code"]: StudyGroup(
        code=row["code"],
        title=row["title"] if row["title_status"] == "verified" else "",
        role=row["role"],
        source=row["source"],
    )
    for row in packaged.rows("study_groups")
}

WORK_ITEMS = tuple(
    WorkItem(
        name=row["name"],
        draft_name=row["provisional_name"],
        title=row["title"],
        study_group=row["study_group"],
        question=row["question"],
        kind=row["kind"],
        status=row["status"],
        status_date=row["status_date"],
        supporters=_parts(row["supporters"]),
        is_verified=row["confidence"] == "verified",
        source=row["source"],
    )
    for row in packaged.rows("work_items")
)

_DELIVERABLES = tuple(Deliverable(**row) for row in packaged.rows("deliverables"))

PARTNER_SDOS = tuple(
    PartnerSdo(
        name=row["name"],
        kind=row["kind"],
        topics=row["topics"],
        is_verified=row["confidence"] == "verified",
        source=row["source"],
    )
    for row in packaged.rows("partner_sdos")
)


def official_deliverables() -> tuple[Deliverable, ...]:
    """The deliverables whose whole title was seen at ITU, by number; no others are ever shown."""
    return tuple(found for found in _DELIVERABLES if found.title_status == "verified")


def deliverable_numbers() -> tuple[str, ...]:
    """All 52 numbers, `FGMV-01` to `FGMV-52`, with no claim about titles."""
    return tuple(found.number for found in _DELIVERABLES)
