"""What the organizers' list shows: its columns, how they are chosen, and answers in words."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from eventsite.core import i18n
from eventsite.core.i18n import N_, gettext
from eventsite.events.models import Event
from eventsite.questions import queries as question_queries
from eventsite.questions import wording
from eventsite.questions.models import Question
from eventsite.registration import columns
from eventsite.registration.manage.filtering import Field, Kept
from eventsite.registration.manage.section import SECTION
from eventsite.registration.queries import Chosen, Sort, addressed

_SORTED_BY = {
    columns.Column.COUNTRY: Sort.COUNTRY,
    columns.Column.CATEGORY: Sort.CATEGORY,
    columns.Column.MODE: Sort.MODE,
    columns.Column.STATE: Sort.STATE,
    columns.Column.CREATED: Sort.CREATED,
}


def questions_of(chosen: Chosen) -> list[Question]:
    """The questions whose answers are columns, the one that is filtered by among them."""
    wanted = {*columns.codes(chosen.columns), chosen.question}
    asked = chosen.asked.questions if chosen.asked is not None else ()
    return [one for one in asked if one.code in wanted]


def answers(asked: Sequence[Question], rows: Sequence[Any]) -> dict[int, list[str]]:
    """What was answered to these questions, by the key of the set of answers."""
    lang = i18n.current_lang()
    sets = [one.answer_set_id for one in rows if one.answer_set_id is not None]
    if not asked:
        return {}
    return {
        key: [
            said.file_name or wording.worded(one, said.value, lang) if said is not None else ""
            for one in asked
            for said in [given.get(one.code)]
        ]
        for key, given in question_queries.answers_of(sets).items()
    }


def choice(chosen: Chosen) -> Field:
    """The columns to choose from, as tick boxes."""
    lang = i18n.current_lang()
    asked = chosen.asked.questions if chosen.asked is not None else ()
    offered = [(one.value, str(gettext(said))) for one, said in columns.LABELS.items()]
    offered += [(columns.ANSWER + one.code, wording.label(one, lang).text) for one in asked]
    ticked = {*columns.of(chosen.columns)} | {
        columns.ANSWER + one.code for one in questions_of(chosen)
    }
    return {"name": "column", "options": offered, "value": ticked}


def heads(event: Event, chosen: Chosen, kept: Kept) -> list[dict[str, str]]:
    """The columns; pressing the one that the list is ordered by turns the order round."""
    found = [_head(event, chosen, kept, str(gettext(N_("Name"))), Sort.NAME)]
    for column in columns.of(chosen.columns):
        label, sort = str(gettext(columns.LABELS[column])), _SORTED_BY.get(column)
        found.append(_head(event, chosen, kept, label, sort))
    for question in questions_of(chosen):
        label = wording.label(question, i18n.current_lang()).text
        is_chosen = question.code == chosen.question
        # What is looked for in one question's answers means nothing for another's.
        sort = Sort.ANSWER if is_chosen or chosen.sought.is_empty else None
        head = _head(event, chosen, {**kept, "question": question.code}, label, sort)
        found.append(head if is_chosen else {**head, "sort": ""})
    return found


def _head(
    event: Event, chosen: Chosen, kept: Kept, label: str, sort: Sort | None
) -> dict[str, str]:
    if sort is None:
        return {"label": label, "href": "", "sort": ""}
    here = sort is chosen.sort
    order = "down" if here and not chosen.is_descending else "up"
    said = "descending" if chosen.is_descending else "ascending"
    others: dict[str, Any] = {one: v for one, v in kept.items() if one not in {"sort", "order"}}
    where = url_for(SECTION, slug=event.slug, sort=sort.value, order=order, **others)
    return {"label": label, "href": where, "sort": said if here else ""}


def files_of(event: Event, chosen: Chosen, kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The list as files: all columns, and those shown where somebody chose them."""
    ways = [
        (N_("CSV of this list"), N_("CSV of these columns"), "registration.export"),
        (N_("Excel table (XLSX)"), N_("Excel table of these columns"), "registration.export_excel"),
    ]
    found = [(gettext(all_), url_for(way, slug=event.slug, **kept)) for all_, _, way in ways]
    if chosen.columns:
        only = {**kept, "only": addressed.SHOWN}
        found += [(gettext(few), url_for(way, slug=event.slug, **only)) for _, few, way in ways]
    return [(str(label), where) for label, where in found]
