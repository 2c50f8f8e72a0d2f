"""Rows of calls: public pages, a team's own pages, the organizers' lists and decisions."""

import io
from typing import Any

from werkzeug.datastructures import FileStorage

from eventsite.calls.models import (
    Call,
    State,
    Submission,
    SubmissionFile,
    Team,
    TeamInvite,
)
from eventsite.core import files, text
from eventsite.core.db import db
from tests import make
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    of_event,
    one_person,
    page,
    team,
    whoever_signed_in,
    write,
)

CALLS = team(Visitor.CALLS)
STATE = ("state",)
LATE = make.CREATED.replace(year=2099)
#: Dates that hold whenever the tests run.
ALWAYS: dict[str, Any] = {"closes": LATE}
MEMBER = one_person()


def a_call(world: World) -> dict[str, Any]:
    call = make.make_call(world.event, **ALWAYS)
    return {"slug": world.event.slug, "call": call.slug}


def a_draft_call(world: World) -> dict[str, Any]:
    call = make.make_call(world.event, published=None, **ALWAYS)
    return {"slug": world.event.slug, "call": call.slug}


def to_start(world: World) -> dict[str, Any]:
    return {"code": make.make_call(world.event, **ALWAYS).code}


def entry_of(world: World, **changes: Any) -> Submission:
    """A participant's entry to a call that is open."""
    call = make.make_call(world.event, **ALWAYS)
    return make.make_entry(call, world.participant.person, **changes)


def code_of(entry: Submission) -> dict[str, Any]:
    return {"code": db.session.get_one(Team, entry.team_id).code}


def own_team(world: World) -> dict[str, Any]:
    return code_of(entry_of(world))


def sent_team(world: World) -> dict[str, Any]:
    return code_of(entry_of(world, state=State.SUBMITTED))


def team_of_two(world: World) -> dict[str, Any]:
    call = make.make_call(world.event, **ALWAYS)
    return code_of(make.make_entry(call, world.participant.person, make.make_person()))


def an_invite(team_id: int, secret: str = "") -> TeamInvite:
    return make.add(
        TeamInvite(
            team_id=team_id,
            email=f"asked{make.number()}@example.org",
            token_hash=text.hash_secret(secret or text.new_secret()),
            created=make.CREATED,
            expires=LATE,
        )
    )


def asked(world: World) -> dict[str, Any]:
    entry = entry_of(world)
    return {**code_of(entry), "invite_id": an_invite(entry.team_id).id}


def by_link(world: World) -> dict[str, Any]:
    secret = text.new_secret()
    an_invite(make.make_entry(make.make_call(world.event, **ALWAYS)).team_id, secret)
    return {"token": secret}


def a_file(entry: Submission) -> SubmissionFile:
    upload = FileStorage(io.BytesIO(b"%PDF-1.7 plan"), "plan.pdf")
    stored = files.store(files.check(upload, files.DOCUMENTS, 1000))
    return make.add(SubmissionFile(submission_id=entry.id, file_id=stored.id))


def own_file(world: World) -> dict[str, Any]:
    entry = entry_of(world)
    return {**code_of(entry), "file_id": a_file(entry).id}


def draft_fields(_world: World) -> dict[str, Any]:
    return {"version": "1", "title": "Tide", "then": "stay"}


def upload(_world: World) -> dict[str, Any]:
    return {"file": (io.BytesIO(b"%PDF-1.7 plan"), "plan.pdf")}


def sent_entry(world: World) -> dict[str, Any]:
    call = make.make_call(world.event, **ALWAYS)
    entry = make.make_entry(call, state=State.SUBMITTED)
    return {"slug": world.event.slug, "call": call.slug, "entry": entry.code}


def sent_file(world: World) -> dict[str, Any]:
    values = sent_entry(world)
    entry = db.session.query(Submission).filter_by(code=values["entry"]).one()
    return {**values, "file_id": a_file(entry).id}


def call_of_one_entry(world: World) -> dict[str, Any]:
    """A call with one sent entry, whose key the world then remembers."""
    values = sent_entry(world)
    world.__dict__["picked"] = values.pop("entry")
    return values


def accepted(world: World) -> dict[str, Any]:
    return {"decision": "accepted", "entry": f"{world.__dict__['picked']}.1", "note": "Well done."}


def call_fields(_world: World) -> dict[str, Any]:
    return {
        "kind": "ideas",
        "title-en": "Ideas for the square",
        "slug": "ideas",
        "zone": "UTC",
        "opens_day": "2027-01-01",
        "opens_time": "09:00",
        "closes_day": "2027-02-01",
        "closes_time": "23:59",
        "grace_minutes": "15",
        "team_sizes": "1",
        "entry_kinds": "project",
        "langs": "en",
        "max_files": "3",
        "hue": "plum",
    }


def changed_fields(world: World) -> dict[str, Any]:
    return {**call_fields(world), "version": "1"}


def more_calls(world: World) -> object:
    return make.make_call(world.event, **ALWAYS)


def more_entries(world: World) -> object:
    call = db.session.query(Call).filter_by(event_id=world.event.id).first()
    assert call is not None
    db.session.refresh(call, ["themes"])
    return make.make_entry(call, state=State.SUBMITTED, theme_id=None)


def my_entry(world: World) -> object:
    return make.make_entry(make.make_call(**ALWAYS), world.stranger.person)


def mine(verb: str, fields: Any = None, before: Any = (), after: Any = ()) -> Writes:
    given = {"fields": fields} if fields else {}
    return Writes(f"submission.{verb}", before=before, after=after, by=None, **given)


CALL_KEYS = (
    "closes", "entry_kinds", "kind", "langs", "needs_ai_statement",
    "one_team_each", "opens", "slug", "team_sizes", "title", "zone",
)  # fmt: skip

ROWS: dict[tuple[str, str], Row] = {
    ("calls.calls", "GET"): page(everybody(), cacheable=True, grow=more_calls),
    ("calls.call", "GET"): page(everybody(), a_call, cacheable=True),
    ("calls.my_entries", "GET"): page(
        whoever_signed_in(), grow=my_entry, reader=Visitor.PARTICIPANT
    ),
    ("calls.start", "GET"): page(whoever_signed_in(), to_start),
    ("calls.start", "POST"): write(
        whoever_signed_in(), to_start,
        mine("started", lambda _w: {"name": "Lagoon"}, after=("call", "state", "team")),
    ),
    ("calls.join", "GET"): page(whoever_signed_in(), by_link),
    ("calls.join", "POST"): write(
        whoever_signed_in(), by_link,
        mine("member_joined", before=("members",), after=("members", "membership")),
    ),
    ("calls.team", "GET"): page(MEMBER, own_team),
    ("calls.invite", "POST"): write(
        MEMBER, own_team,
        mine("member_invited", lambda _w: {"email": "asked@example.org"}, after=("invite",)),
    ),
    ("calls.withdraw_invite", "POST"): write(
        MEMBER, asked, mine("invite_withdrawn", before=("invite",))
    ),
    ("calls.leave", "POST"): write(
        MEMBER, team_of_two, mine("member_left", before=("members",), after=("members",))
    ),
    ("calls.entry", "GET"): page(MEMBER, own_team),
    ("calls.entry", "POST"): write(
        MEMBER, own_team,
        mine("saved", draft_fields, before=("version",), after=("fields", "version")),
    ),
    ("calls.entry_files", "GET"): page(MEMBER, own_team),
    ("calls.entry_files", "POST"): write(
        MEMBER, own_team, mine("file_added", upload, after=("file",))
    ),
    ("calls.own_file", "GET"): page(MEMBER, own_file),
    ("calls.remove_file", "POST"): write(MEMBER, own_file, mine("file_removed", before=("file",))),
    ("calls.submission", "GET"): page(MEMBER, own_team),
    ("calls.submission", "POST"): write(
        MEMBER, own_team, mine("submitted", before=STATE, after=STATE)
    ),
    ("calls.reopen", "POST"): write(MEMBER, sent_team, mine("reopened", before=STATE, after=STATE)),
    ("calls.withdraw", "GET"): page(MEMBER, sent_team),
    ("calls.withdraw", "POST"): write(
        MEMBER, sent_team, mine("withdrawn", before=STATE, after=STATE)
    ),
    ("calls.event_calls", "GET"): page(
        team(Visitor.CALLS, viewer=True), of_event, grow=more_calls, reader=Visitor.OWNER
    ),
    ("calls.new_call", "GET"): page(CALLS, of_event),
    ("calls.new_call", "POST"): write(
        CALLS, of_event, Writes("call.created", call_fields, after=("event", "kind", "slug"))
    ),
    ("calls.edit_call", "GET"): page(CALLS, a_call),
    ("calls.edit_call", "POST"): write(
        CALLS, a_call, Writes("call.changed", changed_fields, before=CALL_KEYS, after=CALL_KEYS)
    ),
    ("calls.publish", "POST"): write(
        CALLS, a_draft_call,
        Writes("call.published", before=("published",), after=("published",)),
    ),
    ("calls.unpublish", "POST"): write(
        CALLS, a_call, Writes("call.unpublished", before=("published",), after=("published",))
    ),
    ("calls.entries", "GET"): page(CALLS, a_call, grow=more_entries, reader=Visitor.OWNER),
    ("calls.entries_csv", "GET"): page(CALLS, a_call),
    ("calls.call_entry", "GET"): page(CALLS, sent_entry),
    ("calls.entry_file", "GET"): page(CALLS, sent_file),
    ("calls.decision", "GET"): page(CALLS, a_call),
    ("calls.decision", "POST"): write(
        CALLS, call_of_one_entry, Writes("submission.accepted", accepted, before=STATE, after=STATE)
    ),
}  # fmt: skip
