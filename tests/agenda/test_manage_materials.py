"""The organizers' pages of a session's materials."""

import io

import pytest

from eventsite.agenda import queries
from tests.agenda.makings import make_session


@pytest.fixture
def talk(event):
    return make_session(event)


@pytest.fixture
def path(base, talk):
    return f"{base}/programme/sessions/{talk.code}/materials"


def pdf(name="slides.pdf", content=b"%PDF-one"):
    return (io.BytesIO(content), name)


def test_a_material_with_two_versions_then_deleted(client, talk, path):
    shown = client.form(client.get(path), "Add the material")
    page = shown.fill(**{"title-en": "Deck", "file": pdf()}).submit()
    assert page.all("tbody th") == ["Deck"]
    (material,) = queries.materials(talk.id)
    one = f"{path}/{material.code}"
    page = client.form(client.get(one), "Add the version").fill(file=pdf("two.pdf")).submit()
    assert page.all("ol li a") == ["two.pdf", "slides.pdf"]
    file = client.open("GET", f"{one}/versions/1")
    assert (file.status_code, file.data) == (200, b"%PDF-one")
    assert file.headers["Content-Disposition"] == "attachment; filename=slides.pdf"
    client.get(f"{one}/versions/3", 404)
    client.press(one, "Save the material", **{"title-en": "Slides", "publish": "at-start"})
    assert queries.materials(talk.id)[0].title == {"en": "Slides"}
    client.press(one, "Delete the material")
    assert queries.materials(talk.id) == []


def test_bad_answers_keep_what_was_typed(client, talk, path):
    shown = client.form(client.get(path), "Add the material")
    page = shown.fill(**{"title-en": "Deck", "file": pdf("run.exe")}).submit(422)
    kinds = "pdf, docx, pptx, xlsx, odt, txt, png, jpg, jpeg, webp"
    assert page.all(".errsum li") == [f"Choose a file of one of these kinds: {kinds}."]
    assert page.soup.find("input", {"name": "title-en"})["value"] == "Deck"
    sent = {"title-en": "x", "url": "ftp://x.org", "due": "0202-01-01"}
    page = client.form(client.get(path), "Add the material").fill(**sent).submit(422)
    assert len(page.all(".errsum li")) == 2
    assert queries.materials(talk.id) == []


def test_a_material_of_another_session_is_not_there(client, event, talk, path, base):
    client.press(path, "Add the material", **{"title-en": "Paper", "url": "https://x.org/a"})
    (material,) = queries.materials(talk.id)
    other = make_session(event, "Other")
    client.get(f"{base}/programme/sessions/{other.code}/materials/{material.code}", 404)
