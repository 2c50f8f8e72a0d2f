"""The filters of the organizers' list as fields of its form, and what is chosen as chips."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for

from eventsite.core import i18n
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.people.models import CATEGORY_LABELS
from eventsite.questions import options, wording
from eventsite.questions.finding import Sought
from eventsite.questions.kinds import WITH_OPTIONS, Kind
from eventsite.questions.models import Question
from eventsite.reference import collation, countries
from eventsite.reference.countries import REGIONS
from eventsite.reference.groups import NAMES
from eventsite.registration import queries
from eventsite.registration.manage.section import SECTION
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS, STATE_LABELS
from eventsite.registration.queries import SME, Chosen, Sort, addressed

Field = dict[str, Any]
Kept = Mapping[str, str | list[str]]


def fields(event: Event, chosen: Chosen) -> list[Field]:
    """The fields in the order of the form, as `parts/nav.html` takes them."""
    lang = i18n.current_lang()
    represented = _countries(queries.countries_of(event.id), lang)
    return [
        {"name": "text", "label": gettext("Search"), "value": chosen.text},
        _several("state", gettext("State"), _words(STATE_LABELS), chosen.states),
        _several("country", gettext("Country"), represented, chosen.countries),
        _several("region", gettext("Region"), _words(REGIONS), chosen.regions),
        _several("group", gettext("Group"), _groups(), chosen.groups),
        _several("category", gettext("Category"), _words(CATEGORY_LABELS), chosen.categories),
        _several("mode", gettext("Way of taking part"), _words(MODE_LABELS), chosen.modes),
        _several("role", gettext("Role"), _words(ROLE_LABELS), chosen.roles),
        _several("lang", gettext("Language"), list(i18n.LANGUAGES.items()), chosen.langs),
        *_questions(chosen, lang),
    ]


def chips(event: Event, found: Iterable[Field], kept: Kept) -> list[tuple[str, str]]:
    """What is chosen, each with the address of the list without it."""
    return [
        (
            str(gettext("%(name)s: %(value)s", name=field["label"], value=label)),
            url_for(SECTION, slug=event.slug, **_without(kept, field["name"], value)),
        )
        for field in found
        for value, label in _chosen_of(field)
    ]


def _chosen_of(field: Field) -> list[tuple[str, str]]:
    """The values chosen in a field, each in words."""
    said = field["value"]
    values: list[str] = said if isinstance(said, list) else [said]
    words: dict[str, str] = dict(field.get("options", ()))
    return [(one, words.get(one, one)) for one in values if one]


def _without(kept: Kept, name: str, value: str) -> dict[str, Any]:
    gone = {name} if name in kept and isinstance(kept[name], str) else set[str]()
    if name == "question":
        gone |= addressed.OF_QUESTION | ({"sort"} if kept.get("sort") == Sort.ANSWER else set())
    return {
        one: said
        if isinstance(said, str)
        else [each for each in said if (one, each) != (name, value)]
        for one, said in kept.items()
        if one not in gone
    }


def _groups() -> list[tuple[str, str]]:
    return [*_words(NAMES), (SME, gettext("Small companies (SMEs)"))]


def _questions(chosen: Chosen, lang: str) -> list[Field]:
    """A question to choose; once it is chosen, what to look for in its answers."""
    if chosen.asked is None or not chosen.asked.questions:
        return []
    known = [(one.code, wording.label(one, lang).text) for one in chosen.asked.questions]
    found = [_select("question", gettext("Question"), known, chosen.question)]
    question = chosen.chosen_question
    return found if question is None else found + _sought(question, chosen.sought, lang)


def _sought(question: Question, sought: Sought, lang: str) -> list[Field]:
    is_given = {True: "yes", False: "no", None: ""}[sought.is_given]
    there = [("yes", gettext("Answered")), ("no", gettext("Not answered"))]
    given = _select("given", gettext("Answered or not"), there, is_given)
    if question.kind in {Kind.NUMBER, Kind.DATE}:
        typed = {"type": question.kind.value, "step": "any"}
        return [
            {"name": "least", "label": gettext("Answer from"), "value": sought.least, **typed},
            {"name": "most", "label": gettext("Answer up to"), "value": sought.most, **typed},
            given,
        ]
    offered = _offered(question, lang)
    if offered:
        answer = _several("answer", gettext("Answer"), offered, sought.said)
        return [answer | {"open": sought.is_empty}, given]
    said = next(iter(sought.said), "")
    return [{"name": "answer", "label": gettext("Answer"), "value": said}, given]


def _offered(question: Question, lang: str) -> list[tuple[str, str]]:
    """The answers that can be chosen, by their codes; none where people write."""
    if question.kind in WITH_OPTIONS:
        return [(one.code, one.said(lang).text) for one in options.of(question)]
    if question.kind == Kind.CONSENT:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]
    if question.kind == Kind.COUNTRY:
        return _countries(countries.COUNTRIES, lang)
    return []


def _countries(codes: Iterable[str], lang: str) -> list[tuple[str, str]]:
    names = [(code, countries.name(code, lang)) for code in codes]
    return sorted(names, key=lambda pair: collation.key(pair[1], lang))


def _words(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(one), gettext(said)) for one, said in labels.items()]


def _several(name: str, label: str, offered: list[tuple[str, str]], values: Iterable[str]) -> Field:
    return {
        "name": name,
        "label": label,
        "several": True,
        "options": offered,
        "value": [str(one) for one in values],
    }


def _select(name: str, label: str, offered: list[tuple[str, str]], value: str) -> Field:
    return {
        "name": name,
        "label": label,
        "options": [("", gettext("All")), *offered],
        "value": value,
    }
