"""Proposals on pages: asked for, made by the job, accepted whole or in part, undone in one step."""

from datetime import time

import pytest

from eventsite.agenda import actions as agenda_actions
from eventsite.agenda import queries
from eventsite.agenda.actions import proposals as actions
from eventsite.agenda.jobs import proposals as jobs
from eventsite.agenda.models import ProposalState, SpeakerRole
from eventsite.agenda.proposing import stored
from eventsite.agenda.queries import proposals as proposal_queries
from eventsite.core import tasks
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import EventState
from tests import make
from tests.agenda.makings import ACTOR, make_room, make_session, make_speaker, place
from tests.counting import count_queries


@pytest.fixture
def three(event):
    """Three sessions without a place, and one room."""
    make_room(event)
    return [make_session(event, title) for title in ("One", "Two", "Three")]


def run(proposal):
    """Do the job as the worker's child does, and what came of it."""
    db.session.commit()
    return jobs.propose(tasks.Job(proposal.task_id, ACTOR), proposal.id)


def made(event, placed_too=False):
    proposal = actions.order_proposal(event, placed_too, ACTOR)
    run(proposal)
    return proposal_queries.find_proposal(event.id, proposal.id)


def places(event):
    found = queries.sessions(event.id)
    return {s.title["en"]: s.is_placed and f"{s.starts:%H:%M}" for s in found}


def test_the_job_places_everything_and_leads_to_its_page(event, three):
    proposal = actions.order_proposal(event, False, ACTOR)
    result = run(proposal)
    assert result["href"] == f"/manage/events/{event.slug}/programme/proposals/{proposal.id}"
    row = proposal_queries.find_proposal(event.id, proposal.id)
    content = stored.read(row.content)
    assert row.state == ProposalState.READY
    assert {way.code for way in content.ways} == {session.code for session in three}
    assert content.proposed[:3] <= content.first[:3]
    assert (content.now.unplaced, content.proposed.unplaced) == (3, 0)
    assert stored.read(stored.dump(content)) == content
    assert places(event) == dict.fromkeys(("One", "Two", "Three"), False)


def test_accepted_in_one_step_and_undone_in_one(event, three):
    proposal = made(event)
    revision = queries.revision(event.id)
    codes = [session.code for session in three]
    assert actions.accept_proposal(event, proposal.id, codes, ACTOR) == 3
    assert queries.revision(event.id) == revision + 1
    assert all(places(event).values())
    assert proposal.state == ProposalState.ACCEPTED
    agenda_actions.undo(event, ACTOR)
    assert not any(places(event).values())


def test_a_part_is_accepted_and_the_rest_stays(event, three, base, client):
    proposal = made(event)
    shown = client.get(f"{base}/programme/proposals/{proposal.id}")
    assert len(shown.soup.select("input[name=codes][checked]")) == 3
    url = f"{base}/programme/proposals/{proposal.id}/accept"
    after = client.post(url, {"codes": [three[0].code]})
    assert "1 session is placed as proposed." in after.text
    assert len(after.soup.select("input[name=codes]")) == 2
    assert sum(bool(at) for at in places(event).values()) == 1
    rest = client.post(url, {"codes": [s.code for s in three[1:]]})
    assert "This proposal is accepted." in rest.words
    assert all(places(event).values())


def test_what_somebody_changed_since_is_refused_and_the_rest_can_be_taken(
    event, three, base, client
):
    proposal = made(event)
    place(event, three[0], "15:00", day=make.FIRST_DAY)
    codes = [session.code for session in three]
    url = f"{base}/programme/proposals/{proposal.id}/accept"
    refused = client.post(url, {"codes": codes}, status=422)
    assert "Somebody has changed this since the proposal was made: One." in refused.words
    assert "One Changed since" in refused.words
    assert len(refused.soup.select("input[name=codes]")) == 2
    assert not places(event)["Two"]
    client.post(url, {"codes": codes[1:]})
    assert places(event)["One"] == "15:00"
    assert all(places(event).values())


def test_a_place_taken_meanwhile_is_refused(event, three):
    proposal = made(event)
    way = stored.read(proposal.content).ways[0]
    title = next(s.title["en"] for s in three if s.code == way.code)
    room = queries.rooms(event.id)[0]
    place(event, make_session(event, "Meanwhile"), f"{way.starts:%H:%M}", room, day=way.day)
    with pytest.raises(Refused) as caught:
        actions.accept_proposal(event, proposal.id, [way.code], ACTOR)
    assert caught.value.reason == actions.Reason.TAKEN
    assert caught.value.facts == {"titles": title}
    assert not places(event)[title]


def test_placed_ones_move_only_when_asked_and_locked_ones_never(event, three):
    room = queries.rooms(event.id)[0]
    speaker = make_speaker(event)
    both = [(speaker.id, SpeakerRole.SPEAKER)]
    for session, title in zip(three, ("One", "Two", "Three"), strict=True):
        facts = agenda_actions.SessionFacts({"en": title}, speakers=both)
        agenda_actions.edit_session(event, session, facts, ACTOR, session.version)
        place(event, session, "10:00", room)
    agenda_actions.set_lock(event, [(three[0], three[0].version)], True, ACTOR)
    with pytest.raises(Refused) as caught:
        actions.order_proposal(event, False, ACTOR)
    assert caught.value.reason == actions.Reason.NOTHING
    content = stored.read(made(event, placed_too=True).content)
    assert {way.code for way in content.ways} == {s.code for s in three[1:]}
    assert (content.now.broken > 0, content.proposed.broken) == (True, 0)


def test_what_finds_no_place_is_told_why(event, base, client):
    make_room(event)
    # Two days of eight hours and one room.
    for title in ("One", "Two", "Three"):
        make_session(event, title, minutes=480)
    proposal = made(event)
    shown = client.get(f"{base}/programme/proposals/{proposal.id}")
    assert shown.all("#left + ul li") == [
        "Three : All rooms are taken whenever it could be held, by: One, Two."
    ]
    table = [[c.get_text(strip=True) for c in r.select("th, td")] for r in shown.soup.select(
        "section[aria-labelledby=worth] tbody tr")]  # fmt: skip
    assert table[1] == ["Sessions without a place", "3", "1", "1"]


def test_asked_for_on_the_page_and_only_one_at_a_time(event, three, base, client):
    page = client.get(f"{base}/programme/proposals")
    assert page.h1 == "Suggest"
    assert "Nobody has asked for one yet." in page.words
    job = client.post(
        f"{base}/programme/proposals", {"scope": "unplaced", "aim": "balanced", "seed": "0"}
    )
    assert job.h1 == "Background job"
    again = client.post(
        f"{base}/programme/proposals",
        {"scope": "unplaced", "aim": "balanced", "seed": "0"},
        status=422,
    )
    assert "A proposal is being made already." in again.words
    proposal = proposal_queries.proposals(event.id)[0][0]
    waiting = client.get(f"{base}/programme/proposals/{proposal.id}")
    assert waiting.link("See how far it is") == f"/me/jobs/{proposal.task_id}"
    tasks.cancel(db.session.get_one(tasks.TaskRow, proposal.task_id), proposal.actor)
    db.session.commit()
    assert "Came to nothing" in client.get(f"{base}/programme/proposals").words
    client.post(
        f"{base}/programme/proposals", {"scope": "unplaced", "aim": "balanced", "seed": "0"}
    )
    assert len(proposal_queries.proposals(event.id)) == 2


def test_what_counts_can_be_chosen(event, three, base, client):
    client.post(f"{base}/programme/proposals", {"scope": "unplaced", "aim": "in-order"})
    proposal = proposal_queries.proposals(event.id)[0][0]
    run(proposal)
    assert stored.read(proposal.content).in_order
    shown = client.get(f"{base}/programme/proposals/{proposal.id}")
    assert "You asked for fewest warnings first" in shown.words


@pytest.mark.parametrize(
    "fields", [{"scope": "all"}, {"aim": "none"}, {"seed": "x"}, {"seed": "-1"}, {}]
)
def test_bad_answers_order_nothing(event, three, base, client, fields):
    data = {"scope": "unplaced", "aim": "balanced", "seed": "0", **fields}
    if not fields:
        event.state = EventState.ARCHIVED
    client.post(f"{base}/programme/proposals", data, status=422)
    assert proposal_queries.proposals(event.id) == []


def test_discarded_it_moves_nothing_and_is_over(event, three, base, client):
    proposal = made(event)
    client.post(f"{base}/programme/proposals/{proposal.id}/discard")
    assert proposal.state == ProposalState.DISCARDED
    refused = client.post(
        f"{base}/programme/proposals/{proposal.id}/accept",
        {"codes": [three[0].code]}, status=422,
    )  # fmt: skip
    assert "This proposal was accepted or discarded meanwhile." in refused.words
    assert not any(places(event).values())


def test_nothing_ticked_and_codes_of_others(event, three, base, client):
    proposal = made(event)
    url = f"{base}/programme/proposals/{proposal.id}/accept"
    assert "Tick at least one session." in client.post(url, {}, status=422).words
    client.post(url, {"codes": ["nobody"]}, status=422)
    other = make.make_event("Another")
    missing = f"/manage/events/{other.slug}/programme/proposals/{proposal.id}"
    client.sign_in(make.make_staff())
    client.get(missing, status=404)


def test_a_proposal_given_up_meanwhile_is_not_kept(event, three):
    proposal = actions.order_proposal(event, False, ACTOR)
    proposal.state = ProposalState.FAILED
    with pytest.raises(Refused):
        run(proposal)


def test_queries_do_not_grow(event, three, base, client):
    proposal = made(event)
    url = f"{base}/programme/proposals/{proposal.id}"
    client.get(url)
    with count_queries() as one:
        client.get(url)
    more = tuple(stored.read(proposal.content).ways) + tuple(
        stored.Way(make_session(event, f"More {n}").code, 1, make.FIRST_DAY, time(10))
        for n in range(5)
    )
    proposal.content = stored.dump(stored.Content(False, ways=more))
    client.get(url)
    with count_queries() as many:
        client.get(url)
    assert len(one) == len(many)
