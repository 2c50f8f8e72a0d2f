"""Where an error page leads back to: a page that can be opened, never a button's own address."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from werkzeug.routing import MapAdapter


def address() -> str:
    """What was asked for where it is a page, else the page it was sent from, else the next above.

    A path of this site, in the language that is spoken.
    """
    root = request.script_root
    own = request.full_path.removesuffix("?")
    routes = _routes(current_app)
    for candidate in (own, _sent_from(), *_above(request.path)):
        if candidate.startswith("/") and routes.test(urlsplit(candidate).path, method="GET"):
            return root + candidate
    return f"{root}/"


def _routes(app: Flask) -> MapAdapter:
    return app.url_map.bind(request.host)


def _sent_from() -> str:
    """The page of this site that the browser names, without the prefix of its language."""
    sent = urlsplit(request.referrer or "")
    if sent.netloc != request.host or not sent.path.startswith(f"{request.script_root}/"):
        return ""
    path = sent.path.removeprefix(request.script_root)
    return f"{path}?{sent.query}" if sent.query else path


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path
