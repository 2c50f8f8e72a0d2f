"""Where the readers of structured files put their doubts, and how many they may put there."""

from eventsite.core.i18n import N_
from eventsite.core.sheets import places
from eventsite.core.sheets.source import Said
from eventsite.exchange.source import Doubt

#: A file with more doubts than this is looked at as a whole.
MOST = 2_000


class Sink:
    """Keeps doubts in order, each once; past `MOST` it only counts."""

    def __init__(self) -> None:
        self._doubts: list[Doubt] = []
        self._seen: set[tuple[object, ...]] = set()
        self._more = 0

    def add(self, where: Said, what: Said, session: str = "") -> None:
        """Keep a doubt unless the same one is there already."""
        mark = (str(where), str(what), session)
        if len(self._doubts) >= MOST:
            self._more += 1
        elif mark not in self._seen:
            self._seen.add(mark)
            self._doubts.append(Doubt(where, what, session))

    def all(self) -> tuple[Doubt, ...]:
        """What was put in, and at the end how many more there were."""
        if not self._more:
            return tuple(self._doubts)
        what = Said(
            N_("There are %(number)s more doubts of this kind. Look at the file as a whole."),
            {"number": self._more},
        )
        return (*self._doubts, Doubt(places.whole(), what))
