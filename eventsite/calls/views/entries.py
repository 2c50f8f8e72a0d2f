"""Pages of a team's entry: write it, add files, check and send it, take it back."""

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.calls import access as calls_access
from eventsite.calls import actions, deadlines, forms, queries, rules, wording
from eventsite.calls.actions import entries as entry_actions
from eventsite.calls.models import ENTRY_KIND_LABELS, Submission, SubmissionFile, Team
from eventsite.calls.views.frame import blueprint, myself, shown
from eventsite.core import access, clock, files, http, i18n
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.reference import lists


@blueprint.route("/me/teams/<code>/entry", methods=["GET", "POST"])
@calls_access.team_member
def entry(team: Team) -> ResponseReturnValue:
    """Write the entry; saved by button, complete or not."""
    found = queries.submission_of(team)
    if request.method != "POST" and (closed := _why_closed(team, found)):
        flash(closed, "warn")
        return http.seen_other("calls.team", code=team.code)
    form = forms.EntryForm.of_request(obj=found)
    form.offer(team.call)
    if form.ok():
        try:
            actions.save_draft(
                actor=access.actor_key(), team=team, version=form.version.data, said=form.said()
            )
            return _after_saving(team)
        except Refused as refused:
            form.refuse(refused)
    page = render_template(
        "calls/entry.html", form=form, team=team, call=team.call, saved=_saved(found),
        members=queries.members(team.id), most_words=rules.MOST_SUMMARY_WORDS,
    )  # fmt: skip
    return shown(page)


@blueprint.route("/me/teams/<code>/files", methods=["GET", "POST"])
@calls_access.team_member
def entry_files(team: Team) -> ResponseReturnValue:
    """The files of the entry; a POST adds one."""
    form = forms.FileForm.of_request()
    if form.ok():
        try:
            actions.add_file(actor=access.actor_key(), team=team, upload=form.file.data)
            flash(gettext("The file is added."))
            return http.seen_other("calls.entry_files", code=team.code)
        except Refused as refused:
            form.refuse(refused)
    found = queries.submission_of(team)
    page = render_template(
        "calls/files.html", form=form, team=team, call=team.call, entry=found,
        closed=_why_closed(team, found), kinds=", ".join(actions.files.KINDS),
        most=f"{rules.MOST_FILE // (1024 * 1024)} MB",
    )  # fmt: skip
    return shown(page)


@blueprint.get("/me/teams/<code>/files/<int:file_id>")
@calls_access.team_member
def own_file(team: Team, file_id: int) -> ResponseReturnValue:
    """One file of the entry, as an attachment."""
    return files.answer(_file_of(team, file_id).file)


@blueprint.post("/me/teams/<code>/files/<int:file_id>/removal")
@calls_access.team_member
def remove_file(team: Team, file_id: int) -> ResponseReturnValue:
    """Take a file out of the draft."""
    actions.remove_file(actor=access.actor_key(), team=team, file=_file_of(team, file_id))
    flash(gettext("The file is removed."))
    return http.seen_other("calls.entry_files", code=team.code)


@blueprint.route("/me/teams/<code>/submission", methods=["GET", "POST"])
@calls_access.team_member
def submission(team: Team) -> ResponseReturnValue:
    """Read the whole entry once more, see what is missing, and send it."""
    reason = ""
    if request.method == "POST":
        try:
            actions.submit(actor=access.actor_key(), team=team)
            flash(gettext("Your entry is sent. Every member of the team gets a mail."))
            return http.seen_other("calls.team", code=team.code)
        except Refused as refused:
            reason = refused.sentence
    found = queries.submission_of(team)
    page = render_template(
        "calls/submission.html",
        team=team,
        call=team.call,
        entry=found,
        closed=_why_closed(team, found),
        reason=reason,
        problems=[
            (gettext(each.reason.value, **each.facts), each.field)
            for each in entry_actions.problems(team, found)
        ],
        goals=[lists.GOALS[number] for number in found.sdgs],
        kind=gettext(ENTRY_KIND_LABELS[found.kind]) if found.kind else "",
        until=wording.moments(team.call.closes, team.call.zone, myself().zone),
    )
    return shown(page)


@blueprint.post("/me/teams/<code>/draft")
@calls_access.team_member
def reopen(team: Team) -> ResponseReturnValue:
    """Take a sent or withdrawn entry back into a draft."""
    actions.reopen(actor=access.actor_key(), team=team)
    flash(gettext("The entry is a draft again. Send it before the call closes."), "warn")
    return http.seen_other("calls.entry", code=team.code)


@blueprint.route("/me/teams/<code>/withdrawal", methods=["GET", "POST"])
@calls_access.team_member
def withdraw(team: Team) -> ResponseReturnValue:
    """Ask once, then withdraw the entry."""
    if request.method != "POST":
        return render_template("calls/withdraw.html", team=team, call=team.call)
    actions.withdraw(actor=access.actor_key(), team=team)
    flash(gettext("The entry is withdrawn."))
    return http.seen_other("calls.team", code=team.code)


def _file_of(team: Team, file_id: int) -> SubmissionFile:
    found = [row for row in queries.submission_of(team).files if row.id == file_id]
    return found[0] if found else abort(404)


def _after_saving(team: Team) -> ResponseReturnValue:
    match request.form.get("then"):
        case "files":
            return http.seen_other("calls.entry_files", code=team.code)
        case "check":
            return http.seen_other("calls.submission", code=team.code)
    flash(gettext("The draft is saved."))
    return http.seen_other("calls.entry", code=team.code)


def _why_closed(team: Team, found: Submission) -> str:
    """Why the entry cannot be changed now, or nothing."""
    reason = rules.why_not_write(deadlines.phase(team.call, clock.now()), found.state)
    return gettext(reason.value) if reason else ""


def _saved(found: Submission) -> str:
    """When the draft was saved last, in the reader's own zone."""
    when = i18n.show_instant(found.saved, myself().zone or "UTC")
    return str(gettext("Draft saved %(when)s", when=when))
