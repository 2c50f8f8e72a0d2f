"""Icons, covers, initials, hues and how a form field is shown."""

import re

import pytest
import wtforms
from jinja2 import Environment
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired

from eventsite.core import forms, look


class Inner(wtforms.Form):
    city = wtforms.StringField("City", [InputRequired("Enter a city.")])


class Several(wtforms.Field):
    langs = ("en", "fr")


class Sample(wtforms.Form):
    title = Several("Title")
    name = wtforms.StringField("Name", [InputRequired("Enter a name.")])
    text = wtforms.TextAreaField("Text")
    day = wtforms.SelectField("Day", choices=forms.choices([("1", "One")]))
    way = wtforms.RadioField(
        "Way", [InputRequired("Choose a way.")], choices=forms.choices([("a", "A")])
    )
    goals = wtforms.SelectMultipleField(
        "Goals",
        choices=forms.choices([("1", "One")]),
        option_widget=wtforms.widgets.CheckboxInput(),
        widget=wtforms.widgets.ListWidget(),
    )
    agreed = wtforms.BooleanField("Agreed")
    file = wtforms.FileField("File")
    code = wtforms.HiddenField("Code")
    place = wtforms.FormField(Inner)
    links = wtforms.FieldList(
        wtforms.StringField("Link", [InputRequired("Enter a link.")]), min_entries=2
    )


def test_there_are_23_icons_and_a_page_gets_those_it_used():
    icons = look.Icons()
    assert len(look.ICONS) == 23
    assert icons.sprite() == ""
    icons("star")
    icons("star")
    icons("cal")
    assert icons.sprite().count("<symbol ") == 2
    assert icons.sprite().index('id="i-cal"') < icons.sprite().index('id="i-star"')


@pytest.mark.parametrize(
    ("name", "classes"), [("prev", "i i-dir"), ("undo", "i i-dir"), ("clock", "i"), ("check", "i")]
)
def test_icons_that_point_turn_round_on_right_to_left_pages(name: str, classes: str):
    drawn = look.Icons()(name)
    assert drawn == (
        f'<svg class="{classes}" aria-hidden="true" focusable="false"><use href="#i-{name}"/></svg>'
    )


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        look.Icons()("unicorn")


def test_a_cover_depends_on_the_slug_alone():
    assert look.cover_svg("forum-2027", "sea") == look.cover_svg("forum-2027", "sea")
    assert look.cover_svg("forum-2027", "sea") != look.cover_svg("forum-2028", "sea")


@pytest.mark.parametrize("slug", ["forum-2027", "virtual-worlds-day", "", "مرحبا"])
@pytest.mark.parametrize(("wide", "width", "limit"), [(False, 800, 820), (True, 1400, 1150)])
def test_a_cover_is_small_and_has_four_waves(slug: str, wide: bool, width: int, limit: int):
    drawn = look.cover_svg(slug, "plum", wide)
    assert drawn.count("<path ") == 4
    assert drawn.count(f"C{width - 110} ") == 4
    assert f'viewBox="0 0 {width} 300"' in drawn
    assert "style=" not in drawn
    assert len(drawn) <= limit


@pytest.mark.parametrize("number", range(40))
def test_the_disc_of_a_wide_cover_stays_in_the_middle_third(number: int):
    drawn = str(look.cover_svg(f"event-{number}", "moss", wide=True))
    place = int(re.findall(r'cx="(\d+)"', drawn)[0])
    assert 1400 / 3 <= place <= 1400 * 2 / 3


def test_a_cover_has_one_of_six_hues():
    with pytest.raises(ValueError, match="red"):
        look.cover_svg("forum", "red")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Ndiaye", "AN"),
        ("Joaquín de la Mora", "JM"),
        ("amara ndiaye", "AN"),
        ("Suharto", "S"),
        ("魏岩", "魏"),
        ("فريدة حداد", "ف"),
        ("  (none)", "("),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str):
    assert look.initials(name) == letters


def test_every_hue_is_given_and_always_to_the_same_key():
    given = [look.hue_of(f"person:{number}") for number in range(60)]
    assert set(given) == set(look.HUES)
    assert given == [look.hue_of(f"person:{number}") for number in range(60)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("title", "localized"),
        ("name", "input"),
        ("text", "area"),
        ("day", "select"),
        ("way", "choices"),
        ("goals", "choices"),
        ("agreed", "checkbox"),
        ("file", "file"),
        ("code", "hidden"),
        ("place", "group"),
        ("links", "list"),
    ],
)
def test_how_a_field_is_drawn(name: str, kind: str):
    assert look.field_kind(Sample()[name]) == kind


def test_problems_come_in_the_order_of_the_page_with_the_control_to_mend():
    form = Sample(MultiDict({"day": "1"}))
    form.validate()
    form.form_errors.append("The event is full.")
    form.title.errors = ["Enter a title."]
    assert look.problems(form) == [
        ("", "The event is full."),
        ("title-en", "Enter a title."),
        ("name", "Enter a name."),
        ("way-0", "Choose a way."),
        ("place-city", "Enter a city."),
        ("links-0", "Enter a link."),
        ("links-1", "Enter a link."),
    ]


def test_a_form_without_errors_has_no_problems():
    assert look.problems(Sample()) == []


def test_install_gives_the_templates_what_the_parts_ask_for():
    env = Environment(autoescape=True)
    before = set(env.globals)
    look.install(env)
    assert set(env.globals) - before == {
        "cover_svg", "initials", "hue_of", "field_kind", "problems", "icon_names",
    }  # fmt: skip
