"""A questionnaire as fields of a form: what participants see, and what they answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import wtforms

from eventsite.core import forms
from eventsite.core.i18n import gettext
from eventsite.questions import checks, conditions, wording
from eventsite.questions.actions.pending import Kept
from eventsite.questions.asked import Asked, Value
from eventsite.questions.forms import controls
from eventsite.questions.forms.uploads import KeptFileField, Stored
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Question
from eventsite.questions.queries import Answered

PREFIX = "q_"
_SIZES = {Kind.NUMBER: "input-s", Kind.DATE: "input-s"}


@dataclass(frozen=True)
class Part:
    """One question as the page shows it."""

    field: Any
    #: More classes of the control.
    size: str = ""
    #: The sentence that says when to answer; empty for always.
    when: str = ""
    #: The name of the control that decides, and the answers on which this is shown.
    decider: str = ""
    any_of: tuple[str, ...] = field(default_factory=tuple)


class QuestionsForm(forms.Form):
    """The questions of `asked`; made by `fields_of`, to be inherited from."""

    asked: Asked | None = None
    #: The language of the questions; `lang` would be a field of the forms that inherit.
    reads = "en"
    #: Answers of fixed fields that stand in no field of this form.
    fixed: Mapping[str, str] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each shown question against what was answered; hidden ones need nothing."""
        good = super().validate(extra_validators)
        return self._check_questions() and good

    def _check_questions(self) -> bool:
        self.question_values: dict[str, Value | Kept] = {}
        if self.asked is None:
            return True
        found: dict[str, Value | Kept | None] = {}
        wrong: dict[str, str] = {}
        for question in self.asked.live:
            own = self._fields[PREFIX + question.code]
            if isinstance(own, KeptFileField) and own.refused:
                wrong[question.code] = own.refused
                continue
            try:
                found[question.code] = _checked(question, own)
            except checks.Wrong as reason:
                wrong[question.code] = wording.wrong(reason)
        plain = {code: None if isinstance(v, Kept) else v for code, v in found.items()}
        shown = conditions.shown(self.asked, plain, self._fixed())
        for code in shown & wrong.keys():
            told = self._fields[PREFIX + code]
            told.errors = [*told.errors, wrong[code]]
        self.question_values = {
            code: value for code, value in found.items() if code in shown and value is not None
        }
        return not shown & wrong.keys()

    def _fixed(self) -> dict[str, Value | None]:
        if self.asked is None:
            return {}
        there = {code: self._fields[code].data for code in self.asked.deciders if code in self}
        return {**self.fixed, **{code: str(value or "") for code, value in there.items()}}

    @property
    def question_parts(self) -> list[Part]:
        """The questions as the page shows them, in order."""
        return [self._part(one) for one in self.asked.live] if self.asked else []

    def _part(self, question: Question) -> Part:
        own = self._fields[PREFIX + question.code]
        found = conditions.of(question)
        if found is None or self.asked is None:
            return Part(own, _SIZES.get(question.kind, ""))
        is_fixed = found.question in self.asked.deciders
        if is_fixed and found.question not in self:
            # It was answered before this form: nothing here shows or hides the question.
            return Part(own, _SIZES.get(question.kind, ""))
        if found.holds is not None:
            wanted: tuple[str, ...] = ("yes" if found.holds else "no",)
        else:
            wanted = tuple(sorted(found.any_of))
        return Part(
            own,
            _SIZES.get(question.kind, ""),
            wording.condition(question, self.asked, self.reads),
            found.question if is_fixed else PREFIX + found.question,
            wanted,
        )


def _checked(question: Question, own: Any) -> Value | Kept | None:
    """The tidy answer; raises checks.Wrong."""
    if isinstance(own, KeptFileField):
        if own.given is None:
            checks.check(question, None)
        return own.given
    return checks.check(question, own.data, own.object_data)


def fields_of(asked: Asked | None, lang: str) -> type[QuestionsForm]:
    """A form class with a field for each question in use; without questions it has none."""
    fields = {PREFIX + one.code: controls.of(one, lang) for one in asked.live} if asked else {}
    return type("Questions", (QuestionsForm,), {"asked": asked, "reads": lang, **fields})


def preview_of(asked: Asked, lang: str) -> type[QuestionsForm]:
    """Likewise, with the fixed fields that conditions name, which the real form has itself."""
    named = {found.question for one in asked.live if (found := conditions.of(one))}
    fixed = {
        code: wtforms.RadioField(
            gettext(one.label),
            choices=forms.choices([(key, gettext(said)) for key, said in one.options.items()]),
            validate_choice=False,
        )
        for code, one in asked.deciders.items()
        if code in named
    }
    return type("Preview", (fields_of(asked, lang),), fixed)


def show(asked: Asked | None, stored: Mapping[str, Answered]) -> dict[str, Any]:
    """What fills the fields with stored answers, by the name of each field."""
    found: dict[str, Any] = {}
    for question in asked.live if asked else ():
        said = stored.get(question.code)
        if said is None:
            continue
        is_file = question.kind == Kind.FILE
        found[PREFIX + question.code] = (
            Stored(str(said.value), said.file_name) if is_file else said.value
        )
    return found


def answers(form: Any) -> dict[str, Value | Kept]:
    """What was answered to the questions that are shown, by code; after `validate()`."""
    return dict(form.question_values)
