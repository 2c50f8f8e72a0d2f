"""The organizers' page of who comes from where, its files, and freezing of statistics."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import remarks
from eventsite.core import access, clock, http, i18n
from eventsite.core.i18n import N_, gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.participation import actions, figures, forms, jobs, queries, shown
from eventsite.participation.figures import Basis
from eventsite.participation.models import StatRelease
from eventsite.people.models import Category
from eventsite.reference.groups import Group

# Importing `jobs` registers what `freeze` orders.
__all__ = ["blueprint", "jobs"]

blueprint = Blueprint("participation", __name__)

#: Nobody is registered before confirming: a place that waits for that is pending.
SAME_PEOPLE = N_(
    "Here people are registered when they confirm their place, so both are the same people."
)
#: Whom the page counts, in words.
BASES = {
    Basis.REGISTERED: N_("Registered and confirmed"),
    Basis.TOOK_PART: N_("Everybody who took part"),
}
DEFINITIONS = {
    Basis.REGISTERED: (
        figures.DEFINITIONS[Basis.REGISTERED],
        figures.DEFINITIONS[Basis.CONFIRMED],
        SAME_PEOPLE,
    ),
    Basis.TOOK_PART: (figures.DEFINITIONS[Basis.TOOK_PART],),
}


@blueprint.get("/manage/events/<slug>/participation")
@team(Duty.REGISTRATION, viewers=True)
def participation(event: Event) -> str:
    """Who is registered, by official attributes, and the frozen statistics."""
    return _page(event, forms.FreezeForm())


@blueprint.post("/manage/events/<slug>/participation/releases")
@team(Duty.REGISTRATION)
def freeze(event: Event) -> ResponseReturnValue:
    """Order the job that freezes the statistics; leads to the job's page."""
    form = forms.FreezeForm.of_request()
    if not form.ok():
        return _page(event, form), 422
    row = actions.order_freeze(access.actor_key(), event, form.reason.data)
    return http.seen_other("tasks.job", job_id=row.id)


@blueprint.get("/manage/events/<slug>/participation/<table>.csv")
@team(Duty.REGISTRATION, viewers=True)
def table(event: Event, table: str) -> Response:
    """One table as a file: the same numbers as on the page."""
    head, lines = _file(event, table)
    return http.csv_response(head, lines, f"{event.slug}-{table}.csv")


def _page(event: Event, form: forms.FreezeForm) -> str:
    now = clock.now()
    lists = queries.lists_of(event, now.date())
    rows = queries.attendances(event.id)
    basis = _basis()
    counted = _figures(rows, lists, basis)
    release = queries.newest(event.id)
    tables = queries.tables_of(release) if release else {}
    return render_template(
        "participation/participation.html",
        now=now,
        counted=counted,
        definitions=[gettext(said) for said in DEFINITIONS[basis]],
        bases=_bases(event, rows, basis),
        tiles=_tiles(counted, release),
        breakdowns=shown.breakdowns(counted),
        absences=shown.absences(counted.member_states, i18n.current_lang()),
        release=release,
        crossed=shown.crossed(tables) if release else [],
        gender_definition=gettext(shown.GENDER_DEFINITION),
        version=lists.version,
        day=lists.day,
        overridden=agenda_queries.overrides(event.id),
        rule_labels=remarks.RULE_LABELS,
        form=form,
        may_freeze=may(Duty.REGISTRATION),
        file_url=lambda key: _file_url(event, key, basis),
    )


def _basis() -> Basis:
    """Whom the address wants counted: everybody registered, or who took part."""
    asked = request.args.get("basis", "")
    return Basis(asked) if asked in BASES else Basis.REGISTERED


def _bases(
    event: Event, rows: Sequence[figures.Attendance], basis: Basis
) -> list[tuple[str, str, int, bool]]:
    counts = figures.totals(rows)
    here = url_for("participation.participation", slug=event.slug)
    return [
        (f"{here}?basis={one.value}", gettext(words), counts[one], one is basis)
        for one, words in BASES.items()
    ]


def _file_url(event: Event, key: str, basis: Basis) -> str:
    shown_as = basis.value if key in shown.OFFICIAL and basis is not Basis.REGISTERED else None
    return url_for("participation.table", slug=event.slug, table=key, basis=shown_as)


def _figures(
    rows: Sequence[figures.Attendance], lists: queries.Lists, basis: Basis
) -> figures.Figures:
    world = lists.world(i18n.current_lang())
    return figures.figures(rows, world, basis, categories=[c.value for c in Category])


def _tiles(
    counted: figures.Figures, release: StatRelease | None
) -> list[tuple[str, str, str, str]]:
    states = counted.member_states
    by_group = {count.code: count for count in counted.groups.counts}
    by_sme = {count.code: count for count in counted.sme.counts}
    tiles = [
        (gettext(BASES[counted.basis]), i18n.show_number(counted.total), "", ""),
        (
            gettext("Member States"),
            str(len(states.present)),
            gettext("of %(number)d", number=states.of),
            "",
        ),
        (gettext("From developing countries"), *_people(by_group[Group.DEVELOPING]), ""),
        (gettext("From least developed countries"), *_people(by_group[Group.LDC]), ""),
        (gettext("From small companies"), *_people(by_sme[figures.Sme.YES]), ""),
    ]
    if release is not None:
        women = shown.women_words(queries.tables_of(release)["regions"])
        tiles.append((gettext("Women"), *women, ""))
    return tiles


def _people(count: figures.Count) -> tuple[str, str]:
    return i18n.show_number(count.people), shown.percent(count.share)


def _file(event: Event, key: str) -> tuple[list[str], list[shown.Line]]:
    if key in shown.PROTECTED:
        return _protected_file(event, key)
    if key not in shown.OFFICIAL:
        abort(404)
    lists = queries.lists_of(event, clock.now().date())
    counted = _figures(queries.attendances(event.id), lists, _basis())
    if key == "member-states":
        return shown.file_of_presence(counted.member_states, i18n.current_lang())
    return next(shown.file_of_bars(b) for b in shown.breakdowns(counted) if b.key == key)


def _protected_file(event: Event, key: str) -> tuple[list[str], list[shown.Line]]:
    release = queries.newest(event.id)
    if release is None:
        abort(404)
    found: Any = {one.key: one for one in shown.crossed(queries.tables_of(release))}
    said = gettext("Frozen on %(day)s.", day=i18n.show_iso(release.created.date()))
    return shown.file_of_crossed(found[key], said)
