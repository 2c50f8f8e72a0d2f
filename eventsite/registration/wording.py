"""Puts the waiting list into words: who is before somebody, and why."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from eventsite.core import i18n
from eventsite.core.i18n import gettext, ngettext
from eventsite.registration import groups
from eventsite.registration.models import RegistrationTerms, WaitingOrder
from eventsite.registration.places import Turn


def first_groups(terms: RegistrationTerms) -> Sequence[str]:
    """The groups that are offered free places first, as they are written."""
    return terms.waiting_groups if terms.waiting_order is WaitingOrder.GROUPS else ()


def first_groups_of(rows: Iterable[Any]) -> dict[int, Sequence[str]]:
    """The same for many events at once, by event id: (event id, order, groups)."""
    return {key: chosen if order is WaitingOrder.GROUPS else () for key, order, chosen in rows}


def order_of(terms: RegistrationTerms) -> str:
    """The announced order of the waiting list, as whole sentences."""
    names = named(first_groups(terms))
    if names:
        said = gettext(
            "Free places are offered to these groups first: %(groups)s. Then who asked first comes"
            " first.",
            groups=names,
        )
    else:
        said = gettext("Who asked first is offered a free place first.")
    return str(said)


def named(written: Sequence[str]) -> str:
    """Groups by their names, in the order of the forms."""
    return "; ".join(str(gettext(said)) for key, said in groups.LABELS.items() if key in written)


def kept(
    reserves: Iterable[tuple[str, datetime | None]], zone: str, has_waiting_list: bool
) -> list[str]:
    """Whole sentences for when what is left is kept: for whom, until when, and what others do.

    `reserves` are groups as they are written, each with when it ends.
    """
    found = list(reserves)
    names = named([group for group, _until in found])
    said = [
        gettext("The places that are left are kept for these groups: %(groups)s.", groups=names)
    ]
    ends = {until for _group, until in found}
    if len(ends) == 1 and (until := ends.pop()):
        instant = i18n.show_instant(until, zone)
        said.append(gettext("They are kept until %(instant)s.", instant=instant))
    if has_waiting_list:
        said.append(gettext("Everybody else can join the waiting list."))
    return [str(one) for one in said]


def why(turn: Turn, terms: RegistrationTerms) -> str:
    """Where somebody stands and who comes before, in the person's language."""
    names = named(first_groups(terms))
    if not names:
        said = gettext(
            "You are number %(position)s on the waiting list. Who asked first comes first.",
            position=turn.position,
        )
    elif turn.is_favoured:
        said = gettext(
            "You are number %(position)s on the waiting list. You belong to one of the groups that"
            " come first (%(groups)s). Among them, who asked first comes first.",
            position=turn.position,
            groups=names,
        )
    else:
        said = gettext(
            "You are number %(position)s on the waiting list. These groups come first: %(groups)s."
            " Then who asked first comes first.",
            position=turn.position,
            groups=names,
        )
    return str(said)


def offer_time(hours: int) -> str:
    """How long an offered place is kept, as a sentence."""
    return str(
        ngettext(
            "An offered place is kept for you for %(num)d hour.",
            "An offered place is kept for you for %(num)d hours.",
            hours,
        )
    )
