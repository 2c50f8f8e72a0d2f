"""What organizers choose their list by: parts, filters and order, as conditions of a query."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from eventsite.people.models import Category, Organisation, Person, SmeStatus
from eventsite.questions import queries as question_queries
from eventsite.questions.asked import Asked
from eventsite.questions.finding import Sought
from eventsite.questions.models import Question
from eventsite.reference import groups
from eventsite.reference import queries as reference_queries
from eventsite.reference.countries import COUNTRIES, region_of
from eventsite.registration.models import PlaceMode, Registration, Role, State
from eventsite.registration.queries import presence


class Tab(StrEnum):
    """The parts of the list; each shows its own count."""

    REGISTERED = "registered"
    PENDING = "pending"
    WAITING = "waiting"
    OFFERED = "offered"
    HELD = "held"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    #: Whoever came or was online, by `presence`; shown where somebody tells it.
    TOOK_PART = "took-part"
    ALL = "all"


STATES_OF = {
    Tab.REGISTERED: frozenset({State.CONFIRMED}),
    Tab.PENDING: frozenset({State.PENDING}),
    Tab.WAITING: frozenset({State.WAITING}),
    Tab.OFFERED: frozenset({State.OFFERED}),
    Tab.HELD: frozenset({State.HELD}),
    Tab.REFUSED: frozenset({State.REFUSED}),
    Tab.CANCELLED: frozenset({State.CANCELLED, State.EXPIRED}),
    Tab.TOOK_PART: frozenset(State),
    Tab.ALL: frozenset(State),
}


class Sort(StrEnum):
    """What the list can be put in order by; ties by the time of registering."""

    NAME = "name"
    COUNTRY = "country"
    CATEGORY = "category"
    MODE = "mode"
    STATE = "state"
    CREATED = "created"
    #: The answers to the question chosen.
    ANSWER = "answer"


_CATEGORY: sa.ColumnElement[Any] = sa.func.coalesce(
    Organisation.category, Category.NON_MEMBER.value
)
_COLUMNS_OF: dict[Sort, tuple[Any, ...]] = {
    Sort.NAME: (Person.family_name, Person.first_name),
    Sort.COUNTRY: (Registration.country,),
    Sort.CATEGORY: (_CATEGORY,),
    Sort.MODE: (Registration.mode,),
    Sort.STATE: (Registration.state,),
    Sort.CREATED: (Registration.created,),
}
#: The group of small companies, beside those of countries.
SME = "SME"


EVERYBODY = Sought()


@dataclass(frozen=True)
class Chosen:
    """What the organizer filters by: any value of each filter, of all filters; empty means all."""

    tab: Tab = Tab.REGISTERED
    text: str = ""
    #: Beside the states of the tab, which is `ALL` wherever an address names states.
    states: tuple[State, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    #: Each a `groups.Group`, or `SME`; as of `day`.
    groups: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    modes: tuple[PlaceMode, ...] = ()
    roles: tuple[Role, ...] = ()
    langs: tuple[str, ...] = ()
    #: The code of one of the event's questions, and what is looked for in its answers.
    question: str = ""
    sought: Sought = EVERYBODY
    #: On which day people belong to groups: the event's first one.
    day: date | None = None
    #: The event's questions, for `sought` and `text`.
    asked: Asked | None = None
    sort: Sort = Sort.CREATED
    is_descending: bool = True
    #: What the list shows beside names, as `columns` names it, and whether files hold no more.
    columns: tuple[str, ...] = ()
    is_shown_only: bool = False

    @property
    def chosen_question(self) -> Question | None:
        """The event's question that `question` names."""
        return self.asked.find(self.question) if self.asked is not None else None


def narrowed(query: sa.Select[Any], event_id: int, chosen: Chosen) -> sa.Select[Any]:
    """The query over the registrations of an event that are chosen, in the order chosen."""
    if chosen.tab is Tab.TOOK_PART:
        query = query.where(Registration.id.in_(presence.took_part(event_id)))
    return (
        query.select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .where(Registration.event_id == event_id, *_of_attributes(chosen), *_of_people(chosen))
        .order_by(*order_of(chosen))
    )


def order_of(chosen: Chosen) -> list[sa.ColumnElement[Any]]:
    """What the list is ordered by, down to the last tie."""
    columns = [*_COLUMNS_OF.get(chosen.sort, ())]
    if chosen.sort is not Sort.CREATED:
        columns.append(Registration.created)
    columns.append(Registration.id)
    found = [one.desc() if chosen.is_descending else one.asc() for one in columns]
    question = chosen.chosen_question
    if chosen.sort is Sort.ANSWER and question is not None:
        answer = question_queries.ordering(Registration.answer_set_id, question)
        turned = answer.desc() if chosen.is_descending else answer.asc()
        found.insert(0, turned.nulls_last())
    return found


def _of_attributes(chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if chosen.tab not in {Tab.ALL, Tab.TOOK_PART}:
        found.append(Registration.state.in_(STATES_OF[chosen.tab]))
    if chosen.categories:
        found.append(_CATEGORY.in_([one.value for one in chosen.categories]))
    columns: list[tuple[Any, tuple[str, ...]]] = [
        (Registration.state, chosen.states),
        (Registration.mode, chosen.modes),
        (Registration.role, chosen.roles),
        (Registration.lang, chosen.langs),
        (Registration.country, chosen.countries),
    ]
    return found + [column.in_(values) for column, values in columns if values]


def _of_people(chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if chosen.regions:
        there = [code for code in COUNTRIES if region_of(code) in chosen.regions]
        found.append(Registration.country.in_(there))
    if chosen.groups:
        found.append(sa.or_(*(_in_group(one, chosen.day) for one in chosen.groups)))
    if chosen.question and not chosen.sought.is_empty and chosen.asked is not None:
        found.append(
            question_queries.matching(
                Registration.answer_set_id, chosen.asked, chosen.question, chosen.sought
            )
        )
    return found + [_says(word, chosen.asked) for word in chosen.text.split()]


def _in_group(group: str, day: date | None) -> sa.ColumnElement[bool]:
    if day is None:
        return sa.false()
    if group == SME:
        begins, ends = Organisation.sme_valid_from, Organisation.sme_valid_until
        return sa.and_(
            Organisation.sme.in_((SmeStatus.DECLARED, SmeStatus.VERIFIED)),
            sa.or_(begins.is_(None), begins <= day),
            sa.or_(ends.is_(None), ends >= day),
        )
    members = groups.members(groups.Group(group), day, reference_queries.corrections())
    return Registration.country.in_(sorted(members))


def _says(word: str, asked: Asked | None) -> sa.ColumnElement[bool]:
    """Whether a name, the address, the organisation, the code or an answer holds the word."""
    texts = (
        Person.first_name,
        Person.family_name,
        Person.latin_name,
        Person.email,
        Organisation.found_by,
        Registration.organisation_note,
        Registration.internal_note,
        Registration.code,
    )
    answered = question_queries.saying(Registration.answer_set_id, asked, word, sensitive=True)
    return sa.or_(*(text.icontains(word, autoescape=True) for text in texts), answered)
