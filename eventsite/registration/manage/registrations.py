"""The organizers' list of registrations and its export."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import render_template, request, url_for

from eventsite.core import access, http, i18n, trace
from eventsite.core.i18n import gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.people.models import CATEGORY_LABELS
from eventsite.registration import columns, groups, queries
from eventsite.registration.manage import filtering, showing
from eventsite.registration.manage.section import SECTION
from eventsite.registration.models import ROLE_LABELS
from eventsite.registration.queries import Chosen, Tab, addressed, presence
from eventsite.registration.queries import views as kept_views
from eventsite.registration.views import blueprint

E = TypeVar("E", bound=StrEnum)
TAB_WORDS = {
    Tab.REGISTERED: i18n.N_("Registered"),
    Tab.PENDING: i18n.N_("Waiting for approval"),
    Tab.WAITING: i18n.N_("Waiting list"),
    Tab.OFFERED: i18n.N_("Place offered"),
    Tab.HELD: i18n.N_("To be confirmed"),
    Tab.REFUSED: i18n.N_("Not approved"),
    Tab.CANCELLED: i18n.N_("Cancelled"),
    Tab.TOOK_PART: i18n.N_("Everybody who took part"),
    Tab.ALL: i18n.N_("All"),
}


class Act(StrEnum):
    """What can be decided about everybody who is ticked."""

    APPROVE = "approve"
    REFUSE = "refuse"
    OFFER = "offer"
    CANCEL = "cancel"


TOGETHER = {
    Act.APPROVE: i18n.N_("Approve those ticked"),
    Act.REFUSE: i18n.N_("Refuse those ticked"),
    Act.OFFER: i18n.N_("Offer a place to those ticked"),
    Act.CANCEL: i18n.N_("Cancel those ticked"),
}


@blueprint.route("/manage/events/<slug>/registrations")
@team(Duty.REGISTRATION)
def registrations(event: Event) -> str:
    """The list by state, narrowed by a form, fifty a page."""
    chosen = chosen_here(event)
    fields = filtering.fields(event, chosen)
    page = http.paginate(queries.listed(event.id, chosen))
    counts = queries.counts(event.id)
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    return render_template(
        "registration/registrations.html",
        page=page,
        tabs=_tabs(event, chosen, counts),
        filters=fields,
        chips=filtering.chips(event, fields, kept_here()),
        chosen=chosen,
        answers=showing.answers(showing.questions_of(chosen), page.items),
        shown=list(columns.of(chosen.columns)),
        columns=showing.choice(chosen),
        heads=showing.heads(event, chosen, kept_here()),
        kept={
            "tab": kept_here().get("tab", Tab.REGISTERED.value),
            "sort": chosen.sort.value,
            "order": _order(chosen),
            "was": chosen.question,
            "column": chosen.columns,
        },
        here_again=_here_again,
        filtered=kept_here(),
        filtered_pairs=pairs_of(kept_here()),
        files=showing.files_of(event, chosen, kept_here()),
        views=kept_views.views_of(event.id, access.current_user().id),
        figures=_figures(counts),
        reserves=queries.reserves(event.id),
        group_words=groups.LABELS,
        together=[("do", act.value, gettext(label)) for act, label in TOGETHER.items()],
        category_words=CATEGORY_LABELS,
        role_words=ROLE_LABELS,
        languages=i18n.LANGUAGES,
        may_see_needs=may(Duty.ACCESSIBILITY),
    )


def chosen_here(event: Event) -> Chosen:
    """The filters of the address."""
    return queries.of_address(event, request.args.to_dict(flat=False))


def _order(chosen: Chosen) -> str:
    return "down" if chosen.is_descending else "up"


def kept_here() -> dict[str, Any]:
    """The filters of the address, to be carried along."""
    return addressed.kept(request.args.to_dict(flat=False))


def pairs_of(kept: Mapping[str, str | list[str]]) -> list[tuple[str, str]]:
    """Filters one by one, as a form carries them along."""
    pairs = [(name, [said] if isinstance(said, str) else said) for name, said in kept.items()]
    return [(name, one) for name, values in pairs for one in values]


def _here_again(number: int) -> str:
    where = {**(request.view_args or {}), **kept_here()}
    return url_for(SECTION, **where, page=number)


def _tabs(event: Event, chosen: Chosen, counts: dict[Tab, int]) -> list[tuple[str, str, int, bool]]:
    kept = {name: value for name, value in kept_here().items() if name not in {"tab", "state"}}
    return [
        (
            url_for(SECTION, slug=event.slug, tab=tab.value, **kept),
            gettext(words),
            counts[tab],
            tab is chosen.tab,
        )
        for tab, words in TAB_WORDS.items()
        if tab is not Tab.TOOK_PART or presence.is_known()
    ]


#: The figures of an event's people, each with what it counts.
_DEFINED = {
    Tab.REGISTERED: (
        i18n.N_("Registered and confirmed"),
        i18n.N_(
            "Here people are registered when they confirm their place, so both are the same people."
        ),
    ),
    Tab.PENDING: (TAB_WORDS[Tab.PENDING], i18n.N_("Nobody has decided about them yet.")),
    Tab.WAITING: (TAB_WORDS[Tab.WAITING], i18n.N_("They get a place when one becomes free.")),
    Tab.TOOK_PART: (TAB_WORDS[Tab.TOOK_PART], i18n.N_("They were seen at the door or online.")),
}


def _figures(counts: dict[Tab, int]) -> list[tuple[str, str, str, str]]:
    """Term, number and definition; who took part only where somebody tells it."""
    return [
        (gettext(term), str(counts[tab]), gettext(meaning), "")
        for tab, (term, meaning) in _DEFINED.items()
        if tab is not Tab.TOOK_PART or presence.is_known()
    ]
