"""A whole site in processes of its own, for journeys and faults: server, worker, SQLite file."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 60


class Live:
    """Start it with further PLENARY_ variables; `url` is where it answers; stop it in the end."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PLENARY_")},
            "PLENARY_DATA_DIR": str(folder),
            "PLENARY_SECRET_KEY": "a test's key, long enough to be accepted",
            "PLENARY_NO_DEMO": "1",
            **more,
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.url = ""

    def start(self, worker: bool = True) -> "Live":
        """Migrate, serve, and unless told otherwise let a worker work."""
        self._run_to_its_end("eventsite.prepare")
        server = self._begin("server", "tests.serve")
        self.url = self._address_of(server)
        self.environment["PLENARY_BASE_URL"] = self.url
        if worker:
            self.start_worker()
        return self

    def start_worker(self) -> subprocess.Popen[bytes]:
        """One worker more, or again after it was killed; it is named `worker`."""
        return self._begin("worker", "eventsite.worker")

    def kill(self, name: str) -> None:
        """kill -9 the `server` or the `worker`."""
        self._processes[name].kill()
        self._processes.pop(name).wait(20)

    def stop(self) -> None:
        """End everything, giving each process time to leave well."""
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)
        self._processes.clear()

    def log(self, name: str) -> str:
        """What a process has said so far."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _run_to_its_end(self, module: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed: {done.stdout}{done.stderr}")

    def _begin(self, name: str, module: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT,
                env={**self.environment, "PLENARY_PARENT_PID": str(os.getpid())},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self._processes[name] = process
        return process

    def _address_of(self, server: subprocess.Popen[bytes]) -> str:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and server.poll() is None:
            found = re.search(r"listening on (http://[\w.:]+)", self.log("server"))
            if found and _answers(found[1]):
                return found[1]
            time.sleep(0.05)
        raise RuntimeError(f"The server did not start: {self.log('server')}")


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/healthz", timeout=10):
            return True
    except HTTPError:
        return True
    except OSError:
        return False
