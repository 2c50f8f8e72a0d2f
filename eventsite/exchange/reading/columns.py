"""Which column of a table holds what: guessed from its name, or as a person chose."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said, Unreadable
from eventsite.exchange.reading.known_columns import LANGUAGE_NAMES, LOCALIZED, NAMES, Field

_SAMPLES = 3
_NO_TITLE = N_(
    "No column is matched to the title. Name a column “Title”, or choose which one holds it."
)


class Certainty(StrEnum):
    """How sure a match is."""

    CHOSEN = "chosen"
    SURE = "sure"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and what it is taken to hold."""

    #: The header as it stands, made unique in the table: "Speaker", "Speaker (2)".
    name: str
    #: A value of `Field`, for `LOCALIZED` perhaps with ":fr"; empty: not used.
    field: str
    certainty: Certainty
    #: Up to three cells, for the page on which a person matches columns.
    samples: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The field without its language."""
        return self.field.partition(":")[0]

    @property
    def language(self) -> str:
        """The language of a localized field, or empty."""
        return self.field.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Matching:
    """The columns of a table in order."""

    columns: tuple[Column, ...]

    @property
    def has_title(self) -> bool:
        """Without a title nothing can be read."""
        return any(c.base == Field.TITLE for c in self.columns)

    @property
    def score(self) -> int:
        """How well the header is understood: which of several tables or rows is the one."""
        sure = sum(c.certainty != Certainty.NONE for c in self.columns)
        return sure + 5 * self.has_title

    def chosen(self, choices: Mapping[str, str]) -> "Matching":
        """The same columns as a person matched them: `Column.name` → field; others as guessed.

        Raises Unreadable for a field that there is not, or when no column holds the title.
        """
        changed = tuple(_choose(c, choices) for c in self.columns)
        matching = Matching(changed)
        matching.require_title()
        return matching

    def require_title(self) -> None:
        """Raise Unreadable when no column holds the title."""
        if not self.has_title:
            raise Unreadable(Said(_NO_TITLE))

    def stored(self) -> dict[str, str]:
        """What `chosen` takes, for keeping."""
        return {c.name: c.field for c in self.columns}


def guess(header: Sequence[str], rows: Sequence[Sequence[object]] = ()) -> Matching:
    """What each column seems to hold, by its name; `rows` give the samples.

    A field that only one column can hold goes to the one that is surest, then to the one whose
    name says it most plainly ("Title" before "Session").
    """
    names = _unique(header)
    guesses = [_guess(name) for name in header]
    taken: dict[str, int] = {}
    for at in sorted(range(len(header)), key=lambda at: _plainness(header[at], guesses[at][1])):
        taken.setdefault(guesses[at][0], at)
    columns = []
    for at, (name, (field, certainty)) in enumerate(zip(names, guesses, strict=True)):
        if field and field not in _SEVERAL and taken[field] != at:
            field, certainty = "", Certainty.NONE
        columns.append(Column(name, field, certainty, _samples(rows, at)))
    return Matching(tuple(columns))


def folded(text: str) -> str:
    """Words as they are compared: no case, accents or punctuation; single spaces."""
    plain = unicodedata.normalize("NFKD", text[:200]).casefold()
    kept = "".join(
        c if c.isalnum() else "" if unicodedata.category(c) in {"Mn", "Cf"} else " " for c in plain
    )
    return " ".join(kept.split())


def language_of(text: str) -> str:
    """The code of a language by its code, its name in six languages, or empty."""
    words = folded(text)
    tag = words[:2] if re.fullmatch(r"[a-z]{2} [a-z]{2}", words) else words
    return _languages().get(words) or _languages().get(tag, "")


def header_of(lines: Sequence[Sequence[object]], searched: int = 10) -> tuple[int, Matching]:
    """Which of the first lines is the header, and what it says; the lines below give samples."""
    best, found = 0, guess([str(cell or "") for cell in lines[0]], lines[1:])
    for at, line in enumerate(lines[:searched]):
        matching = guess([str(cell or "") for cell in line], lines[at + 1 :])
        if matching.score > found.score:
            best, found = at, matching
    return best, found


def with_choices(matching: Matching, choices: Mapping[str, str]) -> Matching:
    """Like `Matching.chosen`, for one of several tables: it need not hold a title."""
    return Matching(tuple(_choose(c, choices) for c in matching.columns))


def with_title(matching: Matching, lines: Sequence[Sequence[str]]) -> Matching:
    """The matching; where no column is the title, the first unknown one of words is it."""
    if matching.has_title:
        return matching
    for at, column in enumerate(matching.columns):
        if column.base in _STAND_IN and _holds_words(
            [line[at] for line in lines if at < len(line)]
        ):
            title = Column(column.name, Field.TITLE, Certainty.LIKELY, column.samples)
            return Matching((*matching.columns[:at], title, *matching.columns[at + 1 :]))
    return matching


def _holds_words(cells: Sequence[str]) -> bool:
    """Whether most cells that hold something hold a word, not only a number or a mark."""
    filled = [cell for cell in cells if cell.strip()]
    words = sum(bool(re.search(r"[^\W\d_]{2}", cell)) for cell in filled)
    return words * 2 > len(filled)


def year_above(lines: Iterable[Sequence[object]]) -> int | None:
    """The year that the lines above a header name, where they name only one."""
    text = " ".join(str(cell) for line in lines for cell in line)
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None


#: What a column without a known name, or with a vague one, may be instead: the title.
_STAND_IN = frozenset({"", Field.DESCRIPTION, Field.ABSTRACT})
#: Fields that several columns may hold together: "Speaker 1", "Speaker 2".
_SEVERAL = frozenset(
    {
        Field.SPEAKERS, Field.MODERATORS, Field.PANELLISTS, Field.CHAIRS, Field.FIRST_NAME,
        Field.LAST_NAME, Field.ORGANISATION, Field.ROLE_TITLE, Field.EMAIL, Field.LINKS,
        Field.ROOM, Field.DESCRIPTION,
    }
)  # fmt: skip


def _choose(column: Column, choices: Mapping[str, str]) -> Column:
    if column.name not in choices:
        return column
    field = choices[column.name]
    base, _, language = field.partition(":")
    known = not field or base in frozenset(Field)
    if not known or (language and (base not in LOCALIZED or not _is_tag(language))):
        raise Unreadable(
            Said(N_("This column is matched to something that there is not. Choose again.")),
            places.column(column.name),
        )
    return Column(column.name, field, Certainty.CHOSEN, column.samples)


def _is_tag(language: str) -> bool:
    return re.fullmatch(r"[a-z]{2,3}", language) is not None


def _guess(header: str) -> tuple[str, Certainty]:
    """The field and how sure; a language at the end counts for localized fields only."""
    name = folded(header)
    if name in _names():
        return _names()[name], Certainty.SURE
    bare = re.sub(r"\s+\d{1,2}$", "", name)
    if bare in _names() and _names()[bare] in _SEVERAL:
        return _names()[bare], Certainty.SURE
    first, language = _split_language(name)
    if language and _names().get(first) in LOCALIZED:
        return f"{_names()[first]}:{language}", Certainty.SURE
    for words in _parts(name):
        if words in _names():
            return _names()[words], Certainty.LIKELY
    return "", Certainty.NONE


def _split_language(name: str) -> tuple[str, str]:
    words = name.split()
    for size in (1, 2):
        if len(words) > size and (code := _languages().get(" ".join(words[-size:]))):
            return " ".join(words[:-size]), code
    return name, ""


def _parts(name: str) -> list[str]:
    """Shorter runs of a name's words, the longest first: "session title in full" → "session title".

    Words of one or two letters say too little by themselves.
    """
    words = name.split()[:8]
    runs = [
        words[at : at + size] for size in range(len(words) - 1, 0, -1)
        for at in range(len(words) - size + 1)
    ]  # fmt: skip
    return [" ".join(run) for run in runs if len(run) > 1 or len(run[0]) > 2]


def _plainness(header: str, certainty: Certainty) -> tuple[int, int]:
    """Smaller is plainer: sure ones first, then the order of the known names."""
    known = list(_names())
    name = folded(header)
    order = list(Certainty).index(certainty)
    return order, known.index(name) if name in _names() else len(known)


@cache
def _names() -> dict[str, str]:
    return {folded(name): str(field) for field, names in NAMES.items() for name in names.split("|")}


@cache
def _languages() -> dict[str, str]:
    return {folded(n): code for code, names in LANGUAGE_NAMES.items() for n in names.split("|")}


def _unique(header: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for at, text in enumerate(header, 1):
        name = places.shown(text) or f"#{at}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _samples(rows: Sequence[Sequence[object]], at: int) -> tuple[str, ...]:
    cells = (str(row[at]) for row in rows if at < len(row) and row[at] not in {None, ""})
    found: list[str] = []
    for cell in cells:
        if len(found) == _SAMPLES:
            break
        found.append(places.shown(cell))
    return tuple(found)
