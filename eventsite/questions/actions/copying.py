"""Copies questions from one event to another."""

import sqlalchemy as sa

from eventsite.core import audit, clock, errors
from eventsite.core.db import copy_of, db
from eventsite.events.models import Event
from eventsite.questions import queries, rules
from eventsite.questions.actions import editing
from eventsite.questions.asked import Asked
from eventsite.questions.models import Question, Questionnaire
from eventsite.questions.verbs import Verb


def copy_questions(*, actor: str, source: Asked | None, event: Event, purpose: str) -> int:
    """Put another event's questions in use below this one's; how many.

    Conditions come along; nobody's answers do.
    """
    rules.require_open(event)
    if source is None or not source.live:
        raise errors.Refused(rules.Reason.NOTHING, "event")
    head = editing.held(event, purpose)
    asked = editing.current(head)
    rules.require_room(asked, len(source.live))
    _copy(source, head.id, asked)
    editing.touch(head)
    audit.record(
        actor,
        Verb.COPIED,
        f"questionnaire:{head.id}",
        after={"from": source.event_id, "count": len(source.live)},
    )
    return len(source.live)


def copy_questionnaires(event: Event, copy: Event) -> None:
    """Give a new event the questions in use of another one; the trail is the caller's."""
    heads = sa.select(Questionnaire).where(Questionnaire.event_id == event.id)
    for head in list(db.session.scalars(heads.order_by(Questionnaire.id))):
        source = queries.find_questionnaire(head.id)
        if source is None or not source.live:
            continue
        fresh = Questionnaire(event_id=copy.id, purpose=head.purpose, created=clock.now())
        db.session.add(fresh)
        db.session.flush()
        _copy(source, fresh.id, Asked(fresh.id, copy.id, head.purpose))
    db.session.flush()


def _copy(source: Asked, questionnaire_id: int, asked: Asked) -> None:
    """Add the questions; a code that is taken is made anew, also where conditions name it."""
    taken = {one.code for one in asked.questions}
    new = {
        one.code: editing.new_code(asked) if one.code in taken else one.code for one in source.live
    }
    for place, one in enumerate(source.live, editing.end_of(asked)):
        db.session.add(
            copy_of(
                one,
                questionnaire_id=questionnaire_id,
                code=new[one.code],
                position=place,
                options=[option for option in one.options if not option.get("retired")],
                shown_when=_renamed(one, new),
                created=clock.now(),
            )
        )


def _renamed(question: Question, new: dict[str, str]) -> dict[str, object]:
    if not question.shown_when:
        return {}
    named = question.shown_when["question"]
    return {**question.shown_when, "question": new.get(named, named)}
