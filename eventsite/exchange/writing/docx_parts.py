"""What DOCX says in its own XML: direction, language, repeated heads, page numbers."""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from eventsite.core.i18n import RIGHT_TO_LEFT

#: The regions that spelling checkers want beside a language.
_TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-CH", "ru": "ru-RU", "es": "es-ES"}
_INK = RGBColor(0x1A, 0x24, 0x33)
_SHADE = "E8EEF4"
#: Where `w:bidi` stands among the properties of a paragraph (ECMA-376 §17.3.1): before these.
_AFTER_BIDI: tuple[str, ...] = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
    *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange"),
)
#: Where `w:szCs` stands among those of a run (ECMA-376 §17.3.2): before these.
_AFTER_SIZE: tuple[str, ...] = (
    *("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl"),
    *("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"),
)


def tag_of(lang: str) -> str:
    """A language with its region."""
    return _TAGS.get(lang, lang)


def set_language(document: Document, lang: str) -> None:
    """The language of everything that says no other, and its direction in all styles."""
    for style in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Footer", "Header"):
        found = document.styles[style]
        properties = found.element.get_or_add_rPr()
        _say_language(properties, lang)
        if style != "Normal":
            found.font.color.rgb = _INK
        if lang in RIGHT_TO_LEFT:
            _bidi(found.element.get_or_add_pPr())
            _same_size(properties)
    for old in document.styles.element.xpath("w:docDefaults//w:lang"):
        _fill_language(old, lang)
    if lang in RIGHT_TO_LEFT:
        section = document.sections[0]._sectPr
        section.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")


def speak(run: Run, lang: str) -> Run:
    """The run says which language it is in, and is read from the right where that is so."""
    properties = run._r.get_or_add_rPr()
    if lang in RIGHT_TO_LEFT:
        run.font.rtl = True
        run.font.cs_bold = run.bold
        _same_size(properties)
    _say_language(properties, lang)
    return run


def from_the_right(paragraph: Paragraph) -> None:
    """The paragraph begins at the right edge."""
    _bidi(paragraph._p.get_or_add_pPr())


def table_from_the_right(table: Table) -> None:
    """The first column stands at the right edge."""
    properties = table._tbl.tblPr
    visual = OxmlElement("w:bidiVisual")
    # ECMA-376 §17.4.59: after the style.
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else properties.index(style) + 1, visual)


def describe(table: Table, title: str) -> None:
    """What the table holds, for who cannot see it."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)


def repeat(row: _Row) -> None:
    """The row stands on top of each page that the table reaches."""
    head = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(head)


def keep_whole(row: _Row) -> None:
    """No page ends inside the row."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def shade(cell: _Cell) -> None:
    """A quiet ground."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def page_number(paragraph: Paragraph) -> None:
    """The number of the page, filled in by the reader's program."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = OxmlElement("w:r")
    said = OxmlElement("w:t")
    said.text = "1"
    shown.append(said)
    field.append(shown)
    paragraph._p.append(field)


def _bidi(properties: BaseOxmlElement) -> None:
    if properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _same_size(properties: BaseOxmlElement) -> None:
    """Letters of the right-to-left writings are as large as the others."""
    size, there = properties.find(qn("w:sz")), properties.find(qn("w:szCs"))
    if size is None:
        return
    if there is None:
        there = OxmlElement("w:szCs")
        properties.insert_element_before(there, *_AFTER_SIZE)
    there.set(qn("w:val"), size.get(qn("w:val"), "20"))


def _say_language(properties: BaseOxmlElement, lang: str) -> None:
    said = properties.find(qn("w:lang"))
    if said is None:
        said = OxmlElement("w:lang")
        # ECMA-376 §17.3.2.28: only these stand behind it.
        properties.insert_element_before(said, "w:eastAsianLayout", "w:specVanish", "w:oMath")
    _fill_language(said, lang)


def _fill_language(said: BaseOxmlElement, lang: str) -> None:
    said.set(qn("w:val"), "en-GB" if lang in (*RIGHT_TO_LEFT, "zh") else tag_of(lang))
    if lang in RIGHT_TO_LEFT:
        said.set(qn("w:bidi"), tag_of(lang))
    if lang == "zh":
        said.set(qn("w:eastAsia"), tag_of(lang))
