"""Rows of the pages of events: files, team, settings, states, and the staff's series."""

import io
from datetime import timedelta
from typing import Any

from werkzeug.datastructures import FileStorage

from eventsite.core import clock, files, text
from eventsite.core.db import db
from eventsite.events import actions, queries
from eventsite.events.models import Duty, Event, EventDocument, EventState, TeamInvitation
from tests import make
from tests.access_table import (
    Row,
    Visitor,
    World,
    Writes,
    everybody,
    of_event,
    only_staff,
    page,
    team,
    whoever_signed_in,
    whole_team,
    write,
)

EDITORS = team(Visitor.COMMUNICATION)
OWNERS = team()
TOKEN = "a mailed secret"
STATE = ("state",)


def added_document(world: World) -> EventDocument:
    upload = FileStorage(io.BytesIO(b"%PDF-1.7 made up"), "programme.pdf")
    return actions.add_document(
        actor="test", event=world.event, title={"en": "Circular"}, upload=upload
    )


def document(world: World) -> dict[str, Any]:
    return {"slug": world.event.slug, "document_id": added_document(world).id}


def document_file(world: World) -> dict[str, Any]:
    file = db.session.get_one(files.File, added_document(world).file_id)
    return {"slug": world.event.slug, "code": file.code}


def picture(world: World) -> dict[str, Any]:
    stored = files.store(files.Checked("cover.png", "image/png", make.PNG))
    world.event.cover_file_id, world.event.cover_alt = stored.id, {"en": "A hall"}
    return {"slug": world.event.slug, "code": stored.code}


def deadline(world: World) -> dict[str, Any]:
    row = actions.set_deadline(
        actor="test", event=world.event, kind="visa", at=make.CREATED + timedelta(days=400)
    )
    return {"slug": world.event.slug, "deadline_id": row.id}


def invited(world: World) -> TeamInvitation:
    now = clock.now()
    return make.add(
        TeamInvitation(
            event_id=world.event.id,
            email="guest@example.org",
            duties=["agenda"],
            token_hash=text.hash_secret(TOKEN),
            invited_by="user:1",
            created=now,
            expires=now + timedelta(days=1),
        )
    )


def invitation(world: World) -> dict[str, Any]:
    invited(world)
    return {"token": TOKEN}


def invitation_row(world: World) -> dict[str, Any]:
    return {"slug": world.event.slug, "invitation_id": invited(world).id}


def member(world: World) -> dict[str, Any]:
    user = make.make_team_member(world.event, [Duty.VIEWER])
    row = queries.find_member(world.event.id, user.id)
    return {"slug": world.event.slug, "member_id": row.id if row else 0}


def in_state(state: EventState) -> Any:
    def values(world: World) -> dict[str, Any]:
        world.event.state = state
        world.event.published = None if state == EventState.DRAFT else make.CREATED
        return of_event(world)

    return values


def past_event(world: World) -> dict[str, Any]:
    world.event.days = [make.make_day(make.CREATED.date())]
    world.event.first_day = world.event.last_day = make.CREATED.date()
    return of_event(world)


def series(_world: World) -> dict[str, Any]:
    return {"code": make.make_series().slug}


def initiative(_world: World) -> dict[str, Any]:
    return {"code": make.make_initiative().slug}


def of_settings(world: World) -> dict[str, Any]:
    event: Event = world.event
    return {
        "version": event.version, "title-en": "Another title", "summary-en": event.summary["en"],
        "kind": "forum", "slug": event.slug, "mode": event.mode.value, "city-en": "Geneva",
        "country": "CH", "hue": "sea", "languages": ["en"],
    }  # fmt: skip


NEW = {"title-en": "Forum 2028", "kind": "forum", "mode": "online", "zone": "UTC"}
DAYS = ("days",)

ROWS: dict[tuple[str, str], Row] = {
    ("events.document", "GET"): page(everybody(), document_file),
    ("events.cover_picture", "GET"): page(everybody(), picture),
    ("events.invitation", "GET"): page(whoever_signed_in(), invitation),
    ("events.invitation", "POST"): write(
        whoever_signed_in(), invitation, Writes("team.joined", after=("duties", "user"), by=None)
    ),
    ("events.my_workspaces", "GET"): page(
        whoever_signed_in(),
        grow=lambda world: make.make_team_member(make.make_event(), user=world.stranger),
        reader=Visitor.PARTICIPANT,
    ),
    ("events.new", "GET"): page(only_staff()),
    ("events.new", "POST"): write(
        only_staff(),
        writes=Writes(
            "event.created",
            lambda _world: NEW,
            after=("days", "kind", "slug"),
            by=Visitor.STAFF,
        ),
    ),
    ("events.overview", "GET"): page(whole_team(), of_event, grow=deadline),
    ("events.publish", "POST"): write(
        OWNERS,
        in_state(EventState.DRAFT),
        Writes("event.published", before=STATE, after=STATE),
    ),
    ("events.unpublish", "POST"): write(
        OWNERS, of_event, Writes("event.unpublished", before=STATE, after=STATE)
    ),
    ("events.archive", "POST"): write(
        OWNERS, past_event, Writes("event.archived", before=STATE, after=STATE)
    ),
    ("events.edit", "GET"): page(EDITORS, of_event),
    ("events.edit", "POST"): write(
        EDITORS, of_event, Writes("event.changed", of_settings, ("title",), ("title",))
    ),
    ("events.days", "GET"): page(EDITORS, of_event),
    ("events.days", "POST"): write(
        EDITORS,
        of_event,
        Writes(
            "event.days_set",
            lambda world: {
                "version": world.event.version,
                "zone": world.event.zone,
                "rows-0-day": "2027-06-09",
            },
            DAYS,
            DAYS,
        ),
    ),
    ("events.deadlines", "GET"): page(
        team(Visitor.COMMUNICATION, Visitor.REGISTRATION),
        of_event,
        grow=lambda world: make.make_deadline(world.event),
    ),
    ("events.deadlines", "POST"): write(
        team(Visitor.COMMUNICATION, Visitor.REGISTRATION),
        of_event,
        Writes(
            "event.deadline_set",
            lambda _world: {"kind": "visa", "day": "2027-05-01", "time": "17:00"},
            ("at", "kind"),
            ("at", "kind"),
        ),
    ),
    ("events.remove_deadline", "POST"): write(
        team(Visitor.COMMUNICATION, Visitor.REGISTRATION),
        deadline,
        Writes("event.deadline_removed", before=("at", "kind")),
    ),
    ("events.join_ways", "GET"): page(team(Visitor.COMMUNICATION, Visitor.ACCESSIBILITY), of_event),
    ("events.join_ways", "POST"): write(
        team(Visitor.COMMUNICATION, Visitor.ACCESSIBILITY),
        of_event,
        Writes(
            "event.join_ways_set",
            lambda world: {
                "version": world.event.version,
                "rows-0-kind": "platform",
                "rows-0-address": "https://meet.example.org/1",
                "rows-0-lang": "",
            },
            ("kinds",),
            ("kinds",),
        ),
    ),
    ("events.co_organizers", "GET"): page(EDITORS, of_event),
    ("events.co_organizers", "POST"): write(
        EDITORS,
        of_event,
        Writes(
            "event.co_organizers_set",
            lambda world: {
                "version": world.event.version,
                "rows-0-name-en": "An academy",
                "rows-0-role": "host",
                "rows-0-kind": "academia",
            },
            ("co_organizers",),
            ("co_organizers",),
        ),
    ),
    ("events.documents", "GET"): page(EDITORS, of_event, grow=document),
    ("events.documents", "POST"): write(
        EDITORS,
        of_event,
        Writes(
            "event.document_added",
            lambda _world: {
                "title-en": "Circular",
                "lang": "en",
                "url": "https://example.org/circular",
            },
            after=("document", "file"),
        ),
    ),
    ("events.remove_document", "POST"): write(
        EDITORS, document, Writes("event.document_removed", before=("document",))
    ),
    ("events.cover", "GET"): page(EDITORS, of_event),
    ("events.cover", "POST"): write(
        EDITORS,
        of_event,
        Writes(
            "event.cover_set",
            lambda _world: {"alt-en": "A hall", "file": (io.BytesIO(make.PNG), "hall.png")},
            ("cover",),
            ("cover",),
        ),
    ),
    ("events.remove_cover", "POST"): write(
        EDITORS, of_event, Writes("event.cover_removed", before=("cover",), after=("cover",))
    ),
    ("events.team", "GET"): page(
        whole_team(), of_event, grow=lambda world: make.make_team_member(world.event, [Duty.DESK])
    ),
    ("events.invite", "GET"): page(OWNERS, of_event),
    ("events.invite", "POST"): write(
        OWNERS,
        of_event,
        Writes(
            "team.invited",
            lambda _world: {"email": "new@example.org", "duties": ["agenda"]},
            after=("duties", "invitation"),
        ),
    ),
    ("events.withdraw_invitation", "POST"): write(
        OWNERS,
        invitation_row,
        Writes("team.invitation_withdrawn", before=("duties", "invitation")),
    ),
    ("events.member", "GET"): page(OWNERS, member),
    ("events.member", "POST"): write(
        OWNERS,
        member,
        Writes(
            "team.duties_changed",
            lambda _world: {"duties": ["desk"]},
            ("duties", "user"),
            ("duties", "user"),
        ),
    ),
    ("events.remove_member", "POST"): write(
        OWNERS, member, Writes("team.member_removed", before=("duties", "user"))
    ),
    ("events.staff_index", "GET"): page(only_staff()),
    ("events.all_series", "GET"): page(only_staff(), grow=series),
    ("events.new_series", "GET"): page(only_staff()),
    ("events.new_series", "POST"): write(
        only_staff(),
        writes=Writes(
            "series.created",
            lambda _world: {"title-en": "Forum"},
            after=("slug",),
            by=Visitor.STAFF,
        ),
    ),
    ("events.one_series", "GET"): page(only_staff(), series),
    ("events.one_series", "POST"): write(
        only_staff(),
        series,
        Writes(
            "series.changed",
            lambda _world: {"version": 1, "title-en": "Another", "hue": "sea"},
            ("title",),
            ("title",),
            Visitor.STAFF,
        ),
    ),
    ("events.all_initiatives", "GET"): page(only_staff(), grow=initiative),
    ("events.new_initiative", "GET"): page(only_staff()),
    ("events.new_initiative", "POST"): write(
        only_staff(),
        writes=Writes(
            "initiative.created",
            lambda _world: {"title-en": "CitiVerse"},
            after=("slug",),
            by=Visitor.STAFF,
        ),
    ),
    ("events.one_initiative", "GET"): page(only_staff(), initiative),
    ("events.one_initiative", "POST"): write(
        only_staff(),
        initiative,
        Writes(
            "initiative.changed",
            lambda _world: {"version": 1, "title-en": "Another"},
            ("title",),
            ("title",),
            Visitor.STAFF,
        ),
    ),
}
