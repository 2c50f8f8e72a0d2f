"""The public pages that say which feeds there are and how to follow one."""

from collections.abc import Sequence
from urllib.parse import urlencode

import segno
from flask import abort, render_template, request
from markupsafe import Markup

from eventsite.calendars import choosing, feeds, queries, ways
from eventsite.calendars.views import frame
from eventsite.core import access, clock, http, i18n, kept, text
from eventsite.core.i18n import gettext
from eventsite.events.models import EventKind, EventState
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
    """How to have an event in one's calendar, whole or the part that the query chooses."""
    found = queries.find_event(slug)
    if found is None or found.event.state == EventState.DRAFT:
        abort(404)
    try:
        choice = choosing.read(request.args.items(multi=True))
        key = (*found.key, found.event.has_deadlines, i18n.current_lang(), clock.now().date())
        return http.shelf.get(
            ("event calendar", *key, request.query_string), lambda: _event_calendar(found, choice)
        )
    except choosing.Unknown:
        abort(404)


def _calendars(kinds: Sequence[EventKind], series: Sequence[queries.OfferedSeries]) -> str:
    about = gettext("All events of this series, one entry for each day.")
    return render_template(
        "calendars/calendars.html",
        site=_ways(
            "all",
            gettext("All events"),
            "calendars.site_feed",
            gettext(
                "All events, one entry for each day. New events and changes appear by themselves."
            ),
            "sea",
        ),
        kinds=[_of_kind(kind) for kind in kinds],
        series=[
            _ways(
                f"series-{row.slug}",
                _said(row.title),
                "calendars.series_feed",
                about,
                row.hue,
                slug=row.slug,
            )
            for row in series
        ],
        delays=ways.DELAYS,
    )


def _of_kind(kind: EventKind) -> ways.Ways:
    return _ways(
        f"kind-{kind.value}",
        gettext(KIND_LABELS[kind]),
        "calendars.kind_feed",
        gettext("All events of one kind, one entry for each day."),
        feeds.hue_of_kind(kind),
        kind=kind.value,
    )


def _event_calendar(found: queries.Found, choice: choosing.Choice) -> http.Kept:
    event, parts = found.event, feeds.parts_of(found, choice)
    title, slug = _said(event.title), str(event.slug)
    whole = _ways(
        "event",
        title,
        "calendars.event_feed",
        gettext("One entry for each day, and one for each session of the published programme."),
        event.hue,
        slug=slug,
    )
    name = gettext("%(event)s: deadlines", event=title)
    about = gettext("A short entry that ends at each deadline.")
    due = _ways("deadlines", name, "calendars.deadlines_feed", about, "clay", slug=slug)
    chosen = None
    if not choice.is_open:
        asked = dict(choice.asked)
        chosen = _ways(
            "chosen", parts.name, "calendars.event_feed", parts.about, parts.hue, slug=slug, **asked
        )
    page = render_template(
        "calendars/event_calendar.html",
        it=event,
        feed=whole,
        chosen=chosen,
        fields=parts.fields,
        deadlines=due if event.has_deadlines else None,
        delays=ways.DELAYS,
    )
    return http.Kept(page.encode(), is_rare=not (choice.is_kept and _is_usual(choice, parts)))


def _is_usual(choice: choosing.Choice, parts: feeds.Parts) -> bool:
    """Whether the query is as our links or the form write it: others have no end."""
    names = [str(field["name"]) for field in parts.fields]
    by_form = [(name, choice.value(name)) for name in names]
    return request.query_string.decode("latin-1") in {urlencode(choice.asked), urlencode(by_form)}


def _ways(key: str, name: str, endpoint: str, about: str, hue: str, **values: str) -> ways.Ways:
    url = i18n.url_in(i18n.current_lang(), endpoint, **values)
    known = ways.Ways(key, name, url, about, hue)
    # A telephone that reads it opens the subscription at once.
    return ways.Ways(key, name, url, about, hue, qr_of(known.webcal, name))


def qr_of(address: str, name: str) -> Markup:
    """The address as a picture that phones read; black on white also in the dark."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    said = gettext("QR code of the calendar link: %(name)s", name=name)
    label = Markup(' role="img" aria-label="{}"').format(said)
    return Markup(drawn.replace("<svg", f"<svg{label}", 1))  # noqa: S704  # segno draws paths only


def _said(localized: dict[str, str]) -> str:
    return text.pick(localized, i18n.current_lang()).text
