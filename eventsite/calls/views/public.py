"""Pages everybody sees alike: open and coming calls, and one call."""

from datetime import datetime
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsite.calls import deadlines, queries, wording
from eventsite.calls.deadlines import Phase
from eventsite.calls.models import KIND_LABELS, Call
from eventsite.calls.views.frame import asked_zone, blueprint
from eventsite.core import access, clock, http
from eventsite.core.i18n import LANGUAGES, gettext


@blueprint.get("/calls")
@http.cacheable
@access.public
def calls() -> ResponseReturnValue:
    """Calls that are open, then those that open soon."""
    now, zone = clock.now(), asked_zone()
    lines = [line(call, now, zone) for call in queries.coming_calls(now)]
    return render_template(
        "calls/calls.html",
        coming=[one for one in lines if one["phase"] is Phase.COMING],
        open_now=[one for one in lines if one["phase"] is not Phase.COMING],
    )


@blueprint.get("/events/<slug>/calls/<call>")
@http.cacheable
@access.public
def call(slug: str, call: str) -> ResponseReturnValue:
    """One call: dates, themes, who may enter, rules, prizes, and the way in."""
    found = queries.find_public_call(slug, call)
    if found is None:
        abort(404)
    now, zone = clock.now(), asked_zone()
    dates, coming = wording.dates(found, found.zone, now, zone)
    phase = deadlines.phase(found, now)
    return render_template(
        "calls/call.html",
        call=found,
        line=line(found, now, zone),
        dates=dates,
        next_date=coming,
        teams_open=phase in deadlines.TEAMS_OPEN,
        is_coming=phase is Phase.COMING,
        is_closed=phase in {Phase.GRACE, Phase.CLOSED},
        who=wording.who_in_team(found.team_sizes),
        langs=[(lang, LANGUAGES[lang]) for lang in found.langs if lang in LANGUAGES],
        is_idea=wording.says_idea(found.kind),
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
