"""What organizers write of a question; its kind decides which parts the form has."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import wtforms
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.core import files, forms, text
from eventsite.core.i18n import current_lang, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.questions import actions, checks, conditions, kinds, options, wording
from eventsite.questions.asked import Asked
from eventsite.questions.conditions import Condition
from eventsite.questions.kinds import COMPARED, KIND_LABELS, WITH_OPTIONS, Kind
from eventsite.questions.models import Question
from eventsite.questions.options import Option

_LIMITS: dict[Kind, tuple[str, ...]] = {
    Kind.SHORT_TEXT: ("longest",),
    Kind.LONG_TEXT: ("longest",),
    Kind.CHOICE: ("options",),
    Kind.CHOICES: ("options", "fewest_choices", "most_choices"),
    Kind.NUMBER: ("least", "most", "decimals"),
    Kind.DATE: ("earliest", "latest"),
    Kind.FILE: ("file_kinds", "file_mb"),
}
_PLAIN = ("version", "label", "help", "required", "longest", "least", "most", "fewest_choices",
          "most_choices", "earliest", "latest", "file_kinds", "file_mb",
          "is_sensitive")  # fmt: skip
_ANY = {name for names in _LIMITS.values() for name in names}


class _DayField(wtforms.DateField):
    """A day that somebody can have been born on, or that lies ahead."""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Keep typing slips such as the year 0202 out."""
        if isinstance(self.data, date) and not checks.FIRST_DAY <= self.data <= checks.LAST_DAY:
            sentence = gettext("Enter a date as year-month-day, like 2027-03-16.")
            self.errors = [*self.errors, sentence]


def _count(label: Any, least: int, most: int, **more: Any) -> Any:
    """A whole number within bounds that may stay empty."""
    sentence = _l("Enter a whole number from %(least)s to %(most)s.", least=least, most=most)
    return wtforms.IntegerField(
        label, [wtv.Optional(), wtv.NumberRange(least, most, sentence)], **more
    )


def _bound(label: Any) -> Any:
    sentence = _l("Enter a number between minus and plus one thousand million.")
    rules = [wtv.Optional(), wtv.NumberRange(kinds.LEAST_NUMBER, kinds.MOST_NUMBER, sentence)]
    return wtforms.DecimalField(label, rules, places=None)


class OptionRow(forms.Form):
    """One answer to choose."""

    code = wtforms.HiddenField()
    label = forms.LocalizedField(_l("Answer"), 200)
    place = _count(_l("Place in the list"), 1, 999)
    is_retired = wtforms.BooleanField(_l("Offer it no more. Whoever chose it keeps it."))


class QuestionForm(forms.Form):
    """One question; `fit` leaves the parts of its kind."""

    version = wtforms.HiddenField()
    kind = wtforms.SelectField(
        _l("Kind of answer"),
        choices=forms.choices([(one.value, _l(words)) for one, words in KIND_LABELS.items()]),
    )
    label = forms.LocalizedField(
        _l("Question"), 300, _l("Enter the question in at least one language.")
    )
    help = forms.LocalizedField(
        _l("Help"), 600, lines=2, description=_l("One or two sentences below the question.")
    )
    required = wtforms.BooleanField(_l("An answer is needed"))
    options = wtforms.FieldList(
        wtforms.FormField(OptionRow), _l("Answers to choose from"), max_entries=kinds.MOST_OPTIONS
    )
    fewest_choices = _count(_l("Smallest number of answers"), 1, kinds.MOST_OPTIONS)
    most_choices = _count(_l("Largest number of answers"), 1, kinds.MOST_OPTIONS)
    longest = _count(_l("Most characters"), 1, 5000)
    least = _bound(_l("Smallest number"))
    most = _bound(_l("Largest number"))
    decimals = wtforms.SelectField(
        _l("Digits after the point"),
        choices=forms.choices([(str(n), str(n)) for n in range(kinds.MOST_DECIMALS + 1)]),
        default="0",
    )
    earliest = _DayField(_l("Earliest date"), [wtv.Optional()])
    latest = _DayField(_l("Latest date"), [wtv.Optional()])
    file_kinds = wtforms.SelectMultipleField(
        _l("Kinds of file"),
        choices=forms.choices([(one, one.upper()) for one in (*files.DOCUMENTS, *files.PICTURES)]),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Without a choice, all of them."),
    )
    file_mb = _count(_l("Largest file, in MB"), 1, 500)
    shown_question = wtforms.SelectMultipleField(
        _l("When it is shown"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l(
            "Tick answers of one question: then this one is asked only of people who gave one of"
            " them. Tick nothing to ask everybody."
        ),
    )
    is_sensitive = wtforms.BooleanField(
        _l("Sensitive: seen by the registration duty only, and left out of exports"),
    )

    def fit(self, asked: Asked, question: Question | None, langs: Sequence[str]) -> None:
        """Leave the parts of the chosen kind, and offer the questions above as conditions."""
        known = {one.value for one in Kind}
        kind = Kind(self.kind.data) if self.kind.data in known else Kind.SHORT_TEXT
        for name in _ANY - set(_LIMITS.get(kind, ())):
            del self[name]
        self.deciding = _deciding(asked, question)
        pairs = [pair for answers in self.deciding.values() for pair in answers]
        self.shown_question.choices = forms.choices(pairs)
        forms.set_languages(self, langs)
        for row in self.rows:
            forms.set_languages(row.form, langs)

    def spare(self, count: int, langs: Sequence[str]) -> None:
        """Show so many empty rows for answers after the others."""
        if "options" not in self:
            return
        for _ in range(count):
            if len(self.options) < kinds.MOST_OPTIONS:
                forms.set_languages(self.options.append_entry().form, langs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then that a condition names one question only."""
        good = super().validate(extra_validators)
        if len({one.partition(":")[0] for one in self.shown_question.data or ()}) > 1:
            sentence = gettext("Tick answers of one question only.")
            self.shown_question.errors = [*self.shown_question.errors, sentence]
            return False
        return good

    @property
    def rows(self) -> list[Any]:
        """The rows of answers to choose from; none for a kind without."""
        return list(self.options) if "options" in self else []

    def facts(self) -> actions.Facts:
        """What was written, for `actions`."""
        return actions.Facts(
            kind=Kind(self.kind.data),
            label=self.label.data,
            help=self.help.data,
            required=self.required.data,
            longest=self._said("longest"),
            least=self._number("least"),
            most=self._number("most"),
            decimals=int(self._said("decimals") or 0),
            fewest_choices=self._said("fewest_choices"),
            most_choices=self._said("most_choices"),
            earliest=self._said("earliest"),
            latest=self._said("latest"),
            file_kinds=tuple(self._said("file_kinds") or ()),
            file_mb=self._said("file_mb"),
            options=self._options(),
            condition=_condition(self.shown_question.data or []),
            is_sensitive=self.is_sensitive.data,
        )

    def _said(self, name: str) -> Any:
        return self[name].data if name in self else None

    def _number(self, name: str) -> float | None:
        said = self._said(name)
        return None if said is None else float(said)

    def _options(self) -> tuple[Option, ...]:
        rows = [row.form for row in self.rows if row.form.label.data]
        last = len(rows) + 1000
        rows.sort(key=lambda row: row.place.data or last)
        return tuple(
            Option(row.code.data or "", row.label.data, row.is_retired.data) for row in rows
        )


def shown(question: Question) -> dict[str, Any]:
    """What fills the form with a stored question."""
    rows = [
        {
            "code": one.code,
            "label": dict(one.labels),
            "place": place,
            "is_retired": one.retired,
        }
        for place, one in enumerate(options.of(question), 1)
    ]
    found = conditions.of(question)
    ticked: list[str] = []
    if found is not None:
        answers = sorted(found.any_of) or [_yes(found.holds)]
        ticked = [f"{found.question}:{answer}" for answer in answers]
    plain = {name: getattr(question, name) for name in _PLAIN}
    return {
        **plain,
        "kind": question.kind.value,
        "decimals": str(question.decimals),
        "options": rows,
        "shown_question": ticked,
    }


def _deciding(asked: Asked, question: Question | None) -> dict[str, list[tuple[str, str]]]:
    """The answers that can decide, by the words of their question: those that stand above."""
    lang = current_lang()
    found = {
        gettext(one.label): [
            (f"{one.code}:{code}", gettext(said)) for code, said in one.options.items()
        ]
        for one in asked.deciders.values()
    }
    for one in asked.live:
        if question is not None and one.code == question.code:
            break
        if one.kind in COMPARED:
            found[wording.label(one, lang).text] = _answers(one, lang)
    return found


def _answers(question: Question, lang: str) -> list[tuple[str, str]]:
    if question.kind in WITH_OPTIONS:
        return [
            (f"{question.code}:{one.code}", one.said(lang).text) for one in options.of(question)
        ]
    return [
        (f"{question.code}:yes", gettext("The box is ticked")),
        (f"{question.code}:no", gettext("The box is not ticked")),
    ]


def _yes(holds: bool | None) -> str:
    return "yes" if holds else "no"


def _condition(ticked: Sequence[str]) -> Condition | None:
    """The condition of the ticked answers, all of one question; both of a consent is always."""
    if not ticked:
        return None
    code = ticked[0].partition(":")[0]
    answers = frozenset(one.partition(":")[2] for one in ticked)
    if answers == {"yes", "no"}:
        return None
    if answers <= {"yes", "no"}:
        return Condition(code, holds="yes" in answers)
    return Condition(code, answers)


class CopyForm(forms.Form):
    """Which event's questions are copied."""

    event = wtforms.SelectField(
        _l("Event"), [forms.Required(_l("Choose an event that has questions."))]
    )

    def offer(self, events: Sequence[Any]) -> None:
        """Offer events by their titles."""
        lang = current_lang()
        pairs = [(one.slug, text.pick(one.title, lang).text) for one in events]
        self.event.choices = forms.choices(pairs, blank=_l("Choose an event"))
