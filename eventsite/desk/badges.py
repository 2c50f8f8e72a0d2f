"""Badges as values: sizes and sheets, what stands on one, colours of roles, and their order."""

import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import segno
from markupsafe import Markup

from eventsite.core import look
from eventsite.core.i18n import LANGUAGES, N_, dir_of
from eventsite.people import names
from eventsite.reference import collation
from eventsite.registration.models import PlaceMode, Role


class Size(StrEnum):
    """How large a badge is, and what it is printed on."""

    SHEET = "a4-4"
    CARDS = "a4-10"
    LETTER = "letter-6"
    A6 = "a6"
    CARD = "card"
    LABEL = "label"


SIZE_LABELS = {
    Size.SHEET: N_("A4 sheet, 4 badges of 97 × 136 mm to cut"),
    Size.CARDS: N_("A4 sheet, 10 badges of 86 × 54 mm to cut"),
    Size.LETTER: N_("Letter sheet, 6 badges of 4 × 3 in to cut"),
    Size.A6: N_("Label printer, A6"),
    Size.CARD: N_("Label printer, 86 × 54 mm"),
    Size.LABEL: N_("Label printer, 4 × 3 in"),
}


@dataclass(frozen=True)
class Shape:
    """Millimetres: the paper, one badge, and how many stand on it across and down."""

    paper: tuple[float, float]
    badge: tuple[float, float]
    across: int = 1
    down: int = 1

    @property
    def single(self) -> "Shape":
        """The same badge on paper of its own size."""
        return Shape(self.badge, self.badge)


SHAPES = {
    Size.SHEET: Shape((210, 297), (97, 136), 2, 2),
    Size.CARDS: Shape((210, 297), (86, 54), 2, 5),
    Size.LETTER: Shape((215.9, 279.4), (101.6, 76.2), 2, 3),
    Size.A6: Shape((105, 148), (105, 148)),
    Size.CARD: Shape((86, 54), (86, 54)),
    Size.LABEL: Shape((101.6, 76.2), (101.6, 76.2)),
}
#: Sizes that print one badge alone.
SINGLE = (Size.A6, Size.CARD, Size.LABEL)
#: The hue of each role (core.look.HUES); the role stands beside it in words.
HUES = {
    Role.PARTICIPANT: "sea",
    Role.SPEAKER: "plum",
    Role.MODERATOR: "lake",
    Role.ORGANIZER: "gold",
    Role.PRESS: "clay",
    Role.STAFF: "moss",
}
#: The bar under white letters, then sky, disc and four waves of the cover: as static/css has them.
INKS = {
    "sea": "#0c5a5f #dcebe5 #f6d489 #abcfc7 #72aba5 #3c8180 #154f51",
    "lake": "#33508c #e2e7f1 #fbf3dc #b9c6dd #8698bd #54689b #2b3c6b",
    "plum": "#74396f #f4e5dc #f2a76c #dbb8bf #a9809f #6f5180 #3f3156",
    "gold": "#745008 #f7efd9 #fff9e6 #ecd69a #d3b062 #9f8243 #5d4d2b",
    "moss": "#3d5f20 #eef0df #efc766 #cad5a8 #97ad78 #628250 #345237",
    "clay": "#943e1e #f8e9db #ec8d5c #eac4a8 #d2946f #a5634a #673829",
}


class Order(StrEnum):
    """In which order badges come out."""

    NAME = "name"
    ENTITY = "entity"


ORDER_LABELS = {Order.NAME: N_("Family name"), Order.ENTITY: N_("Entity")}


class Reason(StrEnum):
    """Why no badges are made."""

    NOBODY = N_("Nobody fits, so there is no badge to print.")
    TOO_MANY = N_(
        "One file holds at most %(most)s badges. Choose fewer people, for example a role."
    )


#: So many are made while one waits; more become a job.
AT_ONCE = 20
MOST = 3000


@dataclass(frozen=True)
class Chosen:
    """Whose badges, in which order, how large, and in which language; "" is each person's own."""

    mode: PlaceMode | None = PlaceMode.IN_PERSON
    role: Role | None = None
    entity: str = ""
    is_new: bool = False
    order: Order = Order.NAME
    size: Size = Size.SHEET
    lang: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "Chosen":
        """What the fields of an address say; what is no choice counts as not said."""
        mode, role = said.get("mode", PlaceMode.IN_PERSON.value), said.get("role", "")
        order, size, lang = said.get("order", ""), said.get("size", ""), said.get("lang", "")
        return cls(
            mode=PlaceMode(mode) if mode in set(PlaceMode) else None,
            role=Role(role) if role in set(Role) else None,
            entity=said.get("entity", "")[:100],
            is_new=said.get("printed") == "new",
            order=Order(order) if order in set(Order) else Order.NAME,
            size=Size(size) if size in set(Size) else Size.SHEET,
            lang=lang if lang in LANGUAGES else "",
        )

    def dump(self) -> dict[str, str]:
        """The same fields again."""
        return {
            "mode": self.mode.value if self.mode else "",
            "role": self.role.value if self.role else "",
            "entity": self.entity,
            "printed": "new" if self.is_new else "",
            "order": self.order.value,
            "size": self.size.value,
            "lang": self.lang,
        }


@dataclass(frozen=True)
class Badge:
    """What stands on one badge, in the badge's language, and what it is ordered by."""

    code: str
    lang: str
    event: str
    days: str
    honorific: str
    name: str
    #: The name in Latin letters where `name` is in others.
    latin: str
    job: str
    entity: str
    country: str
    role: Role
    role_words: str
    family_name: str
    first_name: str
    #: The ticket's address, in the code.
    address: str


def ordered(badges: Iterable[Badge], order: Order, lang: str) -> list[Badge]:
    """By family name, or by entity and then family name, as `lang` sorts; nobody's entity last."""

    def key(one: Badge) -> tuple[bool, str, str, str]:
        name = names.sort_name(one.first_name, one.family_name, lang)
        if order is Order.NAME:
            return False, "", name, one.code
        return not one.entity, collation.key(one.entity, lang), name, one.code

    return sorted(badges, key=key)


def cover(slug: str, hue: str) -> str:
    """The event's horizon as a picture that carries its colours, for paper."""
    inks = INKS[hue].split()[1:]
    drawn = str(look.cover_svg(slug, hue)).replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )
    for name, ink in zip(("sky", "disc", "l1", "l2", "l3", "l4"), inks, strict=True):
        drawn = drawn.replace(f'class="{name}"', f'fill="{ink}"')
    return drawn


def values(
    badges: Sequence[Badge],
    shape: Shape,
    slug: str,
    alt: Callable[[str], str],
    progress: Callable[[int], None] = lambda _done: None,
) -> dict[str, Any]:
    """What the template desk/badges reads; `alt` words the code of a ticket for who cannot see it.

    `progress` is told how many are drawn: a code takes four milliseconds.
    """
    drawn = []
    for done, one in enumerate(badges):
        progress(done)
        drawn.append(_drawn(one, alt(one.code)))
    hues = sorted({HUES[one.role] for one in badges})
    return {
        "paper": shape.paper,
        "badge": shape.badge,
        "across": shape.across,
        "down": shape.down,
        "covers": {hue: list(cover(slug, hue).encode()) for hue in hues},
        "badges": drawn,
    }


def _drawn(one: Badge, alt: str) -> dict[str, Any]:
    said = {
        name: {"text": words, "dir": direction(words)}
        for name, words in (
            ("honorific", one.honorific),
            ("name", one.name),
            ("latin", one.latin),
            ("job", one.job),
            ("entity", one.entity),
            ("country", one.country),
        )
    }
    return {
        **said,
        "code": one.code,
        "lang": one.lang,
        "dir": dir_of(one.lang),
        "event": one.event,
        "days": one.days,
        "role": one.role_words,
        "hue": HUES[one.role],
        "ink": INKS[HUES[one.role]].split()[0],
        "qr": code(one.address),
        "qr_alt": alt,
    }


def code(address: str) -> str:
    """The QR code of an address as SVG."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=2, light="#fff", nl=False
    )
    return out.getvalue().decode()


def drawn(address: str) -> Markup:
    """The same for a page."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=2,
        svgclass="qr",
        nl=False,
    )
    return Markup(out.getvalue().decode())  # noqa: S704  # shapes drawn from an address of ours


def direction(words: str) -> str:
    """How a text runs by its first letter that says so."""
    for letter in words:
        way = unicodedata.bidirectional(letter)
        if way in {"R", "AL"}:
            return "rtl"
        if way == "L":
            break
    return "ltr"
