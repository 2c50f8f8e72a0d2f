"""The options of a question, as they are stored and as values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventsite.core import text
from eventsite.questions.models import Question


@dataclass(frozen=True)
class Option:
    """One option: its code, which answers hold, and its words by language."""

    code: str
    labels: Mapping[str, str] = field(default_factory=dict)
    #: Offered no more; who chose it keeps it.
    retired: bool = False

    def said(self, lang: str) -> text.Said:
        """Its words in a language, else in another."""
        return text.pick(self.labels, lang)


def of(question: Question) -> tuple[Option, ...]:
    """All options in order, retired ones too."""
    return tuple(
        Option(one["code"], one.get("labels", {}), bool(one.get("retired")))
        for one in question.options
    )


def offered(question: Question, chosen: Collection[str] = ()) -> tuple[Option, ...]:
    """The options that can be chosen: those in use, and what was chosen already."""
    return tuple(one for one in of(question) if not one.retired or one.code in chosen)


def stored(options: Iterable[Option]) -> list[dict[str, Any]]:
    """Options as the column holds them."""
    return [
        {"code": one.code, "labels": dict(one.labels), "retired": one.retired} for one in options
    ]


def merged(
    before: Iterable[Option], after: Iterable[Option], answered: Collection[str]
) -> list[Option]:
    """The options after an edit: one that is gone but was chosen by somebody is retired at the
    end, in its old words; one that nobody chose is gone.
    """
    new = list(after)
    there = {one.code for one in new}
    kept = [
        Option(one.code, one.labels, True)
        for one in before
        if one.code not in there and one.code in answered
    ]
    return new + kept
