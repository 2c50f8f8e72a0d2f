"""500 badges in one file: time, bytes and memory, on sheets and for a label printer."""

import io
import json
import resource
import subprocess
import sys
import time

import pypdf

from eventsite.core import typeset
from eventsite.desk import badges
from eventsite.desk.badges import Badge, Size
from eventsite.registration.models import Role

BADGES = 500
NAMES = (
    ("Sera Vakacegu", "", "en"),
    ("فريدة حداد", "Farida Haddad", "ar"),
    ("魏岩", "Wei Yan", "zh"),
    ("Александр Константинопольский", "Aleksandr Konstantinopolsky", "ru"),
    ("María de los Ángeles Fernández-Villaverde y Montmorency", "", "es"),
)
SIZES = (Size.SHEET, Size.CARDS, Size.A6)


def main() -> None:
    """Print the figures, each size in a process of its own, as the job has one."""
    for size in SIZES:
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks.registration_badges", size.value],
            check=True,
            capture_output=True,
            text=True,
        )
        said = json.loads(made.stdout)
        print(
            f"{BADGES} badges, {size.value}: {said['seconds']:.1f} s, {said['pages']} pages,"
            f" {said['bytes'] / 1e6:.1f} MB, {said['grown']:.0f} MB of memory more"
        )


def one(size: Size) -> None:
    """Make one file and say what it cost."""
    found = [_badge(number) for number in range(BADGES)]
    before, start = _peak(), time.perf_counter()
    values = badges.values(found, badges.SHAPES[size], "forum", lambda code: f"QR code {code}")
    content = typeset.pdf("desk/badges", values, lang="en", title="Badges")
    took = time.perf_counter() - start
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    said = {"seconds": took, "bytes": len(content), "pages": pages, "grown": _peak() - before}
    print(json.dumps(said))


def _peak() -> float:
    """Megabytes that the process held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _badge(number: int) -> Badge:
    name, latin, lang = NAMES[number % len(NAMES)]
    role = list(Role)[number % len(Role)]
    return Badge(
        code=f"C{number:07}",
        lang=lang,
        event="ITU Forum on virtual worlds",
        days="Tue 16 – Thu 18 March 2027",
        honorific="",
        name=f"{name} {number}",
        latin=latin,
        job="Senior lecturer",
        entity="University of the South Pacific",
        country="Fiji",
        role=role,
        role_words=role.value,
        family_name=name,
        first_name="",
        address=f"https://plenary.example.org/tickets/C{number:07}/{number:016x}",
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(Size(sys.argv[1]))
    else:
        main()
