"""A form that makes something, pressed twice: it is made once, and both presses lead there."""

import pytest
import sqlalchemy as sa

from eventsite.agenda.models import AgendaSession, SessionMaterial, SessionSupply, Speaker
from eventsite.core.db import db
from eventsite.events.models import Event
from tests.agenda import makings
from tests.browser import Browser

FORMS = {
    "session": ("programme/sessions/new", AgendaSession, {"title-en": "Opening", "minutes": "60"}),
    "copy": ("programme/sessions/{code}/copy", AgendaSession, {}),
    "person": ("people/new", Speaker, {"name": "Ada"}),
    "material": (
        "programme/sessions/{code}/materials",
        SessionMaterial,
        {"title-en": "Paper", "url": "https://example.org/a"},
    ),
    "service": ("programme/sessions/{code}/services", SessionSupply, {"kind": "recording"}),
}


@pytest.mark.parametrize("what", FORMS)
def test_pressed_twice_made_once(client: Browser, event: Event, base: str, what: str) -> None:
    path, model, fields = FORMS[what]
    path = f"{base}/{path.format(code=makings.make_session(event).code)}"
    there = db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
    page = client.get(path if what != "copy" else f"{base}/programme/sessions", None)
    assert page.status == 200
    assert what == "copy" or len(page.soup.select("input[name=press]")) == 1
    answers = []
    for press in ("one", "one", "two"):
        sent = {**shown(page, path), **fields, "press": press}
        answers.append(client.open("POST", path, data=sent))
    assert [answer.status_code for answer in answers] == [303] * 3, answers[0].get_data(True)[:3000]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == there + 2


def shown(page, path):
    """What the form sends without a keystroke."""
    form = page.soup.find("form", attrs={"novalidate": True})
    if form is None or page.path != path:
        return {}
    return {
        tag["name"]: (tag.find("option", selected=True) or tag.find("option"))["value"]
        for tag in form.find_all("select")
        if not tag.has_attr("multiple")
    }
