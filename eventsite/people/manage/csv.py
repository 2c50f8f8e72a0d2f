"""Staff pages that take the directory in from CSV and give it out."""

from collections import Counter

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, files, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import actions, directory_csv, queries
from eventsite.people.directory_csv import Outcome
from eventsite.people.forms import directory as directory_forms
from eventsite.people.manage.organisations import filtered, labels
from eventsite.people.views import blueprint

#: Rows without error that the preview lists; all errors are always listed.
_SHOWN = 200


@blueprint.get("/staff/organisations/export.csv")
@access.staff
def export_organisations() -> ResponseReturnValue:
    """The entities that the filters let through, in the columns of the template."""
    known = queries.known_entities(queries.directory(**filtered()))
    rows = [directory_csv.cells_of(entity) for entity in known]
    return http.csv_response(directory_csv.COLUMNS, rows, "organisations.csv")


@blueprint.get("/staff/organisations/template.csv")
@access.staff
def organisations_template() -> ResponseReturnValue:
    """The columns, and nothing below."""
    return http.csv_response(directory_csv.COLUMNS, [], "organisations-template.csv")


@blueprint.route("/staff/organisations/import", methods=["GET", "POST"])
@access.staff
def import_organisations() -> ResponseReturnValue:
    """Upload a file and see what would happen."""
    form = directory_forms.ImportForm.of_request()
    if form.ok():
        try:
            checked = files.check(form.file.data, ("csv",), directory_csv.MOST_BYTES)
            return _preview(checked.content.decode("utf-8-sig"))
        except Refused as refused:
            form.refuse(refused, "file")
        except directory_csv.Unreadable as wrong:
            form.file.errors = [gettext(wrong.problem.value, **wrong.facts)]
    page = render_template(
        "people/import.html", form=form, columns=directory_csv.COLUMNS, **labels()
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/staff/organisations/import/apply")
@access.staff
def apply_import() -> ResponseReturnValue:
    """Do what the preview showed, all of it; show it again when the directory has changed."""
    content = request.form.get("content", "")
    try:
        new, changed = actions.import_directory(
            access.actor_key(), content, request.form.get("digest", "")
        )
    except Refused as refused:
        return _preview(content, refused.sentence)
    except directory_csv.Unreadable:
        return http.seen_other("people.import_organisations")
    flash(
        gettext(
            "The file is taken in. New entities: %(new)d. Changed ones: %(changed)d.",
            new=new,
            changed=changed,
        )
    )
    return http.seen_other("people.organisations")


def _preview(content: str, refused: str = "") -> tuple[str, int]:
    planned = directory_csv.plan(directory_csv.parse(content), queries.known_entities())
    errors = [row for row in planned if row.outcome is Outcome.ERROR]
    others = [row for row in planned if row.outcome is not Outcome.ERROR]
    page = render_template(
        "people/import_preview.html",
        counts=Counter(row.outcome for row in planned),
        rows=[*errors, *others[:_SHOWN]],
        hidden=max(0, len(others) - _SHOWN),
        errors=errors,
        content=content,
        digest=directory_csv.digest(planned),
        refused=refused,
        **labels(),
    )
    return page, 422 if errors or refused else 200
