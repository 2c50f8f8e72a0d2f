"""DOCX files: the document's language, direction and facts, the same bytes each time."""

import io
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from eventsite.core import i18n

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LOCALES = {
    "ar": "ar-SA",
    "zh": "zh-CN",
    "en": "en-GB",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "es": "es-ES",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def begun(*, lang: str, title: str, author: str, at: datetime) -> Any:
    """An empty document that says its language and title; `at` is when it says it was made."""
    made = docx.Document()
    defaults = made.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    said = properties.find(qn("w:lang"))
    if said is None:
        said = OxmlElement("w:lang")
        properties.append(said)
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        said.set(qn(attribute), _LOCALES.get(lang, lang))
    core = made.core_properties
    core.title, core.author, core.language, core.comments = title, author, lang, ""
    core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None)
    return made


def finished(made: Any, lang: str) -> bytes:
    """The file, turned where the language is written from right to left."""
    if i18n.dir_of(lang) == "rtl":
        _turn(made)
    written, out = io.BytesIO(), io.BytesIO()
    made.save(written)
    with ZipFile(written) as there, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in there.namelist():
            # Without the moment of its writing, so that every process gives the same bytes.
            packed.writestr(ZipInfo(name, _EPOCH), there.read(name), ZIP_DEFLATED)
    return out.getvalue()


def _turn(made: Any) -> None:
    for body in (made.element.body, made.sections[0].footer._element):
        for paragraph in body.iter(qn("w:p")):
            paragraph.get_or_add_pPr().insert_element_before(
                OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
            )
        for run in body.iter(qn("w:r")):
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
