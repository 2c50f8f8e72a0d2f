"""A list of people to register at once: its rows read, and what is wrong with each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from eventsite.core import text
from eventsite.core.i18n import N_
from eventsite.core.sheets import Limits, Line
from eventsite.reference import collation, countries

MOST = 100
LIMITS = Limits(bytes=1024 * 1024, rows=MOST, expanded=20 * 1024 * 1024, text=500)
#: The columns in the order of the template, with the most characters of each.
COLUMNS = {
    "honorific": 40,
    "first_name": 100,
    "family_name": 100,
    "latin_name": 200,
    "email": 254,
    "job_title": 200,
    "role": 60,
    "mode": 60,
    "country": 100,
}
LABELS = {
    "honorific": N_("Honorific"),
    "first_name": N_("First name"),
    "family_name": N_("Family name"),
    "latin_name": N_("Name in Latin letters"),
    "email": N_("Email"),
    "job_title": N_("Job title"),
    "role": N_("Role"),
    "mode": N_("Way of taking part"),
    "country": N_("Country"),
}


class Wrong(StrEnum):
    """What is wrong with a row, and what to do."""

    NAME = N_("Enter a first name or a family name.")
    EMAIL = N_("Enter an email address with an @, like name@example.org.")
    LATIN = N_("Write the name in Latin letters too: both stand on the badge.")
    NOT_LATIN = N_("Write the name in Latin letters in this column.")
    ROLE = N_("Choose one of the roles that the template names.")
    MODE = N_("Choose one of the ways of taking part that the template names.")
    COUNTRY = N_("Enter a country by its name or its code of two letters.")
    LONG = N_("Shorten what stands in this row.")
    TWICE = N_("This person stands in the list already.")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list, with what is wrong; role, mode and country as codes where known."""

    number: int
    values: Mapping[str, str]
    wrong: tuple[Wrong, ...] = ()

    @property
    def name(self) -> str:
        """First and family name."""
        return f"{self.values['first_name']} {self.values['family_name']}".strip()


@dataclass(frozen=True, slots=True)
class Words:
    """How a reader may call columns, roles and ways of taking part: folded word to code."""

    columns: Mapping[str, str]
    roles: Mapping[str, str]
    modes: Mapping[str, str]


def folded(word: str) -> str:
    """A word as it is compared."""
    return collation.key(word.replace("_", " "), "")


def rows(lines: Sequence[Line], words: Words, country: str) -> list[Row]:
    """The people of a list; a first line that names columns says their order.

    Without it they stand in the order of the template. An empty role, way or country is the first
    one there is, or `country`.
    """
    header = [words.columns.get(folded(cell), "") for cell in lines[0].cells] if lines else []
    has_header = sum(bool(name) for name in header) >= min(2, len(header) or 2)
    order = header if has_header else list(COLUMNS)
    found: list[Row] = []
    seen: set[tuple[str, str]] = set()
    for line in lines[has_header:]:
        row = _row(line, order, words, country)
        who = (row.values["email"].casefold(), row.name.casefold())
        if who in seen:
            row = replace(row, wrong=(*row.wrong, Wrong.TWICE))
        seen.add(who)
        found.append(row)
    return found


def _row(line: Line, order: Sequence[str], words: Words, country: str) -> Row:
    values = dict.fromkeys(COLUMNS, "")
    for name, cell in zip(order, line.cells, strict=False):
        if name:
            values[name] = text.one_line(cell)
    wrong = []
    if any(
        len(values[name]) > most or text.has_pile_of_marks(values[name])
        for name, most in COLUMNS.items()
    ):
        wrong.append(Wrong.LONG)
    wrong += _about_names(values)
    wrong += _codes(values, words, country)
    return Row(line.number, values, tuple(wrong))


def _about_names(values: dict[str, str]) -> list[Wrong]:
    wrong = []
    if not values["first_name"] and not values["family_name"]:
        wrong.append(Wrong.NAME)
    is_latin = text.is_latin(values["first_name"] + values["family_name"])
    if values["latin_name"] and not text.is_latin(values["latin_name"]):
        wrong.append(Wrong.NOT_LATIN)
    elif not values["latin_name"] and not is_latin:
        wrong.append(Wrong.LATIN)
    try:
        found = validate_email(values["email"], check_deliverability=False, test_environment=True)
        values["email"] = found.normalized
    except EmailNotValidError:
        wrong.append(Wrong.EMAIL)
    return wrong


def _codes(values: dict[str, str], words: Words, country: str) -> list[Wrong]:
    wrong = []
    for name, known, sentence in (
        ("role", words.roles, Wrong.ROLE),
        ("mode", words.modes, Wrong.MODE),
    ):
        typed = folded(values[name])
        code = known.get(typed) if typed else next(iter(known.values()))
        if code is None:
            wrong.append(sentence)
        else:
            values[name] = code
    found = countries.find_country(values["country"][:100]) if values["country"] else None
    if found is not None:
        values["country"] = found.code
    elif values["country"]:
        wrong.append(Wrong.COUNTRY)
    else:
        values["country"] = country
    return wrong
