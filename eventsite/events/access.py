"""The guard of an event's pages: the team's duties, and the event in place of its slug."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g

from eventsite.core import access
from eventsite.events import queries
from eventsite.events.models import Duty, Event

View = Callable[..., Any]


def team(*duties: Duty, viewers: bool = False) -> Callable[[View], View]:
    """Members of the event's team with one of `duties`, its owners, and staff.

    The view gets `event` in place of the URL's `slug`. `viewers` also lets the viewer duty in
    (pages that change nothing). Others get 403, an unknown slug 404.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(*args: Any, slug: str, **kwargs: Any) -> Any:
            user = access.current_user()
            if user is None:
                return access.ask_to_sign_in()
            event = queries.find_event(slug)
            if event is None:
                abort(404)
            held = duties_of(user, event)
            allowed = {Duty.OWNER, *duties} | ({Duty.VIEWER} if viewers else set())
            if not held & allowed:
                abort(403)
            g.workspace_event, g.workspace_duties = event, held
            return view(*args, event=event, **kwargs)

        wrapper.duties = {Duty.OWNER, *duties} | ({Duty.VIEWER} if viewers else set())  # type: ignore[attr-defined]
        names = ",".join(sorted(d.value for d in {Duty.OWNER, *duties}))
        return access.guard(f"team:{names}{'+viewer' if viewers else ''}")(wrapper)

    return decorate


def member(view: View) -> View:
    """Any member of the event's team, whatever the duty; gets `event` in place of `slug`."""
    return team(*Duty)(view)


def creator(view: View) -> View:
    """Whoever may make an event somewhere: staff, and owners of an event in a series.

    The view gets `series_ids`, where it may be; None means anywhere.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        user = access.current_user()
        if user is None:
            return access.ask_to_sign_in()
        owned = None if user.is_staff else queries.owned_series(user.id)
        if owned is not None and not owned:
            abort(403)
        return view(*args, series_ids=owned, **kwargs)

    return access.guard("creator")(wrapper)


def may_see(event: Event) -> bool:
    """Whether this visitor may see it: a draft only its team and staff."""
    if event.is_public:
        return True
    user = access.current_user()
    return user is not None and bool(duties_of(user, event))


def duties_of(user: Any, event: Event) -> frozenset[Duty]:
    """What the user may do in the event; staff hold every duty."""
    if user.is_staff:
        return frozenset(Duty)
    found = queries.find_member(event.id, user.id)
    return frozenset(Duty(d) for d in found.duties) if found else frozenset()


def may(*duties: Duty) -> bool:
    """On team pages: whether the visitor holds one of the duties (or owns)."""
    held = g.get("workspace_duties", frozenset())
    return bool(held & {Duty.OWNER, *duties})


def opens(view: View) -> bool:
    """On team pages: whether the visitor may open a view that wears `team` (any other: yes)."""
    allowed = getattr(view, "duties", None)
    return allowed is None or bool(g.get("workspace_duties", frozenset()) & allowed)
