"""The columns that organizers choose for their list beside the name, and where files hold them."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from eventsite.core.i18n import N_


class Column(StrEnum):
    """What is known of everybody, in the order of the list."""

    COUNTRY = "country"
    CATEGORY = "category"
    MODE = "mode"
    STATE = "state"
    CREATED = "created"
    EMAIL = "email"
    JOB_TITLE = "job-title"
    ROLE = "role"
    LANG = "lang"
    CODE = "code"
    NOTE = "note"


LABELS = {
    Column.COUNTRY: N_("Country"),
    Column.CATEGORY: N_("Category"),
    Column.MODE: N_("Taking part"),
    Column.STATE: N_("State"),
    Column.CREATED: N_("Registered on"),
    Column.EMAIL: N_("Email"),
    Column.JOB_TITLE: N_("Job title"),
    Column.ROLE: N_("Role"),
    Column.LANG: N_("Language"),
    Column.CODE: N_("Code"),
    Column.NOTE: N_("Internal note"),
}
#: What the list shows until somebody chooses.
USUAL = (Column.COUNTRY, Column.CATEGORY, Column.MODE, Column.STATE, Column.CREATED)
#: How an address names the answers to a question: this and the question's code.
ANSWER = "answer."
#: The cells of a file's row before the answers, each with the column of the list that it belongs
#: to: "" stands for the name, which is always there, and None for what the list does not show.
FACTS: tuple[str | None, ...] = (
    Column.CODE,
    Column.STATE,
    None,
    "",
    "",
    None,
    Column.EMAIL,
    Column.JOB_TITLE,
    "",
    Column.CATEGORY,
    None,
    Column.COUNTRY,
    Column.COUNTRY,
    Column.ROLE,
    Column.MODE,
    None,
    Column.LANG,
    None,
    None,
    Column.CREATED,
    None,
    None,
    Column.NOTE,
)


def of(names: Collection[str]) -> Sequence[Column]:
    """What is shown of everybody: what was chosen, in the order of the list; else the usual."""
    return [one for one in Column if one in names] if names else USUAL


def codes(names: Collection[str]) -> list[str]:
    """The codes of the questions whose answers are shown."""
    return [one.removeprefix(ANSWER) for one in names if one.startswith(ANSWER)]


def places(names: Collection[str]) -> list[int]:
    """Which of a file's facts belong to what is shown."""
    shown = {"", *of(names)}
    return [number for number, column in enumerate(FACTS) if column in shown]
