"""Lists of events: coming and past with filters, one series, one initiative."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort, render_template, request, url_for

from eventsite.core import access, clock, http, i18n, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext as _
from eventsite.events.models import Event, EventKind, Initiative, Series
from eventsite.events.models.event import KIND_LABELS
from eventsite.reference import countries
from eventsite.site import kept, queries, rows
from eventsite.site.views import asked_zone, blueprint

PAGE = 25
FILTERS = ("kind", "series", "initiative", "year", "country", "q")


@blueprint.get("/events")
@http.cacheable
@access.public
def events() -> http.Kept:
    """Coming and past events, filtered."""
    return kept.page(_events, *queries.revision(clock.now()))


@blueprint.get("/series/<slug>")
@http.cacheable
@access.public
def series(slug: str) -> http.Kept:
    """The editions of one series."""
    revision = queries.revision(clock.now())
    found = db.session.scalar(sa.select(Series).where(Series.slug == slug))
    if found is None:
        abort(404)
    return kept.page(lambda: _group(found, Event.series_id == found.id), *revision)


@blueprint.get("/initiatives/<slug>")
@http.cacheable
@access.public
def initiative(slug: str) -> http.Kept:
    """The events that serve one initiative."""
    revision = queries.revision(clock.now())
    found = db.session.scalar(sa.select(Initiative).where(Initiative.slug == slug))
    if found is None:
        abort(404)
    return kept.page(lambda: _group(found, Event.initiative_id == found.id), *revision)


def _events() -> str:
    today, sought = clock.now().date(), _sought()
    coming = queries.narrowed(queries.coming_query(today), sought)
    past = queries.narrowed(queries.past(today), sought)
    is_past = request.args.get("when") == "past"
    page = http.paginate(past if is_past else coming, PAGE)
    return render_template(
        "site/events.html",
        lines=_lines(page.items),
        page=page,
        tabs=_tabs(is_past, page.total, queries.count(coming if is_past else past)),
        fields=_fields(sought),
        keep={"when": "past"} if is_past else {},
        is_narrowed=any(request.args.get(name) for name in FILTERS),
        page_url=lambda number: url_for("site.events", **{**_asked(), "page": number}),
        zone=asked_zone(),
    )


def _lines(found: Sequence[Event]) -> list[rows.Line]:
    return rows.lines(found, asked_zone(), clock.now())


def _sought() -> queries.Sought:
    kind, country = request.args.get("kind", ""), request.args.get("country", "").upper()
    return queries.Sought(
        kind=kind if kind in set(EventKind) else "",
        series=request.args.get("series", "")[:60],
        initiative=request.args.get("initiative", "")[:60],
        year=request.args.get("year", type=int),
        country=country if country in countries.COUNTRIES else "",
        text=request.args.get("q", "")[:100],
    )


def _asked() -> dict[str, str]:
    """The filters and the zone of this address, without the page."""
    known = (*FILTERS, "when", "zone")
    return {name: value for name in known if (value := request.args.get(name, "")[:100])}


def _tabs(is_past: bool, here: int, there: int) -> list[tuple[str, str, int, bool]]:
    asked: dict[str, Any] = {n: value for n, value in _asked().items() if n != "when"}
    numbers = (there, here) if is_past else (here, there)
    return [
        (url_for("site.events", **asked), str(_("Coming up")), numbers[0], not is_past),
        (url_for("site.events", when="past", **asked), str(_("Past")), numbers[1], is_past),
    ]


def _fields(sought: queries.Sought) -> list[dict[str, Any]]:
    """The filter form: what is chosen and what there is to choose."""
    lang = i18n.current_lang()
    choices = queries.choices()
    kinds = [(kind.value, str(_(label))) for kind, label in KIND_LABELS.items()]
    lands = sorted((countries.name(code, lang), code) for code in choices.countries)
    years = [(str(year), str(year)) for year in choices.years]
    return [
        {"name": "q", "label": _("Words"), "value": sought.text},
        _select("kind", _("Kind"), sought.kind, kinds),
        _select("series", _("Series"), sought.series, _named(choices.series)),
        _select("initiative", _("Initiative"), sought.initiative, _named(choices.initiatives)),
        _select("year", _("Year"), str(sought.year or ""), years),
        _select("country", _("Country"), sought.country, [(code, name) for name, code in lands]),
    ]


def _select(name: str, label: str, value: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "label": label, "value": value, "options": [("", _("All")), *options]}


def _named(found: Sequence[tuple[str, dict[str, str]]]) -> list[tuple[str, str]]:
    return [(slug, str(text.pick(title, i18n.current_lang()))) for slug, title in found]


def _group(found: Series | Initiative, of_it: sa.ColumnElement[bool]) -> str:
    today = clock.now().date()
    coming = db.session.scalars(queries.coming_query(today).where(of_it)).all()
    past = db.session.scalars(queries.past(today).where(of_it)).all()
    return render_template(
        "site/group.html",
        group=found,
        coming=_lines(coming),
        past=rows.lines(past, asked_zone()),
        zone=asked_zone(),
        feed_slug=found.slug if isinstance(found, Series) else "",
    )
