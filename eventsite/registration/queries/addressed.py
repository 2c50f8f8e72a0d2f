"""The organizers' filters as the address of their list says them."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs

from eventsite.core import clock, i18n
from eventsite.events.models import Event
from eventsite.people.models import Category
from eventsite.questions import queries as question_queries
from eventsite.questions.finding import Sought
from eventsite.questions.models import REGISTRATION
from eventsite.reference.countries import REGIONS
from eventsite.reference.groups import NAMES
from eventsite.registration.models import PlaceMode, Role
from eventsite.registration.queries.choosing import EVERYBODY, SME, Chosen, Sort, Tab

E = TypeVar("E", bound=StrEnum)
#: What an address may say beside the page.
FILTERS = (
    "tab", "text", "country", "region", "group", "category", "mode", "role", "lang", "question",
    "answer", "least", "most", "given", "sort", "order",
)  # fmt: skip
#: What an address looks for in the answers to its question.
OF_QUESTION = frozenset({"answer", "least", "most", "given"})


def of_address(event: Event, asked: Mapping[str, str]) -> Chosen:
    """What the parameters of an address choose; what is no choice counts as none."""
    sort = _of(Sort, asked.get("sort")) or Sort.CREATED
    order = asked.get("order") or ("down" if sort is Sort.CREATED else "up")
    return Chosen(
        tab=_of(Tab, asked.get("tab")) or Tab.REGISTERED,
        text=asked.get("text", "")[:100].strip(),
        country=asked.get("country", "")[:2],
        category=_of(Category, asked.get("category")),
        mode=_of(PlaceMode, asked.get("mode")),
        role=_of(Role, asked.get("role")),
        region=_among(REGIONS, asked.get("region", "")),
        group=_among((*NAMES, SME), asked.get("group", "")),
        lang=_among(i18n.LANGUAGES, asked.get("lang", "")),
        question=asked.get("question", "")[:16],
        sought=_sought(asked),
        day=_day(event),
        asked=question_queries.questionnaire_of(event.id, REGISTRATION),
        sort=sort,
        is_descending=order == "down",
    )


def is_outdated(asked: Mapping[str, str]) -> bool:
    """Whether the answer of an address was meant for the question chosen before (`was`)."""
    return asked.get("was", asked.get("question", "")) != asked.get("question", "")


def _sought(asked: Mapping[str, str]) -> Sought:
    if is_outdated(asked):
        return EVERYBODY
    return Sought(
        said=asked.get("answer", "")[:100].strip(),
        least=asked.get("least", "")[:20].strip(),
        most=asked.get("most", "")[:20].strip(),
        is_given={"yes": True, "no": False}.get(asked.get("given", "")),
    )


def looks_for(address: str, names: Collection[str]) -> bool:
    """Whether the parameters of an address look for somebody who is called one of these."""
    sought = parse_qs(address).get("text", [""])[-1].strip().casefold()
    return bool(sought) and sought in {name.casefold() for name in names}


def _day(event: Event) -> date:
    """On which day people belong to groups."""
    return event.first_day or clock.now().date()


def _among(known: Collection[str], value: str) -> str:
    return value if value in known else ""


def _of(kind: type[E], value: str | None) -> E | None:
    return kind(value) if value in set(kind) else None
