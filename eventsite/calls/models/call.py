"""A call of an event (what is asked, of whom, by when) and its themes."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.i18n import N_
from eventsite.events.models import Event


class CallKind(StrEnum):
    """What is called for; decides whether an answer is shown as an entry or an idea."""

    THINKATHON = "think-a-thon"
    IDEAS = "ideas"
    PAPERS = "papers"
    USE_CASES = "use-cases"


class EntryKind(StrEnum):
    """What an entry is; the first five are those of the Think-a-Thon of 2024."""

    PAPER = "paper"
    PROJECT = "project"
    POLICY = "policy"
    EDUCATION = "education"
    COMMUNITY = "community"
    USE_CASE = "use-case"


KIND_LABELS = {
    CallKind.THINKATHON: N_("Think-a-Thon"),
    CallKind.IDEAS: N_("Call for ideas"),
    CallKind.PAPERS: N_("Call for papers"),
    CallKind.USE_CASES: N_("Call for use cases"),
}
#: Calls whose answers are shown as "ideas"; a policy recommendation is not an idea, so the rest
#: have "entries".
SAYS_IDEA = frozenset({CallKind.IDEAS})
ENTRY_KIND_LABELS = {
    EntryKind.PAPER: N_("Research paper or report"),
    EntryKind.PROJECT: N_("Project proposal"),
    EntryKind.POLICY: N_("Policy recommendation"),
    EntryKind.EDUCATION: N_("Educational material"),
    EntryKind.COMMUNITY: N_("Community initiative"),
    EntryKind.USE_CASE: N_("Use case"),
}


class Call(Versioned, Base):
    """One call; whether it is open follows from its instants and from being published."""

    __tablename__ = "calls"
    __table_args__ = (sa.UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(sa.String(60))
    kind: Mapped[CallKind] = mapped_column(enum_type(CallKind))
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: One or two sentences, plain text.
    summary: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Markdown, as are the next three: who may enter, the rules, the prizes.
    description: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    eligibility: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    rules: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    prizes: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: The first instant at which a team can start.
    opens: Mapped[datetime]
    #: The last minute in which a team can start or take members; empty when `closes` counts.
    teams_close: Mapped[datetime | None]
    #: The last minute in which an entry is in time.
    closes: Mapped[datetime] = mapped_column(index=True)
    #: For so long after `closes` a draft begun before may still be finished and submitted.
    grace_minutes: Mapped[int] = mapped_column(default=0)
    #: IANA zone in which the call's dates are typed and shown, beside UTC.
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    #: Numbers of members a team may have when it submits, such as 1, 3, 4, 5.
    team_sizes: Mapped[list[int]] = mapped_column(sa.JSON, default=lambda: [1])
    #: Whether a person may be in one team of this call only.
    one_team_each: Mapped[bool] = mapped_column(default=True)
    #: Values of `EntryKind`.
    entry_kinds: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: Languages in which an entry may be written.
    langs: Mapped[list[str]] = mapped_column(sa.JSON, default=lambda: ["en"])
    max_files: Mapped[int] = mapped_column(default=3)
    needs_ai_statement: Mapped[bool] = mapped_column(default=True)
    hue: Mapped[str] = mapped_column(sa.String(8), default="plum")
    created: Mapped[datetime]
    #: Empty while it is a draft that only the team of the event sees.
    published: Mapped[datetime | None]
    #: The last change that the public can see.
    revised: Mapped[datetime]

    event: Mapped[Event] = relationship(lazy="raise_on_sql")
    themes: Mapped[list["CallTheme"]] = relationship(
        lazy="raise_on_sql", order_by="CallTheme.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}


class CallTheme(Base):
    """A subject that entries of a call choose from."""

    __tablename__ = "call_themes"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(sa.ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: One sentence, plain text.
    summary: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    hue: Mapped[str] = mapped_column(sa.String(8), default="sea")
    position: Mapped[int] = mapped_column(default=0)
