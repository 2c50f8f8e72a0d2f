"""What is ordered for sessions: its states, what is missing, whole days, sums of money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from eventsite.agenda.models import SupplyKind, SupplyState
from eventsite.core.i18n import N_

#: Services of one session, and the most one of them costs, in hundredths.
MOST = 60
MOST_COST = 100_000_000_00
MOST_MINUTES = 24 * 60

#: requested → approved → booked → delivered → confirmed; each but the first also one step back.
#: Before it is delivered it may be declined, and what was declined may be requested again.
NEXT: Mapping[SupplyState, tuple[SupplyState, ...]] = {
    SupplyState.REQUESTED: (SupplyState.APPROVED, SupplyState.DECLINED),
    SupplyState.APPROVED: (SupplyState.BOOKED, SupplyState.REQUESTED, SupplyState.DECLINED),
    SupplyState.BOOKED: (SupplyState.DELIVERED, SupplyState.APPROVED, SupplyState.DECLINED),
    SupplyState.DELIVERED: (SupplyState.CONFIRMED, SupplyState.BOOKED),
    SupplyState.CONFIRMED: (SupplyState.DELIVERED,),
    SupplyState.DECLINED: (SupplyState.REQUESTED,),
}
#: Services that are in a language.
SPOKEN = frozenset({SupplyKind.INTERPRETATION, SupplyKind.CAPTIONS, SupplyKind.SIGN_LANGUAGE})


class Reason(StrEnum):
    """Why a service is refused."""

    NOT_NEXT = N_("This service cannot go from “%(state)s” to “%(wanted)s”.")
    LANGUAGE = N_("Choose the language of the interpretation.")
    NO_LANGUAGE = N_("This service is in no language. Choose “Not said”.")
    TOO_MANY = N_("A session has at most %(most)d services. Delete one first.")
    NOTHING_MISSING = N_("Everything that this session announces is requested already.")
    STARTED = N_("Only a service that is requested or declined can be deleted.")


@dataclass(frozen=True, slots=True)
class Need:
    """A service a session needs by what it announces; `lang` is empty where none is said."""

    kind: SupplyKind
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A service as sums need it; costs in hundredths, None when not known."""

    kind: SupplyKind
    state: SupplyState
    planned: int | None = None
    actual: int | None = None
    in_kind: bool = False


@dataclass(slots=True)
class Sum:
    """How many services, and what they cost in hundredths."""

    count: int = 0
    planned: int = 0
    actual: int = 0
    #: How much of the planned cost is given instead of paid, and how many services are.
    in_kind: int = 0
    given: int = 0
    #: Services whose planned cost nobody has entered.
    unknown: int = 0

    def add(self, order: Order) -> None:
        """Count one more."""
        self.count += 1
        self.unknown += order.planned is None and not order.in_kind
        if order.in_kind:
            self.given += 1
            self.in_kind += order.planned or 0
        else:
            self.planned += order.planned or 0
            self.actual += order.actual or 0


def may_go(state: SupplyState, wanted: SupplyState) -> bool:
    """Whether a service in one state may go to another."""
    return wanted in NEXT[state]


def announced(
    languages: Sequence[str],
    interpretation: Iterable[str],
    has_captions: bool,
    has_sign_language: bool,
) -> list[Need]:
    """What a session announces and somebody has to order: captions are in its first language."""
    found = [Need(SupplyKind.INTERPRETATION, lang) for lang in dict.fromkeys(interpretation)]
    if has_captions:
        found.append(Need(SupplyKind.CAPTIONS, languages[0] if languages else ""))
    if has_sign_language:
        found.append(Need(SupplyKind.SIGN_LANGUAGE))
    return found


def missing(needs: Iterable[Need], there: Iterable[tuple[Need, SupplyState]]) -> list[Need]:
    """The needs that no service covers; one declined covers nothing.

    Captions and signs count whichever their language is.
    """
    covered = {need for need, state in there if state != SupplyState.DECLINED}
    kinds = {need.kind for need in covered}
    return [
        need
        for need in needs
        if need not in covered
        and (need.kind == SupplyKind.INTERPRETATION or need.kind not in kinds)
    ]


def sums(orders: Iterable[Order]) -> dict[SupplyKind, Sum]:
    """The sums by kind, in the order of kinds; declined services cost nothing and are left out."""
    found: dict[SupplyKind, Sum] = {}
    for order in sorted(orders, key=lambda one: list(SupplyKind).index(one.kind)):
        if order.state != SupplyState.DECLINED:
            found.setdefault(order.kind, Sum()).add(order)
    return found


def whole(parts: Iterable[Sum]) -> Sum:
    """The sum of sums."""
    total = Sum()
    for one in parts:
        total.count += one.count
        total.planned += one.planned
        total.actual += one.actual
        total.in_kind += one.in_kind
        total.given += one.given
        total.unknown += one.unknown
    return total


def by_state(orders: Iterable[Order]) -> dict[SupplyKind, dict[SupplyState, int]]:
    """How many services of each kind stand in each state."""
    found: dict[SupplyKind, dict[SupplyState, int]] = {}
    for order in orders:
        states = found.setdefault(order.kind, dict.fromkeys(SupplyState, 0))
        states[order.state] += 1
    return {kind: found[kind] for kind in SupplyKind if kind in found}


def hundredths(text: str) -> int | None:
    """An amount such as `1 250.50` or `1250,5` in hundredths; None for an empty one.

    Raises ValueError for what is no amount, below nothing, finer than hundredths or too large.
    """
    plain = "".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("'", "")
    if not plain:
        return None
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit():
        raise ValueError("No amount of money.")
    try:
        amount = Decimal(plain) * 100
    except InvalidOperation as error:
        raise ValueError("No amount of money.") from error
    if amount != int(amount) or amount > MOST_COST:
        raise ValueError("Finer than hundredths, or too large.")
    return int(amount)


def written(amount: int | None) -> str:
    """An amount as it is typed: `1250.50`; empty when it is not known."""
    return "" if amount is None else f"{amount // 100}.{amount % 100:02d}"
