"""What the database knows of questions: questionnaires, their questions and what was answered."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.files import File
from eventsite.questions.kinds import Kind

#: The purpose of the questions that a participant answers when registering.
REGISTRATION = "registration"


class Questionnaire(Versioned, Base):
    """The questions of an event for one purpose, such as registering."""

    __tablename__ = "questionnaires"
    __table_args__ = (sa.UniqueConstraint("event_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: `REGISTRATION`; other features add theirs.
    purpose: Mapped[str] = mapped_column(sa.String(40))
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}


class Question(Versioned, Base):
    """One question: its words, its limits and when it is shown."""

    __tablename__ = "questions"
    __table_args__ = (
        sa.UniqueConstraint("questionnaire_id", "code"),
        sa.CheckConstraint("longest IS NULL OR longest >= 1", name="longest"),
        sa.CheckConstraint("decimals BETWEEN 0 AND 4", name="decimals"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        sa.ForeignKey("questionnaires.id", ondelete="CASCADE")
    )
    #: Stands in addresses, in field names and in the conditions of other questions.
    code: Mapped[str] = mapped_column(sa.String(16))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Said below the label.
    help: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    required: Mapped[bool] = mapped_column(default=False)
    #: Characters of a text; null: as many as its kind holds.
    longest: Mapped[int | None]
    #: Of a number; with that many places after the point.
    least: Mapped[float | None]
    most: Mapped[float | None]
    decimals: Mapped[int] = mapped_column(default=0)
    #: Of several choices.
    fewest_choices: Mapped[int | None]
    most_choices: Mapped[int | None]
    #: Of a date.
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    #: Endings of a file, and its size; null: as large as the site takes.
    file_kinds: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    file_mb: Mapped[int | None]
    #: `{"code": …, "labels": {language: text}, "retired": bool}`, in order.
    options: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    #: `{"question": code, "any_of": [option codes]}` or `{"question": code, "is": bool}`;
    #: empty: always shown.
    shown_when: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: Its answers are seen by the registration duty only, and exported only on request.
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    #: Asked no more since then; its answers are kept.
    retired: Mapped[datetime | None]
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}


class AnswerSet(Base):
    """What one person answered to one questionnaire; whose it is says the row that names it."""

    __tablename__ = "answer_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        sa.ForeignKey("questionnaires.id", ondelete="RESTRICT"), index=True
    )
    created: Mapped[datetime]
    changed: Mapped[datetime]


class Answer(Base):
    """The answer to one question."""

    __tablename__ = "answers"
    __table_args__ = (sa.UniqueConstraint("answer_set_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_set_id: Mapped[int] = mapped_column(sa.ForeignKey("answer_sets.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("questions.id", ondelete="RESTRICT"), index=True
    )
    #: A text, a number, a truth, an ISO date, a country's or an option's code, a list of these;
    #: of a file its code.
    value: Mapped[Any] = mapped_column(sa.JSON)
    #: What a search looks through: folded text, or `|code|code|` of options.
    found_by: Mapped[str] = mapped_column(sa.Text, default="")
    file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("files.id", ondelete="RESTRICT"), index=True
    )

    file: Mapped[File | None] = relationship(lazy="raise_on_sql")
