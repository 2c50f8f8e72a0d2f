"""The draft as a list: every session in order of time, narrowed by a form, changed together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import board, narrowing, words
from eventsite.agenda.manage import builder
from eventsite.agenda.models import KIND_LABELS, AgendaSession, SessionState
from eventsite.agenda.views import blueprint
from eventsite.core import i18n, text
from eventsite.core.i18n import N_, gettext
from eventsite.events.models import Event

#: What a session can be asked for beside its day, track and kind.
_STANDINGS = {
    "placed": N_("Placed"),
    "waiting": N_("Not placed"),
    "cancelled": N_("Cancelled or withdrawn"),
    "locked": N_("Locked"),
    "check": N_("Something to check"),
}
#: A select of the form: its name, label, and its values with words.
_Field = tuple[str, str, list[tuple[str, str]]]


@dataclass(frozen=True)
class _Asked:
    """What the reader asked for; empty means everything."""

    day: str
    track: str
    kind: str
    standing: str
    words: str

    @classmethod
    def of_request(cls) -> "_Asked":
        names = ("day", "track", "kind", "standing")
        chosen = {name: request.args.get(name, "") for name in names}
        return cls(**chosen, words=request.args.get("text", "").strip()[: narrowing.LONGEST])

    @property
    def is_open(self) -> bool:
        return not any(vars(self).values())

    def wants(self, b: board.Board, session: AgendaSession, card: dict[str, Any]) -> bool:
        """Whether a session with its card is among those asked for."""
        day = b.day_of(session).isoformat() if session.is_placed else ""
        return (
            self.day in ("", day)
            and self.track in ("", str(session.track_id))
            and self.kind in ("", session.kind.value)
            and (not self.standing or self.standing in _standings(session, card))
            and _says(self.words, session, card)
        )


@blueprint.get("/manage/events/<slug>/programme/sessions")
@agenda_access.looks
def sessions(event: Event) -> ResponseReturnValue:
    """The sessions asked for, those placed first and in order of time."""
    g.rail_section = "agenda.builder"
    b, asked = builder.whole(event), _Asked.of_request()
    cards = [(session, board.session_card(b, session)) for session in b.sessions]
    found = [(s, card) for s, card in cards if asked.wants(b, s, card)]
    return render_template(
        "agenda/sessions.html",
        said_as=words.programme(event.kind),
        groups=_by_day(b, found),
        count=len(found),
        total=len(cards),
        asked=asked,
        fields=_fields(b),
        rooms=b.rooms,
        may_edit=agenda_access.may_edit(event),
    )


def _by_day(
    b: board.Board, found: Iterable[tuple[AgendaSession, dict[str, Any]]]
) -> list[tuple[date | None, list[dict[str, Any]]]]:
    """The cards of each day of the programme, those not placed under None at the end."""
    days: dict[date | None, list[dict[str, Any]]] = {}
    for session, card in found:
        days.setdefault(b.day_of(session) if session.is_placed else None, []).append(card)
    return sorted(days.items(), key=lambda pair: (pair[0] is None, pair[0] or date.min))


def _fields(b: board.Board) -> list[_Field]:
    """The selects of the form with what the draft has."""
    lang = i18n.current_lang()
    tracks = {s.track.id: s.track for s in b.sessions if s.track is not None}
    ordered = sorted(tracks.values(), key=lambda track: (track.position, track.id))
    kinds = {session.kind for session in b.sessions}
    return [
        ("day", gettext("Day"), [(d.isoformat(), i18n.show_day(d, short=True)) for d in b.days]),
        ("track", gettext("Track"), [(str(t.id), text.pick(t.names, lang).text) for t in ordered]),
        ("kind", gettext("Kind"), [(k, gettext(w)) for k, w in KIND_LABELS.items() if k in kinds]),
        ("standing", gettext("State"), [(key, gettext(w)) for key, w in _STANDINGS.items()]),
    ]


def _standings(session: AgendaSession, card: dict[str, Any]) -> set[str]:
    takes_place = session.state == SessionState.SCHEDULED
    facts = {
        "placed": takes_place and session.is_placed,
        "waiting": takes_place and not session.is_placed,
        "cancelled": not takes_place,
        "locked": session.is_locked,
        "check": bool(card["notes"]),
    }
    return {name for name, holds in facts.items() if holds}


def _says(asked: str, session: AgendaSession, card: dict[str, Any]) -> bool:
    """Whether each word asked for is in what the session's row shows."""
    parts = (*session.title.values(), card["people"], card["place"], card["track"])
    whole = narrowing.folded(" ".join(map(str, parts)))
    return all(word in whole for word in narrowing.folded(asked).split())
