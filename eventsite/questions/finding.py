"""What a search looks through: an answer as one folded text."""

import unicodedata

from eventsite.questions import options
from eventsite.questions.asked import Value
from eventsite.questions.kinds import WITH_OPTIONS, Kind
from eventsite.questions.models import Question

#: Kinds whose answers are codes, kept between bars so that one is found exactly.
CODED = WITH_OPTIONS | {Kind.COUNTRY, Kind.CONSENT, Kind.DATE, Kind.NUMBER}


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
