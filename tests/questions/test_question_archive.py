"""What an archive may say of questions and answers, so that every page can show it."""

from typing import Any

import pytest

from eventsite.questions import archive
from eventsite.questions.models import Answer, Question

CHECKS = {table.model: table.check for table in archive.TABLES}
QUESTION: dict[str, Any] = {
    "kind": "choice",
    "code": "k2f7qx",
    "label": {"en": "Lunch?"},
    "help": {},
    "options": [{"code": "a", "labels": {"en": "Bread"}, "retired": False}],
    "shown_when": {"question": "mode", "any_of": ["in-person"]},
}


def checked(model: type[Question] | type[Answer], row: dict[str, Any]) -> object:
    check = CHECKS[model]
    assert check is not None
    return check(row)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"shown_when": {}},
        {"kind": "consent", "options": [], "shown_when": {"question": "a1", "is": False}},
    ],
)
def test_a_question_that_can_be_shown(changes: dict[str, Any]) -> None:
    assert checked(Question, {**QUESTION, **changes}) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "poem"},
        {"code": "a b"},
        {"code": "x" * 17},
        {"label": "Lunch?"},
        {"label": {"en": 1}},
        {"help": ["a"]},
        {"options": [{"code": "a|b", "labels": {}}]},
        {"options": [{"code": "a"}]},
        {"options": [{"code": "a", "labels": "Bread"}]},
        {"shown_when": {"any_of": ["a"]}},
        {"shown_when": {"question": "a", "any_of": [1]}},
        {"shown_when": {"question": "a", "is": "yes"}},
    ],
)
def test_a_question_that_cannot(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        checked(Question, {**QUESTION, **changes})


@pytest.mark.parametrize("value", ["text", 3, 2.5, True, ["a", "b"], []])
def test_an_answer_that_can_be_worded(value: object) -> None:
    assert checked(Answer, {"value": value}) is None


@pytest.mark.parametrize("value", [None, {"a": 1}, [1], [["a"]]])
def test_an_answer_that_cannot(value: object) -> None:
    with pytest.raises(TypeError):
        checked(Answer, {"value": value})
