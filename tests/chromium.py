"""The browser the journeys drive: the one on PATH; without one they fail with a sentence."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "No Chromium was found on PATH. Install one and run the tests again: "
    "apt-get install chromium fonts-noto-core (Debian), or Google Chrome elsewhere."
)
#: What keeps a browser quiet and alone under test.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str:
    """The path of the browser; raises RuntimeError with the sentence to read when there is none."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError(MISSING)
