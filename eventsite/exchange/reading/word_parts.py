"""The text of a Word document: paragraphs and tables in order, without building a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from eventsite.core.i18n import N_
from eventsite.core.sheets import source
from eventsite.core.sheets.source import Limits, Said, Unreadable

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_BETWEEN = "\n"
#: Deleted or moved text, field codes, and the second copy of what is given twice.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "txbxContent"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEAST_DEPTH = 100
_MOST_TEXT = 10_000_000
_BROKEN = N_("The document is damaged. Open it in Word and save it again as .docx.")
_DEFINES = N_("The document holds definitions that no Word file needs. Save it again in Word.")
_LONG = N_("The document holds too much text for a programme. Send the tables alone.")
_DEEP = N_("The parts of the document nest deeper than %(number)s. Save it again in Word.")


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text, and whether all of it is bold or a heading."""

    text: str = ""
    is_bold: bool = False
    style: str = ""


@dataclass(slots=True)
class Cell:
    """A cell of a table with the columns it covers; `continues` the cell above it."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    span: int = 1
    continues: bool = False

    @property
    def text(self) -> str:
        """All its paragraphs, one a line."""
        return "\n".join(p.text.strip() for p in self.paragraphs if p.text.strip())


@dataclass(slots=True)
class Table:
    """A table's rows of cells; a table inside a cell is read as that cell's text."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Table


def blocks_of(pieces: Iterable[bytes], where: Said, limits: Limits) -> list[Block]:
    """What stands in word/document.xml, in order; raises Unreadable."""
    reader = _Reader(where, limits)
    try:
        for piece in pieces:
            reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(Said(_BROKEN), where) from error
    return reader.blocks


class _Reader:
    """Follows expat through the document."""

    def __init__(self, where: Said, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self._where, self._limits = where, limits
        self._depth = self._tables = self._rows = self._size = self._skipping = 0
        self._paragraph: Paragraph | None = None
        self._pieces: list[str] = []
        self._is_text = self._is_bold = self._plain_seen = False
        self.parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._forbidden
        self.parser.EntityDeclHandler = self._forbidden

    def _forbidden(self, *facts: object) -> None:
        raise Unreadable(Said(_DEFINES), self._where)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        deepest = max(self._limits.depth, _LEAST_DEPTH)
        if self._depth > deepest:
            raise Unreadable(Said(_DEEP, {"number": deepest}), self._where)
        space, _, plain = name.rpartition(_BETWEEN)
        if self._skipping or plain in _SKIPPED:
            self._skipping += 1
        elif space in _SPACES:
            value = next((v for k, v in attributes.items() if k.endswith(_BETWEEN + "val")), None)
            self._open(plain, value)

    def _open(self, name: str, value: str | None) -> None:
        match name:
            case "tbl":
                self._tables += 1
                if self._tables == 1:
                    self.blocks.append(Table())
            case "tr" if self._tables == 1:
                self._count_row()
            case "tc" if self._tables == 1 and self._row is not None:
                self._count_cell(self._row)
            case "gridSpan" | "vMerge" if self._tables == 1 and self._row:
                self._merge(self._row[-1], name, value)
            case "p":
                self._paragraph, self._pieces, self._plain_seen = Paragraph(), [], False
            case "pStyle" if self._paragraph:
                self._paragraph.style = value or ""
            case "r":
                self._is_bold = False
            case "b":
                self._is_bold = value not in {"0", "false", "off"}
            case "t":
                self._is_text = True
            case _ if name in _BREAKS:
                self._pieces.append(_BREAKS[name])

    @property
    def _row(self) -> list[Cell] | None:
        table = self.blocks[-1] if self.blocks else None
        return table.rows[-1] if isinstance(table, Table) and table.rows else None

    def _count_row(self) -> None:
        self._rows += 1
        if self._rows > self._limits.rows:
            raise Unreadable(source.too_many_rows(self._limits), self._where)
        table = self.blocks[-1]
        if isinstance(table, Table):
            table.rows.append([])

    def _count_cell(self, row: list[Cell]) -> None:
        if sum(cell.span for cell in row) >= source.MOST_COLUMNS:
            raise Unreadable(source.too_many_columns(), self._where)
        row.append(Cell())

    def _merge(self, cell: Cell, name: str, value: str | None) -> None:
        if name == "vMerge":
            cell.continues = value in {None, "continue"}
        elif value and value.isdigit() and len(value) < 4:
            cell.span = min(max(int(value), 1), source.MOST_COLUMNS)

    def _end(self, name: str) -> None:
        self._depth -= 1
        space, _, plain = name.rpartition(_BETWEEN)
        if self._skipping:
            self._skipping -= 1
        elif space in _SPACES:
            if plain == "tbl":
                self._tables -= 1
            elif plain == "t":
                self._is_text = False
            elif plain == "p":
                self._close_paragraph()

    def _close_paragraph(self) -> None:
        paragraph, self._paragraph = self._paragraph, None
        if paragraph is None:
            return
        paragraph.text = "".join(self._pieces)
        paragraph.is_bold = bool(paragraph.text.strip()) and not self._plain_seen
        if not self._tables:
            self.blocks.append(paragraph)
        elif self._row:
            self._row[-1].paragraphs.append(paragraph)

    def _characters(self, text: str) -> None:
        if not self._is_text or self._skipping:
            return
        self._size += len(text)
        if self._size > _MOST_TEXT:
            raise Unreadable(Said(_LONG), self._where)
        self._plain_seen = self._plain_seen or (bool(text.strip()) and not self._is_bold)
        self._pieces.append(text)
