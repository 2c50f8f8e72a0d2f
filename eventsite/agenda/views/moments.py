"""Pages of a session that read otherwise from a moment on: its materials open by the clock."""

import json
import math
from dataclasses import replace
from datetime import datetime

from flask import abort, g

from eventsite.agenda import materials, queries, releases
from eventsite.agenda.views import frame
from eventsite.core import http


def shown_session(event: queries.Published, code: str) -> releases.ReleasedSession:
    """The session of the newest release; 404 for an unknown one, 410 for one taken off."""
    agenda, _ = frame.read(event)
    found = agenda.find(code)
    if found is None:
        abort(404)
    if not found.is_shown:
        abort(410)
    return found


def phase(event: queries.Published, code: str, now: datetime) -> tuple[int, datetime | None]:
    """How many of a session's moments are over, and the next one; read once for each release."""
    if "preview" in g:
        # Of a draft nothing is kept.
        return 0, None
    kept = http.shelf.get(("moments", code, *event.key), lambda: _moments(event, code))
    return materials.phase([datetime.fromisoformat(at) for at in json.loads(kept.body)], now)


def until(kept: http.Kept, ahead: datetime | None, now: datetime) -> http.Kept:
    """The same answer, which caches drop when the next moment comes."""
    if ahead is None:
        return kept
    left = math.ceil((ahead - now).total_seconds())
    return replace(kept, max_age=left) if left < kept.max_age else kept


def _moments(event: queries.Published, code: str) -> http.Kept:
    found = materials.moments(shown_session(event, code))
    return http.Kept(json.dumps([at.isoformat() for at in found]).encode(), "application/json")
