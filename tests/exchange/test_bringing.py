"""How much may be brought at once, what is read in the background, and whose a doubt is."""

import dataclasses
import io

import pytest

from eventsite.core.errors import Refused
from eventsite.exchange.actions import bringing
from eventsite.exchange.models import ImportState
from eventsite.exchange.reading import sizing
from eventsite.exchange.source import Format, Limits, Unreadable
from eventsite.exchange.writing import template
from tests.agenda.conftest import base, event
from tests.exchange.test_importing import ACTOR, A, B, C, bring, brought, frab
from tests.make import FIRST_DAY

__all__ = ["base", "event"]


def test_limits_hold_for_several_files_together(event, monkeypatch):
    files = [bringing.Brought("a.xml", frab(A, B)), bringing.Brought("b.xml", frab(C))]
    limits = bringing.limits_now()
    for limit, words in (
        ({"rows": 2}, "The files together hold more than 2 sessions."),
        ({"bytes": len(frab(A, B)) + 1}, "The files together are larger than 0 MB."),
    ):
        narrow = dataclasses.replace(limits, **limit)
        monkeypatch.setattr(bringing, "limits_now", lambda narrow=narrow: narrow)
        with pytest.raises((Refused, Unreadable)) as refused:
            bringing.bring(event, files, ACTOR)
        said = refused.value.what if isinstance(refused.value, Unreadable) else None
        sentence = said.sentence % said.values if said else refused.value.sentence
        assert sentence == f"{words} Bring them one after the other."


def test_a_doubt_names_its_file_where_there_are_several(event, base, client):
    table = f"Id,Title,Date,Start\n1,One,{FIRST_DAY},09:00\n1,Two,{FIRST_DAY},10:00\n"
    other = frab(A, B, acronym="other")
    files = [(io.BytesIO(table.encode()), "our.csv"), (io.BytesIO(other), "theirs.xml")]
    page = client.press(f"{base}/programme/imports", "Read the files", files=files)
    page = client.form(page, "Read the table").submit()
    notes = {note.get_text(" ", strip=True) for note in page.soup.select(".doubt-note")}
    assert any(note.startswith("our.csv · ") for note in notes), notes
    page = bring(client, base, "alone.csv", table.encode())
    page = client.form(page, "Read the table").submit()
    assert "·" not in "".join(note.get_text() for note in page.soup.select(".doubt-note"))


@pytest.mark.parametrize(
    ("format", "content"),
    [
        (Format.CSV, b"Title\n" + b"Talk\n" * 5),
        (Format.ICAL, b"BEGIN:VEVENT\r\n" * 5),
        (Format.FRAB_XML, frab(A, B, C, A, B)),
        (Format.SESSIONIZE, b'{"title": "x"}' * 5),
        (Format.XLSX, template.write_xlsx(["en"])),
    ],
)
def test_how_many_rows_a_file_seems_to_have(format, content):
    limits = Limits()
    rows = 4 if format != Format.XLSX else 0
    assert sizing.has_more_rows(format, content, limits, rows)
    assert not sizing.has_more_rows(format, content, limits, 20)


def test_many_rows_are_read_in_the_background(event, monkeypatch):
    monkeypatch.setattr(bringing, "INLINE_ROWS", 2)
    assert brought(event, frab(A, B)).state == ImportState.READY
    assert brought(event, frab(A, B, C)).state == ImportState.READING
