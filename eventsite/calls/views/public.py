"""Pages everybody sees alike: open and coming calls, and one call."""

from datetime import datetime
from typing import Any

from flask import abort, render_template, url_for

from eventsite.calls import deadlines, queries, wording
from eventsite.calls.deadlines import Phase
from eventsite.calls.models import ENTRY_KIND_LABELS, KIND_LABELS, Call, EntryKind
from eventsite.calls.views.frame import asked_zone, blueprint
from eventsite.core import access, clock, http, kept
from eventsite.core.i18n import LANGUAGES, gettext


@blueprint.get("/calls")
@http.cacheable
@access.public
def calls() -> http.Kept:
    """Calls that are open, then those that open soon."""
    now = clock.now()
    found = queries.coming_calls(now)
    return kept.page(lambda: _list(found, now), *(_mark(call, now) for call in found))


@blueprint.get("/events/<slug>/calls/<call>")
@http.cacheable
@access.public
def call(slug: str, call: str) -> http.Kept:
    """One call: dates, themes, who may enter, rules, prizes, and the way in."""
    found, now = queries.find_public_call(slug, call), clock.now()
    if found is None:
        abort(404)
    return kept.page(lambda: _whole(found, now), _mark(found, now))


def _mark(call: Call, now: datetime) -> tuple[object, ...]:
    """Changes whenever a page would say something else of a call."""
    upcoming = wording.dates(call, call.zone, now)[1]
    pill = wording.phase_pill(call, now)
    return call.id, call.version, call.event.version, deadlines.phase(call, now), upcoming, pill


def _list(found: list[Call], now: datetime) -> str:
    lines = [line(call, now, asked_zone()) for call in found]
    return render_template(
        "calls/calls.html",
        coming=[one for one in lines if one["phase"] is Phase.COMING],
        open_now=[one for one in lines if one["phase"] is not Phase.COMING],
    )


def _whole(call: Call, now: datetime) -> str:
    zone = asked_zone()
    dates, upcoming = wording.dates(call, call.zone, now, zone)
    phase = deadlines.phase(call, now)
    return render_template(
        "calls/call.html",
        call=call,
        line=line(call, now, zone),
        dates=dates,
        next_date=upcoming,
        teams_open=phase in deadlines.TEAMS_OPEN,
        is_coming=phase is Phase.COMING,
        is_closed=phase in {Phase.GRACE, Phase.CLOSED},
        kinds=[gettext(ENTRY_KIND_LABELS[EntryKind(kind)]) for kind in call.entry_kinds],
        who=wording.who_in_team(call.team_sizes),
        langs=[(lang, LANGUAGES[lang]) for lang in call.langs if lang in LANGUAGES],
        is_idea=wording.says_idea(call.kind),
    )


def line(call: Call, now: datetime, zone: str) -> dict[str, Any]:
    """What a list says of a call with its event."""
    return {
        "phase": deadlines.phase(call, now),
        "pill": wording.phase_pill(call, now),
        "kind": gettext(KIND_LABELS[call.kind]),
        "title": call.title,
        "summary": call.summary,
        "event": call.event.title,
        "is_demo": call.event.is_demo,
        "href": url_for("calls.call", slug=call.event.slug, call=call.slug),
        "slug": call.code,
        "hue": call.hue,
        "closes": call.closes,
        "until": wording.moments(call.closes, call.zone, zone),
    }
