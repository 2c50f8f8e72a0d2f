"""Whose what was brought is: nobody is handed out what stands there of a namesake."""

import pytest

from eventsite.exchange import personal
from eventsite.exchange.actions import bringing
from tests import make

TABLE = (
    "Title,Date,Start,End,Speakers\n"
    "Opening,2027-06-08,09:00,09:30,Litia Tuiloma <litia@example.org>\n"
    "Panel,2027-06-08,10:00,10:30,Bo Li <office@example.org>\n"
    "Closing,2027-06-08,17:00,17:30,Ana Silva\n"
)


@pytest.mark.parametrize(
    ("name", "email", "handed_out"),
    [
        ("Litia Tuiloma", "litia@example.org", ["Litia Tuiloma"]),
        ("Litia Tuiloma", "namesake@example.org", []),
        ("Litia Tuiloma", "", []),
        # Whoever alone has the address may have another name by now.
        ("Litia Tuivaga", "litia@example.org", ["Litia Tuiloma"]),
        ("Bo Li", "office@example.org", ["Bo Li"]),
        ("Ann Lee", "office@example.org", []),
        ("Ana Silva", "ana@example.org", ["Ana Silva"]),
        ("Somebody Else", "", []),
    ],
)
def test_who_is_handed_out_what(session, name, email, handed_out):
    event = make.make_event()
    row = bringing.bring(event, [bringing.Brought("plan.csv", TABLE.encode())], "user:1")
    bringing.match_columns(event, row, {}, "user:1")
    # Two people share the address of the office.
    make.make_person("Third", "Person", email="office@example.org")
    first, family = name.split()
    person = make.make_person(first, family, email=email)
    session.flush()
    found = personal.export(person)["brought_programmes"]
    assert [one["name"] for one in found] == handed_out
