"""How much a programme of another tool may hold on this installation."""

from eventsite.core.sheets.source import Limits
from eventsite.settings import Settings

_MEGABYTE = 1024 * 1024


def limits_of(settings: Settings) -> Limits:
    """The limits as the settings `PLENARY_IMPORT_MAX_…` have them."""
    return Limits(
        bytes=settings.import_max_mb * _MEGABYTE,
        rows=settings.import_max_rows,
        depth=settings.import_max_depth,
        expanded=settings.import_max_expanded_mb * _MEGABYTE,
    )


def limits_of_archive(settings: Settings) -> Limits:
    """The limits of an event's own archive, which holds its files too."""
    return Limits(
        bytes=settings.archive_max_mb * _MEGABYTE,
        expanded=settings.archive_max_mb * _MEGABYTE,
    )
