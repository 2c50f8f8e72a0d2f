"""What everybody may do about themselves: see, download and erase what is kept."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from typing import Any

import wtforms
from flask import Response, render_template, send_file
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, files, forms, http
from eventsite.core.db import db
from eventsite.core.i18n import N_, gettext
from eventsite.core.i18n import lazy_gettext as _l
from eventsite.people import access as people_access
from eventsite.people.actions import everywhere
from eventsite.people.models import Person, User
from eventsite.registration.models import CONSENT_LABELS
from eventsite.registration.queries import consents
from eventsite.site.views import blueprint

#: What each feature's part is called, and the page on which it is changed.
_PARTS = {
    "people": (N_("Profile"), "people.profile"),
    "events": (N_("Team"), "events.my_workspaces"),
    "registration": (N_("Registrations"), "registration.my_events"),
    "agenda": (N_("Programme"), "registration.my_events"),
    "calls": (N_("Calls"), "calls.my_entries"),
    "letters": (N_("Letters"), "registration.my_events"),
    "messages": (N_("Messages"), ""),
    "desk": (N_("Check-in"), ""),
    "exchange": (N_("Programmes that were brought in"), ""),
    "calendars": (N_("Calendar feeds"), "calendars.my_calendars"),
}


class EraseForm(forms.Form):
    """One box to tick, so that nobody is erased by a slip."""

    sure = wtforms.BooleanField(
        _l("Yes, erase everything about me"),
        [wtforms.validators.InputRequired(_l("Tick the box if you want to be erased."))],
    )


@blueprint.get("/me/data", endpoint="my_data")
@access.signed_in
def kept_about_me() -> str:
    """Everything kept about me, readable, with where it is changed; what I agreed to."""
    me = _me()
    return render_template(
        "site/my_data.html",
        parts=_parts(everywhere.export(me)),
        consents=consents.of_person(me.id),
        consent_words=CONSENT_LABELS,
    )


@blueprint.get("/me/data.csv", endpoint="download_my_table")
@access.signed_in
def download_table() -> Response:
    """The same as a table that any spreadsheet opens."""
    header, rows = _table(everywhere.export(_me()))
    return http.csv_response(header, rows, "my-data.csv")


@blueprint.get("/me/data.json", endpoint="download_my_data")
@access.signed_in
def download_kept() -> Response:
    """The same for programs."""
    response = Response(
        _plain(everywhere.export(_me())), content_type="application/json; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@blueprint.get("/me/data.zip", endpoint="download_my_files")
@access.signed_in
def download_all() -> Response:
    """Both, with every file that I sent, in one archive."""
    me = _me()
    found = everywhere.export(me)
    # Closed, and by that deleted, with the answer.
    archive = tempfile.TemporaryFile()  # noqa: SIM115
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("my-data.json", _plain(found))
        folder.writestr("my-data.csv", http.csv_response(*_table(found), "").get_data())
        for file in everywhere.uploads(me):
            if files.path_of(file).exists():
                folder.write(files.path_of(file), f"files/{file.code}-{file.name}")
    archive.seek(0)
    given = send_file(archive, "application/zip", as_attachment=True, download_name="my-data.zip")
    given.headers["Cache-Control"] = "private, no-store"
    return given


@blueprint.route("/me/data/erasure", methods=["GET", "POST"])
@access.signed_in
def erase_me() -> ResponseReturnValue:
    """Say what erasing means; on POST do it and end the session."""
    form = EraseForm.of_request()
    if form.ok():
        everywhere.erase(_me())
        people_access.end()
        return http.seen_other("site.erased")
    return render_template("site/erase.html", form=form), 422 if form.errors else 200


@blueprint.get("/erased")
@access.public
def erased() -> str:
    """What somebody reads who has just been erased."""
    return render_template("site/erased.html")


def _me() -> Person:
    user: User = access.current_user()
    return db.session.get_one(Person, user.person_id)


def _plain(found: Mapping[str, Any]) -> str:
    made = {"made": clock.now().isoformat(), "data": found}
    return json.dumps(made, ensure_ascii=False, indent=2, default=str)


def _table(found: Mapping[str, Any]) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The heads and rows of everything kept."""
    rows = [
        (str(gettext(label)), path, said)
        for label, _where, lines in _parts(found)
        for path, said in lines
    ]
    return [gettext("Part of the site"), gettext("What"), gettext("Kept as")], rows


def _parts(found: Mapping[str, Any]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Label, endpoint where it is changed or "", and the lines; empty parts left out."""
    named = [(*_PARTS.get(name, (name, "")), _readable(kept)) for name, kept in found.items()]
    return [(label, where, lines) for label, where, lines in named if lines]


def _readable(found: Any) -> list[tuple[str, str]]:
    """Lines of a path and a text, without what is empty; a path reads `people / person / email`."""
    if isinstance(found, dict):
        pairs = [(str(name).replace("_", " "), value) for name, value in found.items()]
    elif isinstance(found, list | tuple):
        pairs = [(str(number), value) for number, value in enumerate(found, 1)]
    else:
        return [("", str(found))] if found not in (None, "", False) else []
    lines = [(name, *line) for name, value in pairs for line in _readable(value)]
    return [(f"{name} / {path}".removesuffix(" / "), said) for name, path, said in lines]
