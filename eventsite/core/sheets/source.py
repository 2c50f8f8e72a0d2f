"""Why a file of strangers cannot be read, said in sentences, and how much it may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsite.core.i18n import N_

MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A translatable sentence with the values it names; marked with `core.i18n.N_`."""

    sentence: str
    #: A place in the source may be named inside another sentence, as a `Said` of its own.
    values: Mapping[str, "str | int | Said"] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English, for logs and exceptions."""
        return self.sentence % self.values if self.values else self.sentence


class Unreadable(ValueError):
    """The source cannot be read at all, or breaks a limit: nothing of it is taken in.

    `what` says what is wrong and what to do, `where` the place in the source where known.
    """

    def __init__(self, what: Said, where: Said | None = None) -> None:
        super().__init__(str(what))
        self.what = what
        self.where = where


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a source may hold; from the settings, so that a test can set them low."""

    bytes: int = 20 * 1024 * 1024
    #: Rows of a table, or sessions of any source.
    rows: int = 5_000
    #: Nested elements, lists or objects.
    depth: int = 40
    #: Bytes after unpacking a ZIP (XLSX, DOCX), and how many times larger than packed.
    expanded: int = 200 * 1024 * 1024
    ratio: int = 200
    #: Occurrences of one recurring calendar entry.
    occurrences: int = 500
    #: Characters of one text.
    text: int = 20_000


def too_many_rows(limits: Limits) -> Said:
    """The sentence that refuses a table of too many rows."""
    return Said(
        N_("The table has more than %(number)s rows. Divide it into several files."),
        {"number": limits.rows},
    )


def too_many_columns() -> Said:
    """The sentence that refuses a table of too many columns."""
    return Said(
        N_("The table has more than %(number)s columns. Take out those that nobody needs."),
        {"number": MOST_COLUMNS},
    )


def too_large(limits: Limits) -> Said:
    """The sentence that refuses a file for its size."""
    return Said(
        N_("The file is larger than %(megabytes)s MB. Divide it into several files."),
        {"megabytes": limits.bytes // (1024 * 1024)},
    )
