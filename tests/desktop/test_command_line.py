"""The client's commands as a user runs them, as processes of their own: what they show, what they say, what they leave behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

SECONDS = 60
PNG = b"\x89PNG\r\n\x1a\n"
BARE = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def started(*arguments: str, home: Path, **variables: str) -> subprocess.Popen[str]:
    """Start `internal-chat` in a session of its own, with its own home and its own folder for temporary files."""
    environment = {name: value for name, value in os.environ.items() if name not in BARE}
    environment |= {"INTERNAL_CHAT_HOME": str(home / "home"), "TMPDIR": str(home / "tmp"), **variables}
    (home / "tmp").mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def ran(*arguments: str, home: Path, **variables: str) -> tuple[int, str, str]:
    """Run it to its end; return exit code, stdout and stderr."""
    process = started(*arguments, home=home, **variables)
    try:
        out, err = process.communicate(timeout=SECONDS)
    finally:
        kill(process)
    return process.returncode, out, err


def kill(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()


def size_of(picture: Path) -> tuple[int, int]:
    head = picture.read_bytes()[:24]
    assert head.startswith(PNG)
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def session_of(process: subprocess.Popen[str]) -> Iterator[int]:
    """Yield every living process of the session that the command began."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == process.pid and state != "Z":
            yield int(stat.parts[2])


def wait_until_nothing_is_left(process: subprocess.Popen[str], home: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while processes := [*session_of(process)]:
        assert time.monotonic() < deadline, f"processes stayed behind: {processes}"
        time.sleep(0.02)
    assert [path.name for path in (home / "tmp").iterdir()] == []


def wait_for_demo(process: subprocess.Popen[str], home: Path) -> None:
    """Wait until the demo can be joined."""
    deadline = time.monotonic() + SECONDS
    while not [*(home / "tmp").glob("*/demo.json")]:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_version_is_told(tmp_path):
    code, out, _ = ran("--version", home=tmp_path)
    assert (code, out.strip()) == (0, f"Internal Chat {version('internal-chat')}")


def test_help_names_the_demo(tmp_path):
    code, out, _ = ran("--help", home=tmp_path)
    assert code == 0
    assert "demo" in out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux runs without a display")
@pytest.mark.parametrize("command", [(), ("demo",), ("demo", "--as", "bruno")])
def test_without_a_display_one_line_says_what_to_set(command, tmp_path):
    code, out, err = ran(*command, home=tmp_path)
    assert code == 1
    assert out == ""
    assert err.count("\n") == 1
    assert "QT_QPA_PLATFORM=offscreen" in err


def test_to_join_without_a_demo_is_answered_with_how_to_start_one(tmp_path):
    code, _, err = ran("demo", "--as", "bruno", home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert code == 1
    assert err.count("\n") == 1
    assert "internal-chat demo" in err


def test_to_join_as_a_stranger_is_answered_with_the_names(tmp_path):
    code, _, err = ran("demo", "--as", "nobody", home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert code == 1
    assert err.count("\n") == 1
    assert "bruno" in err


def test_a_picture_that_cannot_be_written_is_said_before_anything_starts(tmp_path):
    picture = tmp_path / "no such folder" / "main.png"
    code, _, err = ran("demo", "--screenshot", str(picture), home=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert code == 1
    assert err.count("\n") == 1
    assert str(picture) in err
    assert [*(tmp_path / "tmp").iterdir()] == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_the_demo_takes_its_picture_and_leaves_nothing_behind(tmp_path):
    picture = tmp_path / "main.png"
    process = started("demo", "--screenshot", str(picture), home=tmp_path, QT_QPA_PLATFORM="offscreen")
    try:
        out, err = process.communicate(timeout=SECONDS)
        assert (process.returncode, out, err) == (0, "", "")
        assert size_of(picture) == (1280, 800)
        wait_until_nothing_is_left(process, tmp_path)
    finally:
        kill(process)
    assert not (tmp_path / "home").exists(), "the demo wrote into the user's own place"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_the_demo_ends_nothing_stays_behind(number, tmp_path):
    process = started("demo", home=tmp_path, QT_QPA_PLATFORM="offscreen")
    try:
        wait_for_demo(process, tmp_path)
        process.send_signal(number)
        process.communicate(timeout=SECONDS)
        assert process.returncode == (-number if number == signal.SIGKILL else 0)
        wait_until_nothing_is_left(process, tmp_path)
    finally:
        kill(process)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_what_the_terminal_sends_to_all_of_its_processes_ends_the_demo_in_order(number, tmp_path):
    process = started("demo", home=tmp_path, QT_QPA_PLATFORM="offscreen")
    try:
        wait_for_demo(process, tmp_path)
        os.killpg(process.pid, number)
        process.communicate(timeout=SECONDS)
        wait_until_nothing_is_left(process, tmp_path)
    finally:
        kill(process)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_a_second_person_joins_the_running_demo_and_sees_their_own_chats(tmp_path):
    process = started("demo", home=tmp_path, QT_QPA_PLATFORM="offscreen")
    picture = tmp_path / "bruno.png"
    try:
        wait_for_demo(process, tmp_path)
        code, out, err = ran("demo", "--as", "bruno", "--screenshot", str(picture), home=tmp_path, QT_QPA_PLATFORM="offscreen")  # fmt: skip
        assert (code, out, err) == (0, "", "")
        assert size_of(picture) == (1280, 800)
        process.terminate()
        process.communicate(timeout=SECONDS)
        wait_until_nothing_is_left(process, tmp_path)
    finally:
        kill(process)
