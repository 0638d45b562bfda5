"""A second person's window finds the running demo, and no other."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.demo.place import Place, Running, find_running, make_place


@pytest.fixture(autouse=True)
def _own_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def an_ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def announced(address: str, *, pid: int | None = None) -> Place:
    place = make_place()
    place.announce(Running(address, os.getpid() if pid is None else pid))
    return place


def test_without_a_demo_none_is_found():
    assert find_running() is None


def test_a_running_demo_is_found():
    place = announced("ws://127.0.0.1:1")
    assert find_running() == (place, Running("ws://127.0.0.1:1", os.getpid()))


def test_the_newest_of_several_is_found():
    for number in range(3):
        os.utime(announced(f"ws://127.0.0.1:{number}").folder / "demo.json", (number, number))
    found = find_running()
    assert found is not None
    assert found[1].address == "ws://127.0.0.1:2"


def test_one_that_ended_without_a_word_is_passed_over():
    announced("ws://127.0.0.1:1")
    announced("ws://127.0.0.1:2", pid=an_ended_process())
    found = find_running()
    assert found is not None
    assert found[1].address == "ws://127.0.0.1:1"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"address": 1}'])
def test_a_damaged_file_is_passed_over(damage):
    (announced("ws://127.0.0.1:1").folder / "demo.json").write_bytes(damage)
    assert find_running() is None


@pytest.mark.skipif(sys.platform == "win32", reason="about POSIX permissions")
def test_nobody_else_can_look_inside():
    place = announced("ws://127.0.0.1:1")
    assert place.folder.stat().st_mode & 0o077 == 0
    assert (place.folder / "demo.json").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give a file away")
def test_the_demo_of_another_user_is_not_joined():
    place = announced("ws://127.0.0.1:1")
    os.chown(place.folder / "demo.json", 12345, 12345)
    assert find_running() is None


def test_who_joined_is_known_until_they_leave():
    place = make_place()
    assert place.joined() == frozenset()
    place.join("bruno")
    assert place.joined() == {"bruno"}
    place.leave("bruno")
    assert place.joined() == frozenset()


def test_who_was_killed_has_left():
    place = make_place()
    (place.folder / f"joined-bruno-{an_ended_process()}").touch()
    assert place.joined() == frozenset()


def test_every_window_has_its_own_cache_inside_the_demos_folder():
    place = make_place()
    assert place.cache("dana") != place.cache("bruno")
    assert place.cache("dana").is_relative_to(place.folder)
    assert Path(tempfile.gettempdir()) in place.folder.parents
