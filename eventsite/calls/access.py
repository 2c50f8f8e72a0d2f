"""The guard of a team's own pages: its members, and the team in place of its code."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort

from eventsite.calls import queries
from eventsite.core import access

View = Callable[..., Any]


def team_member(view: View) -> View:
    """Members of the team alone; gets `team` in place of the URL's `code`. Others see 404."""

    @wraps(view)
    def wrapper(*args: Any, code: str, **kwargs: Any) -> Any:
        user = access.current_user()
        if user is None:
            return access.ask_to_sign_in()
        team = queries.find_team_of(code, user.person_id)
        if team is None:
            abort(404)
        return view(*args, team=team, **kwargs)

    return access.guard("team_member")(wrapper)
