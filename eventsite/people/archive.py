"""What an event's archive takes along of people and entities, and whom it finds again elsewhere."""

import unicodedata
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from eventsite.core import text
from eventsite.core.archive import Row, Table
from eventsite.core.db import db
from eventsite.people.models import Organisation, OrganisationState, Person, User


def _organisations(row: Row) -> Sequence[int]:
    """The entity of the same code, else the listed one of the same name and country."""
    listed = OrganisationState.LISTED
    found = db.session.scalars(sa.select(Organisation.id).where(Organisation.code == row["code"]))
    keys = list(found)
    if not keys and row["state"] == listed.value:
        same = (
            Organisation.search_name == row["search_name"],
            Organisation.country == row["country"],
            Organisation.state == listed,
        )
        keys = list(db.session.scalars(sa.select(Organisation.id).where(*same)))
    return keys


def _persons(row: Row) -> Sequence[int]:
    """Whoever has the same address and the same name; people may share an address alone."""
    if not row["email"] or row["erased"]:
        return []
    found = db.session.execute(
        sa.select(Person.id, Person.first_name, Person.family_name)
        .where(Person.email == row["email"].lower(), Person.erased.is_(None))
        .order_by(Person.id)
    )
    name = _folded(row["first_name"], row["family_name"])
    return [one.id for one in found if _folded(one.first_name, one.family_name) == name]


def _folded(*names: str) -> str:
    return " ".join(unicodedata.normalize("NFC", " ".join(names)).casefold().split())


def _users(row: Row) -> Sequence[int]:
    """The account of the same person."""
    mine = sa.select(User.id).where(User.person_id == row["person_id"])
    return list(db.session.scalars(mine))


def _account(row: Row, is_here: Callable[[str, int], bool]) -> Row:
    """Who is known here signs in by the address known here: an archive gives nobody away."""
    if not is_here("persons", row["person_id"]):
        return row
    email = db.session.scalar(sa.select(Person.email).where(Person.id == row["person_id"]))
    return {**row, "email": email}


#: What is known of an entity by staff alone stays here; an account goes without what opens it.
TABLES = (
    Table(
        model=Organisation,
        shared=True,
        order="code",
        match=_organisations,
        is_shared_by_several=True,
        left={
            "proposed_by": lambda: "",
            "note": lambda: "",
            "sme_verified_by": lambda: "",
        },
        fresh={"code": text.new_code},
    ),
    Table(model=Person, shared=True, order="code", match=_persons, fresh={"code": text.new_code}),
    Table(
        model=User,
        shared=True,
        order="person_id",
        match=_users,
        settle=_account,
        left={
            "password_hash": lambda: None,
            "session_token": text.new_secret,
            "is_staff": lambda: False,
            "last_sign_in": lambda: None,
        },
    ),
)
#: Table to the reason why it stays.
LEFT = {
    "focal_points": "They belong to the directory of entities, not to an event.",
    "sign_in_links": "They open accounts.",
    "passkeys": "They open accounts.",
    "authenticators": "They open accounts.",
    "recovery_codes": "They open accounts.",
}
