"""The periodic work of registering is known to the worker and does its part."""

from datetime import timedelta

import pytest

from eventsite.core import clock
from eventsite.core.tasks import registry
from eventsite.registration.models import State
from tests import make
from tests.registration.conftest import NOW


@pytest.mark.usefixtures("session")
def test_the_worker_expires_held_places_every_few_minutes() -> None:
    event = make.make_event()
    make.make_terms(event)
    held = make.make_registration(event, state=State.HELD, confirmed=None, held_until=NOW)
    work = registry.periodics["registration.expire"]
    assert work.every == timedelta(minutes=5)
    with clock.freeze(NOW + timedelta(seconds=1)):
        work.run()
    assert held.state is State.EXPIRED


@pytest.mark.parametrize("name", ["registration.recount", "site.keep"])
def test_counting_and_forgetting_happen_daily(app: object, name: str) -> None:
    assert registry.periodics[name].every == timedelta(days=1)
