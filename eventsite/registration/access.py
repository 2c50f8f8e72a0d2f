"""Guards: of one's own registration by account or signed address, and of focal points' pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g, url_for

from eventsite.core import access, limits, text
from eventsite.people import queries as people_queries
from eventsite.registration import links, queries
from eventsite.registration.models import Registration

View = Callable[..., Any]


def holder(view: View) -> View:
    """Whoever holds the registration: the person signed in, or the reader of the mailed link.

    The view gets `registration` in place of `code` and `key`. For everybody else it does not exist.
    """

    return _guarded(view, _is_own)


def holder_or_assistant(view: View) -> View:
    """Likewise, and who registered the person, until the person has confirmed by the mailed link.

    From then on it is the person's own: nobody else sees, changes or cancels it.
    """
    return _guarded(view, _is_filled_by)


def _is_own(registration: Registration, person_id: int) -> bool:
    return registration.person_id == person_id


def _is_filled_by(registration: Registration, person_id: int) -> bool:
    by = registration.registered_by_id if registration.address_confirmed is None else None
    return person_id in {registration.person_id, by}


def _guarded(view: View, is_allowed: Callable[[Registration, int], bool]) -> View:
    @wraps(view)
    def wrapper(*args: Any, code: str, key: str = "", **kwargs: Any) -> Any:
        user = access.current_user()
        if not key and user is None:
            return access.ask_to_sign_in()
        registration = queries.find_registration(code)
        if registration is None or registration.person.erased is not None:
            abort(404)
        if key and not links.opens(registration, key):
            abort(404)
        if not key and not is_allowed(registration, user.person_id):
            abort(404)
        g.registration_key = key
        return view(*args, registration=registration, **kwargs)

    return access.guard("holder")(wrapper)


def focal_point(view: View) -> View:
    """Whoever reads the signed address of an entity's requests: a focal point or deputy of it.

    The view gets `point` (with its person) and `entity` in place of `code` and `key`. For everybody
    else, and once the address was renewed or the duty taken, the page does not exist.
    """

    @wraps(view)
    def wrapper(*args: Any, code: str, key: str, **kwargs: Any) -> Any:
        entity = people_queries.find_organisation(code)
        points = people_queries.focal_points(entity.id) if entity is not None else []
        own = [one for one in points if text.same(key, links.requests_key(code, one))]
        if not own or own[0].person.erased is not None:
            limits.hit("requests", code, pair="30 per hour")
            abort(404)
        g.requests_key = key
        return view(*args, point=own[0], entity=entity, **kwargs)

    return access.guard("focal_point")(wrapper)


def is_assistant(registration: Registration) -> bool:
    """Whether the reader is who filled in the form for somebody else, not the holder."""
    user = access.current_user()
    return not g.get("registration_key") and registration.person_id != user.person_id


def here(endpoint: str, registration: Registration, **values: Any) -> str:
    """A page of the registration by the way its holder came: account or signed address."""
    where: dict[str, Any] = {"code": registration.code, **values}
    if g.get("registration_key"):
        where["key"] = g.registration_key
    return url_for(endpoint, **where)


def actor(registration: Registration) -> str:
    """Who acts, for the trail: the account, or the person who holds the link."""
    user = access.current_user()
    return access.actor_key() if user is not None else f"person:{registration.person_id}"
