"""The lists that lie in the package: where they are, which version they are, how a row is read."""

import csv
from datetime import date
from importlib import resources

#: The day on which the packaged lists were last reviewed; reports print it.
VERSION = date(2026, 11, 22)
#: The languages in which the lists carry names.
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


def rows(name: str) -> list[dict[str, str]]:
    """All rows of `data/<name>.csv` in file order, columns by heading."""
    path = resources.files("eventsite.reference").joinpath("data", f"{name}.csv")
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def day(text: str) -> date | None:
    """An ISO day, or None for an empty cell."""
    return date.fromisoformat(text) if text else None
