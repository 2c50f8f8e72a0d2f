"""Staff pages of the directory: list, one entity, its focal points."""

from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, http
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import actions, queries
from eventsite.people.forms import directory as directory_forms
from eventsite.people.models import (
    CATEGORY_LABELS,
    KIND_LABELS,
    SME_LABELS,
    STATE_LABELS,
    FocalPoint,
    Organisation,
    OrganisationState,
    Person,
)
from eventsite.people.rules import Reason
from eventsite.people.views import blueprint
from eventsite.reference import countries

_FILTERS = ("q", "kind", "category", "state")


@blueprint.get("/staff/organisations")
@access.staff
def organisations() -> ResponseReturnValue:
    """The directory, by name, with filters."""
    asked: dict[str, Any] = filters()
    return render_template(
        "people/organisations.html",
        page=http.paginate(queries.directory(**_by_word(asked))),
        asked=asked,
        waiting=queries.proposals_waiting(),
        page_url=lambda number: url_for("people.organisations", **asked, page=number),
        **labels(),
    )


@blueprint.route("/staff/organisations/new", methods=["GET", "POST"])
@access.staff
def new_organisation() -> ResponseReturnValue:
    """Add an entity."""
    form = directory_forms.OrganisationForm.of_request()
    if form.ok():
        try:
            made = actions.create_organisation(actor=access.actor_key(), **form.said)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The entity is in the directory."))
            return http.seen_other("people.organisation", code=made.code)
    page = render_template("people/new_organisation.html", form=form, **labels())
    return page, _status()


@blueprint.route("/staff/organisations/<code>", methods=["GET", "POST"])
@access.staff
def organisation(code: str) -> ResponseReturnValue:
    """Read and change one entity."""
    found = asked_organisation(code)
    form = directory_forms.OrganisationForm.of_request(obj=found)
    if form.ok():
        try:
            version = request.form.get("version", 0, type=asked.number)
            actions.update_organisation(
                actor=access.actor_key(), organisation=found, version=version, **form.said
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The entity is saved."))
            return http.seen_other("people.organisation", code=code)
    return _organisation_page(found, form), _status()


@blueprint.post("/staff/organisations/<code>/retire")
@access.staff
def retire_organisation(code: str) -> ResponseReturnValue:
    """Take an entity out of the list, or back in."""
    actions.retire(access.actor_key(), asked_organisation(code))
    flash(gettext("The entity is saved."))
    return http.seen_other("people.organisation", code=code)


@blueprint.post("/staff/organisations/<code>/focal-points")
@access.staff
def add_focal_point(code: str) -> ResponseReturnValue:
    """Name a focal point or deputy by address."""
    found = asked_organisation(code)
    form = directory_forms.FocalPointForm.of_request()
    if form.ok():
        try:
            person = _person_meant(form)
            actions.add_focal_point(access.actor_key(), found, person, form.is_deputy.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The focal point is saved."))
            return http.seen_other("people.organisation", code=code)
    return _organisation_page(found, focal_form=form), 422


@blueprint.post("/staff/organisations/<code>/focal-points/<int:point_id>/remove")
@access.staff
def remove_focal_point(code: str, point_id: int) -> ResponseReturnValue:
    """Take the duty from a focal point or deputy."""
    point = db.get_or_404(FocalPoint, point_id)
    if point.organisation_id != asked_organisation(code).id:
        abort(404)
    actions.remove_focal_point(access.actor_key(), point)
    flash(gettext("The focal point is removed."))
    return http.seen_other("people.organisation", code=code)


def filters() -> dict[str, str]:
    """The filters in the address; the list itself when none is named."""
    asked = {name: request.args.get(name, "").strip()[:200] for name in _FILTERS}
    if "state" not in request.args:
        asked["state"] = OrganisationState.LISTED.value
    return asked


def _by_word(asked: dict[str, str]) -> dict[str, str]:
    return {("text" if name == "q" else name): value for name, value in asked.items()}


def filtered() -> dict[str, str]:
    """The same as arguments of `queries.directory`."""
    return _by_word(filters())


def labels() -> dict[str, object]:
    """What every page of the directory says in words."""
    return {
        "kinds": KIND_LABELS,
        "categories": CATEGORY_LABELS,
        "states": STATE_LABELS,
        "smes": SME_LABELS,
        "country_name": countries.name,
        "rail_title": gettext("Staff pages"),
    }


def asked_organisation(code: str) -> Organisation:
    """The entity of the address, else 404."""
    return queries.find_organisation(code) or abort(404)


def _person_meant(form: directory_forms.FocalPointForm) -> Person:
    """The person of the typed address; Refused with the names to choose from when several are."""
    people = queries.persons_with_email(form.email.data or "")
    if not people:
        raise Refused(Reason.NOBODY, "email")
    if len(people) == 1:
        return people[0]
    form.person.choices = [(person.code, person.name) for person in people]
    for person in people:
        if person.code == form.person.data:
            return person
    raise Refused(Reason.WHICH, "person")


def _organisation_page(
    found: Organisation,
    form: directory_forms.OrganisationForm | None = None,
    focal_form: directory_forms.FocalPointForm | None = None,
) -> str:
    into = db.session.get(Organisation, found.merged_into_id) if found.merged_into_id else None
    return render_template(
        "people/edit_organisation.html",
        organisation=found,
        form=form or directory_forms.OrganisationForm(obj=found),
        focal_form=focal_form or directory_forms.FocalPointForm(prefix=""),
        points=queries.focal_points(found.id),
        into=into,
        **labels(),
    )


def _status() -> int:
    return 422 if request.method == "POST" else 200
