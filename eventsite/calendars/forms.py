"""Checks what somebody chooses for a feed of their own."""

from typing import Any

import wtforms

from eventsite.calendars.actions import Choice
from eventsite.calendars.models import ALARMS, PART_LABELS
from eventsite.core import forms, i18n, look
from eventsite.core.i18n import gettext, ngettext
from eventsite.core.i18n import lazy_gettext as _l

HUE_LABELS = {
    "sea": _l("Sea green"),
    "lake": _l("Lake blue"),
    "plum": _l("Plum"),
    "gold": _l("Gold"),
    "moss": _l("Moss green"),
    "clay": _l("Clay red"),
}


class FeedForm(forms.Form):
    """One feed."""

    name = forms.text_field(
        _l("Name"), 100, description=_l("So calendar programs show it. Empty means “My events”.")
    )
    parts = wtforms.SelectMultipleField(
        _l("What it holds"),
        [forms.Required(_l("Choose at least one."))],
        option_widget=wtforms.widgets.CheckboxInput(),
        widget=wtforms.widgets.ListWidget(prefix_label=False),
    )
    alarm = wtforms.SelectField(
        _l("Ring before the start"),
        coerce=int,
        description=_l("Many programs follow their own setting instead."),
    )
    lang = wtforms.SelectField(_l("Language"))
    hue = wtforms.SelectField(_l("Colour"))
    hides_cancelled = wtforms.BooleanField(
        _l("Leave out what is cancelled"),
        description=_l("Otherwise it stays, marked as cancelled, until 30 days after the event."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts.choices = [(p.value, str(gettext(said))) for p, said in PART_LABELS.items()]
        self.alarm.choices = forms.choices([(str(m), alarm_words(m)) for m in ALARMS])
        kept = [self.lang.object_data] if self.lang.object_data in i18n.LANGUAGES else []
        spoken = [code for code in i18n.LANGUAGES if code in {*i18n.offered(), *kept}]
        self.lang.choices = forms.choices([(code, i18n.LANGUAGES[code]) for code in spoken])
        self.hue.choices = forms.choices([(hue, str(HUE_LABELS[hue])) for hue in look.HUES])

    def choice(self) -> Choice:
        """What was chosen."""
        return Choice(
            name=self.name.data or "",
            hue=self.hue.data,
            lang=self.lang.data,
            parts=[part.value for part in PART_LABELS if part.value in (self.parts.data or [])],
            alarm=self.alarm.data,
            hides_cancelled=bool(self.hides_cancelled.data),
        )


def alarm_words(minutes: int) -> str:
    """How long before the start a program rings."""
    if minutes == 0:
        return str(gettext("Never"))
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return str(ngettext("%(num)s day before", "%(num)s days before", days))
    if minutes % 60 == 0:
        return str(ngettext("%(num)s hour before", "%(num)s hours before", minutes // 60))
    return str(ngettext("%(num)s minute before", "%(num)s minutes before", minutes))
