"""The public pages of a programme made from its draft, for the team: what publishing would show."""

import inspect
import re
from typing import Any

from flask import Response, g, request

from eventsite.agenda import display, draft, queries
from eventsite.agenda.views import blueprint, programme, session, speakers
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event


@blueprint.get("/manage/events/<slug>/preview/programme")
@blueprint.get("/manage/events/<slug>/preview/programme/<day>")
@event_access.team(Duty.AGENDA, viewers=True)
def preview(event: Event, day: str = "") -> Response:
    """A day of the draft."""
    return _shown(event, programme.programme, day=day)


@blueprint.get("/manage/events/<slug>/preview/sessions/<code>")
@event_access.team(Duty.AGENDA, viewers=True)
def preview_session(event: Event, code: str) -> Response:
    """A session of the draft."""
    return _shown(event, session.session, code=code)


@blueprint.get("/manage/events/<slug>/preview/speakers")
@event_access.team(Duty.AGENDA, viewers=True)
def preview_speakers(event: Event) -> Response:
    """Everybody in the draft."""
    return _shown(event, speakers.speakers)


@blueprint.get("/manage/events/<slug>/preview/speakers/<code>")
@event_access.team(Duty.AGENDA, viewers=True)
def preview_speaker(event: Event, code: str) -> Response:
    """A speaker in the draft."""
    return _shown(event, speakers.speaker, code=code)


def _shown(event: Event, view: Any, **values: str) -> Response:
    """What a public view answers when the draft is its release, with links that stay inside."""
    drafted = draft.of(event, queries.sessions(event.id))
    g.preview = display.Programme(_published(event), drafted.agenda, drafted.people)
    # Without its guards: nothing of this is kept in the process or by a cache.
    kept = inspect.unwrap(view)(slug=event.slug, **values)
    answer = Response(_turned(kept.body.decode(), event.slug), mimetype="text/html")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _published(event: Event) -> queries.Published:
    return queries.Published(
        event_id=event.id,
        slug=event.slug,
        kind=event.kind,
        state=event.state,
        mode=event.mode,
        zone=event.zone,
        city=event.city,
        title=event.title,
        hue=event.hue,
        revised=event.revised,
        release_id=0,
        redacted=None,
    )


def _turned(page: str, slug: str) -> str:
    """A page whose links to days, sessions and speakers lead to their previews."""
    root, name = re.escape(request.script_root), re.escape(slug)
    parts = r"programme(?:/\d{4}-\d\d-\d\d)?|sessions/\w+|speakers(?:/\w+)?"
    links = re.compile(rf'(href|action)="({root})/events/{name}/({parts})(?=["?#])')
    return links.sub(rf'\1="\2/manage/events/{slug}/preview/\3', page)
