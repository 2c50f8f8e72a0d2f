"""The start command: prepare the site, then keep web server and worker running as one group."""

import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from eventsite import create_app, prepare, web, worker
from eventsite import settings as site_settings
from eventsite.core import processes
from eventsite.core.processes import Forked
from eventsite.settings import Settings, WrongSetting

#: Seconds a port may stay busy because the last run is just ending.
PORT_PATIENCE = 2.0
#: Seconds the children have to end by themselves.
STOP_PATIENCE = 8.0
#: The longest pause before a child that keeps dying is started again, in seconds.
LONGEST_PAUSE = 30.0
#: A child that lived so long has recovered: the next pause is short again.
RECOVERED = 60.0


@dataclass
class Child:
    """One process of the group and when to start it again."""

    name: str
    main: Callable[[], int]
    process: Forked | None = None
    started: float = 0.0
    again: float = 0.0
    pause: float = 1.0

    def start(self) -> None:
        """Start it now."""
        self.process = Forked(self.main, {})
        self.started = time.monotonic()

    def look(self) -> str:
        """A sentence when it has just died, else nothing."""
        code = None if self.process is None else self.process.poll()
        if code is None:
            return ""
        self.process = None
        now = time.monotonic()
        pause = 1.0 if now - self.started > RECOVERED else self.pause
        self.again, self.pause = now + pause, min(pause * 2, LONGEST_PAUSE)
        return (
            f"The {self.name} ended unexpectedly ({_how(code)}). It starts again in {pause:.0f} s."
        )


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class Group:
    """Web server and worker, started, watched and stopped together."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._children = [Child("web server", web.main), Child("worker", worker.main)]
        self._stopped = threading.Event()
        self._preparing: Forked | None = None

    def stop(self, *_: object) -> None:
        """Ask the group to end; fit for a signal."""
        self._stopped.set()
        if self._preparing is not None:
            os.kill(self._preparing.pid, signal.SIGTERM)

    def run(self) -> int:
        """Prepare and run until told to stop; the exit code."""
        code, link = self._prepare()
        if self._stopped.is_set():
            return 0
        if code != 0:
            return 1
        for child in self._children:
            child.start()
        self._greet(link)
        while not self._stopped.wait(0.2):
            self._watch()
        self._end()
        return 0

    def _prepare(self) -> tuple[int, str]:
        """In a process of its own, so that no open database is forked into the others."""
        reading, writing = os.pipe()
        self._preparing = Forked(prepare.main, {processes.LINK_CHANNEL: str(writing)})
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as channel:
            link = channel.read()
        code = self._preparing.wait()
        self._preparing = None
        return code, link

    def _greet(self, link: str) -> None:
        """Say where the site is, once it answers."""
        while not self._stopped.wait(0.05) and not _answers(self._settings):
            self._watch()
        if self._stopped.is_set():
            return
        say(f"Plenary is running at http://localhost:{self._settings.port}")
        if link:
            say(f"Sign in as organizer, once: {link}")
        if self._settings.mail_url.startswith("file:"):
            say(f"Mail is not sent but written to {self._settings.data_dir / 'mail'}")
        say("Stop it with Ctrl-C.")

    def _watch(self) -> None:
        for child in self._children:
            sentence = child.look()
            if sentence and not self._stopped.is_set():
                say(sentence)
            due = child.process is None and time.monotonic() >= child.again
            if due and not self._stopped.is_set():
                child.start()

    def _end(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.send(signal.SIGTERM)
        end = time.monotonic() + STOP_PATIENCE
        while time.monotonic() < end and any(process.poll() is None for process in running):
            time.sleep(0.05)
        for process in running:
            process.send(signal.SIGKILL)
            process.wait()
        say("Plenary has stopped.")


def say(sentence: str) -> None:
    """A line for the person who started us, seen at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def port_is_free(host: str, port: int) -> bool:
    """Whether the site could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def _wait_for_port(settings: Settings) -> bool:
    end = time.monotonic() + PORT_PATIENCE
    while not port_is_free(settings.host, settings.port):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _answers(settings: Settings) -> bool:
    """Whether the web server gives any answer."""
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104  # compared
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 600
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _settings() -> Settings:
    """The settings; a developer's mail goes to a folder unless told otherwise."""
    settings = site_settings.from_environment()
    if not settings.production and "PLENARY_MAIL_URL" not in os.environ:
        os.environ["PLENARY_MAIL_URL"] = (settings.data_dir / "mail").as_uri()
    return site_settings.from_environment()


def main() -> int:
    """Start everything; 1 and a sentence when it cannot start."""
    try:
        settings = _settings()
    except WrongSetting as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    if not _wait_for_port(settings):
        sys.stderr.write(
            f"Port {settings.port} is taken by another program. Choose another: "
            f"PLENARY_PORT={settings.port + 1} make run\n"
        )
        return 1
    say(f"Plenary is starting. Its data is kept in {settings.data_dir}")
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made to load all code once: every process of the group is forked with it.
    create_app(settings)
    group = Group(settings)
    signal.signal(signal.SIGTERM, group.stop)
    signal.signal(signal.SIGINT, group.stop)
    return group.run()


if __name__ == "__main__":
    sys.exit(main())
