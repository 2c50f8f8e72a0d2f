"""Badges as the bytes of a PDF or a picture."""

from collections.abc import Callable, Sequence

from eventsite.core import i18n, typeset
from eventsite.core.i18n import gettext
from eventsite.desk import badges
from eventsite.desk.badges import Badge, Shape


def badges_pdf(
    made: Sequence[Badge],
    shape: Shape,
    slug: str,
    progress: Callable[[int], None] = lambda _done: None,
) -> bytes:
    """One paper a badge, or sheets to cut; `progress` is told how many are drawn."""
    values = badges.values(made, shape, slug, _alt, progress)
    progress(len(made))
    return typeset.pdf("desk/badges", values, lang=i18n.current_lang(), title=gettext("Badges"))


def badge_svg(made: Badge, shape: Shape, slug: str) -> bytes:
    """One badge as it will be printed."""
    values = badges.values([made], shape.single, slug, _alt)
    return typeset.svg("desk/badges", values, lang=i18n.current_lang(), title=gettext("Badges"))


def _alt(code: str) -> str:
    return str(gettext("QR code of the ticket %(code)s", code=code))
