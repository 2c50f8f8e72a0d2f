"""The public pages that say which feeds there are and how to follow one."""

from collections.abc import Sequence

import segno
from flask import abort, render_template
from markupsafe import Markup

from eventsite.calendars import feeds, queries, ways
from eventsite.calendars.views import frame
from eventsite.core import access, http, i18n, kept, text
from eventsite.core.i18n import gettext
from eventsite.events.models import EventKind
from eventsite.events.models.event import KIND_LABELS


@frame.blueprint.get("/calendars")
@http.cacheable
@access.public
def calendars() -> http.Kept:
    """Which feeds there are, and how to follow one."""
    kinds, series = queries.offered()
    titles = ((row.slug, row.hue, *sorted(row.title.items())) for row in series)
    return kept.page(lambda: _calendars(kinds, series), *kinds, *titles)


@frame.blueprint.get("/events/<slug>/calendar")
@http.cacheable
@access.public
def event_calendar(slug: str) -> http.Kept:
    """How to have an event in one's calendar."""
    found = queries.deadlines(slug)
    if found is None:
        abort(404)
    event, has_deadlines = found[0], any(row.uid for row in found)
    return kept.page(
        lambda: _event_calendar(event, has_deadlines), event.id, event.version, has_deadlines
    )


def _calendars(kinds: Sequence[EventKind], series: Sequence[queries.OfferedSeries]) -> str:
    return render_template(
        "calendars/calendars.html",
        site=_ways("all", gettext("All events"), "calendars.site_feed"),
        kinds=[_of_kind(kind) for kind in kinds],
        series=[
            (
                _ways(
                    f"series-{row.slug}", _said(row.title), "calendars.series_feed", slug=row.slug
                ),
                row.hue,
            )
            for row in series
        ],
        delays=ways.DELAYS,
    )


def _event_calendar(event: queries.Row, has_deadlines: bool) -> str:
    title = _said(event.title)
    name = gettext("%(event)s: deadlines", event=title)
    deadlines = _ways("deadlines", name, "calendars.deadlines_feed", slug=event.slug)
    return render_template(
        "calendars/event_calendar.html",
        it=event,
        feed=_ways("event", title, "calendars.event_feed", slug=event.slug),
        deadlines=deadlines if has_deadlines else None,
        qr=_qr(i18n.url_in(i18n.current_lang(), "calendars.event_calendar", slug=event.slug)),
        delays=ways.DELAYS,
    )


def _of_kind(kind: EventKind) -> tuple[ways.Ways, str]:
    name = gettext(KIND_LABELS[kind])
    known = _ways(f"kind-{kind.value}", name, "calendars.kind_feed", kind=kind.value)
    return known, feeds.hue_of_kind(kind)


def _ways(key: str, name: str, endpoint: str, **values: str) -> ways.Ways:
    return ways.Ways(key, name, i18n.url_in(i18n.current_lang(), endpoint, **values))


def _said(localized: dict[str, str]) -> str:
    return text.pick(localized, i18n.current_lang()).text


def _qr(address: str) -> Markup:
    """The address as a picture that phones read; black on white also in the dark."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    label = Markup(' role="img" aria-label="{}"').format(gettext("QR code of this page"))
    return Markup(drawn.replace("<svg", f"<svg{label}", 1))  # noqa: S704  # segno draws paths only
