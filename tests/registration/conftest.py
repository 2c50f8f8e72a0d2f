"""What tests of registering share: a moment before the event."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from eventsite.core import clock

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """It is 1 March 2027, three months before a made event."""
    with clock.freeze(NOW):
        yield
