"""Saves and erases what one person answered."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core import clock, files
from eventsite.core.db import db
from eventsite.questions import finding
from eventsite.questions.actions import pending
from eventsite.questions.actions.pending import Kept
from eventsite.questions.asked import Asked, Value
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Answer, AnswerSet, Question


def save_answers(
    asked: Asked, answer_set_id: int | None, values: Mapping[str, Value | Kept]
) -> int:
    """Make the answers to the questions in use exactly `values`, by code; the id of the set.

    What is missing there (unanswered or hidden) is removed; answers to retired questions stay.
    `values` come from `forms.answers`. The caller's own record stands in the audit trail.
    """
    now = clock.now()
    if answer_set_id is None:
        row = AnswerSet(questionnaire_id=asked.id, created=now, changed=now)
        db.session.add(row)
        db.session.flush()
        answer_set_id = row.id
    there = {one.question_id: one for one in _answers([answer_set_id])}
    changed = False
    for question in asked.live:
        old = there.get(question.id)
        changed |= _save(question, answer_set_id, old, values.get(question.code))
    if changed:
        db.session.execute(
            sa.update(AnswerSet).where(AnswerSet.id == answer_set_id).values(changed=now)
        )
    db.session.flush()
    return answer_set_id


def _save(question: Question, set_id: int, old: Answer | None, value: Value | Kept | None) -> bool:
    """Whether anything became different."""
    if question.kind == Kind.FILE and isinstance(value, str):
        # A code stands for the file that is there already; no form can name another.
        value = value if old is not None and old.value == value else None
    if old is not None and value == old.value:
        return False
    if value is None:
        if old is not None:
            _forget(old)
        return old is not None
    if isinstance(value, Kept):
        return _save_file(question, set_id, old, value)
    if old is None:
        old = Answer(answer_set_id=set_id, question_id=question.id)
        db.session.add(old)
    old.value, old.found_by = value, finding.found_by(question, value)
    return True


def _save_file(question: Question, set_id: int, old: Answer | None, kept: Kept) -> bool:
    if old is not None:
        _forget(old)
    file = files.store(pending.content(kept))
    db.session.add(
        Answer(
            answer_set_id=set_id,
            question_id=question.id,
            value=file.code,
            found_by=finding.found_by(question, file.code, file.name),
            file_id=file.id,
        )
    )
    db.session.flush()
    return True


def erase_answers(answer_set_ids: Iterable[int]) -> None:
    """Delete sets with their answers and files; take the ids out of your rows first."""
    wanted = sorted(set(answer_set_ids))
    if not wanted:
        return
    for answer in _answers(wanted, only_files=True):
        _forget(answer)
    db.session.execute(sa.delete(AnswerSet).where(AnswerSet.id.in_(wanted)))


def _forget(answer: Answer) -> None:
    file = answer.file
    db.session.delete(answer)
    db.session.flush()
    if file is not None:
        files.discard(file)


def _answers(set_ids: list[int], only_files: bool = False) -> list[Answer]:
    found = sa.select(Answer).where(Answer.answer_set_id.in_(set_ids))
    if only_files:
        found = found.where(Answer.file_id.is_not(None))
    return list(db.session.scalars(found.options(joinedload(Answer.file))))
