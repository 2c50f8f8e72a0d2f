"""Fetches what somebody has still to answer of an event's own questions."""

from eventsite.questions import conditions
from eventsite.questions import queries as question_queries
from eventsite.questions.models import REGISTRATION, Question
from eventsite.registration.models import Registration
from eventsite.registration.states import LIVE


def unanswered(registration: Registration) -> tuple[Question, ...]:
    """Questions that a live registration must answer and has not; two statements at most.

    People on a list were registered without them, and a question may be asked later.
    """
    if registration.state not in LIVE:
        return ()
    asked = question_queries.questionnaire_of(registration.event_id, REGISTRATION)
    if asked is None or not any(one.required for one in asked.live):
        return ()
    key = registration.answer_set_id
    said = question_queries.answers_of([key])[key] if key is not None else {}
    values = {code: one.value for code, one in said.items()}
    return conditions.unanswered(asked, values, {"mode": registration.mode.value})
