"""Public pages under the shipped server, beside a bare Flask answer of the same bytes."""

import gzip
import os
import tempfile
from pathlib import Path

import psutil

from benchmarks import load, material, servers
from eventsite import create_app, prepare
from eventsite.core import http
from eventsite.core.db import db
from tests.counting import count_queries

ROUNDS = 7
SESSIONS = 500
PAGES = {
    "event page": f"/events/{material.SLUG}",
    "programme day": f"/events/{material.SLUG}/programme/{material.FIRST}",
    "feed of 500 (200)": f"/events/{material.SLUG}/calendar.ics",
}


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        _environment(folder)
        app = create_app()
        prepare.migrate(app)
        with app.app_context():
            material.make_event(SESSIONS)
            db.session.commit()
        _write_bodies(app, Path(folder))
        bare_folder = Path(folder) / "bare"
        with (
            servers.product() as (product, port, first),
            servers.bare(bare_folder) as (bare, bare_port),
        ):
            _print_rates(_targets(product, port, bare, bare_port))
            print(f"start to first page: {first:.2f} s (aim 2)")
        with servers.product(workers=2) as (product, port, _first):
            for path in PAGES.values():
                for _ in range(8):
                    servers.get(port, path)
            print(f"memory of two workers: {load.memory_of(product):.0f} MB PSS (aim 200)")


def _environment(folder: str) -> None:
    os.environ.update(
        PLENARY_DATA_DIR=folder, PLENARY_NO_DEMO="1", PLENARY_SECRET_KEY="k" * 40, PLENARY_PORT="1"
    )


def _write_bodies(app: object, folder: Path) -> None:
    """Write each page's body for the bare server; print its queries and bytes."""
    (folder / "bare").mkdir()
    client = app.test_client()  # type: ignore[attr-defined]
    for name, path in PAGES.items():
        counts = []
        for _ in range(2):
            http.fresh.clear()
            with app.app_context(), count_queries() as seen:  # type: ignore[attr-defined]
                answer = client.get(path)
            counts.append(len(seen))
        assert answer.status_code == 200, (path, answer.status_code)
        (folder / "bare" / name.split(" ")[0]).write_bytes(answer.data)
        print(
            f"{name}: {len(answer.data):,} bytes, {len(gzip.compress(answer.data)):,} gz; "
            f"queries {counts[0]} first, {counts[1]} kept"
        )
    http.shelf.clear()


def _targets(
    product: psutil.Process,
    port: int,
    bare: psutil.Process,
    bare_port: int,
) -> list[tuple[load.Target, load.Target]]:
    pairs = []
    for name, path in PAGES.items():
        ours = load.Target(name, port, path, product)
        pairs.append((ours, load.Target("bare", bare_port, f"/{name.split(' ')[0]}", bare)))
    path = PAGES["feed of 500 (200)"]
    # The feed names its own address, so its mark differs from server to server.
    etag = servers.etag(port, path)
    fresh = load.Target("feed of 500 (304)", port, path, product, {"If-None-Match": etag}, 304)
    pairs.append((fresh, load.Target("bare 304", bare_port, "/304", bare, status=304)))
    return pairs


def _print_rates(pairs: list[tuple[load.Target, load.Target]]) -> None:
    for _ in range(ROUNDS):
        for ours, bare in pairs:
            load.round_of(ours)
            load.round_of(bare)
    for ours, bare in pairs:
        print(
            f"{ours.name}: {ours.rate:,.0f}/s against {bare.rate:,.0f}/s bare, "
            f"ratio {ours.rate / bare.rate:.2f} (aim 0.4); CPU {ours.cpu:.2f} ms "
            f"against {bare.cpu:.2f} ms"
        )


if __name__ == "__main__":
    main()
