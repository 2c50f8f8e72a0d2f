"""The macros of templates/parts, rendered and parsed strictly."""

import re
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
import wtforms
from bs4 import BeautifulSoup
from jinja2 import Environment
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired

from eventsite.core import forms, text
from tests.core import drawn

AT = datetime(2027, 3, 16, 9, 30, tzinfo=timezone(timedelta(hours=1)))


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
        choices=forms.choices([("here", "In Geneva"), ("online", "Online")]),
    )  # fmt: skip
    goals = wtforms.SelectMultipleField(
        "Goals", choices=forms.choices([("1", "No poverty"), ("4", "Education")]),
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
        choices=forms.choices([*((n, n) for n in "12345"), ("", "Cannot assess")]),
    )


@pytest.fixture(scope="module")
def env() -> Environment:
    return drawn.environment()


def sent(**answers: str) -> Sample:
    form = Sample(MultiDict({"sent": "yes", **answers}))
    form.validate()
    return form


@pytest.fixture(scope="module")
def every_part(env: Environment) -> BeautifulSoup:
    return drawn.page(
        env,
        "site/components.html",
        form=sent(day="x"),
        score=Score().impact,
        at=AT,
        page=SimpleNamespace(number=2, pages=8, has_previous=True, has_next=True),
        page_url=lambda number: f"?page={number}",
    )  # fmt: skip


def test_the_page_of_all_parts_has_no_faults(every_part: BeautifulSoup):
    assert drawn.faults(every_part) == []
    assert len(every_part.select("h1")) == 1


def test_the_page_of_all_parts_uses_each_macro(env: Environment):
    source = "".join(path.read_text() for path in (drawn.TEMPLATES / "site").glob("*components*"))
    called = set(re.findall(r"\.(\w+)\(", source))
    offered = {
        name
        for path in (drawn.TEMPLATES / "parts").glob("*.html")
        for name in re.findall(r"{% macro (\w+)\(", path.read_text())
        if not name.startswith("_")
    }
    through_forms = {"choices", "checkbox", "group", "localized", "control", "entry"}
    through_others = {"said", "meta", "session", "opt", "notes", "told", *through_forms}
    assert offered - called - through_others == {"post", "titled"}


def test_the_readme_names_each_macro():
    readme = (drawn.TEMPLATES / "parts" / "README.md").read_text()
    named = set(re.findall(r"^\| `(\w+)` \|", readme, re.M))
    offered = {
        name
        for path in (drawn.TEMPLATES / "parts").glob("*.html")
        for name in re.findall(r"{% macro (\w+)\(", path.read_text())
        if not name.startswith("_")
    }
    assert named == offered


def test_the_summary_leads_to_each_control_with_the_same_sentence(env: Environment):
    form = sent()
    soup = drawn.render(
        env, "{{ forms.error_summary(form) }}{% for f in form %}{{ forms.field(f) }}{% endfor %}",
        form=form,
    )  # fmt: skip
    assert drawn.faults(soup) == []
    links = soup.select(".errsum a")
    assert [drawn.words(link) for link in links] == [
        "Enter a title.",
        "Enter a <name>.",
        "Enter an email address.",
        "Choose a way.",
        "Tick the box.",
        "Enter a city.",
    ]
    assert drawn.words(drawn.one(soup, ".errsum h2")) == "Check 6 answers"
    said = [drawn.words(tag).removeprefix("Error: ") for tag in soup.select(".err")]
    assert said == [drawn.words(link) for link in links]
    for link in links:
        control = drawn.one(soup, f"[id='{str(link['href'])[1:]}']")
        assert control.name in {"input", "select", "textarea"}


def test_a_form_without_errors_has_no_summary_and_a_plain_title(env: Environment):
    assert (
        drawn.render(env, "{{ forms.error_summary(form) }}", form=Sample()).select(".errsum") == []
    )
    assert (
        drawn.part(env, "{{ forms.titled(form, 'Register') }}", form=Sample()).strip() == "Register"
    )


def test_the_title_of_a_form_that_came_back_begins_with_the_count(env: Environment):
    said = drawn.part(env, "{{ forms.titled(form, 'Register') }}", form=sent()).strip()
    assert said == "6 answers to check – Register"


def test_hint_and_error_describe_their_control(env: Environment):
    soup = drawn.render(env, "{{ forms.field(form.name, autocomplete='name') }}", form=sent())
    control = drawn.one(soup, "input#name")
    assert control["aria-describedby"] == "name-h name-e"
    assert control["aria-invalid"] == "true"
    assert control["autocomplete"] == "name"
    assert [tag.name for tag in drawn.one(soup, ".field").find_all(recursive=False)] == [
        "label", "p", "p", "input",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "marked"),
    [("name", 0), ("text", 1), ("way", 0), ("goals", 1), ("agreed", 0), ("shown", 1),
     ("title", 0), ("words", 1)],
)  # fmt: skip
def test_what_may_stay_empty_says_so(env: Environment, name: str, marked: int):
    form = Sample()
    assert len(drawn.render(env, "{{ forms.field(f) }}", f=form[name]).select(".opt")) == marked
    plain = drawn.render(env, "{{ forms.field(f, mark=false) }}", f=form[name])
    assert plain.select(".opt") == []


def test_choices_have_a_group_and_each_a_label_and_help(env: Environment):
    soup = drawn.render(
        env, "{{ forms.field(form.way, hints={'online': 'Any phone.'}) }}", form=Sample()
    )
    assert drawn.words(drawn.one(soup, "fieldset legend")) == "Way"
    assert [drawn.words(tag) for tag in soup.select("label.choice > span:first-of-type")] == [
        "In Geneva", "Online",
    ]  # fmt: skip
    assert drawn.one(soup, "input[value=online]")["aria-describedby"] == "way-1-h"
    assert drawn.words(drawn.one(soup, "#way-1-h")) == "Any phone."


def test_a_text_shows_two_languages_and_names_the_missing_ones(env: Environment):
    form = Sample(data={"title": {"en": "Forum"}})
    soup = drawn.render(env, "{{ forms.field(form.title) }}", form=form)
    assert drawn.faults(soup) == []
    assert [tag["name"] for tag in soup.select("fieldset > .field input")] == [
        "title-en", "title-fr",
    ]  # fmt: skip
    folded = drawn.one(soup, "details input")
    assert (folded["name"], folded["lang"], folded["dir"]) == ("title-ar", "ar", "rtl")
    assert drawn.words(drawn.one(soup, "summary")) == "Add a language: العربية"
    assert drawn.words(soup.select(".hint")[-1]) == "Not written yet in: Français, العربية"
    assert drawn.words(drawn.one(soup, "label[for=title-fr]")) == "Title Français"


def test_a_language_with_text_is_never_folded_away(env: Environment):
    form = Sample(data={"title": {"ar": "منتدى"}})
    soup = drawn.render(env, "{{ forms.field(form.title) }}", form=form)
    assert soup.select("details") == []
    assert len(soup.select("input")) == 3


def test_times_are_24_hour_selects(env: Environment):
    soup = drawn.render(env, "{{ forms.field(form.start, cls='input-t') }}", form=Sample())
    assert drawn.one(soup, "select")["class"] == ["select", "input-t"]
    assert soup.select("option")[-1].text == "23:55"


def test_the_grid_is_a_table_whose_spans_fill_it(every_part: BeautifulSoup):
    table = drawn.one(every_part, "table.agrid")
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
    soup = drawn.render(env, "{{ marks.star('/star', 'Opening', true) }}")
    button = drawn.one(soup, "form[method=post] button")
    assert drawn.words(button) == "Star: Opening"
    assert button["aria-pressed"] == "true"


def test_a_time_carries_its_offset(env: Environment):
    soup = drawn.render(env, "{{ marks.when(at, '09:30') }}", at=AT)
    assert drawn.one(soup, "time")["datetime"] == "2027-03-16T09:30:00+01:00"


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
    assert drawn.part(env, "{{ marks.said(value) }}", value=value).strip() == html


def test_a_hidden_figure_is_a_word_never_a_zero(every_part: BeautifulSoup):
    assert [drawn.words(cell) for cell in every_part.select("td.hid")] == ["hidden"]
    assert drawn.words(every_part.select(".bars tbody tr")[1].select("td")[-1]) == "hidden"


def test_one_page_needs_no_ways_to_others(env: Environment):
    single = SimpleNamespace(number=1, pages=1, has_previous=False, has_next=False)
    assert drawn.part(env, "{{ nav.pages(page, none) }}", page=single).strip() == ""
