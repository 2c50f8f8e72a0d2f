"""Compiles the translations that are newer than what was compiled, as `make catalogues` does."""

from pathlib import Path

from babel.messages import mofile, pofile

FOLDER = Path(__file__).resolve().parent.parent / "eventsite" / "translations"


def compile_new() -> None:
    """Write each missing or older messages.mo beside its messages.po."""
    for source in FOLDER.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = pofile.read_po(file, locale=source.parent.parent.name)
        with target.open("wb") as file:
            mofile.write_mo(file, catalogue)
