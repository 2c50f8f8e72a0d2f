"""The rules that every page keeps: strict HTML, one heading, names, no style or script of its own.

Read once, in one walk: a tenth of the whole run's time went into looking at pages.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as SENTENCES

RIGHT_TO_LEFT = frozenset({"ar"})
#: Attributes that name other elements of the page by their ids.
_POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form")
_UNNAMED_INPUTS = frozenset({"hidden", "submit", "button"})
#: The element that begins a tree of its own names, as in drawings.
_NAMESPACE = re.compile(r"^\{[^}]*\}")


def broken(html: str) -> list[str]:
    """What breaks a rule, in no order worth keeping."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(html)
    wrong = [
        f"line {where[0]}: {SENTENCES.get(code, code) % facts}"
        for where, code, facts in parser.errors
    ]
    walk = _Walk()
    walk.into(root, False, "ltr")
    if not root.get("lang"):
        walk.languages = ["no lang on <html>"]
    return [*wrong, *walk.wrong, *walk.languages, *walk.whole()]


@dataclass
class _Walk:
    """What was met on the way through a page's elements."""

    wrong: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    headings: int = 0
    ids: Counter[str] = field(default_factory=Counter)
    #: An attribute and the id it names.
    pointers: list[tuple[str, str]] = field(default_factory=list)
    #: The ids that a label with words names.
    named: set[str] = field(default_factory=set)
    #: The ids and names of the fields that nothing but such a label could name.
    fields: list[tuple[str | None, str | None]] = field(default_factory=list)

    def into(self, tag: Element, in_label: bool, direction: str) -> None:
        """Look at an element and at all that is in it."""
        # A comment's is a function.
        full: object = tag.tag
        if not isinstance(full, str):
            return
        name = _NAMESPACE.sub("", full)
        direction = tag.get("dir", direction)
        self._look(tag, name, in_label, direction)
        for child in tag:
            self.into(child, in_label or name == "label", direction)

    def whole(self) -> list[str]:
        """What can be said only at the end."""
        wrong = [] if self.headings == 1 else [f"{self.headings} h1 instead of one"]
        wrong += [f"id {name!r} stands {n} times" for name, n in self.ids.items() if n > 1]
        wrong += [
            f"{attribute}={name!r} points at nothing"
            for attribute, name in self.pointers
            if name not in self.ids
        ]
        return wrong + [
            f"field {name!r} has no label" for key, name in self.fields if key not in self.named
        ]

    def _look(self, tag: Element, name: str, in_label: bool, direction: str) -> None:
        self.headings += name == "h1"
        self._own_style(tag, name)
        if (own := tag.get("id")) is not None:
            self.ids[own] += 1
        self.pointers += [(each, one) for each in _POINTERS for one in tag.get(each, "").split()]
        if name == "label" and "for" in tag.attrib and _has_words(tag):
            self.named.add(tag.get("for", ""))
        elif _needs_label(tag, name) and not in_label:
            self.fields.append((own or None, tag.get("name")))
        if (lang := tag.get("lang")) is not None:
            meant = "rtl" if re.split("[-_]", lang)[0] in RIGHT_TO_LEFT else "ltr"
            if direction not in (meant, "auto"):
                self.languages.append(f"lang={lang} with dir={direction} on <{name}>")

    def _own_style(self, tag: Element, name: str) -> None:
        if name == "style":
            self.wrong.append("a <style> element")
        kind = tag.get("type")
        if name == "script" and "src" not in tag.attrib and kind != "application/ld+json":
            self.wrong.append("an inline script")
        for attribute in tag.attrib:
            if attribute == "style":
                self.wrong.append(f"a style attribute on <{name}>")
            elif attribute.startswith("on"):
                self.wrong.append(f"{attribute} on <{name}>")


def _has_words(tag: Element) -> bool:
    return any(not words.isspace() for words in tag.itertext())


def _needs_label(tag: Element, name: str) -> bool:
    """Whether a form sends a value for it, and nothing on it tells a person its name."""
    if name == "input":
        if tag.get("type") in _UNNAMED_INPUTS:
            return False
    elif name not in ("select", "textarea"):
        return False
    return not (tag.get("aria-label") or tag.get("aria-labelledby"))
