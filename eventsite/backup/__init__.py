"""Backup and restore: every table and file of a site in one archive that any database can read.

The archive is a ZIP: `manifest.json` (form, migration, counts, SHA-256 of every member),
`tables/<name>.jsonl` (one row a line, values as JSON) and `files/…`. All tables are read in one
snapshot, so a backup may be taken while people write.
"""

from eventsite.backup.keeping import delete_expired, erase_again, newest_beside, next_name
from eventsite.backup.restoring import restore
from eventsite.backup.values import CannotBackUp
from eventsite.backup.writing import back_up

__all__ = [
    "CannotBackUp",
    "back_up",
    "delete_expired",
    "erase_again",
    "newest_beside",
    "next_name",
    "restore",
]
