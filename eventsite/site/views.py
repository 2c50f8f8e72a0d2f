"""The first page, and what all pages of this feature share."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from eventsite.core import access, clock, http, i18n, kept, zones
from eventsite.site import queries, rows

blueprint = Blueprint("site", __name__)

#: Lines of past events on the first page.
PAST_ON_HOME = 6


def asked_zone() -> str:
    """The zone in `?zone=` if there is such a zone, else nothing."""
    zone = request.args.get("zone", "")
    return zone if zones.known(zone) else ""


@blueprint.get("/")
@http.cacheable
@access.public
def home() -> http.Kept:
    """The next event, the calendar link, what is coming and what was."""
    return kept.page(_home, *queries.revision(clock.now()))


@blueprint.get("/time-zone")
@access.public
def time_zone() -> str:
    """Choose the zone in which a public page shows its times as well."""
    back = access.own_path(request.args.get("to")) or url_for("site.home")
    return render_template("site/time_zone.html", to=back, zone_list=zones.ZONES)


def _home() -> str:
    now = clock.now()
    found = queries.of_home(now.date(), PAST_ON_HOME, now)
    coming, past = queries.in_order(found.events, now.date())
    lines = rows.lines(coming, asked_zone(), found.doors)
    calls = rows.calls(queries.open_calls(now), now)
    shown = {"past": rows.lines(past), "zone": asked_zone(), "calls": calls}
    return render_template("site/home.html", **_next(lines), **shown)


def _next(lines: list[rows.Line]) -> dict[str, Any]:
    """The next event large: the first one that takes place, and all as a list."""
    taking_place = [line for line in lines if line.mark.iso and not _is_off(line)]
    feed = i18n.url_in(i18n.current_lang(), "calendars.site_feed")
    return {
        "next": next(iter(taking_place), None),
        "coming": lines,
        "feed": feed,
        "webcal": f"webcal:{feed.partition(':')[2]}",
    }


def _is_off(line: rows.Line) -> bool:
    return line.state is not None and line.state[1] == "bad"
