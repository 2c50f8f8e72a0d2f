"""kill -9 of a real worker, counted at a real mail server: nothing lost, nothing doubled unseen."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa

from eventsite.core import clock, outbox, tasks
from eventsite.core.db import db
from eventsite.core.outbox import Mail, MailState, drain
from eventsite.core.tasks import lease
from tests.core import jobs
from tests.core.conftest import LETTERS
from tests.processes import Site, wait_for
from tests.smtp import PostOffice

pytestmark = pytest.mark.faults

COUNT = 5
SLOW = "test.slow"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    opened = PostOffice().start()
    yield opened
    opened.stop()


@pytest.fixture
def site(tmp_path: Path, office: PostOffice) -> Site:
    """A site with five mails ordered."""
    made = Site(tmp_path, PLENARY_MAIL_URL=office.url)
    template = made.app.jinja_env.from_string(LETTERS["test/hello.txt"])
    with made.app.app_context():
        made.app.jinja_env.get_template = lambda *_: template  # type: ignore[method-assign]
        for number in range(COUNT):
            outbox.send(
                "test/hello",
                to=f"p{number}@example.org",
                lang="en",
                subject_key="event:1",
                name="Ada",
            )
        db.session.commit()
    return made


def mails(site: Site) -> dict[str, MailState]:
    with site.app.app_context():
        rows = db.session.execute(sa.select(Mail.message_id, Mail.state))
        return {row.message_id: row.state for row in rows}


def after_the_lease(site: Site) -> None:
    """What the next worker does once the dead one's lease has passed."""
    with site.app.app_context(), clock.freeze(clock.now() + drain.LEASE + timedelta(minutes=1)):
        drain.drain()


def press_send_again(site: Site) -> None:
    with site.app.app_context():
        for mail in db.session.scalars(sa.select(Mail).where(Mail.state == MailState.UNKNOWN)):
            outbox.resend(mail, "user:1")
        db.session.commit()
        drain.drain()


@pytest.mark.long
def test_killed_after_the_lease_before_the_server_took_it(site: Site, office: PostOffice) -> None:
    office.slow_recipient = 20
    with site.running("eventsite.worker") as worker:
        wait_for(office.asked.is_set, "the worker speaks to the mail server")
        worker.kill()
        worker.wait()
    office.slow_recipient = 0
    after_the_lease(site)
    states = mails(site)
    unknown = [message for message, state in states.items() if state is MailState.UNKNOWN]
    sent = {message for message, state in states.items() if state is MailState.SENT}
    assert (len(unknown), len(sent)) == (1, COUNT - 1)
    assert office.by_message_id() == dict.fromkeys(sent, 1)
    press_send_again(site)
    assert office.by_message_id() == dict.fromkeys(states, 1)


def test_killed_after_the_server_took_it(site: Site, office: PostOffice) -> None:
    office.slow_answer = 20
    with site.running("eventsite.worker") as worker:
        wait_for(office.taken.is_set, "the mail server took a mail")
        worker.kill()
        worker.wait()
    office.slow_answer = 0
    after_the_lease(site)
    states = mails(site)
    assert sorted(state.value for state in states.values()) == ["sent"] * (COUNT - 1) + ["unknown"]
    assert office.by_message_id() == dict.fromkeys(states, 1)


@pytest.mark.long
def test_a_killed_workers_job_ends_with_it_and_is_taken_up_again(site: Site) -> None:
    assert SLOW in jobs.NAMES
    with site.app.app_context():
        job_id = tasks.enqueue(SLOW, created_by="user:1", deaf=True).id
        db.session.commit()

    def done() -> int:
        with site.app.app_context():
            return db.session.get_one(tasks.TaskRow, job_id).done

    with site.running("tests.core.jobs") as worker:
        wait_for(lambda: done() > 0, "the job runs")
        children = psutil.Process(worker.pid).children()
        worker.kill()
        worker.wait()
    wait_for(lambda: not any(each.is_running() for each in children), "the job's process ends")
    with site.app.app_context():
        assert lease.take("next") is None
        with clock.freeze(clock.now() + lease.LEASE):
            held = lease.take("next")
    assert held is not None
    assert (held.id, held.attempt) == (job_id, 2)
