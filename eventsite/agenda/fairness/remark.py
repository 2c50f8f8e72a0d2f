"""Says on a session's page for which regions it lies in the night."""

from datetime import datetime

from babel.lists import format_list

from eventsite.agenda.fairness.comfort import Span
from eventsite.agenda.fairness.scoring import ENOUGH, capitals, score
from eventsite.core import i18n
from eventsite.core.i18n import gettext
from eventsite.reference import countries


def asleep(start: datetime, end: datetime) -> tuple[str, ...]:
    """Codes of the regions for whose capitals less than half of this lies in the day."""
    found = score([Span(start, end)], capitals(start.date())).regions
    return tuple(r for r, share in found.items() if share is not None and share < ENOUGH)


def remark(start: datetime, end: datetime, has_recording: bool = False) -> str:
    """One sentence for the public, empty where no region is asleep; equal for every reader.

    By the capitals of the Member States, so that a page with it stays the same for everybody.
    """
    regions = asleep(start, end)
    if not regions:
        return ""
    names = [str(gettext(countries.REGIONS[region])) for region in regions]
    listed = format_list(names, style="standard", locale=i18n.current_lang())
    if has_recording:
        return str(
            gettext(
                "It is night for many in these regions: %(regions)s. There is a recording.",
                regions=listed,
            )
        )
    return str(gettext("It is night for many in these regions: %(regions)s.", regions=listed))
