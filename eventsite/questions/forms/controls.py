"""The control of each kind of question."""

from collections.abc import Callable, Mapping
from typing import Any

import wtforms
from markupsafe import Markup, escape
from wtforms import widgets

from eventsite.core import forms, i18n, text
from eventsite.core.i18n import gettext
from eventsite.questions import checks, options, wording
from eventsite.questions.forms.uploads import KeptFileField, most
from eventsite.questions.kinds import Kind
from eventsite.questions.models import Question
from eventsite.reference import countries

#: More options than these fold into a list.
MOST_RADIOS = 12


class _Needed:
    """Marks a field as one that needs an answer; whether it has one is checked elsewhere."""

    field_flags = {"required": True}

    def __call__(self, _form: object, _field: object) -> None:
        """Whether it is shown decides whether it is needed."""


def of(question: Question, lang: str) -> Any:
    """The field of one question, its words in a language; its limits are checked elsewhere."""
    return _MADE[question.kind](
        question,
        lang,
        label=_in(wording.label(question, lang), lang),
        validators=[_Needed()] if question.required else [],
        description=_hint(question, lang),
    )


def _in(said: text.Said, lang: str) -> Any:
    """A text that says in which language it is, where that is another one than the page's."""
    if said.lang == lang:
        return said.text
    return Markup('<span lang="{}" dir="{}">{}</span>').format(said.lang, said.dir, said.text)


def _hint(question: Question, lang: str) -> Any:
    parts = [_in(text.pick(question.help, lang), lang), wording.limits(question)]
    if question.kind == Kind.FILE:
        parts.append(_file_limit(question))
    return Markup(" ").join(escape(part) for part in parts if part)


def _file_limit(question: Question) -> str:
    size = most(question) // (1024 * 1024)
    if question.file_kinds:
        kinds = i18n.comma(i18n.current_lang()).join(one.upper() for one in question.file_kinds)
        return str(gettext("%(kinds)s, up to %(size)s MB.", kinds=kinds, size=size))
    return str(gettext("A document or a picture, up to %(size)s MB.", size=size))


def _line(question: Question, _lang: str, **options: Any) -> Any:
    return wtforms.StringField(render_kw={"maxlength": checks.longest(question)}, **options)


def _area(question: Question, _lang: str, **options: Any) -> Any:
    render = {"rows": 5, "maxlength": checks.longest(question)}
    return wtforms.TextAreaField(render_kw=render, **options)


def _number(question: Question, _lang: str, **options: Any) -> Any:
    mode = "decimal" if question.decimals or (question.least or 0) < 0 else "numeric"
    return wtforms.StringField(render_kw={"inputmode": mode, "maxlength": 20}, **options)


def _date(question: Question, _lang: str, **options: Any) -> Any:
    limits = {"min": question.earliest, "max": question.latest}
    render = {name: day.isoformat() for name, day in limits.items() if day is not None}
    return wtforms.StringField(widget=widgets.DateInput(), render_kw=render, **options)


def _country(_question: Question, lang: str, **options: Any) -> Any:
    pairs = [(one.code, one.names.get(lang, "")) for one in countries.sorted_countries(lang)]
    found = forms.choices(pairs, blank=gettext("Choose a country"))
    return wtforms.SelectField(choices=found, validate_choice=False, coerce=_code, **options)


def _consent(_question: Question, _lang: str, **options: Any) -> Any:
    return wtforms.BooleanField(**options)


def _file(question: Question, _lang: str, **options: Any) -> Any:
    return KeptFileField(question=question, **options)


class _Options:
    """The choices of a question's field: what is offered, and what was chosen already."""

    def __init__(self, question: Question, lang: str) -> None:
        self.question, self.lang = question, lang

    def pairs(self, chosen: object, *, plain: bool) -> list[tuple[str, Any]]:
        """Code and words of each option; `plain` where no markup can stand."""
        kept = chosen if isinstance(chosen, list) else [chosen]
        found = options.offered(self.question, [one for one in kept if isinstance(one, str)])
        said = [(one.code, one.said(self.lang)) for one in found]
        return [(code, one.text if plain else _in(one, self.lang)) for code, one in said]


class RadiosField(wtforms.RadioField):
    """One of a few options; one that may stay empty says so."""

    def __init__(self, label: Any, validators: Any = None, *, offer: _Options, **options: Any):
        super().__init__(label, validators, validate_choice=False, coerce=_code, **options)
        self.offer = offer

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the answer, then offer what can be chosen with it."""
        self.choices = []
        super().process(*args, **kwargs)
        empty = [] if self.offer.question.required else [("", gettext("No answer"))]
        self.choices = forms.choices([*self.offer.pairs(self.object_data, plain=False), *empty])


class ListField(wtforms.SelectField):
    """One of many options, folded."""

    def __init__(self, label: Any, validators: Any = None, *, offer: _Options, **options: Any):
        super().__init__(label, validators, validate_choice=False, coerce=_code, **options)
        self.offer = offer

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the answer, then offer what can be chosen with it."""
        self.choices = []
        super().process(*args, **kwargs)
        pairs = self.offer.pairs(self.object_data, plain=True)
        self.choices = forms.choices(pairs, blank=gettext("Choose an answer"))


class BoxesField(wtforms.SelectMultipleField):
    """Several options, each with a box to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: Any, validators: Any = None, *, offer: _Options, **options: Any):
        super().__init__(label, validators, validate_choice=False, coerce=_code, **options)
        self.offer = offer

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read the answer, then offer what can be chosen with it."""
        self.choices = []
        super().process(*args, **kwargs)
        self.choices = forms.choices(self.offer.pairs(self.object_data, plain=False))


def _code(value: object) -> str:
    return "" if value is None else str(value)


def _choice(question: Question, lang: str, **said: Any) -> Any:
    few = len(options.offered(question)) <= MOST_RADIOS
    return (RadiosField if few else ListField)(offer=_Options(question, lang), **said)


def _choices(question: Question, lang: str, **said: Any) -> Any:
    return BoxesField(offer=_Options(question, lang), **said)


_MADE: Mapping[Kind, Callable[..., Any]] = {
    Kind.SHORT_TEXT: _line,
    Kind.LONG_TEXT: _area,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.COUNTRY: _country,
    Kind.FILE: _file,
    Kind.CONSENT: _consent,
}
