"""Checks what is typed about a service of a session."""

from typing import Any

import wtforms
from wtforms import validators

from eventsite.agenda import ordering
from eventsite.agenda.forms.parts import VersionForm, between
from eventsite.agenda.models import SERVICE_LABELS, SessionSupply, SupplyKind
from eventsite.core import forms
from eventsite.core.i18n import LANGUAGES, N_, gettext
from eventsite.core.i18n import lazy_gettext as _l

_NO_AMOUNT = N_("Enter an amount with at most two digits after the point, like 1250.50.")


def _amount(_form: Any, field: wtforms.Field) -> None:
    try:
        ordering.hundredths(field.data or "")
    except ValueError as error:
        raise validators.ValidationError(gettext(_NO_AMOUNT)) from error


class SupplyForm(VersionForm):
    """A service; costs in the currency of the agenda."""

    kind = wtforms.SelectField(_l("Service"))
    lang = wtforms.SelectField(
        _l("Language"), choices=forms.choices(list(LANGUAGES.items()), blank=_l("Not said"))
    )
    supplier = forms.text_field(_l("Supplier"), 200)
    minutes = wtforms.IntegerField(
        _l("Minutes"),
        [
            validators.Optional(),
            between(1, ordering.MOST_MINUTES, _l("Enter minutes between 1 and 1440.")),
        ],
        description=_l("Leave it empty for as long as the session."),
        render_kw={"inputmode": "numeric"},
    )
    planned_cost = forms.text_field(
        _l("Planned cost"), 20, checks=[_amount], render_kw={"inputmode": "decimal"}
    )
    actual_cost = forms.text_field(
        _l("Actual cost"), 20, checks=[_amount], render_kw={"inputmode": "decimal"}
    )
    in_kind = wtforms.BooleanField(_l("In kind, given by the host or a partner"))
    note = forms.text_field(_l("Note for the team"), 500, lines=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = forms.choices(
            [(kind.value, gettext(said)) for kind, said in SERVICE_LABELS.items()]
        )

    @staticmethod
    def of_supply(service: SessionSupply) -> dict[str, Any]:
        """What is stored, by the names of the form's fields."""
        names = ("lang", "supplier", "minutes", "in_kind", "note", "version")
        return {
            **{name: getattr(service, name) for name in names},
            "kind": service.kind.value,
            "planned_cost": ordering.written(service.planned_cost),
            "actual_cost": ordering.written(service.actual_cost),
        }

    def facts(self) -> dict[str, Any]:
        """What was answered, by the names of a service's facts."""
        return {
            "kind": SupplyKind(self.kind.data),
            "lang": self.lang.data or "",
            "supplier": self.supplier.data or "",
            "minutes": self.minutes.data,
            "planned_cost": ordering.hundredths(self.planned_cost.data or ""),
            "actual_cost": ordering.hundredths(self.actual_cost.data or ""),
            "in_kind": bool(self.in_kind.data),
            "note": self.note.data or "",
        }
