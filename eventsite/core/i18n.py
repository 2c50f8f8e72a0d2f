"""Languages: which there are, which one a request speaks, and how dates and links look in it."""

import gettext as std_gettext
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from babel import Locale, dates
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext

from eventsite.core import zones

#: The six languages of the United Nations, each by its own name.
LANGUAGES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
RIGHT_TO_LEFT = frozenset({"ar"})
#: A language is offered when this share of its catalogue is translated.
COMPLETE = 0.98
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"

_DAY = {
    "en": "EEE d MMMM y",
    "fr": "EEE d MMMM y",
    "ar": "EEEE d MMMM y",
    "es": "EEE d 'de' MMMM 'de' y",
    "ru": "EEE, d MMMM y 'г'.",
    "zh": "y年M月d日 EEE",
}
_SHORT_DAY = {
    "en": "EEE d MMM",
    "fr": "EEE d MMM",
    "ar": "EEEE d MMMM",
    "es": "EEE d MMM",
    "ru": "EEE, d MMM",
    "zh": "M月d日 EEE",
}

# What other rooms import from here is ours to pass on.
__all__ = ["gettext", "lazy_gettext", "ngettext"]

babel = Babel()


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it is written; gettext it where it is shown."""
    return sentence


@dataclass(frozen=True)
class MenuLanguage:
    """One entry of the language menu."""

    code: str
    name: str
    dir: str
    href: str
    current: bool


def dir_of(lang: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def comma(lang: str) -> str:
    """What stands between the words of a list, with its blank."""
    return {"ar": "، ", "zh": "、"}.get(lang, ", ")


def current_lang() -> str:
    """The language being spoken now: of the request's path, of a forced locale, else English."""
    locale = get_locale()
    return locale.language if locale is not None else "en"


@lru_cache
def translated_share(lang: str) -> float:
    """The translated part of a language's catalogue, 0 to 1; English is the source."""
    if lang == "en":
        return 1.0
    folder = TRANSLATIONS / lang / "LC_MESSAGES"
    template = TRANSLATIONS / "messages.pot"
    if not (folder / "messages.mo").exists() or not template.exists():
        return 0.0
    total = len(re.findall(r"^msgid ", template.read_text(encoding="utf-8"), re.M)) - 1
    with (folder / "messages.mo").open("rb") as file:
        catalogue = std_gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    done = {key[0] if isinstance(key, tuple) else key for key in catalogue} - {""}
    return len(done) / max(total, 1)


@lru_cache
def offered() -> tuple[str, ...]:
    """The languages in the menu, in the UN's order."""
    return tuple(lang for lang in LANGUAGES if translated_share(lang) >= COMPLETE)


def speaking(lang: str) -> Any:
    """A context in which texts come in `lang`; works outside a request (mails, feeds, tasks)."""
    return force_locale(lang)


class LanguagePrefix:
    """WSGI: `/ar/events` becomes SCRIPT_NAME `/ar` and path `/events`, so every link keeps it."""

    def __init__(self, app: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        first, _, rest = path[1:].partition("/")
        if first in LANGUAGES and first != "en" and first in offered():
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
            environ["eventsite.lang"] = first
        return self.app(environ, start)


def url_in(lang: str, endpoint: str, **values: Any) -> str:
    """An absolute link that speaks `lang`; usable outside a request."""
    base = current_app.config["SETTINGS"].base_url
    adapter = current_app.url_map.bind("plenary", script_name="/", url_scheme="http")
    prefix = "" if lang == "en" or lang not in offered() else f"/{lang}"
    return f"{base}{prefix}{adapter.build(endpoint, values)}"


def menu() -> list[MenuLanguage]:
    """The language menu for this page: each entry is this page in that language."""
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    spoken = current_lang()
    entries = []
    for lang in offered():
        prefix = "" if lang == "en" else f"/{lang}"
        # One slash at the front: two would name another site.
        href = f"{prefix}/{quote(request.path.lstrip('/'))}{query}"
        if request.method not in {"GET", "HEAD"}:
            href = f"{prefix}/"
        entries.append(MenuLanguage(lang, LANGUAGES[lang], dir_of(lang), href, lang == spoken))
    return entries


def _locale() -> Locale:
    return Locale.parse("en_GB") if current_lang() == "en" else Locale.parse(current_lang())


def show_day(day: date, short: bool = False) -> str:
    """A day for headings: `Tue 16 March 2027` in the language spoken."""
    pattern = (_SHORT_DAY if short else _DAY)[current_lang()]
    return dates.format_date(day, pattern, locale=_locale())


def show_days(first: date, last: date) -> str:
    """A range of days, `Tue 16 – Thu 18 March 2027`; a whole sentence part in Arabic."""
    if first == last:
        return show_day(first)
    start = show_day(first) if first.year != last.year else show_day(first, short=True)
    if current_lang() == "en" and (first.year, first.month) == (last.year, last.month):
        start = dates.format_date(first, "EEE d", locale=_locale())
    return str(gettext("%(start)s – %(end)s", start=start, end=show_day(last)))


def show_time(at: time | datetime) -> str:
    """A wall time on 24 hours, `09:30`, in every language."""
    return f"{at.hour:02d}:{at.minute:02d}"


def show_instant(instant: datetime, zone: str) -> str:
    """An instant in a zone with its offset: `2027-03-09 17:00 (UTC+1)`."""
    local = instant.astimezone(zones.zone_of(zone))
    return _left_to_right(f"{local:%Y-%m-%d %H:%M} ({zones.offset_text(instant, zone)})")


def show_iso(day: date) -> str:
    """A day for tables, deadlines and files: `2027-03-16`."""
    return _left_to_right(day.isoformat()[:10])


def _left_to_right(text: str) -> str:
    """Isolated in a right-to-left text, where 2027-03-16 would read 16-03-2027."""
    return f"\u2066{text}\u2069" if current_lang() in RIGHT_TO_LEFT else text


def zone_city(zone: str) -> str:
    """The city of a zone in the reader's language: `Geneva` stands for Europe/Zurich nowhere."""
    try:
        return str(dates.get_timezone_location(zone, locale=_locale(), return_city=True))
    except LookupError:
        return zone.rsplit("/", 1)[-1].replace("_", " ")


def show_number(number: int) -> str:
    """A whole number grouped as the language groups it."""
    from_locale = _locale()
    text = f"{number:,}"
    return text.replace(",", from_locale.number_symbols["latn"]["group"])


def init_app(app: Flask) -> None:
    """Set up Babel, the path prefix and the template filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    babel.init_app(app, locale_selector=_of_request)
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[assignment,method-assign]
    app.jinja_env.filters.update(
        day=show_day,
        short_day=lambda value: show_day(value, short=True),
        iso=show_iso,
        time=show_time,
        instant=show_instant,
        number=show_number,
        zone_city=zone_city,
        offset=zones.offset_text,
    )
    app.jinja_env.globals.update(
        lang=current_lang, dir_of=dir_of, show_days=show_days, language_name=LANGUAGES.get
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")


def _of_request() -> str:
    if has_request_context():
        return str(g.get("lang") or request.environ.get("eventsite.lang", "en"))
    return "en"
