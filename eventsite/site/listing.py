"""Lists of events: coming and past with filters, one series, one initiative."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import abort, render_template, request, url_for

from eventsite.core import access, asked, clock, http, i18n, kept, text
from eventsite.core.i18n import gettext as _
from eventsite.events import linked
from eventsite.events import queries as event_queries
from eventsite.events.models import Event, EventKind, Initiative, Series
from eventsite.events.models.event import KIND_LABELS
from eventsite.reference import countries
from eventsite.site import queries, rows, sought
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
    return kept.page(
        lambda: _group(event_queries.find_series(slug)), *queries.revision(clock.now())
    )


@blueprint.get("/initiatives/<slug>")
@http.cacheable
@access.public
def initiative(slug: str) -> http.Kept:
    """The events that serve one initiative."""
    return kept.page(
        lambda: _group(event_queries.find_initiative(slug)), *queries.revision(clock.now())
    )


def _events() -> str:
    now, asked = clock.now(), _sought()
    known = queries.known()
    found = sought.find(known, asked, now.date())
    is_past = request.args.get("when") == "past"
    page = http.page_of(found.past if is_past else found.coming, PAGE)
    return render_template(
        "site/events.html",
        lines=_lines(queries.of_ids(page.items, now)),
        page=page,
        tabs=_tabs(is_past, found),
        fields=_fields(asked, sought.choices(known)),
        keep={"when": "past"} if is_past else {},
        is_narrowed=any(request.args.get(name) for name in FILTERS),
        page_url=lambda number: url_for("site.events", **{**_asked(), "page": number}),
        zone=asked_zone(),
    )


def _lines(found: queries.Listed) -> list[rows.Line]:
    return rows.lines(found.events, asked_zone(), found.doors)


def _sought() -> sought.Sought:
    kind, country = request.args.get("kind", ""), request.args.get("country", "").upper()
    return sought.Sought(
        kind=kind if kind in set(EventKind) else "",
        series=request.args.get("series", "")[:60],
        initiative=request.args.get("initiative", "")[:60],
        year=request.args.get("year", type=asked.number),
        country=country if country in countries.COUNTRIES else "",
        text=request.args.get("q", "")[:100],
    )


def _asked() -> dict[str, str]:
    """The filters and the zone of this address, without the page."""
    known = (*FILTERS, "when", "zone")
    return {name: value for name in known if (value := request.args.get(name, "")[:100])}


def _tabs(is_past: bool, found: sought.Found) -> list[tuple[str, str, int, bool]]:
    asked: dict[str, Any] = {n: value for n, value in _asked().items() if n != "when"}
    coming, past = len(found.coming), len(found.past)
    return [
        (url_for("site.events", **asked), str(_("Coming up")), coming, not is_past),
        (url_for("site.events", when="past", **asked), str(_("Past")), past, is_past),
    ]


def _fields(asked: sought.Sought, choices: sought.Choices) -> list[dict[str, Any]]:
    """The filter form: what is chosen and what there is to choose."""
    lang = i18n.current_lang()
    kinds = [(kind.value, str(_(label))) for kind, label in KIND_LABELS.items()]
    lands = sorted((countries.name(code, lang), code) for code in choices.countries)
    years = [(str(year), str(year)) for year in choices.years]
    return [
        {"name": "q", "label": _("Words"), "value": asked.text},
        _select("kind", _("Kind"), asked.kind, kinds),
        _select("series", _("Series"), asked.series, _named(choices.series)),
        _select("initiative", _("Initiative"), asked.initiative, _named(choices.initiatives)),
        _select("year", _("Year"), str(asked.year or ""), years),
        _select("country", _("Country"), asked.country, [(code, name) for name, code in lands]),
    ]


def _select(name: str, label: str, value: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "label": label, "value": value, "options": [("", _("All")), *options]}


def _named(found: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(slug, str(text.pick(title, i18n.current_lang()))) for slug, title in found.items()]


def _group(group: Series | Initiative | None) -> str:
    if group is None:
        abort(404)
    now = clock.now()
    found = queries.of_group(group, now)
    coming, past = queries.in_order(found.events, now.date())
    return render_template(
        "site/group.html",
        group=group,
        coming=rows.lines(coming, asked_zone(), found.doors),
        past=rows.lines(past, asked_zone()),
        zone=asked_zone(),
        feed_slug=group.slug if isinstance(group, Series) else "",
        linked=_linked(group, found.events) if isinstance(group, Series) else {},
    )


def _linked(series: Series, events: Iterable[Event]) -> linked.Linked:
    """What machines read of a series: its editions."""
    lang = i18n.current_lang()
    editions = [
        (text.pick(event.title, lang).text, i18n.url_in(lang, "site.event", slug=event.slug))
        for event in events
        if not event.is_demo
    ]
    here = i18n.url_in(lang, "site.series", slug=series.slug)
    return linked.of_series(series, lang, here, editions)
