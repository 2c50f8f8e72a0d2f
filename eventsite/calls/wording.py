"""How calls, their dates, sizes and answers are worded, in the language spoken now."""

from collections.abc import Iterable
from datetime import datetime

from babel.lists import format_list

from eventsite.calls import deadlines, teams
from eventsite.calls.deadlines import Phase
from eventsite.calls.models import SAYS_IDEA, CallKind, State
from eventsite.core import i18n, zones
from eventsite.core.i18n import gettext, ngettext

STATE_TONES = {
    State.DRAFT: "gold",
    State.SUBMITTED: "lake",
    State.ACCEPTED: "good",
    State.DECLINED: "",
    State.WITHDRAWN: "",
}


def says_idea(kind: CallKind) -> bool:
    """Whether an answer to such a call is an idea; else it is an entry."""
    return kind in SAYS_IDEA


def sizes(allowed: Iterable[int]) -> str:
    """Team sizes as numbers in a line: `1, 3, 4 or 5`."""
    return _either([str(size) for size in sorted(set(allowed))])


def who_in_team(allowed: Iterable[int]) -> str:
    """Team sizes for people: `Alone or 3 to 5 people`."""
    return _either([_run(first, last) for first, last in teams.ranges(allowed)])


def _run(first: int, last: int) -> str:
    if (first, last) == (1, 1):
        return str(gettext("alone"))
    if first == last:
        return str(ngettext("%(num)d person", "%(num)d people", first))
    return str(gettext("%(first)d to %(last)d people", first=first, last=last))


def _either(parts: list[str]) -> str:
    return format_list(parts, style="or", locale=i18n.current_lang()) if parts else ""


def phase_pill(call: deadlines.Dated, now: datetime) -> tuple[str, str]:
    """What a call's page says of its phase, with the tone of the pill."""
    phase = deadlines.phase(call, now)
    days = deadlines.days_left(call.closes, now)
    match phase:
        case Phase.DRAFT:
            return str(gettext("Draft")), "gold"
        case Phase.COMING:
            opens = i18n.show_instant(call.opens, "UTC")
            return str(gettext("Opens %(when)s", when=opens)), "lake"
        case Phase.OPEN | Phase.TEAMS_CLOSED if days == 0:
            return str(gettext("Last day")), "gold"
        case Phase.OPEN | Phase.TEAMS_CLOSED:
            said = ngettext("Open for %(num)d more day", "Open for %(num)d more days", days)
            return str(said), "good"
        case _:
            return str(gettext("Closed")), ""


def moments(instant: datetime, zone: str, reader: str = "") -> list[str]:
    """An instant in the call's zone, in UTC, and in the reader's zone, each reading once."""
    named = [name for name in (zone, "UTC", reader) if name]
    readings = {i18n.show_instant(instant, name): None for name in named}
    return list(readings)


def dates(
    call: deadlines.Dated, zone: str, now: datetime, reader: str = ""
) -> tuple[list[dict[str, object]], int | None]:
    """The dates of a call for a timeline, and the index of the one that comes next."""
    lines: list[tuple[datetime, str]] = [(call.opens, gettext("The call opens"))]
    if call.teams_close is not None:
        lines.append((call.teams_close, gettext("Last day to start a team or to join one")))
    lines.append((call.closes, gettext("Last day to send an entry")))
    items: list[dict[str, object]] = []
    for at, label in lines:
        first, *rest = moments(at, zone, reader)
        note = " · ".join(rest)
        items.append({"at": zones.local(at, zone), "text": first, "label": label, "note": note})
    ahead = [n for n, (at, _) in enumerate(lines) if not deadlines.is_past(at, now)]
    return items, ahead[0] if ahead else None
