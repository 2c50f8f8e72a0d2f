"""What all answers share: what is asked, bytes kept by revision, the next part, who may read."""

import math
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from eventsite.api import asking, paging, shapes
from eventsite.api.operations import PREFIX
from eventsite.core import http, i18n, problems
from eventsite.core.i18n import gettext

blueprint = Blueprint("api", __name__)
#: Scripts of every site may read what everybody may read.
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
#: Addresses in answers speak English; whoever wants another language puts its prefix there.
link = partial(i18n.url_in, "en")


@blueprint.errorhandler(problems.Problem)
def problem(error: problems.Problem) -> Response:
    """What a view refused."""
    return problems.answer(error.status, error.sentence, error.parameter)


@blueprint.after_request
def opened(response: Response) -> Response:
    """Let scripts of other sites ask first what they may."""
    if request.method == "OPTIONS" and request.path.startswith(PREFIX):
        response.headers.update({**OPEN, **_PREFLIGHT})
    return response


def asked(model: type[asking.A]) -> asking.A:
    """The parameters of this address; 422 names the first that cannot be used."""
    try:
        return asking.read(model, dict(request.args.lists()))
    except asking.WrongParameter as wrong:
        raise problems.Problem(422, _sentence(model, wrong), wrong.name) from wrong


def _sentence(model: type[asking.Nothing], wrong: asking.WrongParameter) -> str:
    if wrong.why == "repeated":
        return str(gettext("Give “%(name)s” once.", name=wrong.name))
    if wrong.why == "value":
        values = ", ".join(asking.values_of(model, wrong.name))
        return str(gettext(asking.EXPECTED[wrong.name], values=values))
    known = ", ".join(asking.names(model))
    if not known:
        return str(gettext("This address has no parameters. Ask it without any."))
    return str(
        gettext(
            "There is no parameter “%(name)s” here. There are: %(known)s.",
            name=wrong.name,
            known=known,
        )
    )


def after(asks: asking.Listed, *kinds: type[int] | type[str]) -> paging.Key | None:
    """The key behind the cursor; 422 for one that no answer gave."""
    if asks.cursor is None:
        return None
    try:
        return paging.decode(asks.cursor, *kinds)
    except paging.WrongCursor as wrong:
        raise refused_cursor() from wrong


def refused_cursor() -> problems.Problem:
    """That the cursor cannot be used."""
    return problems.Problem(422, str(gettext(asking.EXPECTED["cursor"])), "cursor")


def following(asks: asking.Listed, key: paging.Key | None) -> str | None:
    """The address of the next part of this list, with the same questions."""
    if key is None:
        return None
    said = asks.model_dump(mode="json", by_alias=True, exclude_none=True)
    query = urlencode({**said, "cursor": paging.encode(key)})
    # Without the prefix of a language: answers are the same in all.
    return f"{link('api.documentation').removesuffix('/api')}{request.path}?{query}"


def missing() -> problems.Problem:
    """That there is nothing at this address."""
    return problems.Problem(404)


def kept(
    name: str,
    asks: asking.Nothing,
    revision: tuple[Hashable, ...],
    build: Callable[[], shapes.Shape],
) -> http.Kept:
    """The answer as bytes, made once for each revision and question."""
    key = ("api", name, request.path, asks, *revision)
    return http.shelf.get(key, lambda: _written(build()))


def _written(answer: shapes.Shape) -> http.Kept:
    headers = dict(OPEN)
    if isinstance(answer, shapes.Part) and answer.next:
        headers["Link"] = f'<{answer.next}>; rel="next"'
    return http.Kept(answer.model_dump_json().encode(), "application/json", headers=headers)


def until(answer: http.Kept, ahead: datetime | None, now: datetime) -> http.Kept:
    """The same answer, which caches drop when the next moment comes."""
    if ahead is None:
        return answer
    left = math.ceil((ahead - now).total_seconds())
    return replace(answer, max_age=left) if left < answer.max_age else answer
