"""Every setting of the site: read once from the environment, typed, and named when wrong."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_SHORTEST_KEY = 32
ROOT = Path(__file__).resolve().parent.parent


class WrongSetting(ValueError):
    """A setting is missing or cannot be used; the message names it and says what to do."""


@dataclass(frozen=True)
class Settings:
    """What may differ between two installations."""

    env: str
    secret_key: str
    database_url: str
    queue_url: str
    limits_url: str
    mail_url: str
    mail_from: str
    base_url: str
    data_dir: Path
    port: int
    host: str
    server_workers: int
    trusted_proxies: int
    contact_email: str
    max_upload_mb: int
    #: The largest programme of another tool, its sessions or rows, how deep its parts may nest,
    #: and what it may grow to when it is unpacked.
    import_max_mb: int
    import_max_rows: int
    import_max_depth: int
    import_max_expanded_mb: int
    #: The largest archive of an event that is taken in, unpacked.
    archive_max_mb: int
    #: Of whom a second step of signing in is required: "staff", "owners".
    require_second_factor: frozenset[str]
    #: Under what others may use what the interface at /api gives: a name and then an address,
    #: such as `CC BY 4.0 https://creativecommons.org/licenses/by/4.0/`; or empty.
    data_licence: str
    #: Whether calendar feeds go out under gzip to programs that ask for it; some misread it.
    gzip_feeds: bool
    #: Whether an empty site of a developer is filled with demo content.
    demo: bool
    #: Keys that were used before: what is sealed in the database still opens under them.
    former_keys: tuple[str, ...] = ()
    #: Where dated backups lie, and how many days they are kept.
    backup_dir: Path = Path("instance/backups")
    backup_days: int = 30

    @property
    def production(self) -> bool:
        """Whether default secrets are refused and cookies need HTTPS."""
        return self.env == "production"

    @property
    def files_dir(self) -> Path:
        """Where uploaded files lie."""
        return self.data_dir / "files"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise WrongSetting naming the first that cannot be used."""
    env = dict(os.environ if environ is None else environ)
    kind = env.get("PLENARY_ENV", "development")
    if kind not in {"development", "production"}:
        raise WrongSetting("PLENARY_ENV must be development or production.")
    folder = Path(env.get("PLENARY_DATA_DIR", "instance")).absolute()
    port = _number(env, "PLENARY_PORT", 5000, 1, 65535)
    settings = Settings(
        env=kind,
        secret_key=_secret(env, kind, folder),
        former_keys=_former_keys(env),
        database_url=_url(
            env,
            "PLENARY_DATABASE_URL",
            f"sqlite:///{folder / 'plenary.sqlite'}",
            ("sqlite", "postgresql", "postgresql+psycopg"),
        ),
        queue_url=_url(
            env,
            "PLENARY_QUEUE_URL",
            f"sqlite:///{folder / 'queue.sqlite'}",
            ("sqlite", "redis", "rediss", "postgresql"),
        ),
        limits_url=_url(env, "PLENARY_LIMITS_URL", "memory://", ("memory", "redis", "rediss")),
        mail_url=_url(env, "PLENARY_MAIL_URL", "", ("", "smtp", "smtps", "file")),
        mail_from=env.get("PLENARY_MAIL_FROM", "Plenary <plenary@localhost>"),
        base_url=env.get("PLENARY_BASE_URL", f"http://localhost:{port}").rstrip("/"),
        data_dir=folder,
        backup_dir=Path(env.get("PLENARY_BACKUP_DIR", folder / "backups")).absolute(),
        backup_days=_number(env, "PLENARY_BACKUP_DAYS", 30, 1, 365),
        port=port,
        host=env.get("PLENARY_HOST", "127.0.0.1"),
        server_workers=_number(env, "PLENARY_SERVER_WORKERS", 1, 1, 64),
        trusted_proxies=_number(env, "PLENARY_TRUSTED_PROXIES", 0, 0, 10),
        contact_email=env.get("PLENARY_CONTACT", "organizers@localhost"),
        max_upload_mb=_number(env, "PLENARY_MAX_UPLOAD_MB", 20, 1, 500),
        import_max_mb=_number(env, "PLENARY_IMPORT_MAX_MB", 20, 1, 500),
        import_max_rows=_number(env, "PLENARY_IMPORT_MAX_ROWS", 5_000, 1, 50_000),
        import_max_depth=_number(env, "PLENARY_IMPORT_MAX_DEPTH", 40, 10, 200),
        import_max_expanded_mb=_number(env, "PLENARY_IMPORT_MAX_EXPANDED_MB", 200, 1, 2_000),
        archive_max_mb=_number(env, "PLENARY_ARCHIVE_MAX_MB", 2_000, 1, 4_000),
        require_second_factor=_required(env),
        data_licence=_licence(env),
        gzip_feeds=_number(env, "PLENARY_GZIP_FEEDS", 1, 0, 1) == 1,
        demo=kind == "development" and env.get("PLENARY_NO_DEMO", "") != "1",
    )
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    if urlsplit(settings.base_url).scheme not in {"http", "https"}:
        raise WrongSetting("PLENARY_BASE_URL must begin with http:// or https://.")
    if "@" not in settings.mail_from:
        raise WrongSetting("PLENARY_MAIL_FROM must hold an email address.")
    if settings.production and not settings.base_url.startswith("https://"):
        raise WrongSetting("PLENARY_BASE_URL must begin with https:// in production.")
    if settings.production and not settings.mail_url:
        raise WrongSetting("PLENARY_MAIL_URL must name a mail server in production.")
    if settings.production and "@localhost" in settings.mail_from:
        raise WrongSetting("PLENARY_MAIL_FROM must hold an address of your own in production.")


def _required(env: Mapping[str, str]) -> frozenset[str]:
    text = env.get("PLENARY_REQUIRE_SECOND_FACTOR", "")
    if text not in {"", "staff", "staff,owners"}:
        raise WrongSetting(
            "PLENARY_REQUIRE_SECOND_FACTOR must be empty, or staff, or staff,owners."
        )
    return frozenset(text.split(",")) - {""}


def _licence(env: Mapping[str, str]) -> str:
    text = " ".join(env.get("PLENARY_DATA_LICENCE", "").split())
    name, _, address = text.rpartition(" ")
    if text and not (name and address.startswith("https://")):
        raise WrongSetting(
            "PLENARY_DATA_LICENCE must be the name of a licence and its https:// address."
        )
    return text


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name, str(default))
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise WrongSetting(f"{name} must be a whole number from {low} to {high}.")
    return int(text)


def _url(env: Mapping[str, str], name: str, default: str, schemes: tuple[str, ...]) -> str:
    url = env.get(name, default)
    scheme = url.split(":", 1)[0] if url else ""
    if scheme not in schemes:
        allowed = ", ".join(f"{s}:" for s in schemes if s)
        raise WrongSetting(f"{name} must begin with one of: {allowed}.")
    return url


def _former_keys(env: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of before, parted by blanks, the newest first."""
    keys = tuple(env.get("PLENARY_FORMER_SECRET_KEYS", "").split())
    if any(len(key) < _SHORTEST_KEY for key in keys):
        raise WrongSetting("Each of PLENARY_FORMER_SECRET_KEYS has at least 32 characters.")
    return keys


def _secret(env: Mapping[str, str], kind: str, folder: Path) -> str:
    """The secret key: from the environment, or in development a file made once (mode 0600)."""
    given = env.get("PLENARY_SECRET_KEY", "")
    if given:
        if len(given) < _SHORTEST_KEY:
            raise WrongSetting("PLENARY_SECRET_KEY must have at least 32 characters.")
        return given
    if kind == "production":
        raise WrongSetting(
            "PLENARY_SECRET_KEY is missing. Set it to a random text of 32 characters or more."
        )
    path = folder / "secret_key"
    if not path.exists():
        # Database, files and written mails lie there too: no other account of the machine reads it.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(path)
    key = path.read_text()
    if len(key) < _SHORTEST_KEY:
        raise WrongSetting(
            f"{path} holds no key. Delete it: a new one is made, and all sign in again."
        )
    return key


def _make_key(path: Path) -> None:
    """Write the whole key aside, then give it its name: nobody ever reads a part of it."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
