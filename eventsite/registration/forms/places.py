"""The organizer's forms about kept places, windows of groups, invitations and tracked links."""

from datetime import date, datetime, time, timedelta
from typing import Any

import wtforms
from wtforms import validators as wtv

from eventsite.core import forms, zones
from eventsite.core.i18n import gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.events.models import Event
from eventsite.registration import groups, rules
from eventsite.registration.actions import MOST_CODES, NewCodes
from eventsite.registration.models import MODE_LABELS, PlaceMode

_GROUP = _l("Choose a group.")


def group_choices(blank: Any = None) -> Any:
    """Every group by its words; `blank` is the label of none."""
    return forms.choices([(key, gettext(said)) for key, said in groups.LABELS.items()], blank)


def end_of_day(day: date | None, zone: str) -> datetime | None:
    """The instant at which a day is over in a zone; None without a day."""
    if day is None:
        return None
    return zones.nearest(datetime.combine(day + timedelta(days=1), time()), zone)


class ReserveForm(forms.Form):
    """How many places are kept for whom, and until when."""

    group = wtforms.SelectField(_l("For whom"), [forms.Required(_GROUP)])
    mode = wtforms.SelectField(_l("Way of taking part"), [wtv.Optional()])
    places = wtforms.IntegerField(
        _l("Places kept"),
        [
            wtv.InputRequired(_l("Enter a number from 1 to 100000.")),
            wtv.NumberRange(1, 100_000, _l("Enter a number from 1 to 100000.")),
        ],
    )
    until = forms.DayField(
        _l("Kept until the end of"),
        [wtv.Optional()],
        description=_l("Empty: until the event is over. Afterwards anybody can have what is left."),
    )

    def of_event(self, event: Event) -> "ReserveForm":
        """Offer the groups and the event's own ways of taking part; this form."""
        self.group.choices = group_choices(gettext("Choose a group"))
        self.mode.choices = forms.choices(
            [(mode.value, gettext(MODE_LABELS[mode])) for mode in rules.modes_of(event)],
            gettext("Whichever they choose"),
        )
        return self

    def facts(self, event: Event) -> dict[str, Any]:
        """What was typed, as `actions.set_reserve` takes it."""
        return {
            "group": self.group.data,
            "mode": PlaceMode(self.mode.data) if self.mode.data else None,
            "places": self.places.data,
            "until": end_of_day(self.until.data, event.zone),
        }


class WindowForm(forms.Form):
    """When a group can register, in days of the event's zone."""

    group = wtforms.SelectField(_l("For whom"), [forms.Required(_GROUP)])
    opens = forms.DayField(_l("Opens on"), [wtv.Optional()])
    closes = forms.DayField(_l("Closes at the end of"), [wtv.Optional()])

    def of_event(self, event: Event) -> "WindowForm":
        """Offer the groups; this form."""
        self.group.choices = group_choices(gettext("Choose a group"))
        return self

    def window(self, event: Event) -> rules.Window:
        """What was typed; what is empty is as for everybody."""
        opens = self.opens.data
        begins = zones.nearest(datetime.combine(opens, time()), event.zone) if opens else None
        ends = end_of_day(self.closes.data, event.zone)
        return rules.Window(self.group.data, begins, ends and ends - timedelta(minutes=1))


class CodesForm(forms.Form):
    """One invitation code, or one for each line."""

    labels = forms.text_field(
        _l("For whom"),
        60_000,
        lines=3,
        description=_l(
            "One code is made for each line, for at most 500 lines: a name, an office or an email"
            " address. Only organizers see it."
        ),
    )
    most_uses = wtforms.IntegerField(
        _l("How many people can use each code"),
        [wtv.Optional(), wtv.NumberRange(1, 100_000, _l("Enter a number from 1 to 100000."))],
        description=_l("Leave it empty for no limit."),
    )
    group = wtforms.SelectField(
        _l("Counts its holders to"),
        [wtv.Optional()],
        description=_l("They can have the places that are kept for this group."),
    )
    expires = forms.DayField(_l("Good until the end of"), [wtv.Optional()])
    opens_form = wtforms.BooleanField(_l("Opens the form before and after its dates"))

    def of_event(self, event: Event) -> "CodesForm":
        """Offer the groups; this form."""
        self.group.choices = group_choices(gettext("No group"))
        return self

    def validate_labels(self, field: Any) -> None:
        """As many as one press makes, each as long as is stored."""
        lines = self._lines()
        if len(lines) > MOST_CODES:
            raise wtv.ValidationError(gettext("Enter at most 500 lines."))
        if any(len(line) > 200 for line in lines):
            raise wtv.ValidationError(gettext("Enter at most 200 letters on a line."))

    def _lines(self) -> list[str]:
        return [line.strip() for line in (self.labels.data or "").splitlines() if line.strip()]

    def codes(self, event: Event) -> NewCodes:
        """What was typed."""
        return NewCodes(
            labels=self._lines() or [""],
            most_uses=self.most_uses.data,
            group=self.group.data or "",
            opens_form=self.opens_form.data,
            expires=end_of_day(self.expires.data, event.zone),
        )


class LinkForm(forms.Form):
    """Where a tracked link will be published or sent."""

    label = forms.text_field(
        _l("Where it is published or sent"), 200, _l("Enter a name, like Newsletter of March.")
    )
