"""ZIPs of strangers: what is opened, and how little of a harmful one."""

import io
import zipfile

import pytest

from eventsite.core.sheets import packed
from eventsite.core.sheets.source import Limits, Unreadable
from tests.exchange import table_files as files


def test_members_are_read_from_bytes_and_from_files() -> None:
    data = files.zipped({"a/b.txt": b"hello", "c.txt": b"x" * 200_000})
    for given in (data, io.BytesIO(data)):
        opened = packed.opened(given, Limits())
        assert opened.names == ("a/b.txt", "c.txt")
        assert opened.read("a/b.txt") == b"hello"
        assert [len(piece) for piece in opened.stream("c.txt")] == [65536, 65536, 65536, 3392]
        assert ("a/b.txt" in opened, "nothing" in opened) == (True, False)


def test_folders_are_no_members() -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as out:
        out.mkdir("folder")
        out.writestr("folder/a.txt", b"a")
    assert packed.opened(into.getvalue(), Limits()).names == ("folder/a.txt",)


def test_what_is_read_is_counted_over_all_members() -> None:
    data = files.zipped({str(n): b"%d" % n * 500_000 for n in range(4)})
    opened = packed.opened(data, Limits(expanded=1_200_000, ratio=10_000))
    opened.read("0")
    opened.read("1")
    with pytest.raises(Unreadable, match="grows to more than 1 MB"):
        opened.read("2")


def test_a_header_that_lies_about_its_size_is_no_way_round() -> None:
    data = bytearray(files.zipped({"a": b"0" * 3_000_000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        packed.opened(bytes(data), Limits(expanded=1_000_000)).read("a")


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/a", "a//b", "a\\b", "C:/a", "a/./b", "a\nb", ".", "a/.."]
)
def test_names_that_lead_away_are_refused(name: str) -> None:
    with pytest.raises(Unreadable, match="leads out of its folder"):
        packed.opened(files.zipped({name: b"x"}), Limits())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(method: int) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as out:
        out.writestr("a", b"x")
    with pytest.raises(Unreadable, match="unusual way"):
        packed.opened(into.getvalue(), Limits())


def test_more_members_than_wanted_are_refused_by_the_number() -> None:
    data = files.zipped({str(n): b"" for n in range(11)})
    assert len(packed.opened(data, Limits(), members=11).names) == 11
    with pytest.raises(Unreadable, match="more than 10 files"):
        packed.opened(data, Limits(), members=10)
