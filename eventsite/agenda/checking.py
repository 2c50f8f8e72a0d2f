"""What the rules found, as sentences with links and ways to mend it, for lists and for cards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for

from eventsite.agenda import checks, draft, naming, remarks, times
from eventsite.agenda.models import AgendaSession, Room
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

#: Links to sessions beside one finding; the others are counted.
MOST_LINKS = 5
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
    """Each finding (None: all) as a sentence with links to its sessions and the way to mend it.

    Keys: `order` (level and rule, for grouping), `rule`, `title` (the rule in words), `level`,
    `tone` (bad or warn), `sentence`, `links` (address, title), `more` (how many sessions have no
    link), `fix` (label, href, about) or None.
    """
    return [_item(checked, one) for one in (checked.findings if findings is None else findings)]


def _item(checked: Checked, one: checks.Finding) -> dict[str, Any]:
    return {
        "order": (list(_TONES).index(one.level), list(checks.Rule).index(one.rule)),
        "rule": one.rule.value,
        "title": gettext(remarks.RULE_LABELS[one.rule]),
        "level": one.level.value,
        "tone": _TONES[one.level],
        "sentence": remarks.sentence(one, checked.names),
        "links": [_link(checked, code) for code in one.sessions[:MOST_LINKS]],
        "more": max(0, len(one.sessions) - MOST_LINKS),
        "fix": _fix(checked, one.fix),
    }


def _link(checked: Checked, code: str) -> tuple[str, str]:
    session, slug = checked.by_code[code], checked.event.slug
    title = checked.names.session(code)
    if not session.is_placed:
        return url_for("agenda.edit_session", slug=slug, code=code), title
    day = times.programme_day(draft.wall_of(session), checked.agenda.hours)
    anchor = f"s-{code}"
    return url_for("agenda.builder", slug=slug, day=day.isoformat(), _anchor=anchor), title


def _fix(checked: Checked, fix: checks.Fix | None) -> dict[str, str] | None:
    """What could be pressed, of which session, and where it leads."""
    if fix is None:
        return None
    slug, code = checked.event.slug, fix.session
    if fix.kind is checks.FixKind.PLACE:
        label, href = (
            gettext("Find a free place"),
            url_for("agenda.free_places", slug=slug, code=code),
        )
    else:
        label, href = (
            gettext("Change the people"),
            url_for("agenda.edit_session", slug=slug, code=code),
        )
    return {"label": str(label), "href": href, "about": checked.names.session(code)}
