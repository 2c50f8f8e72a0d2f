"""The event whose programme the organizers' pages build, and its organizer."""

import pytest

from eventsite.events.models import Duty
from tests import make


@pytest.fixture
def event(session):
    return make.make_event(days=2, text_langs=["en", "fr"])


@pytest.fixture
def base(event, client):
    client.sign_in(make.make_team_member(event, [Duty.AGENDA]))
    return f"/manage/events/{event.slug}"
