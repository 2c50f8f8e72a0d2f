"""Processes that belong together: forked from one, ended with it."""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping

#: The variable in which a parent tells its children who it is.
PARENT = "PLENARY_PARENT_PID"
#: The variable that names the file descriptor on which the sign-in link is told at start.
LINK_CHANNEL = "PLENARY_LINK_CHANNEL"
_LOOK = 0.5


def parent_of_this() -> int:
    """The process that must stay alive: the one that named itself, else the one that started us."""
    return int(os.environ.get(PARENT) or os.getppid())


def watch_parent(on_death: Callable[[], object], parent: int | None = None) -> None:
    """Call `on_death` in a thread soon after the parent has gone, even by kill -9."""
    expected = parent_of_this() if parent is None else parent

    def watch() -> None:
        while os.getppid() == expected:
            time.sleep(_LOOK)
        on_death()

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()


def environment_of_child(**more: str) -> dict[str, str]:
    """This process's environment for a child that watches this process."""
    return {**os.environ, PARENT: str(os.getpid()), **more}


class Forked:
    """A child that begins with all the code its parent has loaded; fork before any thread runs."""

    def __init__(self, main: Callable[[], int], environment: Mapping[str, str]) -> None:
        parent = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.environ.update(environment)
            os.environ[PARENT] = str(parent)
            _run_and_leave(main)
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._ask(os.WNOHANG)

    def wait(self) -> int:
        """Wait for its end; the exit code."""
        while (code := self._ask(0)) is None:
            pass
        return code

    def send(self, number: signal.Signals) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _ask(self, how: int) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, how)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code


def _run_and_leave(main: Callable[[], int]) -> None:
    """Run in the child with signals as they were at first; never returns into the parent's code."""
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        code = main()
    except BaseException:
        # The parent's stack must not go on in the child, whatever happened.
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
