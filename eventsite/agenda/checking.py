"""What the rules found, as sentences with links and ways to mend it, for lists and for cards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for

from eventsite.agenda import checks, draft, naming, remarks, times
from eventsite.agenda.models import AgendaSession, Answer, Room, Speaker
from eventsite.core.i18n import gettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event

#: Links to sessions beside one finding; the others are counted.
MOST_LINKS = 5
#: Findings of one rule that are worded; the others are counted.
MOST_EACH = 10
_LEVELS = {level: number for number, level in enumerate(checks.Level)}
_RULES = {rule: number for number, rule in enumerate(checks.Rule)}
_TONES = {
    checks.Level.BLOCKS_MOVE: "bad",
    checks.Level.BLOCKS_PUBLISHING: "bad",
    checks.Level.WARNS: "warn",
}


@dataclass(frozen=True)
class Checked:
    """The draft's rows beside what the rules found in them."""

    event: Event
    sessions: Sequence[AgendaSession]
    rooms: Sequence[Room]
    agenda: checks.Agenda
    findings: Sequence[checks.Finding]

    @cached_property
    def by_code(self) -> dict[str, AgendaSession]:
        """Sessions by code."""
        return {session.code: session for session in self.sessions}

    @cached_property
    def speakers(self) -> dict[int, Speaker]:
        """Everybody in a session, by id."""
        return {part.speaker_id: part.speaker for s in self.sessions for part in s.speakers}

    @cached_property
    def rules_of(self) -> dict[str, set[checks.Rule]]:
        """The rules that each session breaks, by its code."""
        found: dict[str, set[checks.Rule]] = defaultdict(set)
        for finding in self.findings:
            for code in finding.sessions:
                found[code].add(finding.rule)
        return found

    @cached_property
    def names(self) -> naming.Names:
        """How the rows are called in the reader's language."""
        return naming.names_of(self.event, self.sessions, self.rooms)


def notes(checked: Checked, code: str) -> list[str]:
    """What a session's card says of the rules it breaks, in their order."""
    broken = checked.rules_of.get(code, set())
    shown = [note for rule, note in remarks.NOTES.items() if rule in broken & remarks.ON_CARDS]
    return [str(gettext(note)) for note in shown]


def to_check(
    checked: Checked, findings: Iterable[checks.Finding] | None = None
) -> list[dict[str, Any]]:
    """The first findings (of None: all) of each rule as sentences with links and ways to mend.

    Keys: `order` (level and rule, for grouping), `of` (how many this rule found), `rule`, `title`
    (the rule in words), `level`, `tone` (bad or warn), `sentence`, `links` (address, title),
    `more` (how many sessions have no link), `fix` (see `_fix`) or None.
    """
    groups: dict[tuple[int, int], list[checks.Finding]] = defaultdict(list)
    for one in checked.findings if findings is None else findings:
        groups[_order(one)].append(one)
    return [
        {"order": order, "of": len(group), **_item(checked, one)}
        for order, group in sorted(groups.items())
        for one in group[:MOST_EACH]
    ]


def _order(one: checks.Finding) -> tuple[int, int]:
    """Level, then rule; what cannot be assessed comes last, together."""
    known = one.facts.get("assessed", True)
    return _LEVELS[one.level], _RULES[one.rule] if known else len(_RULES)


def _item(checked: Checked, one: checks.Finding) -> dict[str, Any]:
    known = one.facts.get("assessed", True)
    return {
        "rule": one.rule.value,
        "title": gettext(remarks.RULE_LABELS[one.rule] if known else remarks.UNASSESSED),
        "level": one.level.value,
        "tone": _TONES[one.level],
        "sentence": remarks.sentence(one, checked.names),
        "links": [_link(checked, code) for code in one.sessions[:MOST_LINKS]],
        "more": max(0, len(one.sessions) - MOST_LINKS),
        "fix": _fix(checked, one.fix) or _invite(checked, one),
    }


def _link(checked: Checked, code: str) -> tuple[str, str]:
    session, slug = checked.by_code[code], checked.event.slug
    title = checked.names.session(code)
    if not session.is_placed:
        return url_for("agenda.edit_session", slug=slug, code=code), title
    day = times.programme_day(draft.wall_of(session), checked.agenda.hours)
    anchor = f"s-{code}"
    return url_for("agenda.builder", slug=slug, day=day.isoformat(), _anchor=anchor), title


def _fix(checked: Checked, fix: checks.Fix | None) -> dict[str, Any] | None:
    """What could be pressed: `label`, `about` what, `href`, and whether it `posts` there."""
    slug = checked.event.slug
    if fix is not None and fix.kind is checks.FixKind.PLACE:
        return {
            "label": str(gettext("Find a free place")),
            "about": checked.names.session(fix.session),
            "href": url_for("agenda.free_places", slug=slug, code=fix.session),
            "posts": False,
        }
    speaker = checked.speakers.get(fix.speaker or 0) if fix is not None else None
    if speaker is None or not event_access.may(Duty.AGENDA):
        return None
    return {
        "label": str(gettext("Take out of all sessions")),
        "about": naming.called(speaker),
        "href": url_for("agenda.take_out", slug=slug, code=speaker.code),
        "posts": True,
    }


def _invite(checked: Checked, one: checks.Finding) -> dict[str, Any] | None:
    """The way to invite somebody whose answer is missing because nobody has asked them."""
    is_person = one.rule is checks.Rule.NOT_READY and isinstance(one.subject, int)
    speaker = checked.speakers.get(int(one.subject or 0)) if is_person else None
    if speaker is None or speaker.answer is not Answer.OPEN or not event_access.may(Duty.AGENDA):
        return None
    return {
        "label": str(gettext("Invite")),
        "about": naming.called(speaker),
        "href": url_for("agenda.invite", slug=checked.event.slug, who=speaker.code),
        "posts": False,
    }
