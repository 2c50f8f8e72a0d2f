"""Bounded load on 127.0.0.1: keep-alive clients, rounds, requests per second and server CPU."""

import socket
import threading
import time
from dataclasses import dataclass, field
from statistics import median

import psutil

CLIENTS = 4
SECONDS = 1.5


@dataclass
class Target:
    """One address under load and what its rounds gave."""

    name: str
    port: int
    path: str
    server: psutil.Process
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Median requests per second."""
        return median(self.rates)

    @property
    def cpu(self) -> float:
        """Median CPU milliseconds of the server per request."""
        return median(self.cpu_ms)


def tree_of(process: psutil.Process) -> list[psutil.Process]:
    """A process and all below it."""
    return [process, *process.children(recursive=True)]


def cpu_of(process: psutil.Process) -> float:
    """Seconds of CPU that a process and those below it have used."""
    return sum(sum(p.cpu_times()[:2]) for p in tree_of(process))


def memory_of(process: psutil.Process) -> float:
    """Proportional memory (PSS) of a process and those below it, in MB."""
    return sum(p.memory_full_info().pss for p in tree_of(process)) / 1e6


def round_of(target: Target, seconds: float = SECONDS) -> None:
    """One round: several clients ask one after another for so many seconds."""
    counts = [0] * CLIENTS
    end = time.monotonic() + seconds
    before, started = cpu_of(target.server), time.monotonic()
    threads = [threading.Thread(target=_ask, args=(target, end, counts, i)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.monotonic() - started
    done = sum(counts)
    target.rates.append(done / taken)
    target.cpu_ms.append((cpu_of(target.server) - before) / max(done, 1) * 1000)


def _ask(target: Target, end: float, counts: list[int], place: int) -> None:
    extra = "".join(f"{name}: {value}\r\n" for name, value in target.headers.items())
    request = f"GET {target.path} HTTP/1.1\r\nHost: localhost:{target.port}\r\n{extra}\r\n".encode()
    with socket.create_connection(("127.0.0.1", target.port), timeout=20) as connection:
        reader = connection.makefile("rb", buffering=1 << 16)
        while time.monotonic() < end:
            connection.sendall(request)
            status, _body = read_answer(reader)
            if status != target.status:
                raise RuntimeError(f"{target.name}: status {status}, not {target.status}")
            counts[place] += 1


def read_answer(reader: socket.SocketIO | object) -> tuple[int, bytes]:
    """Status and body of one HTTP/1.1 answer with Content-Length."""
    status = int(reader.readline().split()[1])  # type: ignore[attr-defined]
    length = 0
    while (line := reader.readline()) not in {b"\r\n", b""}:  # type: ignore[attr-defined]
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    body = reader.read(length) if length and status != 304 else b""  # type: ignore[attr-defined]
    return status, body
