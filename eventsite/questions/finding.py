"""What a search looks through: an answer as one folded text."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from eventsite.questions import options
from eventsite.questions.asked import Value
from eventsite.questions.kinds import LEAST_NUMBER, MOST_NUMBER, WITH_OPTIONS, Kind
from eventsite.questions.models import Question

#: Kinds whose answers are codes, kept between bars so that one is found exactly.
CODED = WITH_OPTIONS | {Kind.COUNTRY, Kind.CONSENT, Kind.DATE, Kind.NUMBER}


@dataclass(frozen=True)
class Sought:
    """What one question's answer is looked for by; empty parts count for nothing."""

    #: Options' or countries' codes, `yes`, `no`, numbers or dates; of texts and names of files any
    #: part. Any of them will do.
    said: tuple[str, ...] = ()
    #: Bounds of a number or a date as somebody typed them, both included.
    least: str = ""
    most: str = ""
    #: Whether there is an answer at all; None for both.
    is_given: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everybody matches."""
        return not (self.said or self.least or self.most) and self.is_given is None


def bounds(kind: Kind, sought: Sought) -> tuple[float | str | None, float | str | None]:
    """Lower and upper bound as answers of the kind are compared; None where nothing is readable."""
    read = {Kind.NUMBER: _number, Kind.DATE: _date}.get(kind)
    return (None, None) if read is None else (read(sought.least), read(sought.most))


def _number(said: str) -> float | None:
    try:
        found = Decimal(said.strip().replace(",", "."))
        is_known = LEAST_NUMBER <= found <= MOST_NUMBER
    except InvalidOperation:
        return None
    return float(found) if is_known else None


def _date(said: str) -> str | None:
    try:
        return date.fromisoformat(said.strip()).isoformat()
    except ValueError:
        return None


def folded(said: str) -> str:
    """Lower case and without accents, so that "resume" finds "Résumé"."""
    apart = unicodedata.normalize("NFKD", said.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def found_by(question: Question, value: Value, file_name: str = "") -> str:
    """The text under which an answer is found."""
    if question.kind == Kind.FILE:
        return folded(file_name)
    if question.kind in CODED:
        return token(*map(code_of, value)) if isinstance(value, list) else token(code_of(value))
    return folded(str(value))


def code_of(value: object) -> str:
    """An answer as a filter's address names it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def token(*codes: str) -> str:
    """Codes between bars."""
    return f"|{'|'.join(codes)}|"


def options_saying(question: Question, sought: str) -> list[str]:
    """The codes of the options whose words hold a text, in any language."""
    wanted = folded(sought)
    return [
        one.code
        for one in options.of(question)
        if any(wanted in folded(said) for said in one.labels.values())
    ]
