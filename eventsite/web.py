"""The web server of the start command: granian with the application, ended with its parent."""

import os
import signal
import sys
import time

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from eventsite import create_app
from eventsite import settings as site_settings
from eventsite.core import processes

#: Threads of one server process; one process with a few threads serves SQLite best.
THREADS = 4


def application() -> Flask:
    """The application inside one of granian's processes, which end when granian is gone."""
    parent = os.getppid()
    processes.watch_parent(lambda: os._exit(1), parent)
    return create_app(commands=False)


def main() -> int:
    """Serve until told to stop or until the start command is gone."""
    settings = site_settings.from_environment()
    server = Server(
        "eventsite.web:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.server_workers,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    processes.watch_parent(_stop_now)
    server.serve()
    return 0


def _stop_now() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(7)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
