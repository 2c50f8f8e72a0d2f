"""What may be changed in a questionnaire, and when."""

from enum import StrEnum

from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.events.models import Event, EventState
from eventsite.questions import conditions
from eventsite.questions.asked import Asked
from eventsite.questions.kinds import MOST_QUESTIONS, WITH_OPTIONS, Kind
from eventsite.questions.models import Question


class Reason(StrEnum):
    """Why a change of a questionnaire is refused."""

    ARCHIVED = N_("This event is archived: nothing can be changed any more.")
    KIND_FIXED = N_(
        "This question has answers, so its kind stays. Add a new question and retire this one."
    )
    FULL = N_("Remove or retire a question first. There can be %(most)d.")
    ANSWERED = N_("This question has answers, which are kept. Retire it instead.")
    FEW_OPTIONS = N_("Enter at least two answers to choose from.")
    NOTHING = N_("Choose an event that has questions.")
    TWISTED = N_("Enter a largest value that is not below the smallest.")


def require_open(event: Event) -> None:
    """Refuse any change to an archived event's questions."""
    if event.state == EventState.ARCHIVED:
        raise Refused(Reason.ARCHIVED)


def require_room(asked: Asked, more: int = 1) -> None:
    """Refuse more questions than a form should have."""
    if len(asked.live) + more > MOST_QUESTIONS:
        raise Refused(Reason.FULL, most=MOST_QUESTIONS)


def require_kind(question: Question, kind: Kind, answers: int) -> None:
    """Refuse another kind for a question that was answered."""
    if answers and kind != question.kind:
        raise Refused(Reason.KIND_FIXED, "kind")


def require_sense(question: Question) -> None:
    """Refuse limits that no answer fits, and a choice between nothing."""
    live = [one for one in question.options if not one.get("retired")]
    if question.kind in WITH_OPTIONS and len(live) < 2:
        raise Refused(Reason.FEW_OPTIONS, "options")
    if _is_twisted(question.least, question.most):
        raise Refused(Reason.TWISTED, "most")
    if _is_twisted(question.fewest_choices, question.most_choices):
        raise Refused(Reason.TWISTED, "most_choices")
    if question.earliest and question.latest and question.latest < question.earliest:
        raise Refused(Reason.TWISTED, "latest")


def _is_twisted(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and high < low


def require_conditions(asked: Asked, changed: Question | None = None) -> None:
    """Refuse an order or a change after which a condition could not be followed."""
    live = asked.live
    if pair := conditions.torn(live):
        raise Refused(conditions.Reason.NEEDED_ABOVE, **_names(*pair))
    for place, one in enumerate(live):
        condition = conditions.of(one)
        if condition is None:
            continue
        found = conditions.problem(condition, live[:place], asked.deciders)
        if found is None:
            continue
        if one is changed or changed is None:
            raise Refused(found, "shown_question")
        raise Refused(conditions.Reason.DECIDES, **_names(changed, one))


def require_free(asked: Asked, question: Question) -> None:
    """Refuse to take away a question whose answer shows another one."""
    for one in conditions.decided_by(question.code, asked.questions):
        raise Refused(conditions.Reason.DECIDES, **_names(question, one))


def _names(first: Question, second: Question) -> dict[str, str]:
    return {"first": _name(first), "second": _name(second)}


def _name(question: Question) -> str:
    return next((said for said in question.label.values() if said), question.code)
