"""Registering by approval on a phone in three scripts: ask, be approved, show a ticket."""

from datetime import timedelta
from typing import NamedTuple

import pytest

from eventsite import create_app, settings
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.registration import links
from tests import make
from tests.e2e import taking_part
from tests.e2e.conftest import PHONE, Open
from tests.e2e.test_waiting import NAMES
from tests.e2e.visitor import Letters, Visitor, expect_no_faults
from tests.live import Live
from tests.registration import asking
from tests.smtp import PostOffice


class Approval(NamedTuple):
    """An event by approval, and its focal point's signed page."""

    event: str
    entity: str
    requests: str


@pytest.fixture
def approval(live_site: Live) -> Approval:
    """Written into the live site's database."""
    app = create_app(settings.from_environment(live_site.environment))
    with app.app_context():
        event = asking.event_by_approval()
        event.first_day = event.last_day = clock.now().date() + timedelta(days=90)
        entity = make.make_organisation(f"Lagoon {event.slug}")
        point = asking.point_of(entity)
        key = links.requests_key(entity.code, point)
        found = Approval(
            f"/events/{event.slug}",
            entity.names["en"],
            f"/entities/{entity.code}/requests/{key}",
        )
        db.session.commit()
        db.engine.dispose()
    return found


def ask(visitor: Visitor, approval: Approval, letters: Letters) -> None:
    """Register for the entity and prove the address."""
    answers = {key: value for key, value in taking_part.ANSWERS.items() if "needs" not in key}
    visitor.go(f"{approval.event}/registration")
    visitor.send(
        taking_part.MAIN,
        {
            **answers,
            **NAMES[visitor.lang],
            "organisation": approval.entity,
            "mode": "online",
            "email": letters.address,
        },
    )
    visitor.go(letters.next_link(f"{visitor.home}/registrations/"))
    visitor.send('main form[action$="/confirm"]')


@pytest.mark.parametrize(
    "lang",
    ["ar", pytest.param("en", marks=pytest.mark.long), pytest.param("zh", marks=pytest.mark.long)],
)
def test_a_focal_point_decides_who_comes(
    lang: str, open_page: Open, live_site: Live, post_office: PostOffice, approval: Approval
) -> None:
    guest, point = (Visitor(open_page(PHONE), live_site.url, lang) for _ in range(2))
    letters = Letters(post_office, f"asks-{lang}@example.org")
    ask(guest, approval, letters)
    letters.next()
    assert guest.page.locator("main #ticket").count() == 0
    point.go(approval.requests)
    point.send("main form[method=post]", status=422)
    point.page.locator("main input[name=request]").check()
    point.send("main form[method=post]")
    guest.go(letters.next_link(f"{guest.home}/registrations/"))
    assert guest.page.locator("main #ticket").count() == 1
    expect_no_faults(guest, point)
