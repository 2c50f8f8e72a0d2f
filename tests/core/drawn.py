"""How templates are drawn in tests without the application: an environment, parsing, faults."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eventsite.core import look, text

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PARTS = sorted(path.name for path in (TEMPLATES / "parts").glob("*.html"))
LANGUAGES = [
    SimpleNamespace(code="en", name="English", dir="ltr", href="/events", current=True),
    SimpleNamespace(code="ar", name="العربية", dir="rtl", href="/ar/events", current=False),
]


def environment() -> Environment:
    """Templates as strict as can be: an unknown name is an error, texts come back untranslated."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    install: Any = getattr(found, "install_gettext_callables")  # noqa: B009  # added by i18n
    install(lambda said: said, lambda one, many, n: one if n == 1 else many, newstyle=True)
    look.install(found)
    found.globals.update(
        lang=lambda: "en",
        dir_of=lambda lang: "rtl" if lang == "ar" else "ltr",
        pick=text.pick,
        static_url=lambda path: f"/static/{path}",
        url_for=lambda endpoint, **_values: f"/{endpoint}",
        get_flashed_messages=lambda **_options: [
            ("message", "Saved."),
            ("note", {"text": "Moved.", "url": "/undo", "label": "Undo"}),
        ],
    )
    return found


def render(env: Environment, source: str, **values: Any) -> BeautifulSoup:
    return parse("<!doctype html><title>t</title>" + part(env, source, **values))


def part(env: Environment, source: str, **values: Any) -> str:
    imports = "".join(
        f'{{% import "parts/{name}" as {name.removesuffix(".html")} with context %}}'
        for name in PARTS
    )
    return env.from_string(imports + source).render(icons=look.Icons(), **values)


def page(env: Environment, template: str, **values: Any) -> BeautifulSoup:
    common = {
        "icons": look.Icons(),
        "languages_menu": LANGUAGES,
        "main_menu": [("events.index", "Events"), ("calls.index", "Calls")],
        "foot_menu": [("site.accessibility", "Accessibility"), ("site.contact", "Contact")],
        "request": SimpleNamespace(endpoint="events.index", url="/here"),
        "me_url": "/me",
        "sign_out_url": "/sign-out",
    }
    return parse(env.get_template(template).render({**common, **values}))


def parse(html: str) -> BeautifulSoup:
    html5lib.HTMLParser(strict=True).parse(html)
    return BeautifulSoup(html, "html5lib")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def faults(soup: BeautifulSoup) -> list[str]:
    """What no page may have: a control without a label, an id twice, a reference to nowhere."""
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    found = [f"id twice: {name}" for name in set(ids) if ids.count(name) > 1]
    for control in soup.select("input, select, textarea"):
        name = control.get("id")
        labelled = soup.select(f'label[for="{name}"]') or control.find_parent("label")
        if control.get("type") != "hidden" and not labelled:
            found.append(f"no label: {control}")
    for attribute in ("aria-describedby", "aria-labelledby", "for"):
        for tag in soup.select(f"[{attribute}]"):
            lost = [name for name in str(tag[attribute]).split() if name not in ids]
            found += [f"{attribute} to nowhere: {name}" for name in lost]
    for tag in soup.find_all(True):
        bad = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        found += [f"{name} on {tag.name}" for name in bad]
    used = {str(tag["href"])[1:] for tag in soup.select("use")}
    drawn = {str(tag["id"]) for tag in soup.select("symbol")}
    if soup.select("header.top") and used != drawn:
        found.append(f"sprite holds {sorted(drawn)}, used are {sorted(used)}")
    return found
