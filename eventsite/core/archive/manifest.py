"""The archive's table of contents, its version, and how archives of earlier versions are read."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "plenary-event-archive"
#: The version of the software that writes it, as pyproject.toml has it.
SOFTWARE = "0.1.0"
#: Counted up when tables or columns are renamed, taken away or change their meaning; a new column
#: that may be empty or has a default needs no new version.
SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
README = "README.txt"
README_TEXT = """\
This is the full archive of one event, made by Plenary.

What is inside
  manifest.json      What this archive is: event, versions, and for every other file its size, its
                     number of rows and its SHA-256 checksum.
  <part>/<name>.jsonl
                     One table each, one row a line, as JSON (UTF-8). Rows have numbers of their
                     own ("id") in this archive and name each other by these numbers. Days are
                     written as 2027-06-08, instants in UTC as 2027-06-08T07:30:00+00:00.
  files/             Uploaded pictures and documents, each named by its SHA-256 checksum. Their
                     names and kinds stand in core/files.jsonl.

What it does not hold
  Passwords, sign-in links and other secrets, mails, invitations that nobody has taken up, personal
  calendar links, the trail of who changed what, notes of who read what, and the answers that
  people gave about themselves for statistics. Frozen statistics are inside.

Take care
  It names people, with addresses and what they told the organizers. Keep it as you would keep a
  list of participants, and delete it when you do not need it any more.

To take it in again, staff of a Plenary site open "Event archives" among the staff pages.
"""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive."""

    path: str
    bytes: int
    sha256: str
    #: Lines of a table; None for other files.
    rows: int | None = None

    def dump(self) -> dict[str, Any]:
        """As the manifest has it."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class Upgrade:
    """What leads an archive of one version to the next."""

    #: Members that were called otherwise: old path to new path.
    renamed: Mapping[str, str] = field(default_factory=dict)
    #: By new path: a row of the version before to a row of the next, or None to leave it out.
    rows: Mapping[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = field(
        default_factory=dict
    )


#: From a schema version to what leads it to the next one.
UPGRADES: Mapping[int, Upgrade] = {}
