"""Refusals and error pages: one way to say no, one page for each status."""

import errno
import logging
import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Response as BaseResponse

from eventsite.core import back, problems
from eventsite.core.db import SAFE_METHODS, db
from eventsite.core.i18n import gettext

log = logging.getLogger("eventsite.errors")
PAGES = frozenset({403, 404, 409, 410, 413, 422, 429, 500, 503})

#: What a system says when a disk, an account or a file may not grow.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Refused(Exception):
    """An action said no; `reason` is the sentence (an enum's value, to be translated)."""

    def __init__(self, reason: StrEnum, field: str | None = None, **facts: Any) -> None:
        super().__init__(reason.value)
        self.reason = reason
        #: The form field beside which the sentence belongs.
        self.field = field
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The reason in the language spoken now."""
        return str(gettext(self.reason.value, **self.facts))


class NotAllowed(Refused):
    """What others may do but not this person: answered 403 with the sentence."""


class Stale(Exception):
    """Somebody else saved first; carries both texts by field label for the 409 page.

    `changed` is a sentence that says what was changed and by whom, where that is known.
    """

    def __init__(
        self, mine: Mapping[str, str], theirs: Mapping[str, str], changed: str = ""
    ) -> None:
        super().__init__("stale version")
        self.mine = mine
        self.theirs = theirs
        self.changed = changed


def reference() -> str:
    """This request's number, shown on an error page and written in the log."""
    if "reference" not in g:
        g.reference = uuid.uuid4().hex[:10].upper()
    return str(g.reference)


def wants_json() -> bool:
    """Whether a script of ours asks, which reads an answer instead of showing a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def page(status: int, **context: Any) -> Response:
    """The error page of a status, never cached; for programs the same words as JSON."""
    if status == 413:
        context.setdefault("sentence", _too_large())
    if problems.are_spoken():
        sentence = str(context.get("sentence", ""))
        return problems.answer(status, sentence, reference=reference() if status >= 500 else "")
    if wants_json():
        response = jsonify(status=status, reference=reference(), **context)
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        return response
    if status == 409:
        # Said even where there are no texts: templates know something else by the name `mine`.
        context = {"mine": {}, "theirs": {}, **context}
    known = status if status in PAGES else (500 if status >= 500 else 404)
    # Nothing on it may ask the database: that may be the very thing that failed.
    g.without_database = True
    g.pop("workspace_event", None)
    context = {"reference": reference(), "status": status, "back": back.address(), **context}
    html = render_template(f"errors/{known}.html", **context)
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _too_large() -> str:
    """How large a file may be, and what to do."""
    most = current_app.config["MAX_CONTENT_LENGTH"] // (1024 * 1024) - 1
    return str(
        gettext(
            "Files can have up to %(most)s MB. Go back, choose a smaller file and send the form"
            " again. Your other answers may still be on that page.",
            most=most,
        )
    )


def _no_room() -> str:
    return str(
        gettext(
            "There is no room on the server for this file just now. Nothing was saved. Go back and"
            " try again later, or tell the organizers."
        )
    )


def init_app(app: Flask) -> None:
    """Answer every exception with a page of the design and one line in the log."""
    _init_outages(app)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return page(403 if isinstance(error, NotAllowed) else 422, sentence=error.sentence)

    @app.errorhandler(Stale)
    def stale(error: Stale) -> Response:
        return page(409, mine=error.mine, theirs=error.theirs, changed=error.changed)

    @app.errorhandler(StaleDataError)
    def stale_row(_error: StaleDataError) -> Response:
        return page(409)

    @app.errorhandler(IntegrityError)
    def lost_race(error: IntegrityError) -> Response:
        db.session.rollback()
        log.warning("a constraint refused", exc_info=error, extra={"reference": reference()})
        return page(409)

    @app.errorhandler(DataError)
    def no_such_value(_error: DataError) -> Response:
        # A number too large or a NUL in an address: nothing is kept under it.
        db.session.rollback()
        log.warning("the database cannot hold a value", extra={"reference": reference()})
        return page(404 if request.method in SAFE_METHODS else 422)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> BaseResponse:
        if error.code is None or error.code < 400:
            return error.get_response()
        original = getattr(error, "original_exception", None)
        if isinstance(error, InternalServerError):
            log.error(
                "500 at %s", request.endpoint, exc_info=original, extra={"reference": reference()}
            )
        elif error.code >= 409:
            log.warning("%s at %s", error.code, request.endpoint, extra={"reference": reference()})
        response = page(error.code)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if error.code == 429 and getattr(error, "retry_after", None):
            response.headers["Retry-After"] = str(error.retry_after)  # type: ignore[attr-defined]
        return response


def _init_outages(app: Flask) -> None:
    """What fails below us is a page too: the database away, the disk full."""

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(NoConnection)
    def database_away(error: OperationalError | InterfaceError | NoConnection) -> Response:
        reason = str(getattr(error, "orig", error)).partition("\n")[0]
        log.error("database: %s", reason, extra={"reference": reference()})
        return page(503)

    @app.errorhandler(OSError)
    def disk_full(error: OSError) -> BaseResponse:
        # Also raised where a large upload is put aside while the form is read.
        if error.errno not in NO_ROOM:
            raise error
        log.error("no room on the disk: %s", error.strerror, extra={"reference": reference()})
        return page(503, sentence=_no_room())
