"""What an event's archive takes along of its questions and of what was answered."""

import re
from collections.abc import Iterable, Mapping

from eventsite.core.archive import Row, Swap, Table
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Answer, AnswerSet, Question, Questionnaire

#: What stands in addresses, field names and between the bars of `Answer.found_by`.
_CODE = re.compile(r"[a-z0-9_-]{1,16}")


def _check_question(row: Row) -> None:
    """Raise ValueError, KeyError or TypeError for what no page could show."""
    Kind(row["kind"])
    _check_words(row["label"])
    _check_words(row["help"])
    _check_codes([row["code"], *(one["code"] for one in row["options"])])
    for one in row["options"]:
        _check_words(one["labels"])
    condition = row["shown_when"]
    if condition:
        _check_codes([condition["question"], *condition.get("any_of", ())])
        if not isinstance(condition.get("is", True), bool):
            raise TypeError(condition)


def _check_answer(row: Row) -> None:
    """Raise TypeError for a value that no kind of question has."""
    value = row["value"]
    parts = value if isinstance(value, list) else [value]
    kinds = (str,) if isinstance(value, list) else (str, int, float, bool)
    if not all(isinstance(one, kinds) for one in parts):
        raise TypeError(value)


def _check_words(words: object) -> None:
    if not isinstance(words, Mapping) or not all(isinstance(one, str) for one in words.values()):
        raise TypeError(words)


def _check_codes(codes: Iterable[object]) -> None:
    for code in codes:
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise ValueError(code)


def _answer(row: Row, swap: Swap) -> Row:
    """An answer that is a file names it by its code."""
    if row["file_id"] is None:
        return row
    return {**row, "value": swap.code("files.code", row["value"])}


TABLES = (
    Table(model=Questionnaire, by="event_id"),
    Table(model=Question, by="questionnaire_id", check=_check_question),
    Table(model=AnswerSet, by="questionnaire_id"),
    Table(model=Answer, by="answer_set_id", inside=_answer, check=_check_answer),
)
#: Table to the reason why it stays.
LEFT: Mapping[str, str] = {}
