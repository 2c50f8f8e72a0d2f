"""The macros of templates/parts, the layouts and the error pages, rendered and parsed strictly."""

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
import wtforms
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from eventsite.core import forms, look, text

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PARTS = sorted(path.name for path in (TEMPLATES / "parts").glob("*.html"))
ERRORS = sorted(path.stem for path in (TEMPLATES / "errors").glob("[0-9]*.html"))
AT = datetime(2027, 3, 16, 9, 30, tzinfo=timezone(timedelta(hours=1)))
LANGUAGES = [
    SimpleNamespace(code="en", name="English", dir="ltr", href="/events", current=True),
    SimpleNamespace(code="ar", name="العربية", dir="rtl", href="/ar/events", current=False),
]


class Inner(wtforms.Form):
    city = wtforms.StringField("City", [InputRequired("Enter a city.")])


class Sample(wtforms.Form):
    title = forms.LocalizedField(
        "Title", required="Enter a title.", langs=("en", "fr", "ar"), description="In short."
    )
    words = forms.LocalizedField("Words", lines=4)
    name = wtforms.StringField("Name", [InputRequired("Enter a <name>.")], description="In full.")
    email = wtforms.EmailField("Email", [InputRequired("Enter an email address.")])
    text = wtforms.TextAreaField("Text")
    day = forms.DayField("Day")
    start = forms.TimeField("Start")
    way = wtforms.RadioField(
        "Way", [InputRequired("Choose a way.")],
        choices=[SelectChoice("here", "In Geneva"), SelectChoice("online", "Online")],
    )  # fmt: skip
    goals = wtforms.SelectMultipleField(
        "Goals", choices=[SelectChoice("1", "No poverty"), SelectChoice("4", "Education")],
        option_widget=wtforms.widgets.CheckboxInput(), widget=wtforms.widgets.ListWidget(),
    )  # fmt: skip
    agreed = wtforms.BooleanField("Agreed", [InputRequired("Tick the box.")], description="Help.")
    shown = wtforms.BooleanField("Shown")
    file = wtforms.FileField("File")
    code = wtforms.HiddenField("Code")
    place = wtforms.FormField(Inner)
    links = wtforms.FieldList(wtforms.URLField("Link"), min_entries=1)


class Score(wtforms.Form):
    impact = wtforms.RadioField(
        "Impact",
        choices=[*(SelectChoice(n, n) for n in "12345"), SelectChoice("", "Cannot assess")],
    )


@pytest.fixture(scope="module")
def env() -> Environment:
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


def sent(**answers: str) -> Sample:
    form = Sample(MultiDict({"sent": "yes", **answers}))
    form.validate()
    return form


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


@pytest.fixture(scope="module")
def every_part(env: Environment) -> BeautifulSoup:
    return page(
        env,
        "site/components.html",
        form=sent(day="x"),
        score=Score().impact,
        at=AT,
        page=SimpleNamespace(number=2, pages=8, has_previous=True, has_next=True),
        page_url=lambda number: f"?page={number}",
        rail=[look.RailEntry("/a", "Overview", "info"), look.RailEntry("/b", "Mail", "doc", 3, True)],
        rail_title=text.Said("منتدى", "ar", "rtl"),
        rail_note="16–18 March 2027",
    )  # fmt: skip


def test_the_page_of_all_parts_has_no_faults(every_part: BeautifulSoup):
    assert faults(every_part) == []
    assert len(every_part.select("h1")) == 1


def test_the_page_of_all_parts_uses_each_macro(env: Environment):
    source = "".join(path.read_text() for path in (TEMPLATES / "site").glob("*components*"))
    called = set(re.findall(r"\.(\w+)\(", source))
    offered = {
        name
        for path in (TEMPLATES / "parts").glob("*.html")
        for name in re.findall(r"{% macro (\w+)\(", path.read_text())
        if not name.startswith("_")
    }
    through_others = {"said", "meta", "session", "choices", "checkbox", "group", "localized"}
    assert offered - called - through_others == {"post", "titled"}


def test_the_readme_names_each_macro():
    readme = (TEMPLATES / "parts" / "README.md").read_text()
    named = set(re.findall(r"^\| `(\w+)` \|", readme, re.M))
    offered = {
        name
        for path in (TEMPLATES / "parts").glob("*.html")
        for name in re.findall(r"{% macro (\w+)\(", path.read_text())
        if not name.startswith("_")
    }
    assert named == offered


def test_the_rail_shows_counts_and_where_one_is(every_part: BeautifulSoup):
    rail = one(every_part, "nav.rail")
    assert [words(link) for link in rail.select("a")] == ["Overview", "Mail 3"]
    assert words(one(rail, "[aria-current=page]")) == "Mail 3"
    assert one(rail, ".rail-title [lang=ar]")["dir"] == "rtl"


def test_a_public_page_is_the_same_for_everybody(env: Environment):
    soup = page(env, "layouts/public.html")
    assert faults(soup) == []
    assert soup.select(".flash, form, [name=csrf_token]") == []
    assert words(one(soup, ".end > a.btn")) == "My events"
    assert [link["hreflang"] for link in soup.select("link[rel=alternate]")] == ["en", "ar"]
    assert soup.select("meta[name=robots]") == []
    assert words(one(soup, ".top nav [aria-current=page]")) == "Events"
    assert len(soup.select("link[rel=stylesheet], link[rel=icon], script")) == 5


def test_a_personal_page_shows_flashes_and_the_way_out(env: Environment):
    soup = page(env, "layouts/personal.html")
    assert faults(soup) == []
    assert [words(flash) for flash in soup.select(".flash p")] == ["Saved.", "Moved."]
    assert one(soup, ".flash form")["action"] == "/undo"
    assert one(soup, ".end form")["action"] == "/sign-out"
    assert soup.select("link[rel=alternate]") == []


def test_a_page_below_a_menu_entry_marks_it(env: Environment):
    soup = page(
        env, "layouts/public.html", section="calls.index", request=SimpleNamespace(endpoint="x")
    )
    assert words(one(soup, ".top nav [aria-current=true]")) == "Calls"


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_says_what_to_do_and_quotes_a_number(env: Environment, status: str):
    soup = page(env, f"errors/{status}.html", reference="AB12CD", status=int(status))
    assert faults(soup) == []
    assert len(soup.select("main h1")) == 1
    assert len(soup.select("main p")) >= 3
    assert words(one(soup, "main .mono")) == "AB12CD"
    assert len(soup.select("main a.btn-main")) == 1


def test_there_is_a_page_for_each_status_we_answer():
    assert ERRORS == ["403", "404", "409", "410", "413", "422", "429", "500", "503"]


def test_a_stale_write_shows_both_texts(env: Environment):
    soup = page(
        env, "errors/409.html", reference="A", mine={"Title": "<Mine>"}, theirs="Theirs, saved"
    )
    assert [words(tag) for tag in soup.select(".typed")] == ["<Mine>", "Theirs, saved"]


def test_a_refusal_is_said_in_its_own_words(env: Environment):
    soup = page(env, "errors/422.html", reference="A", sentence="The event is full.")
    assert words(soup.select("main p")[1]) == "The event is full."


def test_the_summary_leads_to_each_control_with_the_same_sentence(env: Environment):
    form = sent()
    soup = render(
        env, "{{ forms.error_summary(form) }}{% for f in form %}{{ forms.field(f) }}{% endfor %}",
        form=form,
    )  # fmt: skip
    assert faults(soup) == []
    links = soup.select(".errsum a")
    assert [words(link) for link in links] == [
        "Enter a title.",
        "Enter a <name>.",
        "Enter an email address.",
        "Choose a way.",
        "Tick the box.",
        "Enter a city.",
    ]
    assert words(one(soup, ".errsum h2")) == "Check 6 answers"
    said = [words(tag).removeprefix("Error: ") for tag in soup.select(".err")]
    assert said == [words(link) for link in links]
    for link in links:
        control = one(soup, f"[id='{str(link['href'])[1:]}']")
        assert control.name in {"input", "select", "textarea"}


def test_a_form_without_errors_has_no_summary_and_a_plain_title(env: Environment):
    assert render(env, "{{ forms.error_summary(form) }}", form=Sample()).select(".errsum") == []
    assert part(env, "{{ forms.titled(form, 'Register') }}", form=Sample()).strip() == "Register"


def test_the_title_of_a_form_that_came_back_begins_with_the_count(env: Environment):
    said = part(env, "{{ forms.titled(form, 'Register') }}", form=sent()).strip()
    assert said == "6 answers to check – Register"


def test_hint_and_error_describe_their_control(env: Environment):
    soup = render(env, "{{ forms.field(form.name, autocomplete='name') }}", form=sent())
    control = one(soup, "input#name")
    assert control["aria-describedby"] == "name-h name-e"
    assert control["aria-invalid"] == "true"
    assert control["autocomplete"] == "name"
    assert [tag.name for tag in one(soup, ".field").find_all(recursive=False)] == [
        "label", "p", "p", "input",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "marked"),
    [("name", 0), ("text", 1), ("way", 0), ("goals", 1), ("agreed", 0), ("shown", 1),
     ("title", 0), ("words", 1)],
)  # fmt: skip
def test_what_may_stay_empty_says_so(env: Environment, name: str, marked: int):
    form = Sample()
    assert len(render(env, "{{ forms.field(f) }}", f=form[name]).select(".opt")) == marked
    plain = render(env, "{{ forms.field(f, mark=false) }}", f=form[name])
    assert plain.select(".opt") == []


def test_choices_have_a_group_and_each_a_label_and_help(env: Environment):
    soup = render(env, "{{ forms.field(form.way, hints={'online': 'Any phone.'}) }}", form=Sample())
    assert words(one(soup, "fieldset legend")) == "Way"
    assert [words(tag) for tag in soup.select("label.choice > span:first-of-type")] == [
        "In Geneva", "Online",
    ]  # fmt: skip
    assert one(soup, "input[value=online]")["aria-describedby"] == "way-1-h"
    assert words(one(soup, "#way-1-h")) == "Any phone."


def test_a_text_shows_two_languages_and_names_the_missing_ones(env: Environment):
    form = Sample(data={"title": {"en": "Forum"}})
    soup = render(env, "{{ forms.field(form.title) }}", form=form)
    assert faults(soup) == []
    assert [tag["name"] for tag in soup.select("fieldset > .field input")] == [
        "title-en", "title-fr",
    ]  # fmt: skip
    folded = one(soup, "details input")
    assert (folded["name"], folded["lang"], folded["dir"]) == ("title-ar", "ar", "rtl")
    assert words(one(soup, "summary")) == "Add a language: العربية"
    assert words(soup.select(".hint")[-1]) == "Not written yet in: Français, العربية"
    assert words(one(soup, "label[for=title-fr]")) == "Title Français"


def test_a_language_with_text_is_never_folded_away(env: Environment):
    form = Sample(data={"title": {"ar": "منتدى"}})
    soup = render(env, "{{ forms.field(form.title) }}", form=form)
    assert soup.select("details") == []
    assert len(soup.select("input")) == 3


def test_times_are_24_hour_selects(env: Environment):
    soup = render(env, "{{ forms.field(form.start, cls='input-t') }}", form=Sample())
    assert one(soup, "select")["class"] == ["select", "input-t"]
    assert soup.select("option")[-1].text == "23:55"


def test_the_grid_is_a_table_whose_spans_fill_it(every_part: BeautifulSoup):
    table = one(every_part, "table.agrid")
    width = len(table.select("thead th"))
    taken: dict[tuple[int, int], int] = {}
    for number, row in enumerate(table.select("tbody tr")):
        column = 0
        for cell in row.find_all(["th", "td"], recursive=False):
            while (number, column) in taken:
                column += 1
            for down in range(int(str(cell.get("rowspan", 1)))):
                for along in range(int(str(cell.get("colspan", 1)))):
                    place = (number + down, column + along)
                    taken[place] = taken.get(place, 0) + 1
    assert set(taken.values()) == {1}
    assert sorted(taken) == [(row, column) for row in range(3) for column in range(width)]


def test_a_star_is_named_after_what_it_stars(env: Environment):
    soup = render(env, "{{ marks.star('/star', 'Opening', true) }}")
    button = one(soup, "form[method=post] button")
    assert words(button) == "Star: Opening"
    assert button["aria-pressed"] == "true"


def test_a_time_carries_its_offset(env: Environment):
    soup = render(env, "{{ marks.when(at, '09:30') }}", at=AT)
    assert one(soup, "time")["datetime"] == "2027-03-16T09:30:00+01:00"


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("Forum & more", "Forum &amp; more"),
        ({"en": "Forum", "ar": "منتدى"}, "Forum"),
        ({"ar": "منتدى"}, '<span lang="ar" dir="rtl">منتدى</span>'),
        (text.Said("Forum", "fr", "ltr"), '<span lang="fr" dir="ltr">Forum</span>'),
    ],
)
def test_a_text_in_another_language_says_which(env: Environment, value: Any, html: str):
    assert part(env, "{{ marks.said(value) }}", value=value).strip() == html


def test_a_hidden_figure_is_a_word_never_a_zero(every_part: BeautifulSoup):
    assert [words(cell) for cell in every_part.select("td.hid")] == ["hidden"]
    assert words(every_part.select(".bars tbody tr")[1].select("td")[-1]) == "hidden"


def test_one_page_needs_no_ways_to_others(env: Environment):
    single = SimpleNamespace(number=1, pages=1, has_previous=False, has_next=False)
    assert part(env, "{{ nav.pages(page, none) }}", page=single).strip() == ""
