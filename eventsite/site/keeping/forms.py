"""Checks another number of days for one kind of data."""

import wtforms

from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l


class CountForm(forms.Form):
    """So many days, to be counted before they are saved."""

    days = wtforms.IntegerField(
        _l("Days after the event"), [forms.Required(_l("Enter a number of days, like 30."))]
    )


class SaveForm(forms.Form):
    """The days that were counted, and why they are another number."""

    days = wtforms.IntegerField(
        widget=wtforms.widgets.HiddenInput(),
        validators=[forms.Required(_l("Enter a number of days, like 30."))],
    )
    reason = forms.text_field(
        _l("Reason"), 500, _l("Write why, so that others can follow it."), lines=2
    )
