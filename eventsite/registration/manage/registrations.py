"""The organizers' list of registrations and its export."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from flask import render_template, request, url_for

from eventsite.core import access, http, i18n, trace
from eventsite.core.i18n import gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.people.models import CATEGORY_LABELS
from eventsite.questions import options, wording
from eventsite.questions import queries as question_queries
from eventsite.questions.finding import Sought
from eventsite.questions.kinds import WITH_OPTIONS, Kind
from eventsite.questions.models import Question
from eventsite.reference import collation, countries
from eventsite.reference.countries import REGIONS
from eventsite.reference.groups import NAMES
from eventsite.registration import groups, queries
from eventsite.registration.manage.section import SECTION
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS
from eventsite.registration.queries import FILTERS, SME, Chosen, Sort, Tab, addressed, presence
from eventsite.registration.queries import views as kept_views
from eventsite.registration.views import blueprint

E = TypeVar("E", bound=StrEnum)
TAB_WORDS = {
    Tab.REGISTERED: i18n.N_("Registered"),
    Tab.PENDING: i18n.N_("Waiting for approval"),
    Tab.WAITING: i18n.N_("Waiting list"),
    Tab.OFFERED: i18n.N_("Place offered"),
    Tab.HELD: i18n.N_("To be confirmed"),
    Tab.REFUSED: i18n.N_("Not approved"),
    Tab.CANCELLED: i18n.N_("Cancelled"),
    Tab.TOOK_PART: i18n.N_("Everybody who took part"),
    Tab.ALL: i18n.N_("All"),
}
HEADS = {
    Sort.NAME: i18n.N_("Name"),
    Sort.COUNTRY: i18n.N_("Country"),
    Sort.CATEGORY: i18n.N_("Category"),
    Sort.MODE: i18n.N_("Taking part"),
    Sort.STATE: i18n.N_("State"),
    Sort.CREATED: i18n.N_("Registered on"),
}


class Act(StrEnum):
    """What can be decided about everybody who is ticked."""

    APPROVE = "approve"
    REFUSE = "refuse"
    OFFER = "offer"
    CANCEL = "cancel"


TOGETHER = {
    Act.APPROVE: i18n.N_("Approve those ticked"),
    Act.REFUSE: i18n.N_("Refuse those ticked"),
    Act.OFFER: i18n.N_("Offer a place to those ticked"),
    Act.CANCEL: i18n.N_("Cancel those ticked"),
}


@blueprint.route("/manage/events/<slug>/registrations")
@team(Duty.REGISTRATION)
def registrations(event: Event) -> str:
    """The list by state, narrowed by a form, fifty a page."""
    chosen = chosen_here(event)
    page = http.paginate(queries.listed(event.id, chosen))
    counts = queries.counts(event.id)
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    return render_template(
        "registration/registrations.html",
        page=page,
        tabs=_tabs(event, chosen, counts),
        filters=_filters(event, chosen),
        chosen=chosen,
        answers=_answers(chosen, page.items),
        heads=_heads(event, chosen),
        kept={
            "tab": chosen.tab.value,
            "sort": chosen.sort.value,
            "order": _order(chosen),
            "was": chosen.question,
        },
        here_again=_here_again,
        filtered=kept_here(),
        export_url=url_for("registration.export", slug=event.slug, **kept_here()),
        excel_url=url_for("registration.export_excel", slug=event.slug, **kept_here()),
        views=kept_views.views_of(event.id, access.current_user().id),
        figures=_figures(counts),
        reserves=queries.reserves(event.id),
        group_words=groups.LABELS,
        together=[("do", act.value, gettext(label)) for act, label in TOGETHER.items()],
        category_words=CATEGORY_LABELS,
        may_see_needs=may(Duty.ACCESSIBILITY),
    )


def _answers(chosen: Chosen, rows: Sequence[Any]) -> dict[int, str]:
    """What was answered to the question chosen, by the key of the set of answers."""
    question, lang = chosen.chosen_question, i18n.current_lang()
    if question is None:
        return {}
    sets = [one.answer_set_id for one in rows if one.answer_set_id is not None]
    found = question_queries.answers_of(sets)
    return {
        key: said.file_name or wording.worded(question, said.value, lang)
        for key, answers in found.items()
        if (said := answers.get(question.code)) is not None
    }


def chosen_here(event: Event) -> Chosen:
    """The filters of the address."""
    return queries.of_address(event, request.args)


def _order(chosen: Chosen) -> str:
    return "down" if chosen.is_descending else "up"


def kept_here() -> dict[str, Any]:
    """The filters of the address, to be carried along."""
    left_out = addressed.OF_QUESTION if addressed.is_outdated(request.args) else ()
    return {
        name: value
        for name in FILTERS
        if name not in left_out and (value := request.args.get(name))
    }


def _here_again(number: int) -> str:
    where = {**(request.view_args or {}), **kept_here()}
    return url_for(SECTION, **where, page=number)


def _tabs(event: Event, chosen: Chosen, counts: dict[Tab, int]) -> list[tuple[str, str, int, bool]]:
    kept = {name: value for name, value in kept_here().items() if name != "tab"}
    return [
        (
            url_for(SECTION, slug=event.slug, tab=tab.value, **kept),
            gettext(words),
            counts[tab],
            tab is chosen.tab,
        )
        for tab, words in TAB_WORDS.items()
        if tab is not Tab.TOOK_PART or presence.is_known()
    ]


#: The figures of an event's people, each with what it counts.
_DEFINED = {
    Tab.REGISTERED: (
        i18n.N_("Registered and confirmed"),
        i18n.N_(
            "Here people are registered when they confirm their place, so both are the same people."
        ),
    ),
    Tab.PENDING: (TAB_WORDS[Tab.PENDING], i18n.N_("Nobody has decided about them yet.")),
    Tab.WAITING: (TAB_WORDS[Tab.WAITING], i18n.N_("They get a place when one becomes free.")),
    Tab.TOOK_PART: (TAB_WORDS[Tab.TOOK_PART], i18n.N_("They were seen at the door or online.")),
}


def _figures(counts: dict[Tab, int]) -> list[tuple[str, str, str, str]]:
    """Term, number and definition; who took part only where somebody tells it."""
    return [
        (gettext(term), str(counts[tab]), gettext(meaning), "")
        for tab, (term, meaning) in _DEFINED.items()
        if tab is not Tab.TOOK_PART or presence.is_known()
    ]


def _filters(event: Event, chosen: Chosen) -> list[dict[str, Any]]:
    lang = i18n.current_lang()
    names = [(code, countries.name(code, lang)) for code in queries.countries_of(event.id)]
    names.sort(key=lambda pair: collation.key(pair[1], lang))
    return [
        {"name": "text", "label": gettext("Search"), "value": chosen.text},
        _select("country", gettext("Country"), names, chosen.country),
        _select("region", gettext("Region"), _words(REGIONS), chosen.region),
        _select("group", gettext("Group"), _groups(), chosen.group),
        _select("category", gettext("Category"), _words(CATEGORY_LABELS), chosen.category),
        _select("mode", gettext("Way of taking part"), _words(MODE_LABELS), chosen.mode),
        _select("role", gettext("Role"), _words(ROLE_LABELS), chosen.role),
        _select("lang", gettext("Language"), list(i18n.LANGUAGES.items()), chosen.lang),
        *_questions(chosen, lang),
    ]


def _groups() -> list[tuple[str, str]]:
    return [*_words(NAMES), (SME, gettext("Small companies (SMEs)"))]


def _questions(chosen: Chosen, lang: str) -> list[dict[str, Any]]:
    """A question to choose; once it is chosen, what to look for in its answers."""
    if chosen.asked is None or not chosen.asked.questions:
        return []
    known = [(one.code, wording.label(one, lang).text) for one in chosen.asked.questions]
    found = [_select("question", gettext("Question"), known, chosen.question)]
    question = chosen.chosen_question
    return found if question is None else found + _sought(question, chosen.sought, lang)


def _sought(question: Question, sought: Sought, lang: str) -> list[dict[str, Any]]:
    is_given = {True: "yes", False: "no", None: ""}[sought.is_given]
    there = [("yes", gettext("Answered")), ("no", gettext("Not answered"))]
    fields = [_select("given", gettext("Answered or not"), there, is_given)]
    if question.kind in {Kind.NUMBER, Kind.DATE}:
        typed = {"type": question.kind.value, "step": "any"}
        return [
            {"name": "least", "label": gettext("Answer from"), "value": sought.least, **typed},
            {"name": "most", "label": gettext("Answer up to"), "value": sought.most, **typed},
            *fields,
        ]
    offered = _offered(question, lang)
    if offered:
        return [_select("answer", gettext("Answer"), offered, sought.said), *fields]
    return [{"name": "answer", "label": gettext("Answer"), "value": sought.said}, *fields]


def _offered(question: Question, lang: str) -> list[tuple[str, str]]:
    """The answers that can be chosen, by their codes; none where people write."""
    if question.kind in WITH_OPTIONS:
        return [(one.code, one.said(lang).text) for one in options.of(question)]
    if question.kind == Kind.CONSENT:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]
    if question.kind == Kind.COUNTRY:
        names = [(code, countries.name(code, lang)) for code in countries.COUNTRIES]
        return sorted(names, key=lambda pair: collation.key(pair[1], lang))
    return []


def _heads(event: Event, chosen: Chosen) -> list[dict[str, str]]:
    """The columns; pressing the one that the list is ordered by turns the order round."""
    kept = {name: value for name, value in kept_here().items() if name not in {"sort", "order"}}
    found = []
    labels = {sort: str(gettext(words)) for sort, words in HEADS.items()}
    question = chosen.chosen_question
    if question is not None:
        labels[Sort.ANSWER] = wording.label(question, i18n.current_lang()).text
    for sort, label in labels.items():
        here = sort is chosen.sort
        order = "up" if here and chosen.is_descending else "down" if here else "up"
        said = "descending" if chosen.is_descending else "ascending"
        where = url_for(SECTION, slug=event.slug, sort=sort.value, order=order, **kept)
        found.append({"label": label, "href": where, "sort": said if here else ""})
    return found


def _words(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(one), gettext(said)) for one, said in labels.items()]


def _select(name: str, label: str, options: list[tuple[str, str]], value: Any) -> dict[str, Any]:
    every = [("", gettext("All")), *options]
    return {"name": name, "label": label, "options": every, "value": value or ""}
