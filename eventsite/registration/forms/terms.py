"""The organizer's form: when, how many, what is asked."""

from datetime import date, datetime, time
from typing import Any

import wtforms
from wtforms import validators as wtv
from wtforms import widgets

from eventsite.core import forms, zones
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events.models import Event
from eventsite.registration import places, rules
from eventsite.registration.actions import Terms
from eventsite.registration.forms.participants import Boxes
from eventsite.registration.models import PlaceMode, RegistrationTerms, TermsState
from eventsite.registration.models.terms import TERMS_STATE_LABELS

_MOST_PLACES = 100_000


def _capacity(label: Any) -> Any:
    rule = wtv.NumberRange(0, _MOST_PLACES, _l("Enter a number from 0 to 100000, or nothing."))
    return wtforms.IntegerField(
        label, [wtv.Optional(), rule], description=_l("Leave it empty for no limit.")
    )


class TermsForm(forms.Form):
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
