"""What an event's archive takes along of its questions and of what was answered."""

from collections.abc import Mapping

from eventsite.core.archive import Row, Swap, Table
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Answer, AnswerSet, Question, Questionnaire


def _check_question(row: Row) -> None:
    """Raise ValueError, KeyError or TypeError for what no page could show."""
    Kind(row["kind"])
    for one in row["options"]:
        if not isinstance(one["code"], str) or not isinstance(one["labels"], Mapping):
            raise TypeError(one)
    condition = row["shown_when"]
    if condition and not isinstance(condition["question"], str):
        raise TypeError(condition)


def _answer(row: Row, swap: Swap) -> Row:
    """An answer that is a file names it by its code."""
    if row["file_id"] is None:
        return row
    return {**row, "value": swap.code("files.code", row["value"])}


TABLES = (
    Table(model=Questionnaire, by="event_id"),
    Table(model=Question, by="questionnaire_id", check=_check_question),
    Table(model=AnswerSet, by="questionnaire_id"),
    Table(model=Answer, by="answer_set_id", inside=_answer),
)
#: Table to the reason why it stays.
LEFT: Mapping[str, str] = {}
