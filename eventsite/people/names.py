"""How names are shown, ordered and used in a greeting; plain texts in and out."""

from collections.abc import Mapping

from eventsite.reference import collation


def display_name(first: str, family: str, honorific: str = "") -> str:
    """Honorific, first and family name as the person writes them; any of them may be missing."""
    return " ".join(part for part in (honorific.strip(), first.strip(), family.strip()) if part)


def sort_name(first: str, family: str, lang: str = "en") -> str:
    """The key of a list by family name, then first name; one name alone stands as family name."""
    family, first = family.strip(), first.strip()
    if not family:
        family, first = first, ""
    # The mark sorts before every letter, so `Li Zhao` stands before `Liang An`.
    return f"{collation.key(family, lang)}\x01{collation.key(first, lang)}"


def greeting(first: str, family: str, honorific: str = "") -> str:
    """What follows "Dear": honorific and family name, else the whole name."""
    if honorific.strip() and family.strip():
        return display_name("", family, honorific)
    return display_name(first, family)


def search_name(names: Mapping[str, str]) -> str:
    """An entity's English, else first name in small letters: its place in lists, known doubles."""
    name = names.get("en") or next((said for said in names.values() if said), "")
    return name.casefold()[:200]


def called(first: str, family: str, latin: str = "", email: str = "") -> frozenset[str]:
    """What one person alone is looked for by: the whole name either way round, the address."""
    first, family = first.strip(), family.strip()
    whole = {f"{first} {family}", f"{family} {first}"} if first and family else set[str]()
    return frozenset({*whole, family, latin.strip(), email} - {""})
