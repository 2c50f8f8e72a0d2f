"""What may be done with a call, a team and a submission, as sentences for what may not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from eventsite.calls import deadlines, states, teams, words
from eventsite.calls.deadlines import Phase
from eventsite.calls.models import Call, State, Submission
from eventsite.core.i18n import N_
from eventsite.reference import lists

MOST_SUMMARY_WORDS = 400
#: A text of 400 long words stays below it; more than this is not even saved.
MOST_SUMMARY = 6_000
MOST_BODY = 30_000
MOST_STATEMENT = 2_000
MOST_NOTE = 4_000
#: Bytes of one file.
MOST_FILE = 10 * 1024 * 1024
INVITE_LASTS = timedelta(days=14)


class Reason(StrEnum):
    """Why something is refused."""

    READ_ONLY = N_("This event is archived, so nothing in it can be changed.")
    SLUG_TAKEN = N_("Another call of this event has this address. Choose another one.")
    DATES_ORDER = N_("Choose dates in order: the call opens, closes for teams, then closes.")
    NO_SIZES = N_("Choose at least one team size.")
    NO_KINDS = N_("Choose at least one kind of entry.")
    NO_LANGS = N_("Choose at least one language.")
    THEME_IN_USE = N_("Entries have chosen this theme, so it stays. Change its name instead.")
    EVENT_DRAFT = N_("Publish the event first, then its calls.")
    CALL_OVER = N_("This call would be closed already. Choose a later closing date.")
    PUBLISHED_ALREADY = N_("This call is published already.")
    NOT_PUBLISHED = N_("This call is not published.")
    HAS_TEAMS = N_("Teams have started, so this call stays public.")
    TEAMS_WORK = N_("Teams have started an entry to a call of this event, so it stays public.")

    NOT_OPEN_YET = N_("This call is not open yet.")
    TEAMS_CLOSED = N_("The last day for teams to start or take members is over.")
    CLOSED = N_("This call is closed.")
    IN_ANOTHER_TEAM = N_("You are in a team of this call already.")
    TEAM_NAME = N_("Enter a name for your team. You may use your own.")
    TEAM_FULL = N_("This team is full.")
    NO_ROOM = N_("Your team and its open invitations already reach the largest size.")
    MEMBER_ALREADY = N_("Somebody with this address is in your team already.")
    INVITE_GONE = N_("This invitation was used, withdrawn or is too old. Ask for a new one.")
    TEAM_IS_FIXED = N_("The entry was sent, so the team stays as it is. Take the entry back first.")
    LAST_MEMBER = N_("You are the last member. Withdraw the entry instead.")

    NOT_A_DRAFT = N_("The entry was sent. Take it back into a draft to change it.")
    NOT_OFFERED = N_("Choose one of the answers in the list.")
    TITLE = N_("Enter a title.")
    SUMMARY = N_("Write a summary.")
    SUMMARY_LONG = N_("Shorten the summary to %(most)d words; it has %(count)d.")
    CONTENT = N_("Write the entry, or add it as a file.")
    KIND = N_("Choose what kind of entry this is.")
    THEME = N_("Choose a theme.")
    SDGS = N_("Choose at least one goal.")
    LANG = N_("Choose the language in which the entry is written.")
    AI_STATEMENT = N_("Say where you used AI tools, or that you used none.")
    TEAM_SIZE = N_("Your team has %(count)d; this call takes teams of %(sizes)s.")
    MOST_FILES = N_("You can add %(most)d files. Remove one first.")
    NOT_FROM_HERE = N_("The entry is not in a state from which this is possible.")
    REOPEN_CLOSED = N_("The call has closed, so a sent entry stays as it is.")
    NOTHING_CHOSEN = N_("Choose at least one entry.")


@dataclass(frozen=True)
class Problem:
    """One thing to mend before an entry can be sent: the sentence, its field, its numbers."""

    reason: Reason
    field: str
    facts: Mapping[str, Any]


def why_not_start(phase: Phase, in_call: bool) -> Reason | None:
    """`in_call`: the person has a team here and the call allows one each."""
    if reason := why_no_teams(phase):
        return reason
    return Reason.IN_ANOTHER_TEAM if in_call else None


def why_no_teams(phase: Phase) -> Reason | None:
    """Whether teams may start and take members."""
    if phase in deadlines.TEAMS_OPEN:
        return None
    if phase in {Phase.DRAFT, Phase.COMING}:
        return Reason.NOT_OPEN_YET
    return Reason.TEAMS_CLOSED if phase is Phase.TEAMS_CLOSED else Reason.CLOSED


def why_not_invite(phase: Phase, state: State, members: int, invited: int,
                   sizes: Collection[int]) -> Reason | None:  # fmt: skip
    """`invited` counts invitations that still work."""
    if reason := why_no_teams(phase):
        return reason
    if state is not State.DRAFT:
        return Reason.TEAM_IS_FIXED
    return None if teams.has_room(members, invited, sizes) else Reason.NO_ROOM


def why_not_join(phase: Phase, state: State, members: int, sizes: Collection[int],
                 in_call: bool) -> Reason | None:  # fmt: skip
    """What keeps an invited person out."""
    if reason := why_not_start(phase, in_call):
        return reason
    if state is not State.DRAFT:
        return Reason.TEAM_IS_FIXED
    return None if teams.may_join(members, sizes) else Reason.TEAM_FULL


def why_not_leave(state: State, members: int) -> Reason | None:
    """A team that sent its entry stays; the last member withdraws instead."""
    if state not in {State.DRAFT, State.WITHDRAWN}:
        return Reason.TEAM_IS_FIXED
    return Reason.LAST_MEMBER if members == 1 else None


def why_not_write(phase: Phase, state: State) -> Reason | None:
    """Whether texts and files of a submission may change."""
    if phase not in deadlines.WRITING:
        return Reason.CLOSED if phase is Phase.CLOSED else Reason.NOT_OPEN_YET
    return None if state is State.DRAFT else Reason.NOT_A_DRAFT


def why_not_reopen(phase: Phase, state: State) -> Reason | None:
    """A sent or withdrawn entry becomes a draft again before the deadline only."""
    if not states.follows(state, State.DRAFT):
        return Reason.NOT_FROM_HERE
    return None if phase in deadlines.REOPENING else Reason.REOPEN_CLOSED


def why_not_move(state: State, target: State) -> Reason | None:
    """Withdrawing, accepting and declining ask nothing but the state."""
    return None if states.follows(state, target) else Reason.NOT_FROM_HERE


def why_not_publish(
    call: Call, is_event_public: bool, is_event_over: bool, now: datetime
) -> Reason | None:
    """A call is public on a public event, before it closes.

    Once the event is over, a call that closed before then may be published as a record of it.
    """
    if call.published is not None:
        return Reason.PUBLISHED_ALREADY
    if not is_event_public:
        return Reason.EVENT_DRAFT
    is_late = deadlines.is_past(call.closes, now) and not is_event_over
    return Reason.CALL_OVER if is_late else None


def why_not_unpublish(call: Call, teams_started: int) -> Reason | None:
    """A call that somebody answers is not hidden from them."""
    if call.published is None:
        return Reason.NOT_PUBLISHED
    return Reason.HAS_TEAMS if teams_started else None


def unknown_choice(call: Call, said: Mapping[str, Any], theme_ids: Collection[int]) -> str | None:
    """The first field whose answer the call does not offer, empty answers aside."""
    offered: tuple[tuple[str, Collection[Any]], ...] = (
        ("kind", set(call.entry_kinds)),
        ("theme_id", set(theme_ids)),
        ("lang", set(call.langs)),
    )
    for name, values in offered:
        if said.get(name) and said[name] not in values:
            return name
    return None if set(said.get("sdgs") or ()) <= set(lists.GOALS) else "sdgs"


def problems(entry: Submission, call: Call, *, members: int, files: int, themes: int,
             sizes_said: str) -> Sequence[Problem]:  # fmt: skip
    """All that keeps an entry from being sent, in the order of the form, each by its field."""
    count = words.count(entry.summary)
    facts = {"most": MOST_SUMMARY_WORDS, "count": count}
    no_statement = call.needs_ai_statement and not entry.ai_statement
    checks: tuple[tuple[bool, Reason, str, Mapping[str, Any]], ...] = (
        (not entry.title, Reason.TITLE, "title", {}),
        (not entry.lang, Reason.LANG, "lang", {}),
        (entry.kind is None, Reason.KIND, "kind", {}),
        (bool(themes) and entry.theme_id is None, Reason.THEME, "theme_id", {}),
        (not entry.summary, Reason.SUMMARY, "summary", {}),
        (count > MOST_SUMMARY_WORDS, Reason.SUMMARY_LONG, "summary", facts),
        (not entry.body and not files, Reason.CONTENT, "body", {}),
        (not entry.sdgs, Reason.SDGS, "sdgs", {}),
        (no_statement, Reason.AI_STATEMENT, "ai_statement", {}),
        (not teams.fits(members, call.team_sizes), Reason.TEAM_SIZE, "team",
         {"count": members, "sizes": sizes_said}),
    )  # fmt: skip
    return [Problem(reason, field, given) for wrong, reason, field, given in checks if wrong]
