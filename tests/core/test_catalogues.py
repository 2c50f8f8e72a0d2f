"""The catalogues: every sentence collected, every language whole, each placeholder kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from eventsite.core import i18n
from eventsite.settings import ROOT

SPOKEN = ("ar", "zh", "fr", "ru", "es")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def sentences(read: Catalog) -> set[str]:
    return {_first(message.id) for message in read if message.id}


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def placeholders(words: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%%", words))


def test_every_sentence_is_collected(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
    command += ["-F", "babel.cfg", "-k", "N_", "-k", "_l", "-o", str(fresh), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    kept = sentences(catalogue(i18n.TRANSLATIONS / "messages.pot"))
    assert sentences(catalogue(fresh)) - kept == set()


@pytest.mark.parametrize("lang", SPOKEN)
def test_a_language_is_whole_enough_for_the_menu(lang: str) -> None:
    assert i18n.translated_share(lang) >= i18n.COMPLETE


@pytest.mark.parametrize("lang", SPOKEN)
def test_no_placeholder_is_lost_or_invented(lang: str) -> None:
    path = i18n.TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po"
    wrong = [message.id for message in catalogue(path) if not _keeps_placeholders(message)]
    assert wrong == []


def _keeps_placeholders(message: Message) -> bool:
    if not message.id or not message.string or not _first(message.string):
        return True
    if isinstance(message.id, str):
        return placeholders(message.id) == placeholders(str(message.string))
    # One and two may say their number in words.
    most = set(placeholders(message.id[1]))
    return all(set(placeholders(form)) <= most for form in message.string)
