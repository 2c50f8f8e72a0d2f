"""The HTML form of a mail, made from its text: the same words in one plain layout, no pictures."""

import re
from html import escape

from eventsite.core.i18n import dir_of

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_ITEM = re.compile(r"[-*•] +")
#: Mail programs read no style sheet, so the few rules stand in the mail itself.
_BODY = (
    "margin:0 auto;padding:16px;max-width:36em;font:16px/1.5 sans-serif;"
    "color:#1b2523;background:#ffffff"
)


def page_of(text: str, lang: str, title: str) -> str:
    """A whole document: blocks between empty lines, lists of lines with a dash, links.

    Nothing in the text is read as markup.
    """
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    body = "\n".join(_block(block.splitlines()) for block in blocks)
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}" dir="{dir_of(lang)}">\n'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f'<body style="{_BODY}">\n{body}\n</body>\n</html>\n'
    )


def _block(lines: list[str]) -> str:
    if all(_ITEM.match(line) for line in lines):
        items = "".join(f"<li>{_line(_ITEM.sub('', line, count=1))}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br>'.join(_line(line) for line in lines)}</p>"


def _line(line: str) -> str:
    """Escaped, with every address as a link that is read from left to right."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(line):
        address = escape(found[0])
        parts += [escape(line[end : found.start()])]
        parts += [f'<a dir="ltr" style="color:#0b5a60" href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, escape(line[end:])])
