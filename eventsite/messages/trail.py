"""What the event's overview says of its messages."""

from collections.abc import Mapping

from eventsite.messages.verbs import LABELS

WORDS: Mapping[str, str] = {verb.value: words for verb, words in LABELS.items()}
