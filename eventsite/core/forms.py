"""Forms: the one base, plain sentences for every error, and fields the whole house shares."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import wtforms
from email_validator import EmailNotValidError, validate_email
from flask import request
from werkzeug.datastructures import CombinedMultiDict
from wtforms import validators as wtv
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag
from wtforms.form import BaseForm

from eventsite.core import text, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import LANGUAGES, N_, dir_of, gettext
from eventsite.core.i18n import lazy_gettext as _l

#: What WTForms says by itself, in our words.
OUR_WORDS = {
    "Not a valid choice.": N_("Choose one of the answers in the list."),
    "Not a valid integer value.": N_("Enter a whole number, like 25."),
    "Not a valid decimal value.": N_("Enter a number, like 12.50."),
    "Not a valid date value.": N_("Enter a date as year-month-day, like 2027-03-16."),
    "Not a valid time value.": N_("Enter a time on 24 hours, like 09:30."),
    "This field is required.": N_("Fill in this field."),
    "Invalid Choice: could not coerce.": N_("Choose one of the answers in the list."),
    "Invalid choice(s): one or more data inputs could not be coerced.": N_(
        "Choose one of the answers in the list."
    ),
    "'%(value)s' is not a valid choice for this field.": N_(
        "Choose one of the answers in the list."
    ),
    "'%(value)s' are not valid choices for this field.": N_(
        "Choose one of the answers in the list."
    ),
}


class _Words:
    """WTForms' translations object: its sentences become ours, in the reader's language."""

    def gettext(self, string: str) -> str:
        return gettext(OUR_WORDS[string]) if string in OUR_WORDS else string

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class Form(wtforms.Form):
    """The base of every form; `Form.of_request(obj)` reads a POST, else shows `obj`."""

    class Meta:
        """WTForms' own settings."""

        def get_translations(self, form: wtforms.Form) -> _Words:
            """Our words in the reader's language."""
            return _Words()

    @classmethod
    def of_request(cls, obj: Any = None, **values: Any) -> Any:
        """The form filled from this request's POST, or from `obj` and `values`."""
        posted: Any = None
        if request.method == "POST":
            posted = CombinedMultiDict[Any, Any]([request.files, request.form])
        return cls(posted, obj=obj, **values)

    def ok(self) -> bool:
        """Whether this is a POST and every answer can be taken."""
        return request.method == "POST" and self.validate()

    def refuse(self, refused: Refused, field: str | None = None) -> None:
        """Show an action's refusal beside its field, else on top of the form."""
        name = field or refused.field
        if name is not None and name in self._fields:
            errors = self._fields[name].errors
            self._fields[name].errors = [*errors, refused.sentence]
        else:
            self.form_errors.append(refused.sentence)


class Required(wtv.DataRequired):
    """An answer is needed; the sentence says which."""

    field_flags = {"required": True}


def sentences(form: Form) -> list[str]:
    """Every sentence of a form that was refused, for an answer without the form."""
    found = [str(one) for one in form.form_errors]
    for field in form:
        # A field of fields holds their errors, not sentences; a sentence may be a lazy one.
        errors: list[Any] = list(field.errors)
        found += [str(one) for one in errors if not isinstance(one, list | dict)]
    return found


def tidy(value: Any) -> Any:
    """A filter: what was typed without control and direction characters, trimmed."""
    return text.tidy(value) if isinstance(value, str) else value


def one_line(value: Any) -> Any:
    """A filter: the same, with no line break to write further lines into mails and tables with."""
    return text.one_line(value) if isinstance(value, str) else value


def lower(value: Any) -> Any:
    """A filter: lower case."""
    return value.lower() if isinstance(value, str) else value


class Length:
    """At most `most` characters, and no more marks on a letter than a language writes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: BaseForm, field: wtforms.Field) -> None:
        """Raise ValidationError when the text is too long or a pile of marks."""
        value = field.data or ""
        if len(value) > self.most:
            raise wtv.ValidationError(
                gettext(
                    "Shorten this to %(most)d characters; it has %(count)d.",
                    most=self.most,
                    count=len(value),
                )
            )
        if text.has_pile_of_marks(value):
            raise wtv.ValidationError(
                gettext("Write this with at most %(most)d marks on one letter.", most=text.MARKS)
            )


class Email:
    """An address that could be real; says how one looks."""

    def __call__(self, _form: BaseForm, field: wtforms.Field) -> None:
        """Raise ValidationError; puts the normalised address into the field."""
        if not field.data:
            return
        try:
            found = validate_email(field.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise wtv.ValidationError(
                gettext("Enter an email address with an @, like name@example.org.")
            ) from error
        field.data = found.normalized


class WebAddress:
    """An address that begins with https:// or http://."""

    def __call__(self, _form: BaseForm, field: wtforms.Field) -> None:
        """Raise ValidationError for anything else."""
        value = field.data or ""
        plain = value.lower().startswith(("https://", "http://")) and "." in value
        if value and (not plain or any(c.isspace() or c in '<>"' for c in value)):
            raise wtv.ValidationError(
                gettext("Enter a web address that begins with https://, like https://example.org.")
            )


class Zone:
    """A time zone of the IANA list."""

    def __call__(self, _form: BaseForm, field: wtforms.Field) -> None:
        """Raise ValidationError for a name that tzdata does not know."""
        if field.data and not zones.known(field.data):
            raise wtv.ValidationError(
                gettext("Choose a time zone from the list, like Europe/Zurich.")
            )


def text_field(
    label: Any,
    most: int = 200,
    required: Any = None,
    *,
    lines: int = 1,
    checks: Sequence[Any] = (),
    **options: Any,
) -> Any:
    """A one-line or (lines > 1) several-line text field; `required` is the sentence when empty."""
    rules: list[Any] = [Required(required) if required else wtv.Optional(), Length(most), *checks]
    kind = wtforms.TextAreaField if lines > 1 else wtforms.StringField
    render = options.pop("render_kw", {})
    if lines > 1:
        render = {"rows": lines, **render}
    filters = [tidy if lines > 1 else one_line]
    return kind(label, rules, filters=filters, render_kw=render, **options)


def email_field(label: Any, required: Any = None, **options: Any) -> Any:
    """An address field with the right keyboard and autocomplete."""
    render = {"autocomplete": "email", **options.pop("render_kw", {})}
    rules = [Required(required) if required else wtv.Optional(), Length(254), Email()]
    return wtforms.EmailField(label, rules, filters=[one_line], render_kw=render, **options)


def choices(pairs: Sequence[tuple[str, Any]], blank: Any = None) -> list[SelectChoice]:
    """Choices for a select; `blank` is the first, empty one's label."""
    head = [SelectChoice("", blank)] if blank is not None else []
    return head + [SelectChoice(value, label) for value, label in pairs]


def zone_choices() -> dict[str, list[SelectChoice]]:
    """All zones grouped by continent, for a SelectField."""
    return {
        continent: [SelectChoice(name, name.split("/", 1)[-1].replace("_", " ")) for name in names]
        for continent, names in zones.ZONES
    }


class TimeField(wtforms.SelectField):
    """A time on 24 hours in steps of five minutes, as a select (a native one may show 12)."""

    def __init__(self, label: Any = None, rules: Any = None, step: int = 5, **options: Any) -> None:
        moments = [f"{m // 60:02d}:{m % 60:02d}" for m in range(0, 1440, step)]
        pairs = choices([(m, m) for m in moments], blank=_l("Choose a time"))
        super().__init__(label, rules, choices=pairs, coerce=_as_time, **options)

    def _choices_generator(self, found: Any) -> Any:
        for value, label, selected, render in super()._choices_generator(found):  # type: ignore[misc]
            yield value, label, selected or value == _moment(self.data), render

    def pre_validate(self, form: BaseForm) -> None:
        """Any time of day will do; its step is not checked here."""


def _as_time(value: Any) -> time | None:
    if isinstance(value, time) or value is None:
        return value
    if not value:
        return None
    hours, _, minutes = str(value).partition(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError as error:
        raise ValueError(gettext("Enter a time on 24 hours, like 09:30.")) from error


def _moment(value: Any) -> str:
    return f"{value.hour:02d}:{value.minute:02d}" if isinstance(value, time) else ""


class DayField(wtforms.DateField):
    """A day, year-month-day; a four-digit year between 2000 and 2100."""

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:
        """Keep typing slips such as the year 0202 out."""
        if isinstance(self.data, date) and not 2000 <= self.data.year <= 2100:
            self.errors = [
                *self.errors,
                gettext("Enter a date as year-month-day, like 2027-03-16."),
            ]


@dataclass(frozen=True)
class LocalizedEntry:
    """One language's control of a LocalizedField."""

    lang: str
    language: str
    dir: str
    name: str
    id: str
    value: str
    required: bool


class LocalizedField(wtforms.Field):
    """A text in several languages; posts `name-en`, `name-fr`…; its data is {language: text}.

    The form shows the languages in `langs` (set `form.title.langs = (...)` before rendering);
    stored texts of languages not shown stay as they are. The first is required when `required`.
    """

    def __init__(
        self,
        label: Any = None,
        most: int = 200,
        required: Any = None,
        *,
        lines: int = 1,
        langs: Sequence[str] = ("en", "fr"),
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.most = most
        self.lines = lines
        self.langs = tuple(langs)
        self.needed = required
        self.data: dict[str, str] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Start from the stored texts and lay the posted ones over them."""
        self.process_errors = []
        self.object_data = data if isinstance(data, Mapping) else {}
        self.data = dict(self.object_data)
        if formdata is None:
            return
        for lang in LANGUAGES:
            name = f"{self.name}-{lang}"
            if name in formdata:
                said = formdata.get(name, "")
                self.data[lang] = tidy(said) if self.lines > 1 else one_line(said)
        self.data = {lang: said for lang, said in self.data.items() if said}

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Needed in at least one language, each within the length."""
        self.errors = []
        if self.needed and not self.data:
            self.errors.append(str(self.needed))
        for lang, said in self.data.items():
            if len(said) > self.most:
                self.errors.append(
                    gettext(
                        "Shorten the text in %(language)s to %(most)d characters;"
                        " it has %(count)d.",
                        language=LANGUAGES.get(lang, lang),
                        most=self.most,
                        count=len(said),
                    )
                )
        return not self.errors

    @property
    def entries(self) -> list[LocalizedEntry]:
        """The controls to show, in order."""
        return [
            LocalizedEntry(
                lang,
                LANGUAGES[lang],
                dir_of(lang),
                f"{self.name}-{lang}",
                f"{self.id}-{lang}",
                self.data.get(lang, ""),
                bool(self.needed) and number == 0,
            )
            for number, lang in enumerate(self.langs)
        ]

    @property
    def missing(self) -> list[str]:
        """Languages of `langs` that have no text yet, each by its own name."""
        return [LANGUAGES[lang] for lang in self.langs if not self.data.get(lang)]


def set_languages(form: wtforms.Form, langs: Sequence[str]) -> None:
    """Let every LocalizedField of a form show these languages."""
    for field in form:
        if isinstance(field, LocalizedField):
            field.langs = tuple(langs)


def check(condition: Callable[[Any], bool], sentence: Any) -> Any:
    """A validator: `sentence` unless `condition(data)`."""

    def rule(_form: BaseForm, field: wtforms.Field) -> None:
        if field.data not in (None, "") and not condition(field.data):
            raise wtv.ValidationError(str(sentence))

    return rule
