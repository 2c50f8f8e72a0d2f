"""Holds one answer against its question: the tidy value, or a sentence that says what to do."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from eventsite.core import text
from eventsite.core.i18n import N_
from eventsite.questions import options
from eventsite.questions.asked import Value
from eventsite.questions.kinds import LEAST_NUMBER, LONGEST, MOST_NUMBER, Kind
from eventsite.questions.models import Question
from eventsite.reference import countries

#: Days that anybody can mean.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Reason(StrEnum):
    """Why an answer is not taken."""

    TEXT = N_("Answer this question.")
    CHOICE = N_("Choose one of the answers.")
    CHOICES = N_("Choose at least one answer.")
    FILE = N_("Choose a file.")
    COUNTRY = N_("Choose a country from the list.")
    CONSENT = N_("Tick this box. Without it the form cannot be sent.")
    TOO_LONG = N_("Shorten this to %(most)d characters; it has %(count)d.")
    MARKS = N_("Write this with fewer accents and marks on one letter.")
    NOT_LISTED = N_("Choose one of the answers in the list.")
    NO_NUMBER = N_("Enter a number in digits, like 12.")
    NO_WHOLE = N_("Enter a whole number, like 25.")
    DECIMALS = N_("Enter a number like %(example)s, with fewer digits after the point.")
    TOO_SMALL = N_("Enter a number that is %(least)s or more.")
    TOO_LARGE = N_("Enter a number that is %(most)s or less.")
    NO_DATE = N_("Enter a date as year-month-day, like 2027-03-16.")
    TOO_EARLY = N_("Enter %(earliest)s or a later date.")
    TOO_LATE = N_("Enter %(latest)s or an earlier date.")
    TOO_FEW = N_("Choose more answers. The smallest number is %(fewest)d, and you chose %(count)d.")
    TOO_MANY = N_("Choose fewer answers. The largest number is %(most)d, and you chose %(count)d.")


_EMPTY = {
    Kind.CHOICE: Reason.CHOICE,
    Kind.CHOICES: Reason.CHOICES,
    Kind.FILE: Reason.FILE,
    Kind.COUNTRY: Reason.COUNTRY,
    Kind.CONSENT: Reason.CONSENT,
    Kind.DATE: Reason.NO_DATE,
    Kind.NUMBER: Reason.NO_NUMBER,
}


class Wrong(Exception):
    """An answer cannot be taken; `facts` fill the reason's sentence."""

    def __init__(self, reason: Reason, **facts: Any) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts = facts


def check(question: Question, given: object, stored: Value | None = None) -> Value | None:
    """The tidy value, or None when nothing was answered; raises Wrong.

    `given` is as a form holds it: a text, a list of codes, or whether a box is ticked. What was
    answered before (`stored`) is taken again whatever the limits are now. Files have their own
    check; here it is only asked whether there is one.
    """
    value = _TIDY[question.kind](question, given, stored)
    if value is None:
        if question.required:
            raise Wrong(_EMPTY.get(question.kind, Reason.TEXT))
        return None
    if value != stored:
        _LIMITS.get(question.kind, _no_limit)(question, value)
    return value


def _text(question: Question, given: object, _stored: Value | None) -> Value | None:
    said = text.tidy(str(given or ""))
    return (" ".join(said.split()) if question.kind == Kind.SHORT_TEXT else said) or None


def _choice(question: Question, given: object, stored: Value | None) -> Value | None:
    code = str(given or "")
    kept = (stored,) if isinstance(stored, str) else ()
    if code and code not in {one.code for one in options.offered(question, kept)}:
        raise Wrong(Reason.NOT_LISTED)
    return code or None


def _choices(question: Question, given: object, stored: Value | None) -> Value | None:
    chosen = {str(one) for one in given} if isinstance(given, list | tuple) else set()
    kept = stored if isinstance(stored, list) else ()
    codes = [one.code for one in options.offered(question, kept)]
    if chosen - set(codes) - {""}:
        raise Wrong(Reason.NOT_LISTED)
    return [code for code in codes if code in chosen] or None


def _number(question: Question, given: object, _stored: Value | None) -> Value | None:
    said = text.tidy(str(given if given is not None else "")).replace(" ", "")
    said = said.replace("−", "-").replace("٫", ".")
    said = said.replace(",", ".") if said.count(",") == 1 and "." not in said else said
    if not said:
        return None
    if not _NUMBER.fullmatch(said):
        raise Wrong(Reason.NO_WHOLE if question.decimals == 0 else Reason.NO_NUMBER)
    number = Decimal(said)
    if number != round(number, question.decimals):
        if question.decimals == 0:
            raise Wrong(Reason.NO_WHOLE)
        raise Wrong(Reason.DECIMALS, example=f"{Decimal('12.3456'):.{question.decimals}f}")
    return int(number) if question.decimals == 0 else float(number)


def _date(_question: Question, given: object, _stored: Value | None) -> Value | None:
    said = text.tidy(str(given or ""))
    if not said:
        return None
    if not _DAY.fullmatch(said):
        raise Wrong(Reason.NO_DATE)
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as error:
        raise Wrong(Reason.NO_DATE) from error


def _country(_question: Question, given: object, _stored: Value | None) -> Value | None:
    code = str(given or "")
    if code and code not in countries.COUNTRIES:
        raise Wrong(Reason.COUNTRY)
    return code or None


def _consent(_question: Question, given: object, _stored: Value | None) -> Value | None:
    return True if given is True else None


def _file(_question: Question, given: object, _stored: Value | None) -> Value | None:
    return given if isinstance(given, str) and given else None


_TIDY: Mapping[Kind, Callable[[Question, object, Value | None], Value | None]] = {
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.COUNTRY: _country,
    Kind.CONSENT: _consent,
    Kind.FILE: _file,
}


def longest(question: Question) -> int:
    """The most characters of a text's answer."""
    most = LONGEST[question.kind]
    return min(question.longest or most, most)


def _text_limits(question: Question, value: Any) -> None:
    if len(value) > longest(question):
        raise Wrong(Reason.TOO_LONG, most=longest(question), count=len(value))
    if text.has_pile_of_marks(value):
        raise Wrong(Reason.MARKS)


def _number_limits(question: Question, value: Any) -> None:
    least = LEAST_NUMBER if question.least is None else question.least
    most = MOST_NUMBER if question.most is None else question.most
    if value < least:
        raise Wrong(Reason.TOO_SMALL, least=plain_number(least))
    if value > most:
        raise Wrong(Reason.TOO_LARGE, most=plain_number(most))


def _date_limits(question: Question, value: Any) -> None:
    earliest, latest = question.earliest or FIRST_DAY, question.latest or LAST_DAY
    if value < earliest.isoformat():
        raise Wrong(Reason.TOO_EARLY, earliest=earliest.isoformat())
    if value > latest.isoformat():
        raise Wrong(Reason.TOO_LATE, latest=latest.isoformat())


def _choices_limits(question: Question, value: Any) -> None:
    if question.fewest_choices and len(value) < question.fewest_choices:
        raise Wrong(Reason.TOO_FEW, fewest=question.fewest_choices, count=len(value))
    if question.most_choices and len(value) > question.most_choices:
        raise Wrong(Reason.TOO_MANY, most=question.most_choices, count=len(value))


def _no_limit(_question: Question, _value: Any) -> None:
    """Some kinds have none."""


_LIMITS: Mapping[Kind, Callable[[Question, Any], None]] = {
    Kind.SHORT_TEXT: _text_limits,
    Kind.LONG_TEXT: _text_limits,
    Kind.NUMBER: _number_limits,
    Kind.DATE: _date_limits,
    Kind.CHOICES: _choices_limits,
}


def plain_number(number: float) -> str:
    """A number as it is typed: 12 and not 12.0."""
    return str(int(number)) if number == int(number) else f"{number:f}".rstrip("0")
