"""HTTP: cacheable pages, conditional answers, bytes kept in the process, paging, CSV."""

import csv
import gzip
import hashlib
import io
import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Generic, TypeVar
from wsgiref.types import WSGIEnvironment

import sqlalchemy as sa
from flask import Flask, Request, Response, g, make_response, redirect, request, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers
from werkzeug.routing import IntegerConverter, ValidationError
from werkzeug.wrappers import Response as BaseResponse

from eventsite.core import asked, clock, text
from eventsite.core.db import db

T = TypeVar("T")

CSP = "; ".join(  # noqa: FLY002  # one directive a line reads better
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
#: What every answer says unless its view said otherwise.
_SECURITY = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        (
            "camera=(), geolocation=(), microphone=(), payment=(), "
            "publickey-credentials-get=(self), publickey-credentials-create=(self)"
        ),
    ),
    ("Cache-Control", "private, no-store"),
)
#: How long an answer holds without a look at the database, and how many are held.
FRESH_FOR = timedelta(seconds=1)
FRESH_ANSWERS = 256
KEPT_BYTES = 64 * 1024 * 1024
#: What a key and all around the bytes take, so that millions of tiny answers are no way around.
KEPT_BESIDE = 4 * 1024
PAGE_SIZE = 50


@dataclass
class Kept:
    """An answer's bytes with a strong ETag for each encoding, built once."""

    body: bytes
    mimetype: str = "text/html; charset=utf-8"
    modified: datetime | None = None
    etag: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Seconds for which caches may pass it on unasked.
    max_age: int = 60
    #: Asked for by so few that the shelf does not keep it.
    is_rare: bool = False
    #: Compressed already, as pictures are: gzip would only cost time.
    is_packed: bool = False
    _gzipped: bytes | None = None

    def __post_init__(self) -> None:
        self.etag = self.etag or hashlib.sha256(self.body).hexdigest()[:24]

    @property
    def gzipped(self) -> bytes:
        """The body under gzip, made at the first wish; without a time, so always the same."""
        if self._gzipped is None:
            self._gzipped = gzip.compress(self.body, 6, mtime=0)
        return self._gzipped


class Shelf:
    """Rendered bytes kept in the process, least used out first, limited by size."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self.limit = limit
        self._size = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, build: Callable[[], Kept]) -> Kept:
        """What is kept under `key`, else what `build` makes now."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = build()
        if made.is_rare:
            return made
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._size += _cost(made)
            while self._size > self.limit and len(self._kept) > 1:
                _, out = self._kept.popitem(last=False)
                self._size -= _cost(out)
        return made

    def clear(self) -> None:
        """Forget everything; for tests."""
        with self._lock:
            self._kept.clear()
            self._size = 0


def _cost(kept: Kept) -> int:
    return len(kept.body) + KEPT_BESIDE


shelf = Shelf()


class Fresh:
    """Answers so new that nobody need be asked whether they still hold.

    One holds for a second, and until this process commits anything: with one server process it
    is exact, with several at most a second old (the pages themselves allow caches 60).
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[datetime, Kept]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Kept | None:
        """The answer under `key` if it still holds."""
        found = self._answers.get(key)
        if found is None or not timedelta(0) <= clock.now() - found[0] < FRESH_FOR:
            return None
        return found[1]

    def put(self, key: Hashable, kept: Kept) -> None:
        """Hold an answer that was asked for just now."""
        with self._lock:
            self._answers[key] = clock.now(), kept
            if len(self._answers) > FRESH_ANSWERS:
                self._answers.popitem(last=False)

    def clear(self) -> None:
        """Hold nothing any longer: something was committed."""
        with self._lock:
            self._answers.clear()


fresh = Fresh()


def cacheable(view: Callable[..., Any]) -> Callable[..., Any]:
    """A public page equal for every visitor: no cookie, ETag, max-age; may return Kept."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> BaseResponse:
        g.cacheable = True
        key = request.environ.get("eventsite.lang"), request.path, request.query_string
        kept = fresh.find(key)
        if kept is None:
            answer = view(*args, **kwargs)
            if not isinstance(answer, Kept):
                response = make_response(answer)
                if response.status_code != 200:
                    return response
                answer = Kept(response.get_data(), response.content_type)
            kept = answer
            if not kept.is_rare:
                fresh.put(key, kept)
        return conditional(kept)

    wrapper.cacheable = True  # type: ignore[attr-defined]
    return wrapper


def conditional(kept: Kept, public: bool = True) -> Response:
    """200 or 304 by If-None-Match, else If-Modified-Since; gzip when asked, its own ETag."""
    zipped = request.accept_encodings["gzip"] > 0 and len(kept.body) > 500 and not kept.is_packed
    etag = f"{kept.etag}-gz" if zipped else kept.etag
    response = _Validated(status=200, content_type=kept.mimetype)
    response.headers.update(kept.headers)
    response.set_etag(etag)
    response.headers["Vary"] = "Accept-Encoding"
    scope = "public" if public else "private"
    response.headers["Cache-Control"] = f"{scope}, max-age={kept.max_age}"
    if kept.modified is not None:
        response.last_modified = kept.modified
    if _is_fresh(etag, kept.modified):
        response.status_code = 304
        return response
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(kept.gzipped if zipped else kept.body)
    return response


class _Validated(Response):
    """An answer that repeats Last-Modified on 304, for clients that know no ETag."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """As always, with the date that Werkzeug takes off a 304."""
        headers = super().get_wsgi_headers(environ)
        if "Last-Modified" in self.headers:
            headers["Last-Modified"] = self.headers["Last-Modified"]
        return headers


def _is_fresh(etag: str, modified: datetime | None) -> bool:
    """RFC 9110 §13.2.2: If-None-Match (weak comparison, lists, `*`) wins over the date."""
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(etag)
    since = request.if_modified_since
    return since is not None and modified is not None and modified.replace(microsecond=0) <= since


def seen_other(endpoint: str, **values: Any) -> BaseResponse:
    """303 to a page after a write."""
    return redirect(url_for(endpoint, **values), 303)


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its items and where it stands."""

    items: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page stands after."""
        return self.number < self.pages


def paginate(query: sa.Select[Any], size: int = PAGE_SIZE) -> Page[Any]:
    """The page that `?page=` names, in two queries; a number out of range gives the nearest."""
    total = db.session.scalar(
        sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    )
    pages = max(1, -(-(total or 0) // size))
    number = min(max(request.args.get("page", 1, type=asked.number), 1), pages)
    rows = db.session.execute(query.limit(size).offset((number - 1) * size))
    wide = len(query.column_descriptions) > 1
    return Page(list(rows) if wide else list(rows.scalars().unique()), number, pages, total or 0)


def page_of(items: Sequence[T], size: int = PAGE_SIZE) -> Page[T]:
    """The page that `?page=` names of what is fetched already; else the nearest one."""
    pages = max(1, -(-len(items) // size))
    number = min(max(request.args.get("page", 1, type=asked.number), 1), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def csv_response(header: Sequence[str], rows: Iterable[Sequence[Any]], filename: str) -> Response:
    """CSV in UTF-8 with a byte order mark (Excel), streamed, no cell read as a formula."""

    def lines() -> Iterator[str]:
        yield "\ufeff"
        for row in itertools.chain([header], rows):
            buffer = io.StringIO()
            csv.writer(buffer).writerow([text.safe_cell(cell) for cell in row])
            yield buffer.getvalue()

    response = Response(lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


class QuietSessions(SecureCookieSessionInterface):
    """Cookie sessions that a cacheable page never touches."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; without one nothing is worked out."""
        if not request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: BaseResponse) -> None:
        """Write the cookie, but not on a cacheable page."""
        if not g.get("cacheable"):
            super().save_session(app, session, response)  # type: ignore[arg-type]


class KeyConverter(IntegerConverter):
    """`<int:…>` in an address: a number that is no key of any database has no page."""

    def to_python(self, value: str) -> int:
        """The key; raises ValidationError, answered 404."""
        number: int = super().to_python(value)
        if number >= 2**31:
            raise ValidationError
        return number


def _committed(session: Session) -> None:
    if not session.info.get("notes_only"):
        fresh.clear()


def init_app(app: Flask) -> None:
    """Security headers on every answer; personal pages are kept by nobody."""
    app.session_interface = QuietSessions()
    app.url_map.converters["int"] = KeyConverter
    if not sa.event.contains(Session, "after_commit", _committed):
        sa.event.listen(Session, "after_commit", _committed)

    fixed = [*_SECURITY]
    if app.config["SETTINGS"].production:
        fixed.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))

    @app.after_request
    def headers(response: Response) -> Response:
        if request.endpoint == "static":
            # Static addresses carry a mark of their content (pages.static_url); what a script
            # imports does not, and is asked for anew.
            marked = "v" in request.args
            kept = "max-age=31536000, immutable" if marked else "no-cache"
            response.headers["Cache-Control"] = f"public, {kept}"
        there = {name.lower() for name, _ in response.headers}
        for name, value in fixed:
            if name.lower() not in there:
                response.headers.add(name, value)
        return response
