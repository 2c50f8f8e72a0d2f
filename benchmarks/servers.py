"""Servers under measurement: the product, and a bare Flask application beside it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil

from benchmarks import load

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def product(workers: int = 1) -> Iterator[tuple[psutil.Process, int, float]]:
    """The shipped server on a free port: its process, its port, seconds until it answered."""
    port = _free_port()
    env = {
        **os.environ,
        "PLENARY_PORT": str(port),
        "PLENARY_BASE_URL": f"http://localhost:{port}",
        "PLENARY_SERVER_WORKERS": str(workers),
    }
    started = time.monotonic()
    with _running([sys.executable, "-m", "eventsite.web"], env) as process:
        _wait(port)
        yield process, port, time.monotonic() - started


@contextmanager
def bare(folder: Path) -> Iterator[tuple[psutil.Process, int]]:
    """The bare application (`benchmarks.bare`) with these bodies under the same server."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--blocking-threads", "4", "--log-level", "warning"]
    env = {**os.environ, "BARE_FOLDER": str(folder)}
    with _running([*command, "benchmarks.bare:app"], env) as process:
        _wait(port)
        yield process, port


@contextmanager
def _running(command: list[str], env: dict[str, str]) -> Iterator[psutil.Process]:
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(15)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(400):
        try:
            get(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def etag(port: int, path: str) -> str:
    """The mark of a page."""
    with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return str(answer.headers["ETag"])


def get(port: int, path: str) -> None:
    """Ask for a page once."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        load.read_answer(connection.makefile("rb"))
