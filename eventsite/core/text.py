"""Texts: slugs, codes, secrets, safe Markdown, and what people write in several languages."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

import nh3
from flask import current_app
from markdown_it import MarkdownIt
from markupsafe import Markup

#: Letters and digits that no one mistakes for one another, read aloud or on paper.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_RIGHT_TO_LEFT = frozenset({"ar"})
_ALLOWED_TAGS = {
    "p", "br", "em", "strong", "a", "ul", "ol", "li", "h3", "h4", "blockquote", "code", "pre", "hr",
}  # fmt: skip
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
#: Characters that change the direction of, or hide within, what stands around them.
_HIDDEN = re.compile("[\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
#: Further ones without a width, which long texts in two directions may need and no name does.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200e\u200f\u3164\uffa0\U000e0000-\U000e007f]"
)
#: Scripts whose letters join, or not, as a joiner between them says: Arabic and its kin, the
#: scripts of India and Sri Lanka, Myanmar, Khmer, Mongolian. Pictures are joined likewise.
_JOINED = (
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefe]"
)
_PICTURE = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_JOINER = re.compile(
    f"(?:(?<={_JOINED})[\u200c\u200d](?={_JOINED})|(?<={_PICTURE})\u200d(?={_PICTURE}))"
    "|([\u200c\u200d])"
)
#: Control characters, halves of characters and what stands for no character.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: The most marks that a letter of a name carries, in whatever language.
MARKS = 4
#: A longer run of marks is cut before it is put in order, which takes the square of its length.
_LONGEST_RUN = 16
#: How Unicode names Latin letters, and the raised ones that names of Oceania are written with.
_LATIN = ("LATIN ", "MODIFIER LETTER ", "FEMININE ORDINAL", "MASCULINE ORDINAL")


@dataclass(frozen=True)
class Said:
    """A text in the language it really is in, for `lang` and `dir` attributes."""

    text: str
    lang: str
    dir: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def pick(localized: Mapping[str, str] | None, lang: str, prefer: Sequence[str] = ("en",)) -> Said:
    """The text in `lang`, else in the first preferred language it has, else in any it has."""
    texts = {code: text for code, text in (localized or {}).items() if text}
    for code in (lang, *prefer, *texts):
        if code in texts:
            return Said(texts[code], code, "rtl" if code in _RIGHT_TO_LEFT else "ltr")
    return Said("", lang, "rtl" if lang in _RIGHT_TO_LEFT else "ltr")


def slugify(text: str, limit: int = 60) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing Latin is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:limit].strip("-")


def new_code(length: int = 7) -> str:
    """A public code without look-alikes; 7 letters give about 34 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_secret() -> str:
    """A secret shown once, 256 random bits, for an address."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """What is stored of a secret that is shown once."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sign(kind: str, *parts: str | int) -> str:
    """A secret shown again: HMAC-SHA256 of the server's key, the kind and the parts, 128 bits."""
    message = "\x1f".join([kind, *map(str, parts)]).encode()
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:32]


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def printable(text: str) -> str:
    """A text without control characters but for tab and line ends."""
    return _CONTROL.sub("", text)


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula: a leading `= + - @` gets an apostrophe."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return "" if value is None else value


def tidy(text: str) -> str:
    """What a person typed, in NFC, without control and direction characters, trimmed.

    Joiners stay where letters of a script that needs them stand on both sides.
    """
    text = printable(text.replace("\r\n", "\n"))
    if text.isascii():
        return text.strip()
    text = _JOINER.sub(_kept_joiner, _HIDDEN.sub("", text))
    return unicodedata.normalize("NFC", _cut_runs(text)).strip()


def one_line(text: str) -> str:
    """The same in one line, without further characters that nobody sees: names and titles."""
    return " ".join(tidy(_UNSEEN.sub("", text)).split())


def _kept_joiner(found: re.Match[str]) -> str:
    return "" if found[1] else found[0]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def _cut_runs(text: str) -> str:
    """A text with at most 16 marks in a row, in time that grows with its length only."""
    kept, run = [], 0
    for character in text:
        run = run + 1 if _is_mark(character) else 0
        if run <= _LONGEST_RUN:
            kept.append(character)
    return "".join(kept)


def has_pile_of_marks(text: str, limit: int = MARKS) -> bool:
    """Whether more than `limit` marks stand on one letter, as no language writes a name."""
    run = 0
    for character in text:
        run = run + 1 if _is_mark(character) else 0
        if run > limit:
            return True
    return False


def is_latin(text: str) -> bool:
    """Whether every letter of a name is a Latin one, with or without marks."""
    letters = [one for one in unicodedata.normalize("NFKD", text) if one.isalpha()]
    return all(unicodedata.name(one, "").startswith(_LATIN) for one in letters)


@lru_cache(maxsize=512)
def markdown(text: str) -> Markup:
    """Markdown as safe HTML: no raw HTML, no pictures, headings from level 3."""
    html = _markdown.render(text or "")
    for level in (1, 2):
        html = html.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    clean = nh3.clean(
        html,
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return Markup(clean)  # noqa: S704  # sanitised by nh3 one line above


def plain(text: str) -> str:
    """Markdown without its marks, for mails and calendars."""
    return unescape(re.sub(r"\s+\n", "\n", nh3.clean(str(markdown(text)), tags=set()))).strip()
