"""What is ordered for sessions: states, what is missing, money, the pages and the day's sheet."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda import actions, ordering, queries
from eventsite.agenda.models import SupplyKind as K
from eventsite.agenda.models import SupplyState as S
from eventsite.agenda.ordering import Need, Order, Reason
from eventsite.core.errors import Refused, Stale
from tests.agenda import makings
from tests.agenda.makings import ACTOR

ALLOWED = {
    (S.REQUESTED, S.APPROVED), (S.APPROVED, S.BOOKED), (S.BOOKED, S.DELIVERED),
    (S.DELIVERED, S.CONFIRMED), (S.APPROVED, S.REQUESTED), (S.BOOKED, S.APPROVED),
    (S.DELIVERED, S.BOOKED), (S.CONFIRMED, S.DELIVERED), (S.REQUESTED, S.DECLINED),
    (S.APPROVED, S.DECLINED), (S.BOOKED, S.DECLINED), (S.DECLINED, S.REQUESTED),
}  # fmt: skip


@pytest.mark.parametrize(("state", "wanted"), list(product(S, S)))
def test_which_state_may_follow(state, wanted):
    assert ordering.may_go(state, wanted) == ((state, wanted) in ALLOWED)


FRENCH, CAPTIONS = Need(K.INTERPRETATION, "fr"), Need(K.CAPTIONS, "en")


def test_what_a_session_announces():
    found = ordering.announced(["en", "es"], ["fr", "ar", "fr"], True, True)
    assert found == [FRENCH, Need(K.INTERPRETATION, "ar"), CAPTIONS, Need(K.SIGN_LANGUAGE)]
    assert ordering.announced([], [], True, False) == [Need(K.CAPTIONS)]


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], [FRENCH, CAPTIONS]),
        ([(FRENCH, S.BOOKED)], [CAPTIONS]),
        ([(FRENCH, S.DECLINED)], [FRENCH, CAPTIONS]),
        ([(Need(K.INTERPRETATION, "ar"), S.BOOKED)], [FRENCH, CAPTIONS]),
        ([(Need(K.CAPTIONS, "es"), S.REQUESTED)], [FRENCH]),
    ],
)
def test_what_is_missing(there, expected):
    assert ordering.missing([FRENCH, CAPTIONS], there) == expected


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None), ("0", 0), ("1250", 125000), ("1250.5", 125050), ("1 250,50", 125050),
        ("1\u00a0250.05", 125005), ("0.1", 10), ("1'000", 100000), ("100000000", 10_000_000_000),
    ],
)  # fmt: skip
def test_amounts_are_exact(typed, amount):
    assert ordering.hundredths(typed) == amount


@pytest.mark.parametrize(
    "typed", ["x", "-5", "1.234", "1e5", "NaN", "100000001", "1.2.3", "1,2,3", "٣", "."]
)
def test_what_is_no_amount(typed):
    with pytest.raises(ValueError, match=r"amount|Finer"):
        ordering.hundredths(typed)


@given(st.integers(0, ordering.MOST_COST))
def test_what_is_written_is_read_again(amount):
    assert ordering.hundredths(ordering.written(amount)) == amount


def test_sums_leave_declined_out_and_keep_gifts_apart():
    orders = [
        Order(K.CAPTIONS, S.BOOKED, 10010, 9900),
        Order(K.CAPTIONS, S.REQUESTED),
        Order(K.CAPTIONS, S.CONFIRMED, 5000, None, in_kind=True),
        Order(K.INTERPRETATION, S.DECLINED, 99999),
        Order(K.INTERPRETATION, S.APPROVED, 20),
    ]
    found = ordering.sums(orders)
    captions = ordering.Sum(3, 10010, 9900, in_kind=5000, given=1, unknown=1)
    assert found == {K.INTERPRETATION: ordering.Sum(1, 20), K.CAPTIONS: captions}
    assert ordering.whole(found.values()) == ordering.Sum(4, 10030, 9900, 5000, 1, 1)
    assert ordering.by_state(orders)[K.INTERPRETATION][S.DECLINED] == 1


@pytest.fixture
def talk(event):
    made = makings.make_session(
        event, languages=["en"], interpretation=["fr", "ar"], has_captions=True
    )
    return makings.place(event, made, "10:00", makings.make_room(event, "Hall"))


def test_one_press_requests_what_is_announced(event, talk):
    assert actions.request_missing(event, talk, ACTOR) == 3
    found = [(one.kind, one.lang, one.state) for one in queries.supplies(talk.id)]
    assert found == [
        (K.CAPTIONS, "en", S.REQUESTED),
        (K.INTERPRETATION, "ar", S.REQUESTED),
        (K.INTERPRETATION, "fr", S.REQUESTED),
    ]
    with pytest.raises(Refused) as refused:
        actions.request_missing(event, talk, ACTOR)
    assert refused.value.reason == Reason.NOTHING_MISSING


def test_states_and_stale_writes(event, talk):
    service = actions.request_supply(event, talk, actions.SupplyFacts(K.RECORDING), ACTOR)
    with pytest.raises(Refused):
        actions.move_on(event, service, S.DELIVERED, ACTOR, service.version)
    actions.move_on(event, service, S.APPROVED, ACTOR, service.version)
    with pytest.raises(Stale):
        actions.move_on(event, service, S.BOOKED, ACTOR, service.version - 1)
    with pytest.raises(Refused) as refused:
        actions.delete_supply(event, service, ACTOR)
    assert refused.value.reason == Reason.STARTED


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (actions.SupplyFacts(K.INTERPRETATION), Reason.LANGUAGE),
        (actions.SupplyFacts(K.PLATFORM, "fr"), Reason.NO_LANGUAGE),
    ],
)
def test_languages_belong_to_spoken_services(event, talk, facts, reason):
    with pytest.raises(Refused) as refused:
        actions.request_supply(event, talk, facts, ACTOR)
    assert refused.value.reason == reason


def test_the_pages_from_request_to_order_sheet(client, event, base, talk):
    own = f"{base}/programme/sessions/{talk.code}/services"
    assert client.get(f"{base}/programme/services").all("main section li a") == ["Opening"]
    page = client.press(own, "Request what is missing")
    names = ["Captions: English", "Interpretation: Arabic", "Interpretation: French"]
    assert page.all("tbody th") == names
    service = queries.supplies(talk.id)[2]
    one = f"{base}/programme/services/{service.id}"
    facts = {"supplier": "=Voices", "planned_cost": "1 250,50", "minutes": "90"}
    client.press(one, "Save the service", **facts)
    client.post(f"{one}/state", {"state": "approved", "version": "2"})
    total = client.get(f"{base}/programme/services").all("tfoot td")
    assert total == ["3", "CHF 1,250.50", "CHF 0.00", "CHF 0.00", "2"]
    sheet = client.get(f"{base}/programme/services/days/{talk.day.isoformat()}")
    assert sheet.all("tbody tr")[2] == (
        "Hall 10:00 – 11:30 Opening Interpretation French =Voices 90 Go-ahead given"
    )
    table = client.open("GET", f"{base}/programme/services/days/{talk.day.isoformat()}.csv")
    assert table.text.splitlines()[3] == (
        "Hall,10:00,11:30,Opening,Interpretation,French,'=Voices,90,Go-ahead given"
    )
    client.get(f"{base}/programme/services/days/today", 404)


def test_bad_answers_save_nothing(client, event, base, talk):
    own = f"{base}/programme/sessions/{talk.code}/services"
    typed = {"kind": "platform", "planned_cost": "1.234", "minutes": "0"}
    page = client.form(client.get(own), "Request the service").fill(**typed).submit(422)
    assert page.all(".errsum li") == [
        "Enter minutes between 1 and 1440.",
        "Enter an amount with at most two digits after the point, like 1250.50.",
    ]
    assert queries.supplies(talk.id) == []
    service = actions.request_supply(event, talk, actions.SupplyFacts(K.RECORDING), ACTOR)
    page = client.post(
        f"{base}/programme/services/{service.id}/state", {"state": "confirmed", "version": "1"}, 422
    )
    assert page.all(".errsum li") == [
        "This service cannot go from “Requested” to “Confirmed by the user”."
    ]
