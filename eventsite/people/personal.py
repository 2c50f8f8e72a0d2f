"""What the site keeps about a person here: gives it out, erases it, lets it expire."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock, outbox, tasks, text
from eventsite.core.db import changed, db
from eventsite.people import queries
from eventsite.people.actions import second
from eventsite.people.models import FocalPoint, Organisation, Person, SignInLink, User
from eventsite.people.verbs import Verb

#: The tables that this room answers for.
TABLES = frozenset(
    {"persons", "users", "sign_in_links", "focal_points", "organisations", "outbox_mails"}
    | {"passkeys", "authenticators", "recovery_codes"}
)
#: Sign-in links are kept so long, to look into complaints.
LINKS_KEPT = timedelta(days=30)
_TEXTS = (
    "honorific",
    "first_name",
    "family_name",
    "latin_name",
    "email",
    "job_title",
    "country",
    "zone",
)
_CHOICES = ("lang", "no_invitations", "calendar_mails")


def export(person: Person) -> dict[str, Any]:
    """Everything about the person in these tables, as JSON-able values; no secrets."""
    user = queries.find_user(person)
    organisation = queries.find_organisation_of(person)
    return {
        "person": {
            **{name: getattr(person, name) for name in (*_TEXTS, *_CHOICES)},
            "organisation": organisation.names if organisation else None,
            "created": person.created.isoformat(),
        },
        "account": user
        and {
            "email": user.email,
            "has_password": user.password_hash is not None,
            "is_staff": user.is_staff,
            "created": user.created.isoformat(),
            "last_sign_in": user.last_sign_in and user.last_sign_in.isoformat(),
        },
        "second_step": user and _second_step(user),
        "focal_point_of": [
            {"organisation": names, "is_deputy": is_deputy}
            for names, is_deputy in db.session.execute(
                sa.select(Organisation.names, FocalPoint.is_deputy)
                .join(FocalPoint, FocalPoint.organisation_id == Organisation.id)
                .where(FocalPoint.person_id == person.id)
            )
        ],
    }


def _second_step(user: User) -> dict[str, Any]:
    app = queries.find_authenticator(user.id)
    return {
        "app_since": app.confirmed.isoformat() if app and app.confirmed else None,
        "passkeys": [
            {
                "name": key.name,
                "created": key.created.isoformat(),
                "last_used": key.last_used and key.last_used.isoformat(),
            }
            for key in queries.passkeys_of(user.id)
        ],
        "recovery_codes_left": queries.codes_left(user.id),
    }


def erase(person: Person, now: datetime) -> None:
    """Blank the person, end their sessions and duties; rows that count them stay."""
    user = queries.find_user(person)
    addresses = {person.email, user.email if user else ""} - {""}
    # Mails to others say the whole name; a family name alone is others' too.
    outbox.forget_naming({name for name in (person.name, person.latin_name) if " " in name})
    for name in _TEXTS:
        setattr(person, name, "")
    person.organisation_id = None
    person.no_invitations = True
    person.erased = now
    if user is not None:
        user.email, user.password_hash = "", None
        second.forget(user)
        user.session_token, user.is_staff = text.new_secret(), False
        proposed = Organisation.proposed_by == f"user:{user.id}"
        db.session.execute(sa.update(Organisation).where(proposed).values(note=""))
    db.session.execute(sa.delete(FocalPoint).where(FocalPoint.person_id == person.id))
    db.session.flush()
    for address in addresses:
        # A shared address still belongs to somebody else.
        if not queries.persons_with_email(address):
            db.session.execute(sa.delete(SignInLink).where(SignInLink.email == address))
            outbox.forget(address)
    audit.record(f"person:{person.id}", Verb.PERSON_ERASED, f"person:{person.id}")


def expire(now: datetime) -> int:
    """Remove sign-in links made more than thirty days ago; how many."""
    return changed(sa.delete(SignInLink).where(SignInLink.created < now - LINKS_KEPT))


@tasks.periodic("people.expire", every=timedelta(days=1))
def expire_daily() -> None:
    """What has expired goes."""
    expire(clock.now())
