"""Reading a stranger's XML: no document type, no entities, nothing from outside, bounded."""

import io
from collections.abc import Iterator, Mapping
from xml.sax import SAXException, SAXParseException, handler, xmlreader

from defusedxml import common
from defusedxml.expatreader import DefusedExpatParser

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Limits, Said, Unreadable

#: Elements a session may bring on average: its fields, persons, links.
_ELEMENTS_PER_ROW = 60
_CHUNK = 64 * 1024
_NOTHING: Mapping[str, str] = {}
_BROKEN = N_("The XML is broken here. Export the file again, or ask its sender for it.")
_DEEP = N_("The XML is nested more than %(number)s levels deep here, which is not read.")
_MANY = N_("The XML holds more than %(number)s elements. Split it into several files.")
_LARGE = N_("The file is larger than %(megabytes)s MB. Split it into several files.")
_DEFINES = N_(
    "The XML defines its own document type or entities here, which is not read. Take out the "
    "line that begins with <!DOCTYPE and try again."
)
_CHARSET = N_("The XML is written in an unknown character set. Save it as UTF-8.")


class Node:
    """An element: its name without a namespace, attributes, line, children and its own text."""

    __slots__ = ("attributes", "children", "line", "pieces", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.children: list[Node] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """All text inside, that of nested elements too, in order of the elements."""
        return "".join([*self.pieces, *(child.text for child in self.children)])

    def get(self, name: str) -> str:
        """An attribute, trimmed, or empty."""
        return self.attributes.get(name, "").strip()

    def child(self, tag: str) -> "Node | None":
        """The first child of that name."""
        return next((node for node in self.children if node.tag == tag), None)

    def all(self, tag: str) -> Iterator["Node"]:
        """The children of that name in order."""
        return (node for node in self.children if node.tag == tag)

    def say(self, tag: str) -> str:
        """The text of the first child of that name, or empty."""
        node = self.child(tag)
        return node.text.strip() if node else ""


class _Builder(handler.ContentHandler):
    """Makes nodes of what the parser reports, and stops at the first broken limit."""

    def __init__(self, limits: Limits, place: xmlreader.Locator) -> None:
        super().__init__()
        self._limits = limits
        self._place = place
        self._most = limits.rows * _ELEMENTS_PER_ROW
        self._count = 0
        self._open: list[Node] = []
        self.root: Node | None = None

    @property
    def line(self) -> int:
        return self._place.getLineNumber() or 1

    def startElement(self, name: str, attrs: xmlreader.AttributesImpl) -> None:  # noqa: N802
        self._count += 1
        if self._count > self._most:
            raise Unreadable(Said(_MANY, {"number": self._most}), places.line(self.line))
        if len(self._open) >= self._limits.depth:
            raise Unreadable(Said(_DEEP, {"number": self._limits.depth}), places.line(self.line))
        own = (
            {_local(key): value for key, value in attrs.items()} if attrs.getLength() else _NOTHING
        )
        node = Node(_local(name), own, self.line)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        if self._open and (self._open[-1].pieces or not content.isspace()):
            self._open[-1].pieces.append(content)


def parse(data: bytes, limits: Limits) -> Node:
    """The root element; raises Unreadable with the line."""
    if len(data) > limits.bytes:
        raise Unreadable(Said(_LARGE, {"megabytes": limits.bytes // (1024 * 1024)}))
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    builder = _Builder(limits, parser)
    parser.setContentHandler(builder)
    parser.setFeature(handler.feature_external_ges, False)
    try:
        stream = io.BytesIO(_without_space(data))
        while piece := stream.read(_CHUNK):
            parser.feed(piece)
        parser.close()
    except common.DefusedXmlException as e:
        raise Unreadable(Said(_DEFINES), places.line(builder.line)) from e
    except SAXParseException as e:
        raise Unreadable(Said(_BROKEN), places.line(e.getLineNumber() or 1)) from e
    except (SAXException, LookupError, UnicodeError, ValueError) as e:
        if isinstance(e, Unreadable):
            raise
        raise Unreadable(Said(_CHARSET), places.line(builder.line)) from e
    if builder.root is None:
        raise Unreadable(Said(_BROKEN), places.line(builder.line))
    return builder.root


def _without_space(data: bytes) -> bytes:
    """The file from its first mark on: an empty first line is a common slip of exports."""
    return data if data[:1] == b"<" else data.lstrip(b" \t\r\n")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
