"""What is sealed opens with its key, in its place, unchanged; else not at all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from eventsite.core import sealed
from eventsite.core.sealed import Unopened

FACTS = {"number": "X1234567", "name": "عائشة"}
OLD, NEW = "former secret of this server 0123456789", "present secret of this server 0123"


@pytest.fixture
def under(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setitem(app.config, "SECRET_KEY", OLD)
    with app.app_context():
        yield app


def test_it_opens_where_it_was_sealed(under: Flask) -> None:
    text = sealed.seal("visa", "row:1", FACTS)
    assert sealed.unseal("visa", "row:1", text) == FACTS
    assert "X1234567" not in text


def test_twice_sealed_looks_different(under: Flask) -> None:
    assert sealed.seal("visa", "row:1", FACTS) != sealed.seal("visa", "row:1", FACTS)


@pytest.mark.parametrize(
    ("context", "place"), [("visa", "row:2"), ("letter", "row:1"), ("visa\x1frow", "1")]
)
def test_elsewhere_it_does_not_open(under: Flask, context: str, place: str) -> None:
    text = sealed.seal("visa", "row:1", FACTS)
    with pytest.raises(Unopened):
        sealed.unseal(context, place, text)


def test_changed_by_one_letter_anywhere_it_does_not_open(under: Flask) -> None:
    text = sealed.seal("visa", "row:1", {"a": "b"})
    # The last letter before the padding may hold bits that say nothing.
    for at in range(len(text.rstrip("=")) - 1):
        other = "A" if text[at] != "A" else "B"
        with pytest.raises(Unopened):
            sealed.unseal("visa", "row:1", f"{text[:at]}{other}{text[at + 1 :]}")


@pytest.mark.parametrize("text", ["", "1", "1.x.y", "2.000000000000.", "é.é.é", "1..AAAA"])
def test_what_was_never_sealed_does_not_open(under: Flask, text: str) -> None:
    with pytest.raises(Unopened):
        sealed.unseal("visa", "row:1", text)


def test_a_new_secret_seals_and_the_former_still_opens(
    under: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sealed.seal("visa", "row:1", FACTS)
    monkeypatch.setitem(under.config, "SECRET_KEY", NEW)
    with pytest.raises(Unopened):
        sealed.unseal("visa", "row:1", text)
    known = replace(under.config["SETTINGS"], former_keys=(OLD,))
    monkeypatch.setitem(under.config, "SETTINGS", known)
    assert sealed.unseal("visa", "row:1", text) == FACTS
    again = sealed.seal("visa", "row:1", FACTS)
    assert [sealed.is_present(text), sealed.is_present(again)] == [False, True]
    assert text.split(".")[1] == sealed.key_id(OLD)
