"""Which questions are shown, given what was answered before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from eventsite.core.i18n import N_
from eventsite.questions import options
from eventsite.questions.asked import Asked, Decider, Value
from eventsite.questions.kinds import COMPARED, Kind
from eventsite.questions.models import Question


class Reason(StrEnum):
    """Why a condition cannot stand."""

    NOT_EARLIER = N_("Choose a question that stands above this one.")
    NOT_COMPARED = N_("Choose a question with options, or a consent.")
    NO_OPTION = N_("Choose at least one answer on which this question is shown.")
    NEEDED_ABOVE = N_(
        "Keep “%(first)s” above “%(second)s”: its answer decides whether the other is shown."
    )
    DECIDES = N_(
        "“%(second)s” is shown by the answer to “%(first)s”. Change when it is shown first."
    )


@dataclass(frozen=True)
class Condition:
    """Shown when `question` was answered with one of `any_of`, or as a consent with `holds`."""

    question: str
    any_of: frozenset[str] = frozenset()
    holds: bool | None = None

    def stored(self) -> dict[str, Any]:
        """As the column holds it."""
        if self.holds is not None:
            return {"question": self.question, "is": self.holds}
        return {"question": self.question, "any_of": sorted(self.any_of)}


def of(question: Question) -> Condition | None:
    """The condition of a question; None when it is always shown."""
    said = question.shown_when
    if not said:
        return None
    if "is" in said:
        return Condition(said["question"], holds=bool(said["is"]))
    return Condition(said["question"], frozenset(said.get("any_of", ())))


def shown(
    asked: Asked, answers: Mapping[str, Value | None], fixed: Mapping[str, Value | None]
) -> frozenset[str]:
    """The codes of the questions that are shown, whatever hidden ones were answered.

    `answers` by question's code, `fixed` by the name of the form's own fields.
    """
    found: set[str] = set()
    for question in asked.live:
        condition = of(question)
        if condition is None or _holds(condition, asked, answers, fixed, found):
            found.add(question.code)
    return frozenset(found)


def needed(asked: Asked, fixed: Mapping[str, Value | None]) -> Asked:
    """Only what has to be answered, and the questions above that decide whether it is shown.

    `fixed` are the fixed fields whose answer stands; questions that they hide are left out.
    """
    possible: set[str] = set()
    for question in asked.live:
        condition = of(question)
        if condition is None or (
            _fits(condition, fixed.get(condition.question))
            if condition.question in asked.deciders
            else condition.question in possible
        ):
            possible.add(question.code)
    wanted: set[str] = set()
    for question in reversed(asked.live):
        if question.code in possible and (question.required or question.code in wanted):
            wanted |= {question.code, *((found.question,) if (found := of(question)) else ())}
    return replace(asked, questions=tuple(one for one in asked.live if one.code in wanted))


def without(asked: Asked, kind: Kind) -> Asked:
    """Without the questions of a kind, and without those that their answers decide about."""
    gone = {one.code for one in asked.live if one.kind == kind}
    for one in asked.live:
        condition = of(one)
        if condition is not None and condition.question in gone:
            gone.add(one.code)
    return replace(asked, questions=tuple(one for one in asked.questions if one.code not in gone))


def unanswered(
    asked: Asked, answers: Mapping[str, Value | None], fixed: Mapping[str, Value | None]
) -> tuple[Question, ...]:
    """What must be answered, is shown and is not, in the order of the page.

    So it is with people whom others registered, and with questions asked later.
    """
    open_now = shown(asked, answers, fixed)
    return tuple(
        one
        for one in asked.live
        if one.required and one.code in open_now and _is_empty(answers.get(one.code))
    )


def _is_empty(value: Value | None) -> bool:
    # 0 equals False, yet as a number it is an answer.
    return value is None or value is False or value in ("", [])


def _holds(
    condition: Condition,
    asked: Asked,
    answers: Mapping[str, Value | None],
    fixed: Mapping[str, Value | None],
    before: set[str],
) -> bool:
    """Whether a condition holds; what it names must be among `before`, or be a fixed field."""
    if condition.question in asked.deciders:
        return _fits(condition, fixed.get(condition.question))
    return condition.question in before and _fits(condition, answers.get(condition.question))


def _fits(condition: Condition, value: Value | None) -> bool:
    if condition.holds is not None:
        return (value is True) == condition.holds
    chosen = value if isinstance(value, list) else [value]
    return any(one in condition.any_of for one in chosen if isinstance(one, str))


def problem(
    condition: Condition, above: Sequence[Question], deciders: Mapping[str, Decider]
) -> Reason | None:
    """Why a condition cannot stand below the questions `above`, in order."""
    if condition.question in deciders:
        known = set(deciders[condition.question].options)
        return None if condition.any_of and condition.any_of <= known else Reason.NO_OPTION
    named = next((one for one in above if one.code == condition.question), None)
    if named is None or named.retired is not None:
        return Reason.NOT_EARLIER
    if named.kind not in COMPARED:
        return Reason.NOT_COMPARED
    if named.kind == Kind.CONSENT:
        return None if condition.holds is not None else Reason.NO_OPTION
    known = {one.code for one in options.of(named)}
    return None if condition.any_of and condition.any_of <= known else Reason.NO_OPTION


def torn(order: Sequence[Question]) -> tuple[Question, Question] | None:
    """The first question of an order that stands above what decides it: (deciding, decided)."""
    places = {one.code: place for place, one in enumerate(order)}
    for place, question in enumerate(order):
        condition = of(question)
        if condition and places.get(condition.question, -1) > place:
            return order[places[condition.question]], question
    return None


def decided_by(code: str, questions: Sequence[Question]) -> list[Question]:
    """The questions in use whose showing the answer to `code` decides."""
    return [
        one
        for one in questions
        if one.retired is None and (found := of(one)) and found.question == code
    ]
