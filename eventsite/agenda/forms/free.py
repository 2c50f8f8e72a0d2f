"""Checks which of the free places on offer was pressed."""

from datetime import date, time
from typing import cast

import wtforms
from wtforms import validators

from eventsite.agenda.forms.parts import VersionForm
from eventsite.core.i18n import lazy_gettext as _l

_ROOMS = r"^(\d{1,9}(,\d{1,9})*)?$"
_GONE = _l("Choose one of the places in the list.")


class FreePlaceForm(VersionForm):
    """A place as the page offers it: a day, a start and the numbers of rooms, `1,2` or empty."""

    day = wtforms.DateField(validators=[validators.InputRequired(_GONE)])
    starts = wtforms.TimeField(validators=[validators.InputRequired(_GONE)])
    rooms = wtforms.StringField(validators=[validators.Regexp(_ROOMS, 0, _GONE)])

    @property
    def chosen(self) -> tuple[date, time, list[int]]:
        """The day, the start and the rooms, once the form is valid."""
        rooms = (self.rooms.data or "").split(",")
        day, starts = cast(date, self.day.data), cast(time, self.starts.data)
        return day, starts, [int(room) for room in rooms if room]
