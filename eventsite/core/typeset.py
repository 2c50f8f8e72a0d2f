"""PDFs by typst: a feature's template and its values in, tagged bytes out, the same each time."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typst

from eventsite.core import i18n

_PACKAGE = Path(__file__).resolve().parent.parent
#: Packages that carry fonts under the SIL Open Font License: Latin, Cyrillic, Greek; Arabic;
#: Chinese.
_FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "cvttf_NotoSansCJK_Regular")
#: Families in the order in which a letter is looked for.
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK TC")


def pdf(
    template: str,
    values: Mapping[str, Any],
    *,
    lang: str,
    title: str,
    at: datetime | None = None,
) -> bytes:
    """`eventsite/<feature>/typst/<name>.typ` of `template` "<feature>/<name>" as PDF/UA-1.

    The template reads `sys.inputs.values` as JSON: `values` and `lang`, `dir`, `title`, `fonts`.
    Pictures are lists of bytes (`list(content)`). `at` is when the document says it was made.
    """
    made = typst.compile(
        **_given(template, values, lang, title),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()) if at is not None else 0,
    )
    return bytes(made)


def svg(template: str, values: Mapping[str, Any], *, lang: str, title: str) -> bytes:
    """The only page of the same as a picture, letters drawn as shapes."""
    return bytes(typst.compile(**_given(template, values, lang, title), format="svg"))


def told(template: str, values: Mapping[str, Any], label: str, *, lang: str) -> list[Any]:
    """What the template says of itself: the values of its `metadata` under a label, in order."""
    found = typst.query(
        **_given(template, values, lang, template), selector=f"<{label}>", field="value"
    )
    said: list[Any] = json.loads(found)
    return said


def _given(template: str, values: Mapping[str, Any], lang: str, title: str) -> dict[str, Any]:
    feature, _, name = template.partition("/")
    source = _PACKAGE / feature / "typst" / f"{name}.typ"
    given = {
        **values,
        "lang": lang,
        "dir": i18n.dir_of(lang),
        "title": title,
        "fonts": list(FAMILIES),
    }
    return {
        "input": str(source),
        "root": str(source.parent),
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"values": json.dumps(given, ensure_ascii=False)},
    }


@cache
def _fonts() -> typst.Fonts:
    """Looked through once a process."""
    paths = [str(path) for path in font_folders()]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the font packages keep their files."""
    found = []
    for name in _FONT_PACKAGES:
        there = import_module(name).__file__
        if there is None:
            raise LookupError(name)
        found.append(Path(there).parent)
    return tuple(found)
