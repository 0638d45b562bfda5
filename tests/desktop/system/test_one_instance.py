"""One program runs for each home: who else may be there, what later starts hand over, and what becomes of those that crash or hang."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from desktop.system import one_instance
from desktop.system.call_server import CALLERS, CallServer, call_of
from desktop.system.one_instance import FRAME_BYTES, Call, Held, begin, claim

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes and sockets of Unix")

LINK = "internal-chat://chat/019c0000-0000-7000-8000-000000000099"


def begun(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the program as a user does, without a display."""
    environment = {**os.environ, "INTERNAL_CHAT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(home: Path, *arguments: str) -> tuple[int, str, str]:
    process = begun(home, *arguments)
    try:
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    return process.returncode, out, err


def announced(home: Path) -> dict[str, object]:
    """Wait until a process says where it can be called, and return it."""
    deadline = time.monotonic() + 30
    while not (said := (home / one_instance.FILE).read_text() if (home / one_instance.FILE).exists() else ""):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return json.loads(said)


@pytest.fixture
def short():
    """A folder with a short path, as homes have and sockets need; those of tests grow with every run."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def home(short) -> Path:
    return short / "home"


@pytest.fixture
def held(home):
    held = claim(home, Call())
    assert isinstance(held, Held)
    yield held
    held.release()


@pytest.fixture
def server(held, qapp):
    server = CallServer(held)
    assert server.listen()
    yield server
    server.close()


def handed_over(home: Path, call: Call, qtbot) -> str:
    """Be a later start: a process that ends up as the one, or has handed over, or was not answered; return which."""
    code = (
        "import sys; from pathlib import Path; from desktop.system.one_instance import *\n"
        "call = Call(**eval(sys.stdin.read()))\n"
        "try: held = begin(Path(sys.argv[1]), call)\n"
        "except SilentError: print('silent')\n"
        "else: print('handed over' if held is None else 'begun' if held.call == call else 'begun for something else')"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin as said:
        said.write(repr(asdict(call)))
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    with process.stdout as answer:
        return answer.read().strip()


def test_a_second_start_hands_over_and_the_crash_of_the_first_makes_room(home):
    first = begun(home)
    try:
        assert announced(home)["process"] == first.pid
        assert ended(home, LINK) == (0, "", "")
        assert ended(home) == (0, "", "")
        first.kill()
        first.wait()
        assert Path(str(announced(home)["address"])).exists(), "the socket is left behind"
        second = begun(home)
        try:
            deadline = time.monotonic() + 30
            while announced(home)["process"] != second.pid:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            assert ended(home) == (0, "", "")
            second.send_signal(signal.SIGTERM)
            assert second.wait(20) == 0
            assert [path.name for path in home.iterdir() if path.is_socket()] == []
        finally:
            second.kill()
            second.communicate()
    finally:
        first.kill()
        first.communicate()


def test_a_first_that_hangs_is_told_of_in_one_line(home):
    first = begun(home)
    try:
        announced(home)
        first.send_signal(signal.SIGSTOP)
        code, out, err = ended(home, LINK)
        assert (code, out) == (1, "")
        assert err == "Internal Chat is running already, but does not answer.\n"
        assert ended(home, "--hidden") == (0, "", ""), "nothing is wanted of it"
    finally:
        first.kill()
        first.communicate()


@pytest.mark.parametrize(
    "link", ["internal-chat://settings", "https://example.com/", "internal-chat://chat/1"]
)
def test_a_link_that_is_none_of_ours_is_refused_with_a_line_and_two(home, link):
    code, out, err = ended(home, link)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert link in err
    assert not home.exists()


def test_a_link_beside_a_command_is_refused(home):
    assert ended(home, "demo", LINK)[0] == 2
    assert ended(home, LINK, LINK)[0] == 2


def test_a_folder_that_the_system_tidied_away_hinders_no_end(tmp_path, short, qapp, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))
    held = claim(tmp_path / ("long" * 30), Call())
    assert isinstance(held, Held)
    server = CallServer(held)
    assert server.listen()
    folder = Path(str(announced(held.home)["address"])).parent
    (folder / "calls").unlink()
    folder.rmdir()
    server.close()
    held.release()


def test_homes_know_nothing_of_each_other(tmp_path, held):
    other = claim(tmp_path / "another", Call())
    assert isinstance(other, Held)
    other.release()
    assert claim(held.home, Call()) is None


def test_nobody_else_can_call_or_be_called_in_our_place(held, server):
    assert {path.name for path in held.home.iterdir()} == {"running", "calls"}
    for path in (held.home, *held.home.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_call_arrives_as_it_was_made(held, server, qtbot):
    called = []
    server.called.connect(called.append)
    call = Call("internal-chat://new?text=" + "%F0%9F%98%80" * 8_000, token="abc-123")
    assert handed_over(held.home, call, qtbot) == "handed over"
    assert called == [call]


def test_a_home_with_a_long_path_is_called_elsewhere_and_nothing_of_it_stays(
    tmp_path, short, qtbot, monkeypatch
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))
    held = claim(tmp_path / ("long" * 40), Call())
    assert isinstance(held, Held)
    server = CallServer(held)
    assert server.listen()
    socket = Path(str(announced(held.home)["address"]))
    assert socket.is_relative_to(short)
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
    assert handed_over(held.home, Call(LINK), qtbot) == "handed over"
    server.close()
    held.release()
    assert not [*(short).iterdir()]


def test_who_takes_the_place_of_a_crashed_one_clears_away_where_that_could_be_called(
    tmp_path, short, qtbot, monkeypatch
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))
    home = tmp_path / ("long" * 40)
    home.mkdir()
    left = short / "internal-chat-abcdef" / "calls"
    left.parent.mkdir()
    left.touch()
    (home / one_instance.FILE).write_text(json.dumps({"address": str(left), "process": 1}))
    held = claim(home, Call())
    assert isinstance(held, Held)
    server = CallServer(held)
    assert server.listen()
    assert not left.parent.exists()
    server.close()
    held.release()


def test_who_ends_is_waited_for_and_replaced(held, server, qtbot):
    server.close()
    threading.Timer(0.2, held.release).start()
    assert handed_over(held.home, Call(LINK), qtbot) == "begun"


def test_a_copy_of_the_process_does_not_hold_its_place(held, qtbot):
    child = os.fork()
    if child == 0:
        time.sleep(30)
        os._exit(0)
    try:
        held.release()
        qtbot.waitUntil(lambda: (again := claim(held.home, Call())) is not None and again.release() is None)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_home_that_cannot_be_written_hinders_no_start(tmp_path):
    (tmp_path / "file").touch()
    held = begin(tmp_path / "file" / "home", Call())
    assert isinstance(held, Held)
    assert not held.can_be_called
    assert not CallServer(held).listen()


def connected(server: CallServer, held: Held) -> QLocalSocket:
    socket = QLocalSocket(server)
    socket.connectToServer(str(announced(held.home)["address"]))
    assert socket.waitForConnected(5_000)
    return socket


@pytest.mark.parametrize(
    "frame", [b"\n", b"[]\n", b"{\n", b'{"link": 1}\n', b"\xff\xfe\n", b"[" * 100_000 + b"\n"]
)
def test_what_is_no_call_is_hung_up_on(held, server, qtbot, frame):
    called = []
    server.called.connect(called.append)
    socket = connected(server, held)
    socket.write(frame)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert (called, socket.readAll().data()) == ([], b"")


def test_who_says_too_much_is_hung_up_on(held, server, qtbot):
    socket = connected(server, held)
    socket.write(b"x" * (FRAME_BYTES + 1))
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)


def test_callers_who_say_nothing_keep_nobody_out_for_long(held, server, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.system.call_server._PATIENCE_MS", 200)
    silent = [connected(server, held) for _ in range(CALLERS + 2)]
    qtbot.waitUntil(lambda: all(s.state() is QLocalSocket.LocalSocketState.UnconnectedState for s in silent))
    assert handed_over(held.home, Call(LINK), qtbot) == "handed over"


@pytest.mark.parametrize(("frame", "calls"), [(b'{"link": "x"}\n', [Call("x")]), (b"[]\n", [])])
def test_who_has_said_all_before_anybody_looked_is_heard_and_forgotten(held, server, qtbot, frame, calls):
    called = []
    server.called.connect(called.append)
    server._server.newConnection.disconnect()
    sockets = []
    for _ in range(CALLERS + 2):
        socket = connected(server, held)
        socket.write(frame)
        qtbot.waitUntil(server._server.hasPendingConnections)
        caller = server._server.children()[-1]
        assert isinstance(caller, QLocalSocket)
        qtbot.waitUntil(lambda caller=caller: caller.bytesAvailable() == len(frame))
        server._on_connection()
        sockets.append(socket)
        qtbot.waitUntil(
            lambda socket=socket: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState
        )
    assert called == calls * (CALLERS + 2)
    server._server.newConnection.connect(server._on_connection)
    assert handed_over(held.home, Call(LINK), qtbot) == "handed over"


def test_what_another_version_says_beyond_a_call_is_passed_over():
    assert call_of(b'{"link": "x", "new": 1, "token": "bad\\ntoken"}') == Call("x")
