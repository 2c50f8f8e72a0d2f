"""What words of other tools mean here: roles of people, languages, hues."""

import colorsys
import re

from eventsite.exchange.reading import columns, voices

_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*[(\[](?P<word>[^()\[\]]{2,40})[)\]]\s*\Z")
_BEFORE = re.compile(r"(?P<word>[^:]{2,40}):\s*(?P<name>[^:]+)\Z")
_BETWEEN = re.compile(r"[,;/|&+]|\s(?:and|et|y|und)\s")
_HUES = ((20, "clay"), (70, "gold"), (165, "moss"), (205, "sea"), (260, "lake"), (345, "plum"))


def name_and_role(text: str) -> tuple[str, str]:
    """A name without the role that stands in it: "Jane Doe (Moderator)", "Chair: Jane Doe"."""
    for pattern in (_IN_BRACKETS, _BEFORE):
        found = pattern.match(text[:300])
        if found and (said := voices.role_of(found["word"])):
            return found["name"].strip(), said
    return text, ""


def languages(text: str) -> tuple[tuple[str, ...], bool]:
    """Primary tags in "en", "de-CH", "English/French"; and whether every word was known."""
    found: list[str] = []
    parts = [part for part in _BETWEEN.split(text[:200]) if part.strip()]
    for part in parts:
        plain = columns.folded(part)
        code = columns.language_of(plain) or columns.language_of(plain.split(" ")[0])
        if not code and re.fullmatch("[a-z]{2}(?: [a-z0-9]{2,8})?", plain):
            code = plain[:2]
        if code:
            found.append(code)
    return tuple(dict.fromkeys(found)), len(found) == len(parts)


def hue(colour: str) -> str:
    """The nearest of `core.look.HUES` to a colour as "#1d7fc2", or empty for a grey or none."""
    digits = colour.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?", digits):
        return ""
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    angle, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.12:
        return ""
    return next((name for end, name in _HUES if angle * 360 < end), "clay")
