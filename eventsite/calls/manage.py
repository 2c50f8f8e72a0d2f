"""The organizers' pages of an event's calls: make and publish them, read entries, decide."""

from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.calls import actions, forms, queries, states, wording
from eventsite.calls.forms import call as call_forms
from eventsite.calls.models import (
    ENTRY_KIND_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    Call,
    State,
    Submission,
)
from eventsite.calls.views import blueprint
from eventsite.calls.views.frame import shown
from eventsite.core import access, asked, clock, files, http, i18n, text, trace
from eventsite.core import forms as core_forms
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import current_lang, gettext
from eventsite.events.access import team as event_team
from eventsite.events.models import Duty, Event
from eventsite.reference import countries, lists

_DECISIONS = {State.ACCEPTED.value: State.ACCEPTED, State.DECLINED.value: State.DECLINED}
_CSV = ("code", "title", "team", "members", "state", "theme", "kind", "language",
        "country_of_lead", "lead", "email_of_lead", "submitted_utc")  # fmt: skip


@blueprint.get("/manage/events/<slug>/calls")
@event_team(Duty.CALLS, viewers=True)
def event_calls(event: Event) -> ResponseReturnValue:
    """The event's calls with their numbers of entries."""
    now = clock.now()
    rows = [
        {
            "call": call,
            "kind": gettext(KIND_LABELS[call.kind]),
            "pill": wording.phase_pill(call, now),
            "until": i18n.show_instant(call.closes, call.zone),
            "sent": sent,
            "drafts": drafts,
        }
        for call, sent, drafts in queries.of_event(event.id)
    ]
    return render_template("calls/event_calls.html", rows=rows)


@blueprint.route("/manage/events/<slug>/calls/new", methods=["GET", "POST"])
@event_team(Duty.CALLS)
def new_call(event: Event) -> ResponseReturnValue:
    """Make a draft of a call."""
    starts = {"team_sizes": [1], "langs": event.text_langs, "zone": event.zone, "hue": "plum"}
    form = forms.CallForm.of_request(**starts)
    core_forms.set_languages(form, _languages(event))
    if form.ok():
        try:
            call = actions.create_call(
                actor=access.actor_key(), event=event, themes=form.wanted_themes(), **form.facts()
            )
            flash(gettext("The call is a draft. Publish it when it is ready."))
            return http.seen_other("calls.edit_call", slug=event.slug, call=call.slug)
        except Refused as refused:
            form.refuse(refused)
    return shown(render_template("calls/call_form.html", form=form, call=None))


@blueprint.route("/manage/events/<slug>/calls/<call>/settings", methods=["GET", "POST"])
@event_team(Duty.CALLS)
def edit_call(event: Event, call: str) -> ResponseReturnValue:
    """Change a call, publish it, take it back."""
    found = _call(event, call)
    form = forms.CallForm.of_request(obj=found, **call_forms.wall_times(found))
    core_forms.set_languages(form, _languages(event))
    if form.ok():
        try:
            actions.update_call(
                actor=access.actor_key(), event=event, call=found, version=form.version.data,
                themes=form.wanted_themes(), **form.facts(),
            )  # fmt: skip
            flash(gettext("The call is saved."))
            return http.seen_other("calls.edit_call", slug=event.slug, call=found.slug)
        except Refused as refused:
            form.refuse(refused)
    page = render_template(
        "calls/call_form.html", form=form, call=found, pill=wording.phase_pill(found, clock.now())
    )
    return shown(page)


@blueprint.post("/manage/events/<slug>/calls/<call>/publication")
@event_team(Duty.CALLS)
def publish(event: Event, call: str) -> ResponseReturnValue:
    """Show the call to everybody."""
    found = _call(event, call)
    actions.publish_call(actor=access.actor_key(), event=event, call=found)
    flash(gettext("The call is published."))
    return http.seen_other("calls.edit_call", slug=event.slug, call=found.slug)


@blueprint.post("/manage/events/<slug>/calls/<call>/draft")
@event_team(Duty.CALLS)
def unpublish(event: Event, call: str) -> ResponseReturnValue:
    """Hide the call again."""
    found = _call(event, call)
    actions.unpublish_call(actor=access.actor_key(), event=event, call=found)
    flash(gettext("The call is a draft again."))
    return http.seen_other("calls.edit_call", slug=event.slug, call=found.slug)


@blueprint.get("/manage/events/<slug>/calls/<call>/entries")
@event_team(Duty.CALLS)
def entries(event: Event, call: str) -> ResponseReturnValue:
    """The call's entries, filtered and in pages."""
    found, wanted = _call(event, call), _asked()
    page, counts = http.paginate(queries.entries(found.id, wanted)), queries.states(found.id)
    lang = current_lang()
    codes = queries.lead_countries(found.id)
    return shown(
        render_template(
            "calls/entries.html",
            call=found,
            page=page,
            rows=[_row(row, event, found, lang) for row in page.items],
            wanted=wanted,
            counts=[(gettext(said), counts.get(state, 0)) for state, said in STATE_LABELS.items()],
            state_options=[(s.value, gettext(said)) for s, said in STATE_LABELS.items()],
            theme_options=[(t.id, text.pick(t.names, lang).text) for t in found.themes],
            country_options=[(code, countries.name(code, lang)) for code in codes],
            to_page=lambda n: url_for(request.endpoint or "", **_here(event, found, page=n)),
            csv=url_for("calls.entries_csv", **_here(event, found)),
        )
    )


@blueprint.get("/manage/events/<slug>/calls/<call>/entries.csv")
@event_team(Duty.CALLS)
def entries_csv(event: Event, call: str) -> ResponseReturnValue:
    """The filtered entries as a table; noted, because it holds names and addresses."""
    found = _call(event, call)
    rows = db.session.execute(queries.entries(found.id, _asked())).all()
    trace.note("entries.exported", f"call:{found.id}", by=access.actor_key(), rows=len(rows))
    lang = current_lang()
    lines = [
        (
            row.code,
            _title(row),
            row.team,
            row.members,
            row.state.value,
            text.pick(row.theme, lang).text,
            row.kind.value if row.kind else "",
            row.lang,
            row.country,
            f"{row.first_name or ''} {row.family_name or ''}".strip(),
            row.email,
            row.submitted.strftime("%Y-%m-%d %H:%M") if row.submitted else "",
        )
        for row in rows
    ]
    return http.csv_response(_CSV, lines, f"{event.slug}-{found.slug}-entries.csv")


@blueprint.get("/manage/events/<slug>/calls/<call>/entries/<entry>")
@event_team(Duty.CALLS)
def call_entry(event: Event, call: str, entry: str) -> ResponseReturnValue:
    """One entry; what a team has not sent yet, or took back, is not shown."""
    found = _call(event, call)
    one = queries.find_entry(found.id, entry)
    if one is None:
        abort(404)
    trace.note("entry.read", f"submission:{one.id}", by=access.actor_key())
    lang = current_lang()
    return shown(
        render_template(
            "calls/call_entry.html",
            call=found,
            entry=one,
            is_shown=one.state in states.SHOWN_TO_ORGANIZERS,
            state=(gettext(STATE_LABELS[one.state]), wording.STATE_TONES[one.state]),
            kind=gettext(ENTRY_KIND_LABELS[one.kind]) if one.kind else "",
            goals=[lists.GOALS[number] for number in one.sdgs],
            members=[
                (m, countries.name(m.person.country, lang) if m.person.country else "")
                for m in one.team.members
            ],
            next_states=[s for s in _DECISIONS.values() if states.follows(one.state, s)],
        )
    )


@blueprint.get("/manage/events/<slug>/calls/<call>/entries/<entry>/files/<int:file_id>")
@event_team(Duty.CALLS)
def entry_file(event: Event, call: str, entry: str, file_id: int) -> ResponseReturnValue:
    """A file of an entry that was sent, as an attachment."""
    one = queries.find_entry(_call(event, call).id, entry)
    if one is None or one.state not in states.SHOWN_TO_ORGANIZERS:
        abort(404)
    found = [row for row in one.files if row.id == file_id]
    return files.answer(found[0].file) if found else abort(404)


@blueprint.route("/manage/events/<slug>/calls/<call>/decision", methods=["GET", "POST"])
@event_team(Duty.CALLS)
def decision(event: Event, call: str) -> ResponseReturnValue:
    """Accept or decline what was picked (`entry=CODE.VERSION`), after one look at the list."""
    found, target = _call(event, call), _DECISIONS.get(request.values.get("decision", ""))
    versions = _picked()
    if target is None or not versions:
        flash(gettext("Choose at least one entry."), "warn")
        return http.seen_other("calls.entries", slug=event.slug, call=found.slug)
    form = forms.DecisionForm.of_request()
    if form.ok():
        try:
            done = actions.decide(
                actor=access.actor_key(), call=found, target=target, versions=versions,
                note=form.note.data or "",
            )  # fmt: skip
            flash(gettext("The decision is kept. The teams are told by mail."))
            return _after_decision(event, found, done)
        except Refused as refused:
            form.refuse(refused)
    page = render_template(
        "calls/decision.html", form=form, call=found, accepts=target is State.ACCEPTED,
        entries=queries.chosen(found.id, list(versions)), versions=versions, target=target.value,
    )  # fmt: skip
    return shown(page)


def _after_decision(event: Event, call: Call, done: list[Submission]) -> ResponseReturnValue:
    here = {"slug": event.slug, "call": call.slug}
    if len(done) == 1:
        return http.seen_other("calls.call_entry", entry=done[0].code, **here)
    return http.seen_other("calls.entries", **here)


def _call(event: Event, slug: str) -> Call:
    return queries.find_call(event.id, slug) or abort(404)


def _languages(event: Event) -> list[str]:
    return list(dict.fromkeys([*event.text_langs, "en", "fr", "ar"]))


def _asked() -> queries.Filter:
    """The filter in the query."""
    given = request.args
    return queries.Filter(
        state=given.get("state", ""),
        theme=given.get("theme", type=asked.number),
        country=given.get("country", "")[:2].upper(),
        text=given.get("text", "").strip()[:100],
    )


def _here(event: Event, call: Call, **more: Any) -> dict[str, Any]:
    """This list's address with its filter."""
    kept = {name: request.args.get(name) for name in ("state", "theme", "country", "text")}
    filled = {name: value for name, value in kept.items() if value}
    return {"slug": event.slug, "call": call.slug, **filled, **more}


def _picked() -> dict[str, int]:
    """Codes with the versions they were picked at; what is misspelt is left out."""
    pairs = (each.partition(".") for each in request.values.getlist("entry")[:500])
    return {code: number for code, _, said in pairs if (number := asked.natural(said))}


def _title(row: Any) -> str:
    """What a team has not sent, or took back, is not shown."""
    return row.title if row.state in states.SHOWN_TO_ORGANIZERS else ""


def _row(row: Any, event: Event, call: Call, lang: str) -> dict[str, Any]:
    return {
        "key": f"{row.code}.{row.version}",
        "name": _title(row) or gettext("Not sent yet"),
        "href": url_for("calls.call_entry", slug=event.slug, call=call.slug, entry=row.code),
        "team": row.team,
        "members": row.members,
        "country": countries.name(row.country, lang) if row.country else "",
        "theme": text.pick(row.theme, lang),
        "hue": row.hue,
        "state": (gettext(STATE_LABELS[row.state]), wording.STATE_TONES[row.state]),
        "submitted": row.submitted,
    }


@blueprint.before_request
def _mark_rail() -> None:
    """Every page below the calls of an event marks their entry in the rail."""
    if request.path.startswith("/manage/"):
        g.rail_section = "calls.event_calls"
