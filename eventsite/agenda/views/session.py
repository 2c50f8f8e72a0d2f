"""One released session."""

from datetime import datetime
from typing import Any

from flask import abort, render_template

from eventsite.agenda import display, linked, queries, words
from eventsite.agenda.releases import ReleasedSession
from eventsite.agenda.views import contents, frame, moments
from eventsite.core import access, clock, http, i18n, zones
from eventsite.events.models import EventState, Mode


@frame.blueprint.get("/events/<slug>/sessions/<code>")
@http.cacheable
@access.public
def session(slug: str, code: str) -> http.Kept:
    """One session: when, where, in which languages, by whom, and what else begins then."""
    event, now = frame.found(slug), clock.now()
    passed, ahead = moments.phase(event, code, now)
    page = frame.kept(event, ("session", code, passed), lambda: _page(event, code, now))
    return moments.until(page, ahead, now)


def _page(event: queries.Published, code: str, now: datetime) -> str:
    p = frame.programme_of(event)
    found = p.agenda.find(code)
    if found is None:
        abort(404)
    if not found.is_shown:
        abort(410)
    also = [s for s in p.agenda.shown if s.start == found.start and s is not found]
    return render_template(
        "agenda/session.html",
        p=p,
        said_as=words.programme(event.kind),
        session=found,
        s=display.item(p, found),
        day=p.agenda.day_of(found),
        start=zones.local(found.start, p.first_zone),
        offset=zones.offset_text(found.start, p.first_zone),
        beside=display.beside(p, found.start),
        floor=words.all_languages(found.languages),
        interpretation=words.all_languages(found.interpretation),
        places=dict(event.limited or ()).get(code, 0),
        also=[display.item(p, s) for s in also if not display.is_pause(s)],
        linked=_linked(p, found),
        **contents.of_session(p, found, now),
    )


def _linked(p: display.Programme, found: ReleasedSession) -> dict[str, Any]:
    """What machines read of the session."""
    there = {"slug": p.event.slug}
    around = linked.Around(
        url=i18n.url_in(p.lang, "agenda.session", **there, code=found.code),
        event_url=i18n.url_in(p.lang, "site.event", **there),
        event_title=p.event.title,
        city={} if p.event.mode == Mode.ONLINE else p.event.city,
        speakers={
            voice.code: i18n.url_in(p.lang, "agenda.speaker", **there, code=voice.code)
            for voice in found.speakers
        },
    )
    if p.event.state is EventState.CANCELLED:
        found = p.agenda.called_off().find(found.code) or found
    return linked.of_session(p.agenda, p.people, found, p.lang, around)
