"""The people of a programme as rows: what each gave and lacks, how many lack what, and as CSV."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsite.agenda import appointments, draft, words
from eventsite.agenda.models import (
    ANSWER_LABELS,
    PRESENCE_LABELS,
    ROLE_LABELS,
    Answer,
    Presence,
    Speaker,
)
from eventsite.agenda.owing import OWED_LABELS, Owed, Trial
from eventsite.agenda.queries import Line
from eventsite.core import i18n, text
from eventsite.core.i18n import N_, gettext
from eventsite.events import wording
from eventsite.events.models import Event
from eventsite.reference import countries

#: All but the answer, in their order.
THINGS = (
    Owed.PRESENCE,
    Owed.PHOTO,
    Owed.BIOGRAPHY,
    Owed.CONSENT,
    Owed.SLIDES,
    Owed.TEST,
    Owed.AVAILABILITY,
    Owed.PHONE,
)
#: What has a column of its own; how somebody takes part stands below their answer.
COLUMNS = THINGS[1:]
#: Heads of columns, where the whole label is too long.
_SHORT = {Owed.TEST: N_("Test"), Owed.PHONE: N_("Mobile")}
TONES = {
    Answer.OPEN: "stone",
    Answer.INVITED: "gold",
    Answer.CONFIRMED: "good",
    Answer.DECLINED: "bad",
}
_TRIALS = {Trial.BOOKED: N_("Booked"), Trial.PASSED: N_("Made")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing: whether it is missing, or there, or not needed; `words` says more."""

    label: str
    short: str
    is_missing: bool
    is_given: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody with what they gave and lack."""

    line: Line
    name: str
    under: str
    roles: str
    answer: str
    tone: str
    #: How they take part, empty when it is not known.
    presence: str
    cells: tuple[Cell, ...]

    @property
    def speaker(self) -> Speaker:
        """Whose row it is."""
        return self.line.speaker


def row(line: Line) -> Row:
    """A line in the language spoken now."""
    speaker = line.speaker
    organisation = organisation_of(speaker)
    roles = dict.fromkeys(str(gettext(ROLE_LABELS[part.role])) for part in line.parts)
    return Row(
        line,
        called(speaker),
        organisation,
        words.listed(list(roles)),
        str(gettext(ANSWER_LABELS[speaker.answer])),
        TONES[speaker.answer],
        _more(line, Owed.PRESENCE),
        tuple(_cell(line, thing) for thing in COLUMNS),
    )


def called(speaker: Speaker) -> str:
    """Form of address and name, else what is known."""
    if speaker.name:
        return f"{speaker.honorific} {speaker.name}".strip()
    return speaker.role_title or organisation_of(speaker) or str(gettext("Speaker"))


def organisation_of(speaker: Speaker) -> str:
    """The organisation in the language spoken now, or empty."""
    lang = i18n.current_lang()
    return text.pick(draft.organisation_of(speaker, lang), lang).text


def counts(lines: Iterable[Line]) -> list[tuple[Owed, int]]:
    """How many lack what, in the order of the columns, the answer first."""
    found = Counter(thing for line in lines for thing in line.owed)
    return [(thing, found[thing]) for thing in (Owed.ANSWER, *THINGS)]


def free_words(event: Event, spans: Sequence[tuple[datetime, datetime]]) -> list[str]:
    """When somebody can come, a stretch a line in the event's time."""
    place = wording.zone_place(event)
    return [appointments.span(start, end, event.zone, place) for start, end in spans]


def csv_head() -> list[str]:
    """The columns of the file."""
    first = (gettext("Name"), gettext("Job title"), gettext("Organisation"), gettext("Country"))
    then = (gettext("Email"), gettext("Roles"), gettext("Sessions"), gettext("Answer"))
    return [str(one) for one in (*first, *then)] + [str(gettext(OWED_LABELS[c])) for c in THINGS]


def csv_row(line: Line) -> list[Any]:
    """One person; neither number nor needs nor what they said for the balance."""
    speaker, shown = line.speaker, row(line)
    lang = i18n.current_lang()
    sessions = dict.fromkeys(text.pick(part.session.title, lang).text for part in line.parts)
    return [
        shown.name,
        speaker.role_title,
        shown.under,
        countries.name(speaker.country, lang) if speaker.country else "",
        speaker.email,
        shown.roles,
        "; ".join(sessions),
        shown.answer,
        *(_state(_cell(line, thing)) for thing in THINGS),
    ]


def _cell(line: Line, thing: Owed) -> Cell:
    missing = thing in line.owed
    label = str(gettext(OWED_LABELS[thing]))
    short = str(gettext(_SHORT[thing])) if thing in _SHORT else label
    return Cell(label, short, missing, _given(line, thing), _more(line, thing))


def _given(line: Line, thing: Owed) -> bool:
    speaker = line.speaker
    return {
        Owed.PRESENCE: speaker.presence is not Presence.OPEN,
        Owed.PHOTO: speaker.photo_file_id is not None,
        Owed.BIOGRAPHY: bool(speaker.biography),
        Owed.CONSENT: speaker.consented is not None,
        Owed.SLIDES: False,
        Owed.TEST: line.slot is not None,
        Owed.AVAILABILITY: speaker.availability_given is not None,
        Owed.PHONE: bool(speaker.phone),
    }[thing]


def _more(line: Line, thing: Owed) -> str:
    if thing is Owed.PRESENCE and line.speaker.presence is not Presence.OPEN:
        return str(gettext(PRESENCE_LABELS[line.speaker.presence]))
    if thing is Owed.TEST and line.test in _TRIALS:
        return str(gettext(_TRIALS[line.test]))
    if thing is Owed.SLIDES and line.speaker.without_slides:
        return str(gettext("Without"))
    if thing is Owed.SLIDES and line.awaited:
        return str(i18n.ngettext("%(num)s missing", "%(num)s missing", len(line.awaited)))
    return ""


def _state(cell: Cell) -> str:
    if cell.words:
        return cell.words
    if cell.is_missing:
        return str(gettext("Missing"))
    return str(gettext("Given")) if cell.is_given else ""
