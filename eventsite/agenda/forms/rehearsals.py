"""Checks what organizers type about times for technical tests."""

import wtforms

from eventsite.agenda.forms.parts import between
from eventsite.core import forms
from eventsite.core.i18n import lazy_gettext as _l


class RehearsalsForm(forms.Form):
    """Several tests one after another."""

    day = forms.DayField(_l("Day"), [forms.Required(_l("Enter the day of the tests."))])
    starts = forms.TimeField(_l("From"), [forms.Required(_l("Choose when the first test begins."))])
    ends = forms.TimeField(_l("To"), [forms.Required(_l("Choose when the last test ends."))])
    minutes = wtforms.IntegerField(
        _l("Minutes of each test"),
        [
            forms.Required(_l("Enter how long one test lasts.")),
            between(5, 180, _l("Enter 5 to 180 minutes.")),
        ],
        default=15,
    )
    place = forms.text_field(
        _l("Where"), 300, description=_l("A web address or words. Whoever books sees it.")
    )
