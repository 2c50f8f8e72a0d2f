"""A material of a released session, once its moment has come."""

from datetime import datetime
from urllib.parse import quote

import sqlalchemy as sa
from flask import abort

from eventsite.agenda import materials, queries
from eventsite.agenda.views import frame, moments
from eventsite.core import access, clock, files, http
from eventsite.core.db import db

#: Larger files are read from the disk each time.
MOST_KEPT = 256 * 1024


@frame.blueprint.get("/events/<slug>/sessions/<code>/materials/<material>")
@http.cacheable
@access.public
def material(slug: str, code: str, material: str) -> http.Kept:
    """The file of a material: what the newest release holds, from its moment on."""
    event, now = frame.found(slug), clock.now()
    passed, ahead = moments.phase(event, code, now)
    key = ("material", code, material, passed, *event.key)
    kept = http.shelf.get(key, lambda: _file(event, code, material, now))
    return moments.until(kept, ahead, now)


def _file(event: queries.Published, code: str, wanted: str, now: datetime) -> http.Kept:
    session = moments.shown_session(event, code)
    found = session.find_material(wanted)
    if found is None or not found.file or not materials.is_open(found, session, now):
        abort(404)
    person = frame.programme_of(event).people.get(found.speaker)
    file = db.session.scalar(sa.select(files.File).where(files.File.code == found.file))
    if (person is not None and person.is_erased) or file is None:
        abort(410)
    path = files.path_of(file)
    if not path.is_file():
        abort(410)
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": _attachment(file.name),
    }
    return http.Kept(
        path.read_bytes(),
        file.media_type,
        etag=file.sha256[:24],
        headers=headers,
        is_rare=file.size > MOST_KEPT,
        is_packed=not file.media_type.startswith("text/"),
    )


def _attachment(name: str) -> str:
    """RFC 6266: the name in ASCII for old readers, and as it is."""
    plain = (
        name.encode("ascii", "replace")
        .decode()
        .replace("?", "_")
        .replace("\\", "_")
        .replace('"', "_")
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
