"""Fetches questionnaires and answers; `seeking` words them into conditions of other queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.events.models import Event, TeamMember
from eventsite.questions import wording
from eventsite.questions.asked import Asked, Value
from eventsite.questions.kinds import WITH_OPTIONS
from eventsite.questions.models import Answer, AnswerSet, Question, Questionnaire
from eventsite.questions.queries.seeking import matching, ordering, saying

__all__ = ["matching", "ordering", "saying"]


@dataclass(frozen=True)
class Answered:
    """A stored answer; of a file its code as `value`, and its name."""

    value: Value
    file_name: str = ""


@dataclass(frozen=True)
class Column:
    """A question as a column of a table or an export."""

    question: Question
    #: Asked no more; only its answers are left.
    is_retired: bool

    @property
    def code(self) -> str:
        """The question's code."""
        return self.question.code

    @property
    def is_sensitive(self) -> bool:
        """Seen by the registration duty only; left out of exports unless asked for."""
        return self.question.is_sensitive


def questionnaire_of(event_id: int, purpose: str) -> Asked | None:
    """The event's questionnaire with its questions in order, retired ones last; one statement."""
    return _asked(Questionnaire.event_id == event_id, Questionnaire.purpose == purpose)


def find_questionnaire(questionnaire_id: int) -> Asked | None:
    """The questionnaire of a key."""
    return _asked(Questionnaire.id == questionnaire_id)


def _asked(*which: sa.ColumnElement[bool]) -> Asked | None:
    rows = db.session.execute(
        sa.select(Questionnaire, Question)
        .outerjoin(Question, Question.questionnaire_id == Questionnaire.id)
        .where(*which)
        .order_by(Question.retired.is_not(None), Question.position, Question.id)
    ).all()
    if not rows:
        return None
    head: Questionnaire = rows[0][0]
    questions = tuple(question for _, question in rows if question is not None)
    return Asked(head.id, head.event_id, head.purpose, questions)


def version_of(asked: Asked) -> int:
    """The version of the questionnaire, which each change of its order counts up."""
    found = sa.select(Questionnaire.version).where(Questionnaire.id == asked.id)
    return db.session.scalars(found).one()


def answer_counts(asked: Asked) -> dict[int, int]:
    """How many people answered each question, by its id; those nobody answered are missing."""
    counted = (
        sa.select(Answer.question_id, sa.func.count())
        .where(Answer.question_id.in_([one.id for one in asked.questions]))
        .group_by(Answer.question_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def chosen_options(question: Question) -> frozenset[str]:
    """The codes of the options that somebody chose."""
    if question.kind not in WITH_OPTIONS:
        return frozenset()
    said = sa.select(Answer.found_by).where(Answer.question_id == question.id).distinct()
    found = {code for one in db.session.scalars(said) for code in one.split("|")}
    return frozenset(found - {""})


def answers_of(set_ids: Collection[int]) -> dict[int, dict[str, Answered]]:
    """What was answered in each set, by the question's code; one statement."""
    if not set_ids:
        return {}
    rows = db.session.execute(
        sa.select(Answer.answer_set_id, Question.code, Answer.value, File.name)
        .join(Question, Question.id == Answer.question_id)
        .outerjoin(File, File.id == Answer.file_id)
        .where(Answer.answer_set_id.in_(set_ids))
    )
    found: dict[int, dict[str, Answered]] = {key: {} for key in set_ids}
    for set_id, code, value, name in rows:
        found[set_id][code] = Answered(value, name or "")
    return found


def told(set_ids: Collection[int], question_ids: Collection[int]) -> sa.Select[Any]:
    """Rows of (answer set, question, value, name of the file or null), for any connection."""
    return (
        sa.select(Answer.answer_set_id, Answer.question_id, Answer.value, File.name)
        .outerjoin(File, File.id == Answer.file_id)
        .where(Answer.answer_set_id.in_(set_ids), Answer.question_id.in_(question_ids))
    )


def worded_answers(set_ids: Collection[int], lang: str) -> dict[int, list[tuple[str, str]]]:
    """Each set's answers as (question, answer) in words, in the order of the page, to be given
    to the person themselves; a file is told by its name.
    """
    found = answers_of(set_ids)
    asked = of_sets(set_ids)
    return {
        key: [
            (wording.label(one, lang).text, said.file_name or wording.worded(one, said.value, lang))
            for one in asked[key].questions
            if (said := found[key].get(one.code)) is not None
        ]
        for key in asked
    }


def columns(asked: Asked | None) -> list[Column]:
    """The questions as columns, in order; retired ones that have answers at the end."""
    if asked is None:
        return []
    live = [Column(one, False) for one in asked.live]
    if len(live) == len(asked.questions):
        return live
    counts = answer_counts(asked)
    return live + [
        Column(one, True) for one in asked.questions if one.retired is not None and one.id in counts
    ]


def answer_file(event_id: int, code: str) -> tuple[File, Question] | None:
    """A file that was answered to a question of the event, with the question."""
    found = db.session.execute(
        sa.select(File, Question)
        .join(Answer, Answer.file_id == File.id)
        .join(Question, Question.id == Answer.question_id)
        .join(Questionnaire, Questionnaire.id == Question.questionnaire_id)
        .where(Questionnaire.event_id == event_id, File.code == code)
    ).first()
    return (found[0], found[1]) if found else None


def files_of(set_ids: Collection[int]) -> list[File]:
    """Every file that was answered in these sets, oldest first."""
    theirs = Answer.answer_set_id.in_(set_ids)
    found = sa.select(File).join(Answer, Answer.file_id == File.id).where(theirs)
    return list(db.session.scalars(found.order_by(File.id)))


def events_with_questions(purpose: str, but: int, user_id: int | None) -> list[Event]:
    """Events whose questions can be copied: those of the user's teams, None for all; by day."""
    asked = (
        sa.select(Questionnaire.event_id)
        .join(Question)
        .where(Questionnaire.purpose == purpose, Question.retired.is_(None))
    )
    found = sa.select(Event).where(Event.id.in_(asked), Event.id != but)
    if user_id is not None:
        mine = sa.select(TeamMember.event_id).where(TeamMember.user_id == user_id)
        found = found.where(Event.id.in_(mine))
    return list(db.session.scalars(found.order_by(Event.first_day.desc(), Event.id).limit(200)))


def answer_sets(set_ids: Collection[int]) -> list[AnswerSet]:
    """The sets of these keys."""
    return list(db.session.scalars(sa.select(AnswerSet).where(AnswerSet.id.in_(set_ids))))


def of_sets(set_ids: Collection[int]) -> Mapping[int, Asked]:
    """The questionnaire of each set."""
    kept = {one.id: one.questionnaire_id for one in answer_sets(set_ids)}
    known = {key: find_questionnaire(key) for key in set(kept.values())}
    return {key: asked for key, its in kept.items() if (asked := known[its]) is not None}
