"""Adds, changes, moves and retires the questions of an event."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import attributes

from eventsite.core import audit, clock, errors, text
from eventsite.core.db import db, lock
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.questions import conditions, options, ordering, queries, rules
from eventsite.questions.asked import Asked
from eventsite.questions.conditions import Condition
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Question, Questionnaire
from eventsite.questions.options import Option
from eventsite.questions.verbs import Verb

_PLAIN = ("kind", "required", "longest", "least", "most", "decimals", "fewest_choices",
          "most_choices", "earliest", "latest", "file_mb", "is_sensitive")  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What is said of a question; limits of other kinds than its own are left empty."""

    kind: Kind
    label: dict[str, str]
    help: dict[str, str] = field(default_factory=dict)
    required: bool = False
    longest: int | None = None
    least: float | None = None
    most: float | None = None
    decimals: int = 0
    fewest_choices: int | None = None
    most_choices: int | None = None
    earliest: date | None = None
    latest: date | None = None
    file_kinds: tuple[str, ...] = ()
    file_mb: int | None = None
    #: In order; an option without a code is new.
    options: tuple[Option, ...] = ()
    condition: Condition | None = None
    is_sensitive: bool = False


def add_question(*, actor: str, event: Event, purpose: str, facts: Facts) -> Question:
    """A new question at the end; makes the questionnaire with the first one."""
    rules.require_open(event)
    head = held(event, purpose)
    asked = current(head)
    rules.require_room(asked)
    question = Question(
        questionnaire_id=head.id,
        code=new_code(asked),
        position=end_of(asked),
        created=clock.now(),
    )
    _apply(question, facts, frozenset())
    rules.require_sense(question)
    rules.require_conditions(_with(asked, question), question)
    db.session.add(question)
    touch(head)
    _record(actor, Verb.ADDED, head, question)
    return question


def change_question(
    *, actor: str, event: Event, question: Question, facts: Facts, version: int
) -> None:
    """Change a question; its answers stay as they are. Stale when somebody saved since `version`.

    Refused: another kind once answered, and what would leave a condition without its ground. An
    option that was chosen is retired instead of removed.
    """
    rules.require_open(event)
    head = lock(Questionnaire, question.questionnaire_id)
    if question.version != version:
        name = str(gettext("Question"))
        raise errors.Stale({name: _said(facts.label)}, {name: _said(question.label)})
    asked = current(head)
    with db.session.no_autoflush:
        answers = queries.answer_counts(asked).get(question.id, 0)
        rules.require_kind(question, facts.kind, answers)
        before = options.of(question)
        chosen = queries.chosen_options(question)
        _apply(question, facts, chosen, before)
        rules.require_sense(question)
        rules.require_conditions(asked, question)
    db.session.flush()
    _record(actor, Verb.CHANGED, head, question)


def move_question(
    *, actor: str, event: Event, question: Question, at: int, version: int | None = None
) -> None:
    """Put a question in use as number `at` from 0; `version` is the questionnaire's as shown.

    Refused where a question would stand above the one that decides whether it is shown.
    """
    rules.require_open(event)
    head = lock(Questionnaire, question.questionnaire_id)
    asked = current(head)
    before = [one.code for one in asked.live]
    if version is not None and head.version != version:
        raise errors.Stale({}, {}, str(gettext("Somebody else has changed the questions.")))
    order = ordering.placed(before, question.code, at)
    by_code = {one.code: one for one in asked.live}
    rules.require_conditions(
        Asked(asked.id, asked.event_id, asked.purpose, tuple(by_code[code] for code in order))
    )
    _number(by_code[code] for code in order)
    touch(head)
    _record(actor, Verb.MOVED, head, question, at=order.index(question.code))


def retire_question(*, actor: str, event: Event, question: Question) -> None:
    """Ask it no more and keep its answers; refused while it decides about another one."""
    rules.require_open(event)
    head = lock(Questionnaire, question.questionnaire_id)
    rules.require_free(current(head), question)
    question.retired = clock.now()
    touch(head)
    _record(actor, Verb.RETIRED, head, question)


def revive_question(*, actor: str, event: Event, question: Question) -> None:
    """Ask a retired question again, at the end; refused where nothing decides about it now."""
    rules.require_open(event)
    head = lock(Questionnaire, question.questionnaire_id)
    asked = current(head)
    rules.require_room(asked)
    found = conditions.of(question)
    if found and (reason := conditions.problem(found, asked.live, asked.deciders)):
        raise errors.Refused(reason)
    question.retired, question.position = None, end_of(asked)
    touch(head)
    _record(actor, Verb.REVIVED, head, question)


def remove_question(*, actor: str, event: Event, question: Question) -> None:
    """Delete a question that nobody answered and that decides about no other."""
    rules.require_open(event)
    head = lock(Questionnaire, question.questionnaire_id)
    asked = current(head)
    rules.require_free(asked, question)
    if queries.answer_counts(asked).get(question.id):
        raise errors.Refused(rules.Reason.ANSWERED)
    db.session.delete(question)
    touch(head)
    _record(actor, Verb.REMOVED, head, question)


def held(event: Event, purpose: str) -> Questionnaire:
    """The event's questionnaire under a lock; made when there is none."""
    lock(Event, event.id)
    found = db.session.scalar(
        sa.select(Questionnaire).where(
            Questionnaire.event_id == event.id, Questionnaire.purpose == purpose
        )
    )
    if found is not None:
        return lock(Questionnaire, found.id)
    found = Questionnaire(event_id=event.id, purpose=purpose, created=clock.now())
    db.session.add(found)
    db.session.flush()
    return found


def current(head: Questionnaire) -> Asked:
    """The questionnaire as it is under the lock."""
    return queries.find_questionnaire(head.id) or Asked(head.id, head.event_id, head.purpose)


def new_code(asked: Asked) -> str:
    """A code that no question of the questionnaire has."""
    taken = {one.code for one in asked.questions} | set(asked.deciders)
    while (code := text.new_code(6).lower()) in taken:
        pass
    return code


def end_of(asked: Asked) -> int:
    """The place after the last question."""
    return max((one.position for one in asked.live), default=-1) + 1


def _with(asked: Asked, question: Question) -> Asked:
    return Asked(asked.id, asked.event_id, asked.purpose, (*asked.live, question))


def _apply(
    question: Question,
    facts: Facts,
    chosen: frozenset[str],
    before: tuple[Option, ...] = (),
) -> None:
    for name in _PLAIN:
        setattr(question, name, getattr(facts, name))
    question.label, question.help = dict(facts.label), dict(facts.help)
    question.file_kinds = list(facts.file_kinds)
    question.shown_when = facts.condition.stored() if facts.condition else {}
    known = {one.code for one in before}
    new = [
        one if one.code in known else Option(_option_code(), one.labels, one.retired)
        for one in facts.options
    ]
    question.options = options.stored(options.merged(before, new, chosen))


def _option_code() -> str:
    return text.new_code(6).lower()


def touch(head: Questionnaire) -> None:
    """Count the version up, so that an order shown before is stale."""
    attributes.flag_modified(head, "purpose")
    db.session.flush()


def _number(order: Iterable[Question]) -> None:
    """Give questions their places; no open form of one of them becomes stale by it."""
    db.session.flush()
    for place, question in enumerate(order):
        if question.position != place:
            db.session.execute(
                sa.update(Question).where(Question.id == question.id).values(position=place)
            )


def _said(label: dict[str, str]) -> str:
    return text.pick(label, "en").text


def _record(actor: str, verb: Verb, head: Questionnaire, question: Question, **more: Any) -> None:
    after = {"question": question.code, **more}
    audit.record(actor, verb, f"questionnaire:{head.id}", after=after)
