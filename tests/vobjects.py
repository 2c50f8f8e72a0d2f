"""Reads calendars with vobject as a program does that was just started."""

from typing import Any

import vobject
from vobject import icalendar


def read(calendar: str) -> Any:
    """The first calendar in the text.

    vobject remembers each zone by its name for the whole process, so the VTIMEZONE of a calendar
    read before, for other years, would stand in for this one's.
    """
    vars(icalendar)["__tzidMap"].clear()
    icalendar.registerTzid("UTC", icalendar.utc)
    return vobject.readOne(calendar)
