"""The texts of an event's questions, for the desk of translations."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import sqlalchemy as sa

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access
from eventsite.events.models import Duty, Event
from eventsite.questions import options, rules
from eventsite.questions.models import Question, Questionnaire

NAME = "questions"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "questions": (
        Column("label", N_("Question"), 300),
        Column("help", N_("Help"), 600, 2),
    ),
}
LEFT: Mapping[str, str] = {}
_MOST_OPTION = 200


def texts(event: Event) -> list[Text]:
    """Every question that is asked, with its help and the answers to choose from."""
    may, kind = access.may(Duty.REGISTRATION), str(gettext("Question"))
    found: list[Text] = []
    for key, question in _questions(event):
        columns = COLUMNS["questions"]
        found += translated.texts([Held(key, question, columns, kind, question.label, may)])
        found += [
            Text(f"{key}/{one.code}", kind, question.label, str(gettext("Answer")),
                 dict(one.labels), _MOST_OPTION, may=may)
            for one in options.of(question)
            if not one.retired and any(one.labels.values())
        ]  # fmt: skip
    return found


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:  # noqa: ARG001  # contract
    """Change words; what was answered stays as it is."""
    rules.require_open(event)
    for key, question in _questions(event):
        translated.write([Held(key, question, COLUMNS["questions"], "", {})], said)
        before = options.of(question)
        after = [
            replace(one, labels=translated.merged(one.labels, said.get(f"{key}/{one.code}", {})))
            for one in before
        ]
        if list(before) != after:
            question.options = options.stored(after)
    db.session.flush()


def _questions(event: Event) -> Iterator[tuple[str, Question]]:
    found = db.session.execute(
        sa.select(Questionnaire.purpose, Question)
        .join(Question, Question.questionnaire_id == Questionnaire.id)
        .where(Questionnaire.event_id == event.id, Question.retired.is_(None))
        .order_by(Questionnaire.id, Question.position, Question.id)
    )
    for purpose, question in found:
        yield f"{NAME}:{purpose}/{question.code}", question
