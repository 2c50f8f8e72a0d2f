"""Sentences about the steps in which a draft changed: what can be undone, who moved what."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsite.agenda.history import Kind
from eventsite.agenda.verbs import Verb
from eventsite.core.i18n import N_, gettext, ngettext


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step as words need it: whose (a name or empty), its verb, the titles of what it touched."""

    name: str
    verb: str
    kind: Kind
    titles: Sequence[str]
    #: Whether it was taken back.
    undone: bool = False


#: What a step did to one thing, for the buttons "Undo: …" and "Redo: …".
_ONE = {
    Verb.ROOM_CREATED: N_("new room “%(title)s”"),
    Verb.ROOM_CHANGED: N_("change of the room “%(title)s”"),
    Verb.ROOM_DELETED: N_("room “%(title)s” deleted"),
    Verb.TRACK_CREATED: N_("new track “%(title)s”"),
    Verb.TRACK_CHANGED: N_("change of the track “%(title)s”"),
    Verb.TRACK_DELETED: N_("track “%(title)s” deleted"),
    Verb.SESSION_CREATED: N_("new session “%(title)s”"),
    Verb.SESSION_DUPLICATED: N_("copy of “%(title)s”"),
    Verb.SESSION_CHANGED: N_("change of “%(title)s”"),
    Verb.SESSION_PLACED: N_("move of “%(title)s”"),
    Verb.SESSIONS_MOVED: N_("move of “%(title)s”"),
    Verb.SESSION_TAKEN_OFF: N_("“%(title)s” taken off"),
    Verb.SESSION_RESIZED: N_("new length of “%(title)s”"),
    Verb.SESSION_CANCELLED: N_("“%(title)s” cancelled"),
    Verb.SESSION_WITHDRAWN: N_("“%(title)s” withdrawn"),
    Verb.SESSION_RESTORED: N_("“%(title)s” takes place again"),
    Verb.SESSION_DELETED: N_("“%(title)s” deleted"),
    Verb.LIVE_LATE: N_("“%(title)s” begins later"),
    Verb.LIVE_ROOM: N_("“%(title)s” in another room"),
    Verb.LIVE_CANCELLED: N_("“%(title)s” cancelled"),
    Verb.LIVE_ABSENT: N_("somebody absent from “%(title)s”"),
    Verb.IMPORTED: N_("import of “%(title)s”"),
    Verb.SESSIONS_LOCKED: N_("“%(title)s” locked"),
    Verb.SESSIONS_UNLOCKED: N_("“%(title)s” unlocked"),
}
_OTHER = N_("change of “%(title)s”")


def undo(step: StepSaid) -> str:
    """The words of the button that takes the step back."""
    return str(gettext("Undo: %(change)s", change=_what(step)))


def redo(step: StepSaid) -> str:
    """The words of the button that makes the step again."""
    return str(gettext("Redo: %(change)s", change=_what(step)))


def news(step: StepSaid) -> str:
    """What somebody else did, for the status line: “Amina Diallo: move of …”."""
    if step.undone:
        facts = {"name": step.name, "change": _what(step)}
        if not step.name:
            return str(gettext("Somebody took back: %(change)s", **facts))
        return str(gettext("%(name)s took back: %(change)s", **facts))
    if not step.name:
        return str(gettext("Somebody changed the programme: %(change)s", change=_what(step)))
    return str(gettext("%(name)s: %(change)s", name=step.name, change=_what(step)))


def _what(step: StepSaid) -> str:
    if len(step.titles) == 2 and step.verb == Verb.SESSIONS_SWAPPED:
        one, other = step.titles
        return str(gettext("“%(one)s” and “%(other)s” swapped", one=one, other=other))
    if len(step.titles) == 1:
        known = step.verb in set(Verb)
        sentence = _ONE.get(Verb(step.verb), _OTHER) if known else _OTHER
        return str(gettext(sentence, title=step.titles[0]))
    number = len(step.titles)
    if step.verb == Verb.SESSIONS_LOCKED:
        return str(ngettext("%(num)d session locked", "%(num)d sessions locked", number))
    if step.verb == Verb.SESSIONS_UNLOCKED:
        return str(ngettext("%(num)d session unlocked", "%(num)d sessions unlocked", number))
    if step.verb == Verb.IMPORTED:
        return str(ngettext("import of %(num)d row", "import of %(num)d rows", number))
    if step.verb == Verb.SESSIONS_MOVED:
        return str(ngettext("move of %(num)d session", "move of %(num)d sessions", number))
    return str(ngettext("change of %(num)d session", "change of %(num)d sessions", number))
