"""The program paints the chats as they were last seen before it loads anything that this does not need.

What must not be loaded is named: a time would say something about the machine.
"""

import json
import os
import secrets
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from desktop import remembered
from desktop.config import KnownAccount, Settings, save_settings
from desktop.core.client import Account, Client
from desktop.core.values import UserId
from desktop.places import Places, find_places
from tests.benchmarks import session

ROOT = Path(__file__).parents[2]
SERVER = "wss://desk.example.com/sync"
ROW = {
    "id": "c1", "title": "Refund", "people": [["u1", "Ana Sousa"]], "preview": "Ana: done", "draft": "", "time": "14:32",
    "unread": 2, "waiting": True, "refused": False, "asking": False, "muted": True, "pinned": True,
    "activity_at": 1_790_000_000_000,
}  # fmt: skip
CHOSEN = {
    "text_percent": 115, "language": 7, "list_width": "wide", "maximized": True, "window": [10, 20, 900, 700],
    "enter_sends": False, "invented_later": 1,
}  # fmt: skip
UNDERSTOOD = {"text_percent": 115, "maximized": True, "window": [10, 20, 900, 700]}
"""Of that, what the first picture follows."""
NOT_BEFORE_THE_FIRST_PICTURE = (
    "asyncio", "qasync", "msgspec", "websockets", "ssl", "sqlcipher3", "sqlite3", "sqlalchemy", "argon2", "keyring", "jeepney",
    "secretstorage", "cryptography", "PIL", "platformdirs", "importlib.metadata", "importlib_metadata", "uuid_utils",
    "PySide6.QtNetwork", "PySide6.QtSvg", "PySide6.QtDBus",
    "sync_server", "desktop.app", "desktop.config", "desktop.core", "desktop.demo", "desktop.entry", "desktop.pages", "desktop.process", "desktop.session",
    "desktop.ui.main_window", "desktop.ui.dialogs", "desktop.ui.timeline", "desktop.viewmodels.workspace",
)  # fmt: skip
NOT_FOR_WHAT_IS_REMEMBERED = (
    "asyncio", "msgspec", "websockets", "ssl", "sqlite3", "sqlalchemy", "argon2", "keyring", "secretstorage", "cryptography", "PIL",
    "PySide6", "shiboken6", "desktop.app", "desktop.process", "desktop.core.client", "desktop.core.cache.database", "desktop.ui",
)  # fmt: skip
FIRST_PICTURE = """
import json, os, sys
from desktop import remembered, start

class Ready:
    def result(self, seconds):
        return remembered.Remembered("light", [json.loads(sys.argv[1])])

def tell(look):
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication, QListView
    loop = QEventLoop()
    QTimer.singleShot(50, loop.quit)
    loop.exec()
    (window,) = QApplication.topLevelWidgets()
    view = window.findChild(QListView)
    rows = [view.model().index(row, 0).data() for row in range(view.model().rowCount())]
    json.dump({"rows": rows, "shown": view.isVisible(), "modules": list(sys.modules)}, sys.stdout)
    sys.stdout.flush()
    os._exit(0)

remembered.begin = lambda places: Ready()
start._load_rest = tell
from desktop.__main__ import main
main([])
"""
REMEMBERED = """
import json, sys
from desktop import remembered
from desktop.places import find_places
found = remembered.read(find_places())
json.dump({"found": found, "modules": list(sys.modules)}, sys.stdout)
"""


def told(script: str, *arguments: str, environment: dict[str, str] | None = None) -> dict:
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        cwd=ROOT,
        env={**(environment or os.environ), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def loaded(modules: list[str], names: tuple[str, ...]) -> set[str]:
    return {module for module in modules for name in names if module == name or module.startswith(f"{name}.")}


def test_the_first_picture_needs_nothing_but_qt_and_what_paints_a_row(tmp_path):
    found = told(FIRST_PICTURE, json.dumps(ROW))
    assert found["shown"]
    assert found["rows"] == ["Refund"]
    assert "desktop.ui.first_look" in found["modules"]
    # A row with a mark needs its icon: that alone is loaded for it.
    assert loaded(found["modules"], NOT_BEFORE_THE_FIRST_PICTURE) <= {"PySide6.QtSvg"}


def test_rows_without_marks_need_no_icons(tmp_path):
    found = told(FIRST_PICTURE, json.dumps({**ROW, "waiting": False, "muted": False, "pinned": False}))
    assert not loaded(found["modules"], NOT_BEFORE_THE_FIRST_PICTURE)


@pytest.fixture(scope="module")
def kept_at(tmp_path_factory):
    """The environment of a user who stayed signed in, with a real keyring, and what the last session kept."""
    if not session.has_keyring():
        pytest.skip("needs gnome-keyring and dbus-daemon")
    with session.unlocked_keyring(session.new_user(tmp_path_factory.mktemp("home"))) as environment:
        yield environment


KEEP = """
import asyncio, json, sys
from desktop.core.client import Account, Client
from desktop.places import find_places
from desktop.system import keyring
server, user, key, row = sys.argv[1:]

async def main():
    keyring.store(server, user, keyring.Kept("ict_secret", bytes.fromhex(key)))
    account = Account(server, user, "dana", "Dana Feld", "ict_secret")
    client = await Client.open(account, find_places().account(server, user), key=bytes.fromhex(key))
    await client.keep_last_seen(json.dumps([json.loads(row)]))
    await client.close()
    json.dump({}, sys.stdout)

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def dana(kept_at):
    told(KEEP, SERVER, "dana", secrets.token_hex(32), json.dumps(ROW), environment=kept_at)
    places = find_places(kept_at)
    save_settings(
        places.settings,
        Settings(
            account=KnownAccount(SERVER, "dana", "dana", "Dana Feld"), appearance="dark", choices=CHOSEN
        ),
    )
    return kept_at


def test_what_was_last_seen_is_found_with_the_key_from_the_keyring(dana):
    assert told(REMEMBERED, environment=dana)["found"] == ["dark", [ROW], UNDERSTOOD]


def test_to_find_it_takes_no_keyring_library_and_nothing_of_the_client(dana):
    assert not loaded(told(REMEMBERED, environment=dana)["modules"], NOT_FOR_WHAT_IS_REMEMBERED)


def test_a_child_hands_over_what_it_found(dana):
    script = """
    import json, sys, threading
    from desktop import remembered
    from desktop.places import find_places
    reading = remembered.begin(find_places())
    json.dump({"found": reading.result(20), "threads": threading.active_count()}, sys.stdout)
    """
    assert told(script, environment=dana) == {
        "found": ["dark", [ROW], UNDERSTOOD],
        "threads": 1,
    }


def test_a_key_that_does_not_come_is_not_waited_for(monkeypatch, tmp_path):
    monkeypatch.setattr(remembered, "read", lambda _places: time.sleep(60))
    reading = remembered._InChild(Places(tmp_path))
    started = time.monotonic()
    assert reading.result(0.1) == remembered.Remembered()
    assert time.monotonic() - started < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(reading._child, 0)


def test_a_thread_finds_the_same_where_there_are_no_cheap_processes(monkeypatch, tmp_path):
    monkeypatch.setattr(remembered, "read", lambda _places: remembered.Remembered("dark", [ROW]))
    assert remembered._InThread(Places(tmp_path)).result(20) == remembered.Remembered("dark", [ROW])


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"account": null}',
        '{"account": {"protection": "passphrase", "server": "s", "user": "u"}}',
    ],
)
def test_nothing_is_remembered_of_nobody(tmp_path, settings):
    if settings:
        (tmp_path / "settings.json").write_text(settings)
    assert remembered.read(Places(tmp_path)) == remembered.Remembered()


async def test_without_the_keyring_nothing_is_remembered(tmp_path, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    places = Places(tmp_path)
    account = Account(SERVER, UserId("dana"), "dana", "Dana Feld", "ict_secret")
    client = await Client.open(account, places.account(SERVER, "dana"), key=secrets.token_bytes(32))
    await client.keep_last_seen(json.dumps([ROW]))
    await client.close()
    save_settings(places.settings, Settings(account=KnownAccount(SERVER, "dana", "dana", "Dana Feld")))
    assert remembered.read(places) == remembered.Remembered()


def test_the_support_code_of_qt_is_whole_but_for_what_writes_stub_files():
    script = """
    import builtins, json, sys
    before = builtins.compile
    from desktop.system import lean_qt
    lean_qt.import_shiboken()
    from PySide6.QtCore import QObject, Qt
    try:
        QObject().setObjectName(object())
    except TypeError as error:
        said = str(error)
    json.dump({"same": builtins.compile is before, "said": said}, sys.stdout)
    """
    found = told(script)
    assert found["same"]
    assert "setObjectName" in found["said"]
    assert "Supported signatures" in found["said"]
