"""Error pages lead back to a page that can be opened, in the same language, on this site only."""

import pytest

from eventsite.core import back

PROGRAMME = "/manage/events/forum/programme"


@pytest.mark.parametrize(
    ("root", "path", "sent_from", "expected"),
    [
        ("", f"{PROGRAMME}/sessions/A", "", f"{PROGRAMME}/sessions/A"),
        ("", f"{PROGRAMME}?day=2027-06-08", "", f"{PROGRAMME}?day=2027-06-08"),
        ("", f"{PROGRAMME}/several", f"http://localhost{PROGRAMME}/sessions?state=placed",
         f"{PROGRAMME}/sessions?state=placed"),
        ("", f"{PROGRAMME}/several", f"http://elsewhere.example{PROGRAMME}/rooms", PROGRAMME),
        ("", f"{PROGRAMME}/several", f"http://localhost{PROGRAMME}/several", PROGRAMME),
        ("", f"{PROGRAMME}/sessions/A/place", "", f"{PROGRAMME}/sessions/A"),
        ("", f"{PROGRAMME}/undo", "javascript:alert(1)", PROGRAMME),
        ("/ar", f"{PROGRAMME}/undo", f"http://localhost/ar{PROGRAMME}/rooms",
         f"/ar{PROGRAMME}/rooms"),
        ("/ar", f"{PROGRAMME}/undo", f"http://localhost{PROGRAMME}/rooms", f"/ar{PROGRAMME}"),
        ("/ar", "/nowhere/at-all", "", "/ar/"),
    ],
)  # fmt: skip
def test_the_way_back(app, root, path, sent_from, expected):
    base = f"http://localhost{root}"
    headers = {"Referer": sent_from} if sent_from else {}
    with app.test_request_context(path, base_url=base, method="POST", headers=headers):
        assert back.address() == expected
