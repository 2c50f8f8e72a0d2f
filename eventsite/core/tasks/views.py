"""The page of one background job: how far it is, what came of it, and a button to stop it."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, jsonify, render_template
from werkzeug.wrappers import Response as BaseResponse

from eventsite.core import access, http
from eventsite.core.access import own_path
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.tasks import actions
from eventsite.core.tasks.models import FINISHED, TaskRow

blueprint = Blueprint("tasks", __name__, url_prefix="/me/jobs")


@blueprint.get("/<int:job_id>")
@access.signed_in
def job(job_id: int) -> str:
    """The page; it comes again by itself until the job has finished."""
    return _page(_own(job_id))


@blueprint.get("/<int:job_id>.json")
@access.signed_in
def progress(job_id: int) -> Response:
    """The same for the page's small script: numbers and a sentence."""
    row = _own(job_id)
    return jsonify(
        done=row.done, total=row.total, sentence=row.sentence, finished=row.state in FINISHED
    )


@blueprint.post("/<int:job_id>/cancel")
@access.signed_in
def cancel(job_id: int) -> BaseResponse | tuple[str, int]:
    """Stop it."""
    row = _own(job_id)
    try:
        actions.cancel(row, access.actor_key())
    except Refused as refused:
        return _page(row, refused.sentence), 422
    return http.seen_other("tasks.job", job_id=job_id)


def _own(job_id: int) -> TaskRow:
    """The job when the reader ordered it or is staff; for others it does not exist."""
    row = db.session.scalars(sa.select(TaskRow).where(TaskRow.id == job_id)).first()
    if row is None:
        abort(404)
    if row.created_by != access.actor_key() and not access.current_user().is_staff:
        abort(404)
    return row


def _page(row: TaskRow, refused: str = "") -> str:
    result: dict[str, Any] = row.result or {}
    return render_template(
        "core/tasks/job.html",
        job=row,
        finished=row.state in FINISHED,
        refused=refused,
        result_href=own_path(result.get("href")),
        result_label=result.get("label", ""),
    )
