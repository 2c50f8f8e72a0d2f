"""What the work has produced: the library, the roadmap of standards, and the search."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for

from eventsite.core import access, clock, http, i18n, kept, text
from eventsite.core.i18n import N_
from eventsite.core.i18n import gettext as _
from eventsite.events.models import Event
from eventsite.reference import lists
from eventsite.site import queries, rows, searching
from eventsite.site.views import blueprint

#: How far a work item is, as the work programme of ITU-T says it.
STATUSES = {
    "approved": N_("Approved"),
    "consented": N_("Consented, before approval"),
    "exists": N_("Published"),
    "under study": N_("Under study"),
    "carried over": N_("Carried over to the new study period"),
}


@blueprint.get("/library")
@http.cacheable
@access.public
def library() -> http.Kept:
    """Outcomes of past events, reports of the focus group, and which clauses events serve."""
    return kept.page(_library, *queries.revision(clock.now()))


@blueprint.get("/roadmap")
@http.cacheable
@access.public
def roadmap() -> http.Kept:
    """Recommendations on the metaverse, made and being made."""
    return kept.page(_roadmap)


@blueprint.get("/search")
@access.public
def search() -> str:
    """Events, sessions and speakers of public programmes that hold all words."""
    sought = text.tidy(request.args.get("q", ""))[:100]
    found = searching.everything(sought) if len(sought) >= searching.LEAST else None
    return render_template("site/search.html", sought=sought, found=found)


def _roadmap() -> str:
    groups = {code: group for code, group in lists.STUDY_GROUPS.items() if group.title}
    statuses = {status: str(_(words)) for status, words in STATUSES.items()}
    shown = {"items": lists.WORK_ITEMS, "groups": groups, "statuses": statuses}
    return render_template("site/roadmap.html", **shown)


def _library() -> str:
    events, lang = queries.in_library(), i18n.current_lang()
    finished = [event for event in events if any((event.outcome or {}).values())]
    said = [text.pick(event.outcome, lang) for event in finished]
    return render_template(
        "site/library.html",
        outcomes=list(zip(rows.lines(finished), said, strict=True)),
        deliverables=lists.official_deliverables(),
        number=len(lists.deliverable_numbers()),
        clauses=_clauses(events),
    )


def _clauses(events: Sequence[Event]) -> list[tuple[lists.Clause, list[dict[str, Any]]]]:
    """The clauses that some public event serves, in the order of the Resolution."""
    serving: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        for code in event.clauses or ():
            serving.setdefault(code, []).append(_link(event))
    return [(clause, serving[code]) for code, clause in lists.CLAUSES.items() if code in serving]


def _link(event: Event) -> dict[str, Any]:
    return {
        "href": url_for("site.event", slug=event.slug),
        "title": text.pick(event.title, i18n.current_lang()),
    }
