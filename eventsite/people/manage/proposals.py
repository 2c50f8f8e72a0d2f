"""Staff pages for what people proposed, and for merging two entities that are one."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, http
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.people import actions, queries
from eventsite.people.manage.organisations import asked_organisation, labels
from eventsite.people.models import OrganisationState
from eventsite.people.views import blueprint


@blueprint.get("/staff/organisations/proposals")
@access.staff
def proposals() -> ResponseReturnValue:
    """What waits in the queue, oldest first."""
    return _page()


@blueprint.post("/staff/organisations/<code>/accept")
@access.staff
def accept_organisation(code: str) -> ResponseReturnValue:
    """Take a proposal into the directory, then complete it."""
    try:
        actions.accept(access.actor_key(), asked_organisation(code))
    except Refused as refused:
        return _page(refused.sentence), 422
    flash(gettext("The entity is in the directory. Add its membership category."))
    return http.seen_other("people.organisation", code=code)


@blueprint.post("/staff/organisations/<code>/refuse")
@access.staff
def refuse_organisation(code: str) -> ResponseReturnValue:
    """Turn a proposal down."""
    try:
        actions.refuse(access.actor_key(), asked_organisation(code))
    except Refused as refused:
        return _page(refused.sentence), 422
    flash(gettext("The proposal is refused."))
    return http.seen_other("people.proposals")


@blueprint.route("/staff/organisations/<code>/merge", methods=["GET", "POST"])
@access.staff
def merge_organisation(code: str) -> ResponseReturnValue:
    """Find the entity that stays, see what moves, merge."""
    source = asked_organisation(code)
    into = queries.find_organisation(request.values.get("into", ""))
    refused = ""
    if request.method == "POST" and into is not None:
        try:
            actions.merge(access.actor_key(), source, into)
        except Refused as reason:
            refused = reason.sentence
        else:
            flash(gettext("The two entities are one now."))
            return http.seen_other("people.organisation", code=into.code)
    sought = request.args.get("q", "").strip()[:200]
    page = render_template(
        "people/merge.html",
        source=source,
        into=into,
        sought=sought,
        found=[one for one in queries.find_organisations(sought) if one.id != source.id],
        moves=actions.what_moves(source) if into else [],
        refused=refused,
        **labels(),
    )
    return page, 422 if request.method == "POST" else 200


def _page(refused: str = "") -> str:
    return render_template(
        "people/proposals.html",
        page=http.paginate(queries.proposals()),
        page_url=lambda number: url_for("people.proposals", page=number),
        refused=refused,
        queued=OrganisationState.QUEUED,
        **labels(),
    )
