"""The optional statistics about oneself; nothing is chosen beforehand."""

from typing import Any

import wtforms
from wtforms import validators as wtv

from eventsite.core import forms
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.registration.actions.changing import Statistics
from eventsite.registration.models import (
    AGE_LABELS,
    GENDER_LABELS,
    AgeBand,
    Gender,
    SelfDeclared,
)

_YES_NO = ("disability", "first_time", "student")


def _yes_no(label: Any) -> Any:
    pairs = [
        ("yes", _l("Yes")),
        ("no", _l("No")),
        ("", _l("I prefer not to say")),
    ]
    return wtforms.RadioField(label, [wtv.Optional()], choices=forms.choices(pairs))


class StatisticsForm(forms.Form):
    """Optional answers for totals; nothing is chosen beforehand."""

    gender = wtforms.RadioField(_l("Gender"), [wtv.Optional()])
    gender_term = forms.text_field(
        _l("Your own term"), 60, description=_l("Only if you chose “Another term”.")
    )
    age_band = wtforms.RadioField(_l("Age"), [wtv.Optional()])
    disability = _yes_no(_l("Do you live with a disability?"))
    first_time = _yes_no(_l("Is this your first event of this kind?"))
    student = _yes_no(_l("Are you a student?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gender.choices = forms.choices(
            [(one.value, gettext(said)) for one, said in GENDER_LABELS.items()]
        )
        self.age_band.choices = forms.choices(
            [(one.value, gettext(said)) for one, said in AGE_LABELS.items()]
        )

    @staticmethod
    def shown(stored: SelfDeclared | None) -> dict[str, Any]:
        """What the form shows of answers given before; nothing is chosen beforehand."""
        if stored is None:
            return {}
        return {
            "gender": stored.gender,
            "gender_term": stored.gender_term,
            "age_band": stored.age_band,
            **{name: _as_word(getattr(stored, name)) for name in _YES_NO},
        }

    def statistics(self) -> Statistics:
        """What was answered; an empty page says nothing."""
        gender = Gender(self.gender.data) if self.gender.data else None
        return Statistics(
            gender=gender,
            gender_term=(self.gender_term.data or "") if gender is Gender.ANOTHER else "",
            age_band=AgeBand(self.age_band.data) if self.age_band.data else None,
            disability=_as_bool(self.disability.data),
            first_time=_as_bool(self.first_time.data),
            student=_as_bool(self.student.data),
        )


def _as_word(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _as_bool(value: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(value or "")
