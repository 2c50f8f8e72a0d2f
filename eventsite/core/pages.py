"""What every template can use: icons of this page, static addresses, menus."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask, current_app, g, request, url_for

from eventsite.core import i18n, look, text
from eventsite.core.access import current_user


@lru_cache
def _mark_of(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def static_url(name: str) -> str:
    """The address of a static file with a mark of its content, the same in every language."""
    path = Path(current_app.static_folder or "") / name
    return f"/static/{name}?v={_mark_of(path, path.stat().st_mtime)}"


def said(localized: dict[str, str] | None) -> text.Said:
    """A stored text in the reader's language, or the nearest there is."""
    return text.pick(localized, i18n.current_lang())


def address_of(endpoint: str, **values: Any) -> str:
    """The address of a page, or empty where no feature has it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


#: Languages as Open Graph names them.
_LOCALES = {
    "ar": "ar_AR",
    "zh": "zh_CN",
    "en": "en_GB",
    "fr": "fr_FR",
    "ru": "ru_RU",
    "es": "es_ES",
}


class InLanguage(NamedTuple):
    """A page's absolute address in one language."""

    lang: str
    url: str

    @property
    def locale(self) -> str:
        """The language as Open Graph names it."""
        return _LOCALES.get(self.lang, self.lang)


class PageAddress(NamedTuple):
    """The one address of a public page, and the same page in every language offered."""

    here: str
    locale: str
    others: list[InLanguage]


def page_address() -> PageAddress | None:
    """Where this page stands, without filters; None for pages that are not equal for all."""
    if not g.get("cacheable"):
        return None
    base = current_app.config["SETTINGS"].base_url
    page = request.args.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdecimal() and page != "1" else ""
    path = f"/{quote(request.path.lstrip('/'))}{query}"
    known = {
        lang: InLanguage(lang, f"{base}{'' if lang == 'en' else '/' + lang}{path}")
        for lang in i18n.offered()
    }
    here = known.get(i18n.current_lang()) or known["en"]
    return PageAddress(here.url, here.locale, list(known.values()))


def init_app(app: Flask) -> None:
    """Give templates their globals and each page its own icon collector."""
    look.install(app.jinja_env)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        static_url=static_url,
        address_of=address_of,
        absolute=i18n.url_in,
        press_key=text.new_secret,
        said=said,
        pick=text.pick,
        site_name="Plenary",
    )
    app.jinja_env.filters.update(markdown=text.markdown, plain=text.plain)

    @app.context_processor
    def of_this_page() -> dict[str, Any]:
        nobody = bool(g.get("cacheable") or g.get("without_database"))
        known = app.view_functions
        menus = app.extensions["menus"]
        return {
            "icons": look.Icons(),
            "languages_menu": i18n.menu(),
            "page_address": page_address(),
            "main_menu": [(e, i18n.gettext(w)) for e, w in menus["main"] if e in known],
            "foot_menu": [(e, i18n.gettext(w)) for e, w in menus["foot"] if e in known],
            "home_url": address_of("site.home") or "/",
            "me_url": address_of("registration.my_events"),
            "sign_out_url": address_of("people.sign_out"),
            "signed_in_user": None if nobody else current_user(),
        }
