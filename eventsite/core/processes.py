"""Processes that belong together: a child learns of its parent's death and ends."""

import os
import threading
import time
from collections.abc import Callable

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
