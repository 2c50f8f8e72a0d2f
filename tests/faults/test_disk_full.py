"""A disk without room during an upload: a sentence, nothing saved, and then as before."""

import resource
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.files import File
from eventsite.registration.models import Registration
from tests import make
from tests.browser import Browser, Page
from tests.questions import makings

pytestmark = [
    pytest.mark.faults,
    pytest.mark.long,
    pytest.mark.both_databases,
    # Werkzeug leaves the file that it could not write to be closed when it is forgotten.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MB = 1024 * 1024
#: Larger than the tests' database, smaller than the upload.
ROOM, PAPER = 6 * MB, b"%PDF-1.7\n" + bytes(7 * MB)
LINE = "between-the-parts"
ADA = {
    "first_name": "Ada",
    "family_name": "Byron",
    "email": "ada@example.org",
    "country": "FJ",
    "mode": "online",
    "consent": True,
    "code_of_conduct": True,
}


@contextmanager
def little_room(app: Flask) -> Iterator[None]:
    """While the application answers, no file of it grows beyond ROOM."""
    roomy = app.wsgi_app

    def narrow(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
        try:
            return roomy(environ, start)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    app.wsgi_app = narrow  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        app.wsgi_app = roomy  # type: ignore[method-assign]


def register(client: Browser, path: str, field: str, status: int) -> Page:
    """Send the form with a large file, written here: the test client would put it on disk."""
    form = client.form(client.get(path), "Register").fill(**ADA)
    values = [(name, value) for name, value in form.values if name != field]
    parts = [
        f'--{LINE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values
    ]
    head = f'--{LINE}\r\nContent-Disposition: form-data; name="{field}"; filename="paper.pdf"\r\n'
    kind = "Content-Type: application/pdf\r\n\r\n"
    body = "".join([*parts, head, kind]).encode() + PAPER + f"\r\n--{LINE}--\r\n".encode()
    return client.post(path, body, status, content_type=f"multipart/form-data; boundary={LINE}")


def test_an_upload_without_room_is_a_sentence_and_nothing_is_saved(
    app: Flask, client: Browser, session: scoped_session[Session]
) -> None:
    event = make.make_event(days=200)
    make.make_terms(event)
    makings.make_question(event, "file")
    path = f"/events/{event.slug}/registration"
    field = client.get(path).one("input[type=file]")["name"]
    folder = app.config["SETTINGS"].files_dir
    session.commit()
    with little_room(app):
        refused = register(client, path, str(field), status=503)
    assert "There is no room on the server for this file just now." in refused.words
    assert [each for each in folder.rglob("*") if each.is_file()] == []
    assert session.scalars(sa.select(File)).all() == []
    assert session.scalars(sa.select(Registration)).all() == []
    register(client, path, str(field), status=200)
    assert [one.size for one in session.scalars(sa.select(File))] == [len(PAPER)]
    assert len(session.scalars(sa.select(Registration)).all()) == 1
