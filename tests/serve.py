"""Serves the site with threads on a free port of 127.0.0.1 and says which; run as a module."""

import os
import sys

from werkzeug.serving import make_server

from eventsite import create_app, settings
from eventsite.core import processes


def main() -> None:
    """Serve until told to stop or until the tests are gone."""
    processes.watch_parent(lambda: os._exit(1))
    server = make_server("127.0.0.1", 0, _refuse, threaded=True)
    # Links in mails need the address, which is known only now.
    url = f"http://127.0.0.1:{server.port}"
    server.app = create_app(settings.from_environment({**os.environ, "PLENARY_BASE_URL": url}))
    sys.stdout.write(f"listening on {url}\n")
    sys.stdout.flush()
    server.serve_forever()


def _refuse(_environ: object, _start: object) -> list[bytes]:
    raise RuntimeError("The site is not made yet.")


if __name__ == "__main__":
    main()
