"""Any moves, undos and redos by two people end where a plain list of placements says."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventsite.agenda import actions, queries
from eventsite.core.db import db
from eventsite.core.errors import Refused
from tests import make

ZONE = ZoneInfo("Europe/Zurich")
#: A night until 02:00, then the day on which the clock goes back from 03:00 to 02:00.
NIGHT, CHANGE = date(2027, 10, 30), date(2027, 10, 31)
HOURS = {NIGHT: (time(20), time(2)), CHANGE: (time(2), time(8))}
SLOTS = [
    (NIGHT, time(20), 0),
    (NIGHT, time(23, 30), 0),
    (NIGHT, time(1, 30), 0),
    (CHANGE, time(2, 30), 0),
    (CHANGE, time(2, 30), 1),
    (CHANGE, time(7), 0),
]
NAMES = ("a", "b", "c")
PEOPLE = ("user:1", "user:2")


@dataclass(frozen=True)
class Spot:
    """Where a session stands and how long it is: wall time, fold, room, minutes."""

    wall: datetime | None = None
    fold: int = 0
    room: int | None = None
    minutes: int = 60

    @property
    def place(self):
        return self.wall, self.fold, self.room


@dataclass
class Model:
    """The placements, and each person's steps as lists of (name, before, after)."""

    spots: dict = field(default_factory=lambda: dict.fromkeys(NAMES, Spot()))
    done: dict = field(default_factory=lambda: {person: [] for person in PEOPLE})
    undone: dict = field(default_factory=lambda: {person: [] for person in PEOPLE})

    def change(self, person, new):
        step = [(n, self.spots[n], spot) for n, spot in new.items() if self.spots[n] != spot]
        self.spots.update(new)
        if step:
            self.done[person].append(step)
            self.undone[person].clear()

    def back(self, person, source, goal, forth):
        """Whether the last step of a list could be applied."""
        if not source[person]:
            return False
        step = [(n, b, a) if forth else (n, a, b) for n, b, a in source[person][-1]]
        for name, left, there in step:
            now = self.spots[name]
            if left.place != there.place and now.place != left.place:
                return False
            if left.minutes != there.minutes and now.minutes != left.minutes:
                return False
        for name, left, there in step:
            now = self.spots[name]
            if left.place != there.place:
                now = replace(now, wall=there.wall, fold=there.fold, room=there.room)
            if left.minutes != there.minutes:
                now = replace(now, minutes=there.minutes)
            self.spots[name] = now
        goal[person].append(source[person].pop())
        return True


def day_of(wall):
    """The programme's day: before two in the morning of the 31st is still the night."""
    return NIGHT if wall < datetime.combine(CHANGE, time(2)) else CHANGE


def wall_on(day, at):
    return datetime.combine(CHANGE if day == NIGHT and at < time(2) else day, at)


def later(spot, minutes):
    """The wall time and fold so many minutes of life later."""
    aware = spot.wall.replace(tzinfo=ZONE, fold=spot.fold)
    there = datetime.fromtimestamp(aware.timestamp() + minutes * 60, ZONE)
    return there.replace(tzinfo=None, fold=0), there.fold


people = st.sampled_from(PEOPLE)
name = st.sampled_from(NAMES)
operation = st.one_of(
    st.tuples(st.just("place"), people, name, st.sampled_from(SLOTS), st.sampled_from([0, 1])),
    st.tuples(st.just("take_off"), people, name),
    st.tuples(st.just("resize"), people, name, st.sampled_from([30, 60, 90])),
    st.tuples(st.just("swap"), people, name, name),
    st.tuples(
        st.just("shift"), people, st.sets(name, min_size=1), st.sampled_from([-60, -30, 30, 90])
    ),
    st.tuples(st.just("undo"), people),
    st.tuples(st.just("undo"), people),
    st.tuples(st.just("redo"), people),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(operation, min_size=4, max_size=16))
def test_any_sequence_ends_as_a_plain_list_says(session, operations):
    event = make.make_event(first_day=NIGHT, days=2, zone="Europe/Zurich")
    for day in event.days:
        day.starts, day.ends = HOURS[day.day]
    rooms = [actions.create_room(event, actions.RoomFacts({"en": said}), "user:9") for said in "AB"]
    codes = {
        n: actions.create_session(event, actions.SessionFacts({"en": n}), "user:9").code
        for n in NAMES
    }
    model = Model()
    for what, person, *rest in operations:
        expected = PREDICT[what](model, person, [room.id for room in rooms], *rest)
        db.session.flush()
        db.session.expire_all()
        found = queries.movable(event.id, codes.values())
        held = {n: found[code] for n, code in codes.items()}
        try:
            ACT[what](event, held, person, rooms, *rest)
            done = True
        except Refused:
            done = False
        assert done == expected, (what, person, rest)
        assert placed(event, codes) == model.spots, (what, person, rest)


def placed(event, codes):
    db.session.expire_all()
    found = queries.movable(event.id, codes.values())
    spots = {}
    for n, code in codes.items():
        s = found[code]
        wall = datetime.combine(s.day, s.starts) if s.day else None
        room = s.rooms[0].id if s.rooms else None
        spots[n] = Spot(wall, s.fold, room, s.minutes)
    return spots


def predict_place(model, person, rooms, n, slot, room):
    day, at, fold = slot
    spot = replace(model.spots[n], wall=wall_on(day, at), fold=fold, room=rooms[room])
    model.change(person, {n: spot})
    return True


def predict_take_off(model, person, _rooms, n):
    if model.spots[n].wall is None:
        return False
    model.change(person, {n: Spot(minutes=model.spots[n].minutes)})
    return True


def predict_resize(model, person, _rooms, n, minutes):
    model.change(person, {n: replace(model.spots[n], minutes=minutes)})
    return True


def predict_swap(model, person, _rooms, n, other):
    one, two = model.spots[n], model.spots[other]
    if n == other or (one.wall is None and two.wall is None):
        return False
    swapped = {
        n: replace(two, minutes=one.minutes),
        other: replace(one, minutes=two.minutes),
    }
    model.change(person, swapped)
    return True


def predict_shift(model, person, _rooms, names, minutes):
    new = {}
    for n in names:
        spot = model.spots[n]
        if spot.wall is None:
            return False
        wall, fold = later(spot, minutes)
        if day_of(wall) != day_of(spot.wall):
            return False
        new[n] = replace(spot, wall=wall, fold=fold)
    model.change(person, new)
    return True


PREDICT = {
    "place": predict_place,
    "take_off": predict_take_off,
    "resize": predict_resize,
    "swap": predict_swap,
    "shift": predict_shift,
    "undo": lambda m, person, _rooms: m.back(person, m.done, m.undone, forth=False),
    "redo": lambda m, person, _rooms: m.back(person, m.undone, m.done, forth=True),
}


def act_place(event, held, person, rooms, n, slot, room):
    day, at, fold = slot
    place = actions.Placement(day, at, [rooms[room].id], fold=fold)
    actions.place(event, held[n], place, person, held[n].version)


def act_shift(event, held, person, _rooms, names, minutes):
    chosen = [(held[n], held[n].version) for n in sorted(names)]
    actions.shift(event, chosen, actions.Shift(minutes=minutes), person)


def act_swap(event, held, person, _rooms, n, other):
    one, two = held[n], held[other]
    actions.swap(event, (one, one.version), (two, two.version), person)


ACT = {
    "place": act_place,
    "take_off": lambda event, held, person, _rooms, n: actions.take_off(
        event, held[n], person, held[n].version
    ),
    "resize": lambda event, held, person, _rooms, n, minutes: actions.resize(
        event, held[n], minutes, person, held[n].version
    ),
    "swap": act_swap,
    "shift": act_shift,
    "undo": lambda event, _held, person, _rooms: actions.undo(event, person),
    "redo": lambda event, _held, person, _rooms: actions.redo(event, person),
}


def test_the_models_own_clock():
    spot = Spot(datetime.combine(CHANGE, time(2, 30)))
    assert [later(spot, n)[1] for n in (0, 30, 60, 90)] == [0, 1, 1, 0]
    assert later(spot, 60)[0] == spot.wall
    assert day_of(spot.wall - timedelta(minutes=35)) == NIGHT
