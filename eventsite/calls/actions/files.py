"""Adds files to a draft and takes them away."""

from werkzeug.datastructures import FileStorage

from eventsite.calls import deadlines, queries, rules
from eventsite.calls.actions.holding import hold
from eventsite.calls.models import Submission, SubmissionFile, Team
from eventsite.calls.verbs import Verb
from eventsite.core import audit, clock, files
from eventsite.core.db import db
from eventsite.core.errors import Refused

KINDS = files.DOCUMENTS + files.PICTURES


def add_file(*, actor: str, team: Team, upload: FileStorage) -> SubmissionFile:
    """Keep one file, checked by content, size and name.

    Refused beside `file`: too many, a wrong one, too late, sent.
    """
    now = clock.now()
    team = hold(team.id)
    entry = _writable(team, deadlines.phase(team.call, now))
    if len(entry.files) >= team.call.max_files:
        raise Refused(rules.Reason.MOST_FILES, "file", most=team.call.max_files)
    try:
        stored = files.store(files.check(upload, KINDS, rules.MOST_FILE))
    except Refused as refused:
        refused.field = "file"
        raise
    position = max((file.position for file in entry.files), default=-1) + 1
    row = SubmissionFile(submission_id=entry.id, file_id=stored.id, position=position)
    db.session.add(row)
    entry.saved = now
    db.session.flush()
    audit.record(actor, Verb.FILE_ADDED, f"submission:{entry.id}", after={"file": stored.code})
    return row


def remove_file(*, actor: str, team: Team, file: SubmissionFile) -> None:
    """Take a file out of the draft; its bytes go too."""
    now = clock.now()
    team = hold(team.id)
    entry = _writable(team, deadlines.phase(team.call, now))
    stored = file.file
    before = {"file": stored.code}
    entry.files.remove(file)
    entry.saved = now
    db.session.flush()
    files.discard(stored)
    audit.record(actor, Verb.FILE_REMOVED, f"submission:{entry.id}", before)


def _writable(team: Team, phase: deadlines.Phase) -> Submission:
    entry = queries.submission_of(team)
    if reason := rules.why_not_write(phase, entry.state):
        raise Refused(reason, "file")
    return entry
