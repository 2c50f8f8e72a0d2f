"""The organizer's form: when, how many, what is asked."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import wtforms
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.core import forms, zones
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events.models import Event
from eventsite.registration import groups, places, rules
from eventsite.registration.actions import Terms
from eventsite.registration.forms.participants import Boxes
from eventsite.registration.models import (
    ADMISSION_LABELS,
    TERMS_STATE_LABELS,
    WAITING_ORDER_LABELS,
    Admission,
    PlaceMode,
    RegistrationTerms,
    TermsState,
    WaitingOrder,
)

_MOST_PLACES = 100_000


def _capacity(label: Any) -> Any:
    rule = wtv.NumberRange(0, _MOST_PLACES, _l("Enter a number from 0 to 100000, or nothing."))
    return wtforms.IntegerField(
        label, [wtv.Optional(), rule], description=_l("Leave it empty for no limit.")
    )


def _number(label: Any, most: int, sentence: Any, hint: Any) -> Any:
    return wtforms.IntegerField(
        label, [wtv.Optional(), wtv.NumberRange(1, most, sentence)], description=hint
    )


_NO_LIMIT = _l("Leave it empty for no limit.")
_MANY = _l("Enter a number from 1 to 100000, or nothing.")
_DAYS = _l("Enter a number from 1 to 60, or nothing.")


class AdmissionForm(forms.Form):
    """Who may come, how many of one entity or country, and in which order people wait."""

    admission = wtforms.RadioField(_l("Who decides who may come"), default=Admission.OPEN.value)
    remind_after_days = _number(
        _l("Days until a focal point is reminded"), 60, _DAYS, _l("Leave it empty for never.")
    )
    escalate_after_days = _number(
        _l("Days until the organizers decide as well"), 60, _DAYS, _l("Leave it empty for never.")
    )
    capacity_total = _capacity(_l("Places in all"))
    most_per_organisation = _number(
        _l("Most people of one organisation"), _MOST_PLACES, _MANY, _NO_LIMIT
    )
    most_per_country = _number(_l("Most people of one country"), _MOST_PLACES, _MANY, _NO_LIMIT)
    waiting_order = wtforms.RadioField(
        _l("Order of the waiting list"), default=WaitingOrder.TIME.value
    )
    waiting_groups = Boxes(_l("Groups that come first"), [wtv.Optional()])
    offer_hours = wtforms.IntegerField(
        _l("Hours a free place is offered to one person"),
        [
            forms.Required(_l("Enter a number of hours, like 48.")),
            wtv.NumberRange(1, 336, _l("Enter a number from 1 to 336.")),
        ],
        default=48,
        description=_l(
            "Then it is offered to the next. If the event would begin before, the place is given"
            " at once."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.admission.choices = _worded(ADMISSION_LABELS)
        self.waiting_order.choices = _worded(WAITING_ORDER_LABELS)
        self.waiting_groups.choices = _worded(groups.LABELS)

    def validate_waiting_order(self, field: Any) -> None:
        """The order by groups needs one."""
        if field.data == WaitingOrder.GROUPS.value and not self.waiting_groups.data:
            raise wtv.ValidationError(gettext("Choose at least one group that comes first."))

    def admitting(self) -> dict[str, Any]:
        """What was set here, as `actions.Terms` names it."""
        return {
            "admission": Admission(self.admission.data),
            "waiting_order": WaitingOrder(self.waiting_order.data),
            "waiting_groups": list(self.waiting_groups.data or []),
            "offer_hours": self.offer_hours.data,
            **{name: self[name].data for name in _NUMBERS},
        }


_NUMBERS = (
    "remind_after_days",
    "escalate_after_days",
    "capacity_total",
    "most_per_organisation",
    "most_per_country",
)


def _worded(labels: Mapping[Any, str]) -> Any:
    return forms.choices([(str(key), gettext(said)) for key, said in labels.items()])


class TermsForm(AdmissionForm):
    """Wall times are those of the event's zone."""

    state = wtforms.RadioField(_l("Registration"))
    opens_day = forms.DayField(_l("Opens on"), [wtv.Optional()])
    opens_time = forms.TimeField(_l("at"), [wtv.Optional()])
    closes_day = forms.DayField(_l("Closes on"), [wtv.Optional()])
    closes_time = forms.TimeField(_l("at"), [wtv.Optional()])
    capacity_in_person = _capacity(_l("Places in person"))
    capacity_online = _capacity(_l("Places online"))
    has_waiting_list = wtforms.BooleanField(_l("Keep a waiting list when all places are taken"))
    hold_hours = wtforms.IntegerField(
        _l("Hours a guest’s place is held"),
        [
            forms.Required(_l("Enter a number of hours, like 24.")),
            wtv.NumberRange(1, 168, _l("Enter a number from 1 to 168.")),
        ],
        description=_l("Until the person confirms the address by the mailed link."),
    )
    interpretation_langs = Boxes(
        _l("Ask who listens to interpretation in"),
        [wtv.Optional()],
        choices=forms.choices(list(LANGUAGES.items())),
    )
    asks_captions = wtforms.BooleanField(_l("Ask who needs captions"))
    asks_sign_language = wtforms.BooleanField(_l("Ask who needs sign language"))
    has_participants_list = wtforms.BooleanField(
        _l("Ask who wants to be in a public list of participants")
    )
    code_of_conduct = forms.LocalizedField(
        _l("Code of conduct"),
        5000,
        lines=4,
        description=_l("Markdown. Empty: the code of conduct of this site."),
    )
    version = wtforms.IntegerField(validators=[wtv.Optional()], widget=widgets.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = forms.choices(
            [(state.value, gettext(said)) for state, said in TERMS_STATE_LABELS.items()]
        )

    def of_event(self, event: Event) -> "TermsForm":
        """Show the event's languages and only the modes it has; this form."""
        forms.set_languages(self, event.text_langs)
        modes = rules.modes_of(event)
        if PlaceMode.IN_PERSON not in modes:
            del self.capacity_in_person
        if PlaceMode.ONLINE not in modes:
            del self.capacity_online
        return self

    def terms(self, event: Event, before: RegistrationTerms | None) -> Terms | None:
        """What was set; None when a wall time does not exist, which its field then says."""
        opens = self._instant("opens", event.zone, time(0, 0))
        closes = self._instant("closes", event.zone, time(23, 59))
        if self.opens_time.errors or self.closes_time.errors:
            return None
        return Terms(
            state=TermsState(self.state.data),
            opens=opens,
            closes=closes,
            capacity_in_person=self._number("capacity_in_person"),
            capacity_online=self._number("capacity_online"),
            **self.admitting(),
            has_waiting_list=self.has_waiting_list.data,
            hold_hours=self.hold_hours.data or 24,
            interpretation_langs=list(self.interpretation_langs.data or []),
            asks_captions=self.asks_captions.data,
            asks_sign_language=self.asks_sign_language.data,
            code_of_conduct=self.code_of_conduct.data,
            consent_version=before.consent_version if before else Terms.consent_version,
            has_participants_list=self.has_participants_list.data,
        )

    def _number(self, name: str) -> int | None:
        return self[name].data if name in self else None

    def _instant(self, name: str, zone: str, otherwise: time) -> datetime | None:
        day: date | None = self[f"{name}_day"].data
        at: time = self[f"{name}_time"].data or otherwise
        if day is None:
            return None
        try:
            return zones.resolve(datetime.combine(day, at), zone)
        except zones.NonexistentTime:
            self[f"{name}_time"].errors = [
                gettext("This time does not exist on that day: the clock is put forward.")
            ]
            return None


def shown(
    terms: RegistrationTerms | None, pools: dict[PlaceMode, places.Pool], zone: str
) -> dict[str, Any]:
    """What the form shows of stored terms, instants as wall times of the event's zone."""
    if terms is None:
        return {"state": TermsState.DRAFT.value, "has_waiting_list": True, "hold_hours": 24}
    values: dict[str, Any] = {
        "state": terms.state.value,
        "capacity_in_person": _capacity_of(pools, PlaceMode.IN_PERSON),
        "capacity_online": _capacity_of(pools, PlaceMode.ONLINE),
        "version": terms.version,
    }
    for name, instant in (("opens", terms.opens), ("closes", terms.closes)):
        if instant is not None:
            local = zones.local(instant, zone)
            values |= {f"{name}_day": local.date(), f"{name}_time": local.time()}
    return values


def _capacity_of(pools: dict[PlaceMode, places.Pool], mode: PlaceMode) -> int | None:
    return pools[mode].capacity if mode in pools else None
