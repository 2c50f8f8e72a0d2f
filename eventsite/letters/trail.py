"""What the event's overview says of its letters; single letters have their own pages."""

from collections.abc import Mapping

from eventsite.letters.verbs import LABELS

WORDS: Mapping[str, str] = {verb.value: words for verb, words in LABELS.items()}
