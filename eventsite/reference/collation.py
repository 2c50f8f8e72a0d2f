"""Sort keys: plain strings whose code-point order is the order a reader of the language expects."""

import unicodedata

#: Letters that do not decompose, written as the letters under which a reader looks for them.
_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d"})
#: In Spanish ñ is a letter of its own after n; a tilde stands after every letter of ASCII.
_SPANISH = str.maketrans({"ñ": "n~"})
_RUSSIAN = str.maketrans({"ё": "е"})
#: Forms of one letter; آ counts as two alifs and so comes first, as in dictionaries. The other
#: hamza carriers أ إ ؤ ئ lose their hamza by decomposition.
_ARABIC = str.maketrans({"آ": "اا", "ى": "ي", "ة": "ت", "ـ": None})
_ARTICLE = "ال"
_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ‘"))


def key(text: str, lang: str) -> str:
    """The sort key of *text* for readers of *lang*: letters, digits and single spaces.

    Accents do not count; Spanish ñ follows n; Russian ё counts as е and й as its own letter; the
    Arabic article at the beginning is ignored. Chinese order needs a reading of each character and
    cannot be derived here: countries carry a reviewed one.
    """
    folded = unicodedata.normalize("NFC", text).strip().casefold().translate(_APOSTROPHES)
    match lang:
        case "ru":
            return _words(folded.translate(_RUSSIAN))
        case "ar":
            # Before hamza falls: only a bare alif begins an article, so ألبانيا stays whole.
            bare = folded.removeprefix(_ARTICLE)
            return _words(_without_marks(bare.translate(_ARABIC)))
        case "es":
            return _words(_without_marks(folded.translate(_SPANISH)).translate(_LATIN))
        case _:
            return _words(_without_marks(folded).translate(_LATIN))


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _words(text: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter == "~" else " " for letter in text)
    return " ".join(kept.split())
