"""The organizers' page of who comes from where, its files, and freezing of statistics."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import remarks
from eventsite.core import access, clock, http, i18n
from eventsite.core.i18n import N_, gettext
from eventsite.events.access import may, team
from eventsite.events.models import Duty, Event
from eventsite.participation import actions, figures, forms, jobs, queries, shown
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
    counted = _figures(rows, lists)
    release = queries.newest(event.id)
    tables = queries.tables_of(release) if release else {}
    return render_template(
        "participation/participation.html",
        now=now,
        counted=counted,
        definitions=[gettext(said) for said in (*figures.DEFINITIONS.values(), SAME_PEOPLE)],
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
        file_url=lambda key: url_for("participation.table", slug=event.slug, table=key),
    )


def _figures(rows: Sequence[figures.Attendance], lists: queries.Lists) -> figures.Figures:
    world = lists.world(i18n.current_lang())
    return figures.figures(rows, world, categories=[c.value for c in Category])


def _tiles(
    counted: figures.Figures, release: StatRelease | None
) -> list[tuple[str, str, str, str]]:
    states = counted.member_states
    by_group = {count.code: count for count in counted.groups.counts}
    by_sme = {count.code: count for count in counted.sme.counts}
    tiles = [
        (gettext("Registered and confirmed"), i18n.show_number(counted.total), "", ""),
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
    counted = _figures(queries.attendances(event.id), lists)
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
