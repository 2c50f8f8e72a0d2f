"""Public pages kept as bytes: rendered once for each address, revision and day."""

from collections.abc import Callable, Hashable

from flask import request

from eventsite.core import clock, http

#: A longer query is rendered for its one reader and not kept.
LONGEST_QUERY = 200


def page(render: Callable[[], str], *revision: Hashable) -> http.Kept:
    """The page of this address as it stands in this revision; `render` runs when it is new.

    The whole query is in the key, because the language menu repeats it.
    """
    if len(request.query_string) > LONGEST_QUERY:
        return http.Kept(render().encode())
    address = (request.script_root, request.path, request.query_string)
    key = ("page", *address, clock.now().date(), *revision)
    return http.shelf.get(key, lambda: http.Kept(render().encode()))
