"""What a team hands in: its texts, its files, where it stands and what was decided."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.calls.models.call import Call, CallTheme, EntryKind
from eventsite.calls.models.team import Team
from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.core.i18n import N_


class State(StrEnum):
    """Where a submission stands; what may follow is drawn in `states`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


STATE_LABELS = {
    State.DRAFT: N_("Draft"),
    State.SUBMITTED: N_("Submitted"),
    State.ACCEPTED: N_("Accepted"),
    State.DECLINED: N_("Declined"),
    State.WITHDRAWN: N_("Withdrawn"),
}


class Submission(Versioned, Base):
    """A team's one answer to a call, shown as an entry or an idea."""

    __tablename__ = "submissions"
    __table_args__ = (
        sa.Index(None, "call_id", "state"),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'accepted', 'declined') OR submitted IS NOT NULL",
            name="submitted_has_instant",
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'declined') OR decided IS NOT NULL",
            name="decided_has_instant",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    call_id: Mapped[int] = mapped_column(sa.ForeignKey("calls.id", ondelete="RESTRICT"))
    team_id: Mapped[int] = mapped_column(
        sa.ForeignKey("teams.id", ondelete="RESTRICT"), unique=True
    )
    state: Mapped[State] = mapped_column(enum_type(State), default=State.DRAFT)
    title: Mapped[str] = mapped_column(sa.String(150), default="")
    #: Plain text of at most 400 words.
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    #: Markdown.
    body: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[EntryKind | None] = mapped_column(enum_type(EntryKind))
    theme_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("call_themes.id", ondelete="RESTRICT"), index=True
    )
    sdgs: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    #: The language it is written in; empty while nobody has said.
    lang: Mapped[str] = mapped_column(sa.String(8), default="")
    #: Where and how AI tools were used, or that they were not.
    ai_statement: Mapped[str] = mapped_column(sa.Text, default="")
    #: Whether the organizers may publish it if it is accepted.
    may_publish: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    saved: Mapped[datetime]
    submitted: Mapped[datetime | None]
    decided: Mapped[datetime | None]
    #: The organizers' word to the team with their decision.
    decision_note: Mapped[str] = mapped_column(sa.Text, default="")

    call: Mapped[Call] = relationship(lazy="raise_on_sql")
    team: Mapped[Team] = relationship(lazy="raise_on_sql")
    theme: Mapped[CallTheme | None] = relationship(lazy="raise_on_sql")
    files: Mapped[list["SubmissionFile"]] = relationship(
        lazy="raise_on_sql", order_by="SubmissionFile.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": Versioned.version}


class SubmissionFile(Base):
    """A file of a submission, in the team's order."""

    __tablename__ = "submission_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        sa.ForeignKey("submissions.id", ondelete="CASCADE"), index=True
    )
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("files.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(default=0)

    file: Mapped[File] = relationship(lazy="raise_on_sql")
