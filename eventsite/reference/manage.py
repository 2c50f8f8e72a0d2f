"""Staff pages: the groups of every country on a day, and their dated corrections."""

from datetime import date
from typing import cast

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, clock, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang, gettext
from eventsite.reference import actions, countries, forms, groups, queries

blueprint = Blueprint("reference", __name__, url_prefix="/staff/reference")


@blueprint.get("")
@access.staff
def country_groups() -> ResponseReturnValue:
    """Which country belongs to which group on a day, with a search."""
    day = _asked_day()
    text = request.args.get("q", "").strip()
    group = _asked_group()
    known = queries.stored_corrections()
    return render_template(
        "reference/country_groups.html",
        found=queries.standing(day, current_lang(), known, text, group),
        ahead=groups.changes_after(day, known),
        day=day,
        text=text,
        group=group,
        version=groups.version(known),
        names=groups.NAMES,
        regions=countries.REGIONS,
        name=countries.name,
    )


@blueprint.route("/corrections", methods=["GET", "POST"])
@access.staff
def corrections() -> ResponseReturnValue:
    """The corrections so far, and the form for one more."""
    form = forms.GroupCorrectionForm.of_request(country=request.args.get("country", ""))
    if form.ok():
        try:
            _correct(form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("The correction is saved. All figures follow within a minute."))
            return http.seen_other("reference.corrections")
    page = render_template(
        "reference/corrections.html",
        form=form,
        entered=queries.entered(),
        names=groups.NAMES,
        name=countries.name,
        back=url_for("reference.country_groups"),
    )
    return page, 422 if request.method == "POST" else 200


def _correct(form: forms.GroupCorrectionForm) -> None:
    actions.correct_group(
        access.actor_key(),
        country=form.country.data,
        group=groups.Group(form.group.data),
        belongs=form.belongs.data == "yes",
        valid_from=cast(date, form.valid_from.data),
        valid_to=form.valid_to.data,
        source=form.source.data,
    )


def _asked_day() -> date:
    """The day in the address, else today in UTC."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return clock.now().date()


def _asked_group() -> groups.Group | None:
    asked = request.args.get("group", "")
    return groups.Group(asked) if asked in set(groups.Group) else None
