"""Lines of RFC 5545: escaped text, quoted parameters, safe addresses, folding at 75 octets."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

LIMIT = 75  # octets of a line without its CRLF (RFC 5545 §3.1)
_SEARCH_BACK = 40  # octets given up at most to keep a cluster whole

_UNUSUAL = re.compile("[\\\\;,\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"
_JOINER = "\u200d".encode()


def clean(text: str) -> str:
    """Text with one kind of line end and nothing else that a parser may take for one."""
    if not _UNUSUAL.search(text):
        return text
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub("", _BREAK.sub("\n", text)))


def escape(text: str) -> str:
    """A TEXT value (RFC 5545 §3.3.11): line ends become \\n, control characters are dropped."""
    if not _UNUSUAL.search(text):
        return text
    plain = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def parameter(value: str) -> str:
    """A parameter value, quoted when it must be; quotes, carets and line ends by RFC 6868.

    A backslash becomes a slash: the grammar lets it stand for itself, but readers disagree.
    """
    text = clean(value).replace("\\", "/").replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"' if re.search("[:;,]", text) else text


def uri(address: str) -> str:
    """The address in ASCII; blanks, line ends and all other characters percent-encoded."""
    return quote(address, safe=_URI_SAFE, errors="replace")


def language(tag: str) -> str:
    """The tag as it came; raises ValueError for what is no language tag (RFC 5646 shape)."""
    if not _TAG.fullmatch(tag):
        raise ValueError(f"{tag!r} is not a language tag.")
    return tag


def duration(length: timedelta) -> str:
    """A DURATION (RFC 5545 §3.3.6) to the second, "-" before a negative one: PT1H, P1D, -PT15M."""
    seconds = int(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    days, seconds = divmod(seconds, 86400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    date = f"{days}D" if days else ""
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    clock = "".join(f"{count}{unit}" for count, unit in parts if count)
    if not date and not clock:
        return "PT0S"
    return f"{sign}P{date}T{clock}" if clock else f"{sign}P{date}"


def line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> bytes:
    """One folded line with its CRLF; `value` and parameter values are already escaped."""
    head = name
    if parameters:
        head += "".join(f";{key}={said}" for key, said in parameters.items())
    return fold(f"{head}:{value}".encode())


def text_line(name: str, text: str, lang: str = "") -> bytes:
    """One folded line of people's words, with LANGUAGE when it is known."""
    return line(name, escape(text), {"LANGUAGE": language(lang)} if lang else None)


def fold(content: bytes) -> bytes:
    """The content line in pieces of at most 75 octets, each ended by CRLF.

    Never cuts inside a UTF-8 character, and where that costs little not inside what the reader sees
    as one: a letter with its marks, a joined emoji.
    """
    if len(content) <= LIMIT:
        return content + b"\r\n"
    pieces = []
    start, room = 0, LIMIT
    while len(content) - start > room:
        cut = _cut(content, start, start + room)
        pieces.append(content[start:cut])
        start, room = cut, LIMIT - 1  # the blank before each later piece counts
    pieces.append(content[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _cut(content: bytes, start: int, limit: int) -> int:
    hard = _boundary(content, limit)
    at, lowest = hard, max(start + 1, hard - _SEARCH_BACK)
    while at > lowest:
        if not _continues(content, at):
            return at
        at = _boundary(content, at - 1)
    return hard


def _boundary(content: bytes, at: int) -> int:
    while content[at] & 0xC0 == 0x80:
        at -= 1
    return at


def _continues(content: bytes, at: int) -> bool:
    """Whether the character at `at` belongs to the one before it."""
    if content[at] < 0x80:
        return False
    if content[at - 3 : at] == _JOINER:
        return True
    mark = content[at : at + 4].decode(errors="ignore")[0]
    return (
        mark == "\u200d"
        or "\U0001f3fb" <= mark <= "\U0001f3ff"
        or "\U000e0020" <= mark <= "\U000e007f"
        or unicodedata.category(mark).startswith("M")
    )
