"""The organizers' filters as the address of their list says them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs, urlencode

from eventsite.core import clock, i18n
from eventsite.events.models import Event
from eventsite.people.models import Category
from eventsite.questions import queries as question_queries
from eventsite.questions.asked import Asked
from eventsite.questions.finding import Sought
from eventsite.questions.models import REGISTRATION
from eventsite.reference.countries import REGIONS
from eventsite.reference.groups import NAMES
from eventsite.registration import columns
from eventsite.registration.models import PlaceMode, Role, State
from eventsite.registration.queries.choosing import EVERYBODY, SME, Chosen, Sort, Tab

E = TypeVar("E", bound=StrEnum)
#: The parameters of an address: a value, or several under one name.
Parameters = Mapping[str, str | Sequence[str]]
#: What an address may say beside the page.
FILTERS = (
    "tab", "text", "state", "country", "region", "group", "category", "mode", "role", "lang",
    "question", "answer", "least", "most", "given", "sort", "order", "column",
)  # fmt: skip
#: Filters of which an address may say several values; any of them will do.
SEVERAL = frozenset(
    {"state", "country", "region", "group", "category", "mode", "role", "lang", "answer", "column"}
)
#: What an address looks for in the answers to its question.
OF_QUESTION = frozenset({"answer", "least", "most", "given"})
#: Characters of one value, and of all filters where they are kept.
_LONGEST_VALUE = 100
#: What a file's address says of its columns when it holds those that the list shows.
SHOWN = "shown"
LONGEST = 2000


def of_address(event: Event, asked: Parameters) -> Chosen:
    """What the parameters of an address choose; what is no choice counts as none."""
    sort = _of(Sort, _one(asked, "sort")) or Sort.CREATED
    order = _one(asked, "order") or ("down" if sort is Sort.CREATED else "up")
    states = _all_of(State, asked, "state")
    tab = _of(Tab, _one(asked, "tab")) or Tab.REGISTERED
    questionnaire = question_queries.questionnaire_of(event.id, REGISTRATION)
    return Chosen(
        tab=Tab.ALL if states and tab is not Tab.TOOK_PART else tab,
        text=_one(asked, "text")[:_LONGEST_VALUE].strip(),
        states=states,
        countries=tuple(one[:2] for one in _all(asked, "country")),
        categories=_all_of(Category, asked, "category"),
        modes=_all_of(PlaceMode, asked, "mode"),
        roles=_all_of(Role, asked, "role"),
        regions=_among(REGIONS, asked, "region"),
        groups=_among((*NAMES, SME), asked, "group"),
        langs=_among(i18n.LANGUAGES, asked, "lang"),
        question=_one(asked, "question")[:16],
        sought=_sought(asked),
        day=_day(event),
        asked=questionnaire,
        columns=_columns(asked, questionnaire),
        is_shown_only=_one(asked, "only") == SHOWN,
        sort=sort,
        is_descending=order == "down",
    )


def kept(asked: Parameters) -> dict[str, str | list[str]]:
    """The filters of an address in one order, to be carried along: a list where several may be."""
    left_out = OF_QUESTION if is_outdated(asked) else frozenset[str]()
    found: dict[str, str | list[str]] = {}
    for name in FILTERS:
        values = [] if name in left_out else [one[:_LONGEST_VALUE] for one in _all(asked, name)]
        if values:
            found[name] = values if name in SEVERAL else values[0]
    return found


def query_of(asked: Parameters) -> str:
    """The same, quoted, so that equal filters are written equally; may be over `LONGEST`."""
    return urlencode(kept(asked), doseq=True)


def parameters_of(query: str) -> dict[str, list[str]]:
    """The parameters that quoted filters stand for."""
    return parse_qs(query)


def is_outdated(asked: Parameters) -> bool:
    """Whether the answer of an address was meant for the question chosen before (`was`)."""
    return "was" in asked and _one(asked, "was") != _one(asked, "question")


def _sought(asked: Parameters) -> Sought:
    if is_outdated(asked):
        return EVERYBODY
    said = (one[:_LONGEST_VALUE].strip() for one in _all(asked, "answer"))
    return Sought(
        said=tuple(one for one in said if one),
        least=_one(asked, "least")[:20].strip(),
        most=_one(asked, "most")[:20].strip(),
        is_given={"yes": True, "no": False}.get(_one(asked, "given")),
    )


def looks_for(address: str, names: Collection[str]) -> bool:
    """Whether the parameters of an address look for somebody who is called one of these."""
    known = {name.casefold() for name in names}
    return any(one.strip().casefold() in known for one in parse_qs(address).get("text", []))


def _columns(asked: Parameters, questionnaire: Asked | None) -> tuple[str, ...]:
    known: set[str] = set(columns.Column)
    if questionnaire is not None:
        known |= {columns.ANSWER + one.code for one in questionnaire.questions}
    return _among(known, asked, "column")


def _day(event: Event) -> date:
    """On which day people belong to groups."""
    return event.first_day or clock.now().date()


def _all(asked: Parameters, name: str) -> list[str]:
    """The values under a name, each once."""
    said = asked.get(name, ())
    return [one for one in dict.fromkeys([said] if isinstance(said, str) else said) if one]


def _one(asked: Parameters, name: str) -> str:
    return next(iter(_all(asked, name)), "")


def _among(known: Collection[str], asked: Parameters, name: str) -> tuple[str, ...]:
    return tuple(one for one in _all(asked, name) if one in known)


def _all_of(kind: type[E], asked: Parameters, name: str) -> tuple[E, ...]:
    return tuple(kind(one) for one in _among(set(kind), asked, name))


def _of(kind: type[E], value: str) -> E | None:
    return kind(value) if value in set(kind) else None
