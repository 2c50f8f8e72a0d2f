"""What somebody reads before typing anything: places left, the order of waiting, who decides."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from eventsite.core import clock, i18n
from eventsite.core.i18n import gettext, ngettext
from eventsite.events.models import Event
from eventsite.questions import queries as question_queries
from eventsite.questions.asked import Asked
from eventsite.questions.models import REGISTRATION
from eventsite.registration import groups, places, queries, rules, wording
from eventsite.registration.models import Admission, PlaceMode, RegistrationTerms

#: Fewer places than these are said to be few; more are rounded down to tens.
_FEW = 10


def asked_of(event: Event) -> Asked | None:
    """The event's own questions."""
    return question_queries.questionnaire_of(event.id, REGISTRATION)


def pools(event: Event) -> dict[PlaceMode, places.Pool]:
    """Per way of taking part the places that nobody else is kept for."""
    stock, now = queries.stock(event.id), clock.now()
    return {mode: stock.for_everybody(mode, now) for mode in rules.modes_of(event)}


def left(found: Mapping[PlaceMode, places.Pool], terms: RegistrationTerms) -> dict[str, str]:
    """Per way of taking part what is left, in words; nothing where there is no limit."""
    said = {mode.value: _left(mode, pool, terms) for mode, pool in found.items()}
    return {mode: sentence for mode, sentence in said.items() if sentence}


def _left(mode: PlaceMode, pool: places.Pool, terms: RegistrationTerms) -> str:
    if pool.free is None:
        return ""
    if pool.is_full:
        return _full(mode, terms)
    if pool.free < _FEW:
        return str(gettext("Fewer than 10 places are left."))
    number = places.rounded_down(pool.free)
    return str(ngettext("%(num)s place is left.", "%(num)s places or more are left.", number))


def _full(mode: PlaceMode, terms: RegistrationTerms) -> str:
    if not terms.has_waiting_list:
        return str(gettext("All places are taken."))
    in_person = gettext("All places in person are taken. You can join the waiting list.")
    online = gettext("All places online are taken. You can join the waiting list.")
    return str(in_person if mode is PlaceMode.IN_PERSON else online)


def says(event: Event, terms: RegistrationTerms, full: bool) -> list[str]:
    """Who decides, the order of the waiting list, and dates of single groups; whole sentences."""
    said = [_ADMISSION[terms.admission]()] if terms.admission in _ADMISSION else []
    if full and terms.has_waiting_list:
        there_is = str(gettext("There is a waiting list for places that are taken."))
        order, time = wording.order_of(terms), wording.offer_time(terms.offer_hours)
        said.append(f"{there_is} {order} {time}")
    return [*said, *windows(event, clock.now())]


_ADMISSION: Mapping[Admission, Callable[[], str]] = {
    Admission.INVITATION: lambda: str(
        gettext("This event is by invitation. Your invitation has a code.")
    ),
    Admission.FOCAL_POINT: lambda: str(
        gettext(
            "The focal point of your organisation approves each registration. You get the ways to"
            " join after that."
        )
    ),
}


def windows(event: Event, now: datetime) -> list[str]:
    """Openings and closings of single groups that are still to come."""
    return [
        sentence
        for one in queries.windows(event.id)
        if one.group in groups.LABELS
        for sentence in _window(one, event, now)
    ]


def _window(one: rules.Window, event: Event, now: datetime) -> Sequence[str]:
    group = gettext(groups.LABELS[one.group])
    said = []
    if one.opens is not None and one.opens > now:
        instant = i18n.show_instant(one.opens, event.zone)
        said.append(gettext("Opens for “%(group)s” on %(instant)s.", group=group, instant=instant))
    if one.closes is not None and one.closes > now:
        instant = i18n.show_instant(one.closes, event.zone)
        said.append(gettext("Closes for “%(group)s” on %(instant)s.", group=group, instant=instant))
    return [str(sentence) for sentence in said]
