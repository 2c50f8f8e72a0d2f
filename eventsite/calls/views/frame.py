"""What all pages of calls share: the blueprint, the reader's zone, the person who looks."""

from flask import Blueprint, request

from eventsite.core import access, zones
from eventsite.core.db import db
from eventsite.people.models import Person

blueprint = Blueprint("calls", __name__)


def asked_zone() -> str:
    """The zone in `?zone=` if there is such a zone, else nothing."""
    zone = request.args.get("zone", "")
    return zone if zones.known(zone) else ""


def myself() -> Person:
    """The person who is signed in."""
    return db.session.get_one(Person, access.current_user().person_id)


def status() -> int:
    """422 for a form shown again, else 200."""
    return 422 if request.method == "POST" else 200


def shown(page: str) -> tuple[str, int]:
    """A rendered page with its status."""
    return page, status()
