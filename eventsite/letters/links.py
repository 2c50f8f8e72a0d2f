"""The seal beside a letter's code, so that nobody can try out codes or invent a letter."""

from eventsite.core import i18n, text


def seal_of(code: str) -> str:
    """64 bits of an HMAC of the letter's code."""
    return text.sign("letter", code)[:16]


def is_sealed(code: str, seal: str) -> bool:
    """Whether the seal was made here for this code."""
    return text.same(seal, seal_of(code))


def check_url(code: str, lang: str) -> str:
    """The address on the paper."""
    return i18n.url_in(lang, "letters.check", code=code, seal=seal_of(code))
