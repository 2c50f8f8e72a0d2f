"""The guard of visa pages: one duty, which even an owner has to hold by name."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g

from eventsite.core import access
from eventsite.events import access as event_access
from eventsite.events import queries as event_queries
from eventsite.events.models import Duty

View = Callable[..., Any]


def visas(view: View) -> View:
    """Members of the team with the duty "visas", and staff; the view gets `event` for `slug`.

    An owner who wants to look gives the duty to themself, which stands in the trail.
    """

    @wraps(view)
    def wrapper(*args: Any, slug: str, **kwargs: Any) -> Any:
        user = access.current_user()
        if user is None:
            return access.ask_to_sign_in()
        event = event_queries.find_event(slug)
        if event is None:
            abort(404)
        held = event_access.duties_of(user, event)
        if Duty.VISAS not in held:
            abort(403)
        g.workspace_event, g.workspace_duties = event, held
        return view(*args, event=event, **kwargs)

    wrapper.duties = {Duty.VISAS}  # type: ignore[attr-defined]
    return access.guard("team:visas")(wrapper)
