"""What tests of questions share: questions of an event, and what people answered."""

from typing import Any

from sqlalchemy import select

from eventsite.core import files
from eventsite.core.db import db
from eventsite.core.files import Checked
from eventsite.events.models import Event
from eventsite.questions import finding
from eventsite.questions.kinds import Kind
from eventsite.questions.models import (
    REGISTRATION,
    Answer,
    AnswerSet,
    Question,
    Questionnaire,
)
from tests.make import CREATED, add, number


def make_questionnaire(event: Event, purpose: str = REGISTRATION) -> Questionnaire:
    """The event's questionnaire, made when it has none."""
    found = db.session.scalar(
        select(Questionnaire).where(
            Questionnaire.event_id == event.id, Questionnaire.purpose == purpose
        )
    )
    return found or add(Questionnaire(event_id=event.id, purpose=purpose, created=CREATED))


def make_question(event: Event, kind: str = "short-text", **changes: Any) -> Question:
    """One more question of the event; a choice has the options `a` and `b`."""
    options = [
        {"code": code, "labels": {"en": f"Answer {code}"}, "retired": False} for code in "ab"
    ]
    own = number()
    facts: dict[str, Any] = {
        "questionnaire_id": make_questionnaire(event).id,
        "code": f"q{own}",
        "kind": Kind(kind),
        "position": own,
        "label": {"en": f"Question {own}"},
        "options": options if kind in {"choice", "choices"} else [],
        "created": CREATED,
    }
    return add(Question(**{**facts, **changes}))


def make_answers(event: Event, **values: Any) -> int:
    """A set of answers by the questions' codes; its id."""
    head = make_questionnaire(event)
    answers = add(AnswerSet(questionnaire_id=head.id, created=CREATED, changed=CREATED))
    asked = {one.code: one for one in db.session.scalars(select(Question))}
    for code, value in values.items():
        found_by = finding.found_by(asked[code], value)
        add(
            Answer(
                answer_set_id=answers.id,
                question_id=asked[code].id,
                value=value,
                found_by=found_by,
            )
        )
    return answers.id


def make_file_answered(event: Event) -> int:
    """A set of answers to two questions, one shown by the other, and a file; its id."""
    meal = make_question(event, "choice")
    why = make_question(event, shown_when={"question": meal.code, "any_of": ["a"]})
    paper = make_question(event, "file")
    answers = make_answers(event, **{meal.code: "a", why.code: "Said"})
    stored = files.store(Checked("plan.pdf", "application/pdf", b"%PDF-1.7"))
    row = Answer(answer_set_id=answers, question_id=paper.id, value=stored.code)
    row.file_id, row.found_by = stored.id, "plan.pdf"
    add(row)
    return answers


def file_of(answers: int) -> str:
    """The code of the file in a set of answers."""
    found = select(Answer.value).where(Answer.answer_set_id == answers, Answer.file_id.is_not(None))
    return str(db.session.scalars(found).one())
