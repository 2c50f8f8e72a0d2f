"""Errors as programs read them (RFC 9457): how everything under `/api/` says no."""

from http import HTTPStatus

from flask import Response, json, request

from eventsite.core.i18n import N_, gettext

PREFIX = "/api/"
MIMETYPE = "application/problem+json"
_SENTENCES = {
    403: N_("This cannot be read or changed here."),
    404: N_("There is nothing at this address. The addresses are listed at /api."),
    405: N_("Only GET, HEAD and OPTIONS are possible here. Nothing can be changed."),
    410: N_("This was taken off and does not come back."),
    429: N_("You asked too often. Wait for the seconds that Retry-After names, then try again."),
    503: N_("The site cannot answer now. Try again in a minute."),
}
_FAILED = N_("The site could not answer. Try again later.")


class Problem(Exception):
    """What a view under `/api/` answers instead; `sentence` is translated already."""

    def __init__(self, status: int, sentence: str = "", parameter: str = "") -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.parameter = parameter


def are_spoken() -> bool:
    """Whether a program asks, at an address where nobody looks for a page."""
    return request.path.startswith(PREFIX) and request.path != PREFIX


def answer(status: int, sentence: str = "", parameter: str = "", reference: str = "") -> Response:
    """The error; kept by nobody, readable by scripts of every site."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence or str(gettext(_SENTENCES.get(status, _FAILED))),
    }
    if parameter:
        said["parameter"] = parameter
    if reference:
        said["reference"] = reference
    response = Response(json.dumps(said), status, content_type=MIMETYPE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-store"
    return response
