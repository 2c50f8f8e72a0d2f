"""What the event's overview says of the desk's work; single people have their own pages."""

from collections.abc import Mapping

from eventsite.desk.verbs import LABELS

WORDS: Mapping[str, str] = {verb.value: words for verb, words in LABELS.items()}
