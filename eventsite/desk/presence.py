"""Who was online and for how long: a meeting service's table read, matched and added up.

Every connection is a row. Times of one person that overlap, as with two devices, count once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.core.sheets import Limits, Line
from eventsite.reference import collation

LIMITS = Limits(bytes=4 * 1024 * 1024, rows=20_000, expanded=50 * 1024 * 1024, text=500)
#: Whoever was there for fewer minutes on a day did not take part, unless the team says otherwise.
LEAST_MINUTES = 10
MOST_MINUTES = 24 * 60
_DAY = 24 * 60 * 60
#: At least so many words of a name have to be the same where one name has more than the other.
_ENOUGH_WORDS = 2
#: More people than that are no help to choose from.
MOST_CANDIDATES = 5

LABELS = {
    "name": N_("Name"),
    "first_name": N_("First name"),
    "family_name": N_("Family name"),
    "email": N_("Email"),
    "minutes": N_("Time spent"),
    "joined": N_("Joined at"),
    "left": N_("Left at"),
}
#: As Zoom, Teams, Webex, Meet and BigBlueButton head their columns, beside our own words.
_HEADERS = {
    "name": "name, full name, participant, participant name, display name, user name, attendee,"
    " attendee name, name original name, name (original name), nom, nombre, имя, 姓名, الاسم",
    "first_name": "first name, given name, prénom",
    "family_name": "last name, family name, surname, nom de famille, apellidos",
    "email": "email, e-mail, email address, user email, attendee email, participant id (upn),"
    " participant email, courriel, correo, correo electrónico, адрес, 电子邮件",
    "minutes": "duration, duration (minutes), time in session (minutes), minutes, total duration,"
    " total duration (minutes), in-meeting duration, time in meeting, attendance duration, durée,"
    " duración, time spent",
    "joined": "join time, joined, joined at, first join, first join time, start time",
    "left": "leave time, left, left at, last leave, last leave time, end time, heure de départ",
}


def _folded(word: str) -> str:
    return collation.key(word.replace("_", " "), "")


_COLUMNS = {_folded(word): name for name, said in _HEADERS.items() for word in said.split(",")}


class Standing(StrEnum):
    """What is known of somebody in the file."""

    SURE = N_("Found among the registrations")
    DOUBTFUL = N_("Look at this person first")
    UNKNOWN = N_("Nobody like this is registered")


class Wrong(StrEnum):
    """Why a row cannot be counted, and what to do."""

    WHO = N_("Enter a name or an email address in this row.")
    TIME = N_(
        "Enter the time spent, like 80, 1:20:00 or 1h 20m, or when the person joined and left."
    )
    LONG = N_("This is longer than a day. Enter the time of one day.")


@dataclass(frozen=True, slots=True)
class Person:
    """A confirmed registration, with each way the name is written."""

    id: int
    code: str
    email: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody as the file names them, with all their rows."""

    #: Stays the same while the file does: what a form says of this attendee.
    key: str
    name: str
    email: str
    standing: Standing
    #: Registrations that it may be, the likeliest first; one alone where it is sure.
    candidates: tuple[int, ...]
    #: Seconds of the day from and until, and seconds without a time of the day.
    spans: tuple[tuple[int, int], ...] = ()
    seconds: int = 0

    @property
    def minutes(self) -> int:
        """Whole minutes, overlapping ones once."""
        return minutes_of(self.spans, self.seconds)


@dataclass(frozen=True, slots=True)
class Read:
    """A whole file: its people in the order of their first rows, and the rows that are wrong."""

    attendees: tuple[Attendee, ...]
    wrong: tuple[tuple[int, Wrong], ...]


def columns_of(header: Sequence[str]) -> list[str]:
    """What each column holds, "" for one that nobody knows or that came before."""
    found: list[str] = []
    for cell in header:
        name = _COLUMNS.get(_folded(cell), "")
        found.append("" if name in found else name)
    return found


def is_enough(columns: Iterable[str]) -> bool:
    """Whether it says who was there and for how long."""
    known = set(columns)
    return bool(known & {"name", "first_name", "family_name", "email"}) and (
        "minutes" in known or {"joined", "left"} <= known
    )


def read(lines: Sequence[Line], columns: Sequence[str], people: Sequence[Person]) -> Read:
    """The rows below the header, matched with whoever is registered."""
    places = {name: place for place, name in enumerate(columns) if name}
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    seconds: dict[tuple[str, str], int] = defaultdict(int)
    said: dict[tuple[str, str], tuple[str, str]] = {}
    wrong: list[tuple[int, Wrong]] = []
    for line in lines[1:]:
        cell = _cells(line, places)
        name = cell["name"] or f"{cell['first_name']} {cell['family_name']}".strip()
        email = cell["email"] if "@" in cell["email"] else ""
        time = _time(cell)
        if not name and not email:
            wrong.append((line.number, Wrong.WHO))
        elif isinstance(time, Wrong):
            wrong.append((line.number, time))
        else:
            who = (email.casefold(), " ".join(_words(name)))
            said.setdefault(who, (name, email))
            if isinstance(time, int):
                seconds[who] += time
            else:
                spans[who].append(time)
    known = _Known(people)
    attendees = []
    for number, (who, (name, email)) in enumerate(said.items()):
        standing, candidates = known.match(name, email)
        attendees.append(
            Attendee(
                f"a{number}", name, email, standing, candidates, tuple(spans[who]), seconds[who]
            )
        )
    return Read(tuple(attendees), tuple(wrong))


def totals(attendees: Iterable[Attendee], chosen: Mapping[str, int]) -> dict[int, int]:
    """Minutes by registration; `chosen` names one for an attendee who was in doubt or unknown."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    seconds: dict[int, int] = defaultdict(int)
    for one in attendees:
        found = one.candidates[0] if one.standing is Standing.SURE else chosen.get(one.key)
        if found is not None:
            spans[found].extend(one.spans)
            seconds[found] += one.seconds
    return {key: minutes_of(spans[key], seconds[key]) for key in spans}


def minutes_of(spans: Iterable[tuple[int, int]], seconds: int = 0) -> int:
    """Whole minutes of spans, each moment once, and of seconds beside them; a day at most."""
    total, until = seconds, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return min(total // 60, MOST_MINUTES)


def _cells(line: Line, places: Mapping[str, int]) -> dict[str, str]:
    cells = line.cells
    return {
        name: cells[places[name]].strip() if name in places and places[name] < len(cells) else ""
        for name in LABELS
    }


def _time(cell: Mapping[str, str]) -> tuple[int, int] | int | Wrong:
    """From and until where the file says both, else the seconds spent."""
    start, end = moment_of(cell["joined"]), moment_of(cell["left"])
    if start is not None and end is not None:
        return (start, end) if start <= end else (start, end + _DAY)
    spent = seconds_of(cell["minutes"])
    if spent is None:
        return Wrong.TIME
    return spent if spent <= _DAY else Wrong.LONG


_PLAIN = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:m|min|mins|minutes?)?\.?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_WORDED = re.compile(
    r"(?:(\d{1,3})\s*(?:h|hr|hrs|hours?)\.?)?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?)\.?)?\s*"
    r"(?:(\d{1,6})\s*(?:s|sec|secs|seconds?)\.?)?",
    re.ASCII,
)
_MOMENT = re.compile(
    r"(?:^|[\sT,])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\.\d+)?\s*([AP]M)?", re.ASCII
)


def seconds_of(cell: str) -> int | None:
    """A time spent: `80` and `80,5` are minutes, `1:20` hours and minutes; None for no time."""
    said = cell.strip().lower()
    if found := _PLAIN.fullmatch(said):
        return int(found[1]) * 60 + round(float(f"0.{found[2] or 0}") * 60)
    if found := _CLOCK.fullmatch(said):
        return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    found = _WORDED.fullmatch(said)
    if said and found:
        return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + int(found[3] or 0)
    return None


def moment_of(cell: str) -> int | None:
    """Seconds of the day of a moment, whatever stands beside its time; None for no moment."""
    found = _MOMENT.search(cell.strip().upper())
    if found is None:
        return None
    hour, half = int(found[1]), found[4]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "PM" else 0)
    if hour > 23:
        return None
    return hour * 3600 + int(found[2]) * 60 + int(found[3] or 0)


_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|#\w+")


def _words(name: str) -> tuple[str, ...]:
    """The words of a name as they compare, in the order of letters, without what stands aside."""
    plain = _ASIDE.sub(" ", name).replace(",", " ")
    return tuple(sorted(collation.key(plain, "").split()))


class _Known:
    """The registrations, by address and by the words of their names."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_email: dict[str, list[Person]] = defaultdict(list)
        self.by_name: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.names: dict[int, set[tuple[str, ...]]] = {}
        for one in people:
            if one.email:
                self.by_email[one.email.casefold()].append(one)
            self.names[one.id] = {words for words in map(_words, one.names) if words}
            for words in self.names[one.id]:
                self.by_name[words].append(one.id)
                for word in words:
                    self.by_word[word].add(one.id)

    def match(self, name: str, email: str) -> tuple[Standing, tuple[int, ...]]:
        """How sure it is, and who it may be."""
        words = _words(name)
        there = self.by_email.get(email.casefold(), []) if email else []
        if len(there) == 1:
            return Standing.SURE, (there[0].id,)
        named = [one for one in there if words in self.names[one.id]]
        if len(named) == 1:
            return Standing.SURE, (named[0].id,)
        candidates = [one.id for one in named or there] or self._alike(words)
        if candidates:
            return Standing.DOUBTFUL, tuple(candidates[:MOST_CANDIDATES])
        return Standing.UNKNOWN, ()

    def _alike(self, words: tuple[str, ...]) -> list[int]:
        """Whoever is called just so, else whose name holds the other or is held by it."""
        if same := list(dict.fromkeys(self.by_name.get(words, ()))):
            return same
        wanted = set(words)
        found = {key for word in wanted for key in self.by_word.get(word, ())}
        return sorted(key for key in found if any(_holds(wanted, set(n)) for n in self.names[key]))


def _holds(one: set[str], other: set[str]) -> bool:
    """Whether one name has all words of the other, and enough of them."""
    return len(one & other) >= _ENOUGH_WORDS and (one <= other or other <= one)
