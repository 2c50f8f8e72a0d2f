"""The full archive of one event: what rooms say of their tables, and the ZIP that holds them.

A feature's room `archive` names in `TABLES` the tables it takes along, in an order in which each
row stands before those that name it, and in `LEFT` the tables that stay behind, each with the
reason. `eventsite.ARCHIVE` lists the rooms in the order of the ladder.

The ZIP holds `manifest.json`, `README.txt`, one file of JSON Lines for each table
(`<feature>/<table>.jsonl`) and `files/<sha256>`. Rows are numbered 1, 2, 3… within the archive and
name each other by these numbers, so the same event makes the same bytes wherever it is kept.
"""

from eventsite.core.archive.contract import FILES, GONE, Row, Swap, Table, room_tables
from eventsite.core.archive.manifest import (
    FORMAT,
    MANIFEST,
    README,
    README_TEXT,
    SCHEMA_VERSION,
    SOFTWARE,
    UPGRADES,
    Member,
    Upgrade,
)
from eventsite.core.archive.out import MissingFile, write

__all__ = [
    "FILES",
    "FORMAT",
    "GONE",
    "MANIFEST",
    "README",
    "README_TEXT",
    "SCHEMA_VERSION",
    "SOFTWARE",
    "UPGRADES",
    "Member",
    "MissingFile",
    "Row",
    "Swap",
    "Table",
    "Upgrade",
    "room_tables",
    "write",
]
