"""Why an archive is not taken in, each with the place: a file inside it and the row there."""

from eventsite.core.i18n import N_, gettext
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said, Unreadable

NOT_OURS = N_(
    "This ZIP file is not the full archive of an event. Choose one that was made under "
    "“Full archive”."
)
AHEAD = N_(
    "This archive was made by a newer version of Plenary (%(version)s). Take it in on a site that "
    "is at least as new."
)
MANIFEST = N_("The list of contents (manifest.json) is broken. Make the archive again.")
MISSING = N_("This file is missing in the archive. Make the archive again.")
EXTRA = N_("This file is not in the archive's list of contents. Make the archive again.")
UNKNOWN = N_("This version of Plenary does not know this file. Use a site with a newer version.")
CHANGED = N_("This file is not as it was written: its checksum differs. Make the archive again.")
NO_JSON = N_("This row is not written as JSON. Make the archive again.")
LONG_ROW = N_("This row is longer than %(megabytes)s MB, which is not read.")
MANY_ROWS = N_("The archive holds more than %(number)s rows, which is not read.")
COLUMNS = N_("This row lacks “%(column)s” or holds it twice. Make the archive again.")
STRANGE = N_("This row holds “%(column)s”, which this version of Plenary does not know.")
VALUE = N_("What stands in “%(column)s” does not fit there. Make the archive again.")
DANGLING = N_("What stands in “%(column)s” names a row that is not in the archive.")
INSIDE = N_("What this row holds cannot be read. Make the archive again.")
TWICE = N_("Two rows say the same in “%(column)s”, which only one may.")
ONE_EVENT = N_("The archive must hold exactly one event.")
CONTRADICTS = N_("The rows of this file contradict one another, so nothing was taken in.")


def refusal(sentence: str, path: str = "", row: int = 0, **values: str | int) -> Unreadable:
    """A refusal that names the file inside the archive, and the row where there is one."""
    where = places.member(path) if path else None
    if where is not None and row:
        where = Said(
            N_("File “%(name)s” inside the archive, row %(number)s"),
            {**where.values, "number": row},
        )
    shown = {
        name: places.shown(value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return Unreadable(Said(sentence, shown), where)


def words(error: Unreadable) -> str:
    """The refusal in the language spoken now, the place first."""
    what = str(gettext(error.what.sentence, **error.what.values))
    if error.where is None:
        return what
    where = str(gettext(error.where.sentence, **error.where.values))
    return str(gettext("%(where)s: %(what)s", where=where, what=what))
