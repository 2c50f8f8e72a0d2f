"""The organizers' list of registrations and its export."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from flask import Response as FlaskResponse
from flask import render_template, request, url_for

from eventsite.core import access, clock, http, i18n, trace
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.people.models import CATEGORY_LABELS, Category
from eventsite.reference import collation, countries
from eventsite.registration import export, queries
from eventsite.registration.manage.section import SECTION
from eventsite.registration.models import MODE_LABELS, ROLE_LABELS, PlaceMode, Role
from eventsite.registration.queries import Chosen, Tab
from eventsite.registration.views import blueprint

E = TypeVar("E", bound=StrEnum)
#: What the address of the list may say beside the page.
FILTERS = ("tab", "text", "country", "category", "mode", "role")
TAB_WORDS = {
    Tab.REGISTERED: i18n.N_("Registered"),
    Tab.WAITING: i18n.N_("Waiting list"),
    Tab.HELD: i18n.N_("To be confirmed"),
    Tab.CANCELLED: i18n.N_("Cancelled"),
    Tab.ALL: i18n.N_("All"),
}


@blueprint.route("/manage/events/<slug>/registrations")
@team(Duty.REGISTRATION)
def registrations(event: Event) -> str:
    """The list by state, narrowed by a form, fifty a page."""
    chosen = _chosen()
    page = http.paginate(queries.listed(event.id, chosen))
    counts = queries.counts(event.id)
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    return render_template(
        "registration/registrations.html",
        page=page,
        tabs=_tabs(event, chosen, counts),
        filters=_filters(event, chosen),
        chosen=chosen,
        here_again=_here_again,
        export_url=url_for("registration.export", slug=event.slug, **_kept()),
        category_words=CATEGORY_LABELS,
        may_see_needs=may(Duty.ACCESSIBILITY),
    )


def _chosen() -> Chosen:
    """The filters of the address; what is no choice counts as none."""
    asked = request.args
    return Chosen(
        tab=_of(Tab, asked.get("tab")) or Tab.REGISTERED,
        text=asked.get("text", "")[:100].strip(),
        country=asked.get("country", "")[:2],
        category=_of(Category, asked.get("category")),
        mode=_of(PlaceMode, asked.get("mode")),
        role=_of(Role, asked.get("role")),
    )


def _of(kind: type[E], value: str | None) -> E | None:
    return kind(value) if value in set(kind) else None


def _kept() -> dict[str, Any]:
    return {name: value for name in FILTERS if (value := request.args.get(name))}


def _here_again(number: int) -> str:
    where = {**(request.view_args or {}), **_kept()}
    return url_for(SECTION, **where, page=number)


def _tabs(event: Event, chosen: Chosen, counts: dict[Tab, int]) -> list[tuple[str, str, int, bool]]:
    kept = {name: value for name, value in _kept().items() if name != "tab"}
    return [
        (
            url_for(SECTION, slug=event.slug, tab=tab.value, **kept),
            gettext(words),
            counts[tab],
            tab is chosen.tab,
        )
        for tab, words in TAB_WORDS.items()
    ]


def _filters(event: Event, chosen: Chosen) -> list[dict[str, Any]]:
    lang = i18n.current_lang()
    names = [(code, countries.name(code, lang)) for code in queries.countries_of(event.id)]
    names.sort(key=lambda pair: collation.key(pair[1], lang))
    return [
        {"name": "text", "label": gettext("Search"), "value": chosen.text},
        _select("country", gettext("Country"), names, chosen.country),
        _select("category", gettext("Category"), _words(CATEGORY_LABELS), chosen.category),
        _select("mode", gettext("Way of taking part"), _words(MODE_LABELS), chosen.mode),
        _select("role", gettext("Role"), _words(ROLE_LABELS), chosen.role),
    ]


def _words(labels: dict[E, str]) -> list[tuple[str, str]]:
    return [(one.value, gettext(said)) for one, said in labels.items()]


def _select(name: str, label: str, options: list[tuple[str, str]], value: Any) -> dict[str, Any]:
    every = [("", gettext("All")), *options]
    return {"name": name, "label": label, "options": every, "value": value or ""}


@blueprint.route("/manage/events/<slug>/registrations.csv", endpoint="export")
@team(Duty.REGISTRATION)
def export_csv(event: Event) -> FlaskResponse:
    """Exactly the people that the filters leave, as CSV, streamed."""
    chosen = _chosen()
    note = {"actor": access.actor_key(), "tab": chosen.tab.value}
    trace.note("registration.exported", f"event:{event.id}", **note)
    day = event.first_day or clock.now().date()
    table = export.Table.in_words(day, i18n.current_lang())
    found = queries.exported(db.engine, queries.registrants(event.id, chosen))
    rows: Iterator[list[Any]] = (table.row(one) for one in found)
    return http.csv_response(table.header, rows, f"{event.slug}-{chosen.tab.value}.csv")
