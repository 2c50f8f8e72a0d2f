"""Conditions and an order for queries over rows that name a set of answers."""

from typing import Any

import sqlalchemy as sa

from eventsite.questions import finding, options
from eventsite.questions.asked import Asked
from eventsite.questions.finding import Sought
from eventsite.questions.kinds import WITH_OPTIONS, Kind
from eventsite.questions.models import Answer, Question


def matching(
    set_id: sa.ColumnElement[Any] | Any, asked: Asked, code: str, sought: Sought
) -> sa.ColumnElement[bool]:
    """A condition on a column that holds answer sets: its question `code` was answered so.

    An unknown question matches nothing; what is sought of it by nothing at all matches everybody.
    """
    question = asked.find(code)
    if question is None:
        return sa.false()
    mine = Answer.question_id == question.id
    if sought.is_given is False:
        answered = sa.select(Answer.answer_set_id).where(mine)
        return sa.or_(set_id.is_(None), set_id.not_in(answered))
    found: list[sa.ColumnElement[bool]] = []
    if sought.said:
        read = finding.token if question.kind in finding.CODED else finding.folded
        ways = (Answer.found_by.contains(read(one), autoescape=True) for one in sought.said)
        found.append(_with_answer(set_id, mine, sa.or_(*ways)))
    elif sought.is_given:
        found.append(_with_answer(set_id, mine))
    least, most = finding.bounds(question.kind, sought)
    if least is not None:
        found.append(_rank(set_id, question) >= least)
    if most is not None:
        found.append(_rank(set_id, question) <= most)
    return sa.and_(sa.true(), *found)


def ordering(set_id: sa.ColumnElement[Any] | Any, question: Question) -> sa.ColumnElement[Any]:
    """What rows are put in order by, by their answer to a question; null where there is none.

    Numbers and dates by size, options in the order in which they are offered, else by the text.
    """
    return _rank(set_id, question)


def saying(
    set_id: sa.ColumnElement[Any] | Any, asked: Asked | None, sought: str, *, sensitive: bool
) -> sa.ColumnElement[bool]:
    """Likewise: any answer holds a text, options by their words in any language.

    `sensitive`: whether answers to sensitive questions are looked through, too.
    """
    wanted = finding.folded(sought.strip())
    if asked is None or not wanted:
        return sa.false()
    ways: list[sa.ColumnElement[bool]] = []
    for question in asked.questions:
        if question.is_sensitive and not sensitive:
            continue
        if question.kind in WITH_OPTIONS:
            ways += [_holding(question, code) for code in finding.options_saying(question, sought)]
        elif question.kind not in finding.CODED or wanted[:1].isdigit():
            holds = Answer.found_by.contains(wanted, autoescape=True)
            ways.append(sa.and_(Answer.question_id == question.id, holds))
    return _with_answer(set_id, sa.or_(*ways)) if ways else sa.false()


def _holding(question: Question, code: str) -> sa.ColumnElement[bool]:
    holds = Answer.found_by.contains(finding.token(code), autoescape=True)
    return sa.and_(Answer.question_id == question.id, holds)


def _with_answer(set_id: Any, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.cast(set_id.in_(sa.select(Answer.answer_set_id).where(*where)), sa.Boolean())


def _rank(set_id: Any, question: Question) -> sa.ColumnElement[Any]:
    said: Any = Answer.found_by
    if question.kind == Kind.CHOICE:
        places = {finding.token(one.code): n for n, one in enumerate(options.of(question))}
        said = sa.case(places, value=Answer.found_by, else_=len(places)) if places else said
    elif question.kind in finding.CODED:
        said = sa.func.replace(Answer.found_by, "|", "")
    if question.kind == Kind.NUMBER:
        # In the list of columns only rows of this question come here, so each is a number.
        said = sa.cast(said, sa.Float)
    return (
        sa.select(said)
        .where(Answer.answer_set_id == set_id, Answer.question_id == question.id)
        .correlate_except(Answer)
        .scalar_subquery()
    )
