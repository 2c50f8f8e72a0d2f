"""The site with some of everything, for one test."""

import pytest

from tests.api import plenty


@pytest.fixture
def world(session):
    return plenty.build()
