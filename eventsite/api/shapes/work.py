"""Answers about calls for entries and about the library of results."""

from typing import Literal

from pydantic import Field

from eventsite.api.shapes.frame import (
    Instant,
    Languages,
    Markdown,
    Part,
    Shape,
    Slug,
    Texts,
    Url,
    Zone,
)
from eventsite.calls.models import CallKind


class Theme(Shape):
    """A subject that entries choose from."""

    name: Texts
    summary: Texts


class CallLine(Shape):
    """A call as lists have it."""

    slug: Slug
    event: str = Field(description="The slug of its event.", examples=["forum-2027"])
    kind: CallKind = Field(examples=["think-a-thon"])
    state: Literal["coming", "open", "teams-closed", "grace", "closed"] = Field(
        description="`teams-closed`: no new teams; `grace`: only drafts begun in time.",
        examples=["open"],
    )
    title: Texts
    summary: Texts
    opens: Instant
    teams_close: Instant | None = Field(examples=["2027-06-20T17:00:00+02:00"])
    closes: Instant = Field(
        description="The last minute for entries.", examples=["2027-07-01T17:00:00+02:00"]
    )
    grace_minutes: int = Field(
        description="For so long after `closes` a draft begun before may be sent.", examples=[15]
    )
    zone: Zone
    team_sizes: list[int] = Field(examples=[[1, 3, 4, 5]])
    entry_kinds: list[str] = Field(examples=[["project", "policy"]])
    languages: Languages
    url: Url


class Call(CallLine):
    """A call with its long texts and themes."""

    description: Markdown
    eligibility: Markdown
    rules: Markdown
    prizes: Markdown
    themes: list[Theme]


class CallPart(Part):
    """Published calls, first to close first."""

    items: list[CallLine]


class Outcome(Shape):
    """What came of an event."""

    event: str = Field(description="The slug of the event.", examples=["forum-2027"])
    title: Texts
    outcome: Markdown
    url: Url


class Deliverable(Shape):
    """A report of the ITU focus group on metaverse."""

    number: str = Field(examples=["FGMV-01"])
    title: str = Field(examples=["Exploring the metaverse: opportunities and challenges"])
    kind: str = Field(description="`TR` report, `TS` specification.", examples=["TR"])
    working_group: str = Field(examples=["WG1"])
    approved: str = Field(description="Year and month, as far as known.", examples=["2023-07"])


class Clause(Shape):
    """A clause of Resolution 105 and the events that serve it."""

    code: str = Field(examples=["ITD-6"])
    label: str = Field(description="In our own few English words.", examples=["workshops"])
    events: list[str] = Field(description="Slugs of events.", examples=[["forum-2027"]])


class Library(Shape):
    """Results of the work, newest first."""

    outcomes: list[Outcome]
    deliverables: list[Deliverable]
    clauses: list[Clause]
