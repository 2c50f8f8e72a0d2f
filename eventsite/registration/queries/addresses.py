"""Where a person finds their own registration."""

from typing import Any

from eventsite.core import i18n
from eventsite.people import queries as people_queries
from eventsite.registration import links
from eventsite.registration.models import Registration


def page_of(registration: Registration) -> str:
    """Where the person sees, changes and cancels: under /me with an account, else by key."""
    where: dict[str, Any] = {"code": registration.code}
    if people_queries.find_user(registration.person) is None:
        where["key"] = links.key_of(registration)
    return i18n.url_in(registration.lang, "registration.registration", **where)
