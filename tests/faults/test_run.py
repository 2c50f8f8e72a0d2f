"""The start command: port, second start, a killed worker, a killed start command, a clean end."""

import http.client
import os
import signal
import socket
from pathlib import Path

import psutil
import pytest

from eventsite.core.db import db
from tests.processes import PATIENCE, Site, end, wait_for
from tests.smtp import free_port

pytestmark = pytest.mark.faults

RUN = "eventsite.run"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, PLENARY_PORT=str(free_port()))


def answers(site: Site) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", int(site.variables["PLENARY_PORT"]))
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 600
    except OSError:
        return False
    finally:
        connection.close()


def said(site: Site) -> str:
    return site.words_of(RUN).read_text()


def worker_of(process_id: int) -> psutil.Process | None:
    """The child without children: the web server has one that answers."""
    for each in psutil.Process(process_id).children():
        if not each.children() and each.status() != psutil.STATUS_ZOMBIE:
            return each
    return None


@pytest.mark.long
def test_a_taken_port_is_named_with_the_way_out(site: Site) -> None:
    port = int(site.variables["PLENARY_PORT"])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        with site.running(RUN) as process:
            assert process.wait(PATIENCE) == 1
    assert said(site) == (
        f"Port {port} is taken by another program. Choose another: "
        f"PLENARY_PORT={port + 1} make run\n"
    )


@pytest.mark.long
def test_a_wrong_setting_is_named(site: Site) -> None:
    site.variables["PLENARY_PORT"] = "many"
    with site.running(RUN) as process:
        assert process.wait(PATIENCE) == 1
    assert said(site) == "PLENARY_PORT must be a whole number from 1 to 65535.\n"


@pytest.mark.long
def test_a_migration_that_fails_is_a_sentence(site: Site) -> None:
    path = site.folder / "plenary.sqlite"
    with site.app.app_context():
        db.engine.dispose()
    for file in site.folder.glob("plenary.sqlite*"):
        file.unlink()
    path.write_bytes(b"not a database" * 1000)
    with site.running(RUN) as process:
        assert process.wait(PATIENCE) == 1
    assert said(site).partition("\n")[2] == (
        "The database could not be brought up to date (file is not a database). Nothing is "
        "running. Restore your backup, or put the version of Plenary back that you used before.\n"
    )


def test_it_says_where_it_is_restarts_a_killed_worker_and_ends_cleanly(site: Site) -> None:
    port = site.variables["PLENARY_PORT"]
    with site.running(RUN) as process:
        wait_for(lambda: "Stop it with Ctrl-C." in said(site), "the greeting")
        assert f"Plenary is running at http://localhost:{port}\n" in said(site)
        assert "Sign in as organizer, once: http://localhost" in said(site)
        worker = worker_of(process.pid)
        assert worker is not None
        worker.kill()
        wait_for(lambda: "The worker ended unexpectedly (signal SIGKILL)" in said(site), "words")
        wait_for(lambda: worker_of(process.pid) is not None, "a new worker")
        group = psutil.Process(process.pid).children(recursive=True)
        assert end(process) == 0
    assert [each for each in group if each.is_running()] == []
    assert said(site).endswith("Plenary has stopped.\n")


@pytest.mark.long
def test_a_second_start_keeps_the_key_and_a_killed_start_leaves_no_orphan(site: Site) -> None:
    with site.running(RUN) as process:
        wait_for(lambda: answers(site), "the first start")
        group = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_for(lambda: not any(each.is_running() for each in group), "the children's end")
    with site.running(RUN) as process:
        wait_for(lambda: "Stop it with Ctrl-C." in said(site), "the second start")
        assert answers(site)
        assert end(process) == 0
