"""The start command: prepare the site, then keep web server and worker running as one group."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from eventsite import settings as site_settings
from eventsite.core import processes
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
    module: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again: float = 0.0
    pause: float = 1.0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it now."""
        command = [sys.executable, "-m", self.module]
        self.process = subprocess.Popen(command, env=environment)  # noqa: S603  # our own modules
        self.started = time.monotonic()

    def look(self) -> str:
        """A sentence when it has just died, else nothing."""
        if self.process is None or self.process.poll() is None:
            return ""
        code, self.process = self.process.returncode, None
        now = time.monotonic()
        self.pause = 1.0 if now - self.started > RECOVERED else self.pause
        self.again = now + self.pause
        sentence = f"The {self.name} ended unexpectedly ({_how(code)}). It starts again"
        sentence += f" in {self.pause:.0f} s."
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return sentence


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class Group:
    """Web server and worker, started, watched and stopped together."""

    def __init__(self, settings: Settings, environment: Mapping[str, str]) -> None:
        self._settings = settings
        self._environment = environment
        self._children = [Child("web server", "eventsite.web"), Child("worker", "eventsite.worker")]
        self._stopped = threading.Event()
        self._preparing: subprocess.Popen[bytes] | None = None

    def stop(self, *_: object) -> None:
        """Ask the group to end; fit for a signal."""
        self._stopped.set()
        if self._preparing is not None:
            self._preparing.terminate()

    def run(self) -> int:
        """Prepare and run until told to stop; the exit code."""
        code, link = self._prepare()
        if self._stopped.is_set():
            return 0
        if code != 0:
            return 1
        for child in self._children:
            child.start(self._environment)
        self._greet(link)
        while not self._stopped.wait(0.2):
            self._watch()
        self._end()
        return 0

    def _prepare(self) -> tuple[int, str]:
        reading, writing = os.pipe()
        environment = {**self._environment, processes.LINK_CHANNEL: str(writing)}
        self._preparing = subprocess.Popen(
            [sys.executable, "-m", "eventsite.prepare"], env=environment, pass_fds=[writing]
        )
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
                child.start(self._environment)

    def _end(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        end = time.monotonic() + STOP_PATIENCE
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(end - time.monotonic(), 0.1))
            if process.poll() is None:
                process.kill()
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


def _environment() -> dict[str, str]:
    """What the children get: mail goes to a folder unless told otherwise."""
    environment = processes.environment_of_child()
    if environment.get("PLENARY_ENV", "development") == "development":
        folder = site_settings.from_environment(environment).data_dir / "mail"
        environment.setdefault("PLENARY_MAIL_URL", folder.as_uri())
    return environment


def main() -> int:
    """Start everything; 1 and a sentence when it cannot start."""
    try:
        environment = _environment()
        settings = site_settings.from_environment(environment)
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
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    group = Group(settings, environment)
    signal.signal(signal.SIGTERM, group.stop)
    signal.signal(signal.SIGINT, group.stop)
    return group.run()


if __name__ == "__main__":
    sys.exit(main())
