"""Texts of other tools as ours: HTML becomes Markdown without a tag, links stay."""

import html
import re
from collections.abc import Callable

from eventsite.core import text as core_text

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s|/)[^<>]*)?>")
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote body br center cite code dd del div dl dt em figcaption figure font "
        "h1 h2 h3 h4 h5 h6 head hr html i iframe img ins li link mark meta noscript o ol p pre q "
        "s script section small span strike strong style sub sup table tbody td tfoot th thead "
        "title tr tt u ul video",
    )
)
_BLOCKS = frozenset(
    re.findall(r"\w+", "p div ul ol table blockquote section h1 h2 h3 h4 h5 h6 dl pre hr center")
)
_HIDDEN = frozenset({"script", "style", "head", "title", "iframe", "noscript"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`\\]+\Z", re.IGNORECASE)
_STILL_A_TAG = re.compile(
    r"(?<!\\)<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]+>)", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text that every database and page takes: no control characters, no half characters."""
    ends = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r\n", "\n")
    return core_text.tidy(ends.replace("\r", "\n"))


def line(text: str) -> str:
    """A title or name in one line, without tags and with entities read."""
    bare = _TAG.sub(_unless_known, _without_comments(text)) if "<" in text else text
    return " ".join(clean(html.unescape(bare)).split())


def markdown(text: str) -> str:
    """A description: what was HTML comes as Markdown, what was none stays as it is."""
    text = _without_comments(clean(text))
    tags = {found[2].lower() for found in _TAG.finditer(text)}
    if not tags & _KNOWN:
        return _escaped(_entities(text))
    return _Writer(is_flow=not tags & (_BLOCKS | {"br"})).write(text)


def web_address(text: str, base: str = "") -> str:
    """The address if it is one of the web, completed by `base` where it is a path; else empty."""
    address = clean(text)
    if address.startswith("/") and not address.startswith("//") and _WEB.match(base):
        parts = base.split("/")
        address = "/".join(parts[:3]) + address
    fits = _WEB.match(address) and not address.lower().startswith("mailto:")
    return address if fits and len(address) <= 2_000 else ""


def _unless_known(found: re.Match[str]) -> str:
    return " " if found[2].lower() in _KNOWN else found[0]


def _without_comments(text: str) -> str:
    """The text without HTML comments; one that is never closed is no comment."""
    kept: list[str] = []
    while (start := text.find("<!--")) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[:start])
        text = text[end + 3 :]
    return "".join(kept) + text


def _entities(text: str) -> str:
    """Entities read where the text is no HTML but was escaped as if it were, as exports do."""
    return html.unescape(text) if re.search(r"&(?:[a-z]{2,6}|#\d{2,5});", text) else text


def _escaped(text: str) -> str:
    """What still looks like a tag is meant as text, and is marked as that for Markdown."""
    return _STILL_A_TAG.sub(r"\\<", text)


class _Writer:
    """Writes Markdown for a run of tags and texts; `is_flow` keeps line ends as they are."""

    def __init__(self, is_flow: bool) -> None:
        self._is_flow = is_flow
        self._out: list[str] = []
        self._lists: list[int] = []
        self._links: list[str] = []
        self._hidden = ""
        self._own: dict[str, Callable[[bool, str], None]] = {"a": self._link, "li": self._item}
        self._own |= dict.fromkeys(("ul", "ol"), self._list)

    def write(self, text: str) -> str:
        """The whole text as Markdown."""
        end = 0
        for found in _TAG.finditer(text):
            self._say(text[end : found.start()])
            self._tag(found)
            end = found.end()
        self._say(text[end:])
        joined = "".join(self._out)
        joined = re.sub(r"[ \t]*\n[ \t]*(?![ \t]*(?:-|\d+\.) )", "\n", joined)
        # Last, as taking tags out may have put another together.
        return _escaped(re.sub(r"\n{3,}", "\n\n", joined).strip())

    def _say(self, text: str) -> None:
        if self._hidden or not text:
            return
        text = _characters(text)
        self._out.append(text if self._is_flow else _SPACE.sub(" ", text))

    def _tag(self, found: re.Match[str]) -> None:
        name, is_end = found[2].lower(), bool(found[1])
        if name in _HIDDEN:
            begins = "" if is_end else name
            self._hidden = begins if self._hidden in {"", name} else self._hidden
        elif self._hidden:
            return
        elif name in self._own:
            self._own[name](is_end, name if name != "a" else found[3] or "")
        elif name not in _KNOWN:
            self._out.append(found[0])
        else:
            self._out.append(_plain_tag(name, is_end))

    def _link(self, is_end: bool, attributes: str) -> None:
        if not is_end:
            found = _HREF.search(attributes)
            address = html.unescape(next((g for g in found.groups() if g), "")) if found else ""
            self._links.append(address if _WEB.match(address) else "")
            self._out.append("[" if self._links[-1] else "")
        elif self._links and (address := self._links.pop()):
            self._out.append(f"]({address.replace('(', '%28').replace(')', '%29')})")

    def _list(self, is_end: bool, name: str) -> None:
        if not self._lists:
            self._out.append("\n\n")
        if not is_end:
            self._lists.append(0 if name == "ol" else -1)
        elif self._lists:
            self._lists.pop()
            self._out.append("" if self._lists else "\n\n")

    def _item(self, is_end: bool, _: str) -> None:
        if is_end:
            return
        mark = "-"
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            mark = f"{self._lists[-1]}."
        self._out.append("\n" + "  " * min(max(len(self._lists) - 1, 0), 8) + mark + " ")


def _characters(text: str) -> str:
    """Entities as the characters they stand for, without those that no text may hold."""
    return _SURROGATE.sub("", core_text.printable(html.unescape(text))) if "&" in text else text


def _plain_tag(name: str, is_end: bool) -> str:
    if name in _MARKS:
        return _MARKS[name]
    if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "\n\n" if is_end else "\n\n### "
    if name == "br" or name in {"tr", "dt", "dd"}:
        return "\n"
    if name in {"td", "th"}:
        return " " if is_end else ""
    return "\n\n" if name in _BLOCKS else ""
