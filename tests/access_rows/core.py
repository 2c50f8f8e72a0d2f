"""Rows of the pages that core brings along: background jobs and the staff's page of mails."""

from eventsite.core.outbox.models import Mail, MailState
from eventsite.core.tasks.models import TaskRow
from tests import make
from tests.access_table import (
    Answer,
    Row,
    Visitor,
    World,
    Writes,
    but,
    one_person,
    only_staff,
    page,
    write,
)


def job(world: World) -> dict[str, int]:
    """A waiting job that the participant ordered."""
    actor = f"user:{world.participant.id}"
    row = make.add(TaskRow(name="test", args={}, created_by=actor, created=make.CREATED))
    return {"job_id": row.id}


def held_mail(_world: World) -> dict[str, int]:
    """A mail that waits for somebody to press a button."""
    mail = Mail(
        message_id=f"{make.number()}@example.org",
        to_address="ada@example.org",
        lang="en",
        template="test/hello",
        subject="Hello",
        text="Hello.",
        attachments=[],
        state=MailState.HELD,
        due=make.CREATED,
        created=make.CREATED,
    )
    return {"mail_id": make.add(mail).id}


OWN_JOB = but(one_person(), staff=Answer.OPEN)
STATE = ("state",)

ROWS: dict[tuple[str, str], Row] = {
    ("tasks.job", "GET"): page(OWN_JOB, job),
    ("tasks.progress", "GET"): page(OWN_JOB, job),
    ("tasks.cancel", "POST"): write(
        OWN_JOB, job, Writes("task.cancelled", before=STATE, after=STATE, by=None)
    ),
    ("outbox.mails", "GET"): page(only_staff(), grow=held_mail),
    ("outbox.resend", "POST"): write(
        only_staff(),
        held_mail,
        Writes("mail.resent", before=STATE, after=STATE, by=Visitor.STAFF),
    ),
}
