"""The hand-written table of who may open what: its words, and the rows of all features.

A feature's rows stand in tests/access_rows/<feature>.py as `ROWS`, keyed by endpoint and method.
tests/test_access.py, test_audit.py, test_cacheable.py and test_query_counts.py read them.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from eventsite.events.models import Duty, Event
from eventsite.people.models import User
from tests import make


class Visitor(StrEnum):
    """Who knocks. "Other" means: of an event that is not the one in the address."""

    ANONYMOUS = "anonymous"
    PARTICIPANT = "participant"
    OTHER_OWNER = "owner of another event"
    OWNER = "owner"
    AGENDA = "duty agenda"
    TRACK = "duty track, given none"
    EDITOR = "editor of another track"
    REGISTRATION = "duty registration"
    CALLS = "duty calls"
    COMMUNICATION = "duty communication"
    DESK = "duty desk"
    ACCESSIBILITY = "duty accessibility"
    VISAS = "duty visas"
    VIEWER = "viewer"
    STAFF = "staff"


class Answer(StrEnum):
    """What the visitor gets."""

    OPEN = "open"  # the page, or the write is looked at
    SIGN_IN = "sign in first"  # 303 to the sign-in page
    REFUSED = "refused"  # 403
    HIDDEN = "hidden"  # 404: for this visitor it does not exist


DUTIES = {
    Visitor.OWNER: Duty.OWNER,
    Visitor.AGENDA: Duty.AGENDA,
    Visitor.TRACK: Duty.TRACK,
    Visitor.EDITOR: Duty.TRACK,
    Visitor.REGISTRATION: Duty.REGISTRATION,
    Visitor.CALLS: Duty.CALLS,
    Visitor.COMMUNICATION: Duty.COMMUNICATION,
    Visitor.DESK: Duty.DESK,
    Visitor.ACCESSIBILITY: Duty.ACCESSIBILITY,
    Visitor.VISAS: Duty.VISAS,
    Visitor.VIEWER: Duty.VIEWER,
}
Answers = Mapping[Visitor, Answer]


class World:
    """What the addresses of the table speak of; made when asked for, the same for one test."""

    @cached_property
    def event(self) -> Event:
        """The published event in the address; nobody but DUTIES belongs to its team."""
        return make.make_event("Forum of this team")

    @cached_property
    def other_event(self) -> Event:
        """Another team's event."""
        return make.make_event("Forum of another team")

    @cached_property
    def owner(self) -> User:
        """Owner of `event`, and of the objects that a row makes there."""
        return make.make_team_member(self.event, [Duty.OWNER])

    @cached_property
    def participant(self) -> User:
        """Somebody with an account and nothing else; owns what a row makes for a person."""
        return make.make_user()

    @cached_property
    def stranger(self) -> User:
        """Somebody else with an account and nothing else."""
        return make.make_user()

    def users(self, visitors: Iterable[Visitor]) -> dict[Visitor, User | None]:
        """The visitors' accounts; those with one duty each are made at once, which is quick."""
        plain = [v for v in visitors if v in DUTIES.keys() - {Visitor.OWNER, Visitor.EDITOR}]
        members = make.make_team_members(self.event, [DUTIES[visitor] for visitor in plain])
        made = dict(zip(plain, members, strict=True))
        return {v: made[v] if v in made else self.user(v) for v in visitors}

    def user(self, visitor: Visitor) -> User | None:
        """The visitor's account; None for the anonymous one."""
        match visitor:
            case Visitor.ANONYMOUS:
                return None
            case Visitor.PARTICIPANT:
                return self.stranger
            case Visitor.OTHER_OWNER:
                return make.make_team_member(self.other_event, [Duty.OWNER])
            case Visitor.OWNER:
                return self.owner
            case Visitor.STAFF:
                return make.make_staff()
            case Visitor.EDITOR:
                return make.make_track_editor(self.event)
        return make.make_team_member(self.event, [DUTIES[visitor]])


Values = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Writes:
    """What the one audit row of a write says; the keys of before and after are exact."""

    verb: str
    #: Valid fields to post, made in the world of the row.
    fields: Values = lambda _world: {}
    before: Iterable[str] = ()
    after: Iterable[str] = ()
    #: Who writes; `participant` of the world is named by None.
    by: Visitor | None = Visitor.OWNER
    #: Who is remembered, where it is not the visitor's account but whose link was opened.
    actor: Callable[[World], str] | None = None


@dataclass(frozen=True)
class Row:
    """One endpoint and method."""

    answers: Answers
    #: The values of its address.
    values: Values = lambda _world: {}
    #: The query after the address.
    query: str = ""
    #: What a POST leaves in the audit trail …
    writes: Writes | None = None
    #: … or why it leaves nothing there.
    silent: str = ""
    #: The same bytes for everybody, with an ETag.
    cacheable: bool = False
    #: For how many seconds.
    max_age: int = 60
    #: Makes one more item of the list that the page shows.
    grow: Callable[[World], object] | None = None
    #: Who looks when the queries of a list page are counted.
    reader: Visitor | None = field(default=None)


def everybody() -> dict[Visitor, Answer]:
    """Open to all."""
    return dict.fromkeys(Visitor, Answer.OPEN)


def whoever_signed_in() -> dict[Visitor, Answer]:
    """Open to every account."""
    return {**everybody(), Visitor.ANONYMOUS: Answer.SIGN_IN}


def only_staff() -> dict[Visitor, Answer]:
    """Open to staff alone."""
    return _only(Visitor.STAFF, otherwise=Answer.REFUSED)


def team(*visitors: Visitor, viewer: bool = False) -> dict[Visitor, Answer]:
    """Open to the named duties, the owner and staff; `viewer` lets the viewer in too."""
    more = [Visitor.VIEWER] if viewer else []
    return _only(Visitor.OWNER, Visitor.STAFF, *visitors, *more, otherwise=Answer.REFUSED)


def whole_team() -> dict[Visitor, Answer]:
    """Open to every duty and staff."""
    return _only(Visitor.STAFF, *DUTIES, otherwise=Answer.REFUSED)


def one_person() -> dict[Visitor, Answer]:
    """A page of one person's own: for every visitor of the table it does not exist."""
    return _only(otherwise=Answer.HIDDEN)


def but(answers: Answers, **changes: Answer) -> dict[Visitor, Answer]:
    """The same with some visitors (by their constant's name in lower case) answered otherwise."""
    return {**answers, **{Visitor[name.upper()]: answer for name, answer in changes.items()}}


def page(answers: Answers, values: Values | None = None, **more: Any) -> Row:
    """A GET."""
    row = Row(answers, **more)
    return replace(row, values=values) if values else row


def write(
    answers: Answers,
    values: Values | None = None,
    writes: Writes | None = None,
    silent: str = "",
) -> Row:
    """A POST: say what it writes, or why nothing needs remembering."""
    if (writes is None) == (not silent):
        raise ValueError("A write names what it writes, or says why it is silent.")
    row = Row(answers, writes=writes, silent=silent)
    return replace(row, values=values) if values else row


def of_event(world: World) -> dict[str, Any]:
    """The address of a page of the event."""
    return {"slug": world.event.slug}


def _only(*visitors: Visitor, otherwise: Answer) -> dict[Visitor, Answer]:
    answers = dict.fromkeys(Visitor, otherwise)
    answers[Visitor.ANONYMOUS] = Answer.SIGN_IN
    return {**answers, **dict.fromkeys(visitors, Answer.OPEN)}


def _rows() -> dict[tuple[str, str], Row]:
    rows: dict[tuple[str, str], Row] = {}
    for path in sorted((Path(__file__).parent / "access_rows").glob("*.py")):
        found = importlib.import_module(f"tests.access_rows.{path.stem}").ROWS
        if rows.keys() & found.keys():
            raise ValueError(f"{path.name} repeats {sorted(rows.keys() & found.keys())}")
        rows |= found
    return rows


def table() -> dict[tuple[str, str], Row]:
    """All rows by (endpoint, method)."""
    return dict(sorted(_rows().items()))
