"""Rows of signing in, of one's own pages and of the staff's directory of organisations."""

from typing import Any

from eventsite.people import actions, directory_csv, passwords, queries
from eventsite.people.models import EntityKind, OrganisationState
from tests import make
from tests.access_table import (
    Answer,
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    only_staff,
    page,
    whoever_signed_in,
    write,
)

#: Who has nothing to choose, or is out afterwards, stands before the sign-in page.
LED_TO_SIGN_IN = dict.fromkeys(Visitor, Answer.SIGN_IN)
AFTER_A_LINK = "acts only for an opened link; tests/people/test_sign_in.py follows one"
WORD = "three odd words"
CSV = "name_en,kind\nNew Co,company\n"
STATE = ("state",)


def link(world: World) -> dict[str, Any]:
    """The address of a link that signs the participant in."""
    return {"token": actions.sign_in_link(world.participant.email).rpartition("/")[2]}


def with_password(world: World) -> dict[str, Any]:
    """Signs the participant in."""
    world.participant.password_hash = passwords.make_hash(WORD)
    return {"email": world.participant.email, "password": WORD}


def new_password(world: World) -> dict[str, Any]:
    """Changes the participant's password."""
    with_password(world)
    return {"old": WORD, "new": "four odd words"}


def profile(world: World) -> dict[str, Any]:
    """A job for the participant."""
    person = world.participant.person
    return {
        "first_name": person.first_name,
        "family_name": person.family_name,
        "lang": "en",
        "job_title": "Engineer",
        "version": person.version,
    }


def choice(world: World) -> dict[str, Any]:
    """An organisation for the participant."""
    chosen = make.make_organisation()
    return {"organisation": chosen.code, "version": world.participant.person.version}


def listed(_world: World) -> dict[str, Any]:
    """The address of an entity of the directory."""
    return {"code": make.make_organisation("Orbit Labs").code}


def queued(_world: World) -> dict[str, Any]:
    """The address of a proposal."""
    return {"code": make.make_organisation(state=OrganisationState.QUEUED).code}


def focal_point(world: World) -> dict[str, Any]:
    """The address of a focal point."""
    entity = make.make_organisation()
    point = actions.add_focal_point("test", entity, world.participant.person, is_deputy=False)
    return {"code": entity.code, "point_id": point.id}


def entity(_world: World) -> dict[str, Any]:
    """The form of an entity, with an acronym."""
    said = {"names-en": "Orbit Labs", "kind": "company", "category": "NON", "sme": "unknown"}
    return {**said, "country": "", "acronym": "OL", "version": 1}


def csv_plan(_world: World) -> dict[str, Any]:
    """A file and the mark of its preview."""
    planned = directory_csv.plan(directory_csv.parse(CSV), queries.known_entities())
    return {"content": CSV, "digest": directory_csv.digest(planned)}


def one_more(_world: World) -> object:
    """One more entity of the directory."""
    return make.make_organisation()


def one_more_proposal(_world: World) -> object:
    """One more in the queue."""
    return make.make_organisation(state=OrganisationState.QUEUED)


def by_staff(verb: str, **more: Any) -> Writes:
    return Writes(verb, by=Visitor.STAFF, **more)


def by_participant(verb: str, **more: Any) -> Writes:
    return Writes(verb, by=None, **more)


SIGNED_IN: dict[str, Any] = {"after": ("way",)}
PASSWORD: dict[str, Any] = {"before": ("password",), "after": ("password",)}
FOCAL = ("person", "is_deputy")

ROWS: dict[tuple[str, str], Row] = {
    ("people.sign_in", "GET"): page(everybody()),
    ("people.sign_in", "POST"): write(
        everybody(),
        writes=Writes(
            "sign_in.link_asked", lambda _world: {"email": "a@example.org"}, by=Visitor.ANONYMOUS
        ),
    ),
    ("people.link_sent", "GET"): page(everybody()),
    ("people.sign_in_by_password", "POST"): write(
        everybody(), writes=by_participant("sign_in.signed_in", fields=with_password, **SIGNED_IN)
    ),
    ("people.link", "GET"): page(everybody(), link),
    ("people.link", "POST"): write(
        everybody(), link, by_participant("sign_in.signed_in", **SIGNED_IN)
    ),
    ("people.who", "GET"): page(LED_TO_SIGN_IN),
    ("people.who", "POST"): write(LED_TO_SIGN_IN, silent=AFTER_A_LINK),
    ("people.account", "GET"): page(LED_TO_SIGN_IN),
    ("people.account", "POST"): write(LED_TO_SIGN_IN, silent=AFTER_A_LINK),
    ("people.sign_out", "POST"): write(LED_TO_SIGN_IN, silent="changes only the own cookie"),
    ("people.sign_out_everywhere", "POST"): write(
        LED_TO_SIGN_IN, writes=by_participant("sign_in.signed_out_everywhere")
    ),
    ("people.profile", "GET"): page(whoever_signed_in()),
    ("people.profile", "POST"): write(
        whoever_signed_in(),
        writes=by_participant(
            "person.changed", fields=profile, before=("version",), after=("fields",)
        ),
    ),
    ("people.my_organisation", "GET"): page(whoever_signed_in(), query="?q=entity", grow=one_more),
    ("people.my_organisation", "POST"): write(
        whoever_signed_in(),
        writes=by_participant(
            "person.changed", fields=choice, before=("version",), after=("fields",)
        ),
    ),
    ("people.propose", "GET"): page(whoever_signed_in()),
    ("people.propose", "POST"): write(
        whoever_signed_in(),
        writes=by_participant(
            "organisation.proposed",
            fields=lambda _world: {
                "name": "New Co",
                "kind": EntityKind.COMPANY.value,
                "country": "",
            },
        ),
    ),
    ("people.password", "GET"): page(whoever_signed_in()),
    ("people.password", "POST"): write(
        whoever_signed_in(),
        writes=by_participant("sign_in.password_set", fields=new_password, **PASSWORD),
    ),
    ("people.remove_password", "POST"): write(
        whoever_signed_in(),
        writes=by_participant("sign_in.password_removed", fields=with_password, **PASSWORD),
    ),
    ("people.organisations", "GET"): page(only_staff(), grow=one_more),
    ("people.new_organisation", "GET"): page(only_staff()),
    ("people.new_organisation", "POST"): write(
        only_staff(),
        writes=by_staff("organisation.created", fields=entity, after=("names", "kind", "country")),
    ),
    ("people.organisation", "GET"): page(only_staff(), listed),
    ("people.organisation", "POST"): write(
        only_staff(),
        listed,
        by_staff("organisation.changed", fields=entity, before=("acronym",), after=("acronym",)),
    ),
    ("people.retire_organisation", "POST"): write(
        only_staff(), listed, by_staff("organisation.retired", before=STATE, after=STATE)
    ),
    ("people.add_focal_point", "POST"): write(
        only_staff(),
        listed,
        by_staff(
            "organisation.focal_point_added",
            fields=lambda world: {"email": world.participant.email},
            after=FOCAL,
        ),
    ),
    ("people.remove_focal_point", "POST"): write(
        only_staff(), focal_point, by_staff("organisation.focal_point_removed", before=FOCAL)
    ),
    ("people.proposals", "GET"): page(only_staff(), grow=one_more_proposal),
    ("people.accept_organisation", "POST"): write(
        only_staff(), queued, by_staff("organisation.accepted", before=STATE, after=STATE)
    ),
    ("people.refuse_organisation", "POST"): write(
        only_staff(), queued, by_staff("organisation.refused", before=STATE, after=STATE)
    ),
    ("people.merge_organisation", "GET"): page(only_staff(), listed),
    ("people.merge_organisation", "POST"): write(
        only_staff(),
        listed,
        by_staff(
            "organisation.merged",
            fields=lambda _world: {"into": make.make_organisation().code},
            before=STATE,
            after=("state", "into", "moved"),
        ),
    ),
    ("people.export_organisations", "GET"): page(only_staff()),
    ("people.organisations_template", "GET"): page(only_staff()),
    ("people.import_organisations", "GET"): page(only_staff()),
    ("people.import_organisations", "POST"): write(
        only_staff(), silent="shows what a file would do and changes nothing"
    ),
    ("people.apply_import", "POST"): write(
        only_staff(),
        writes=by_staff(
            "organisation.directory_imported", fields=csv_plan, after=("new", "changed")
        ),
    ),
}
