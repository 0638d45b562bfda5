"""Token and key are kept in a real system keyring or not at all: never in a file, never in a store that forgets.

And nobody takes a keyring that does not answer for one that has lost them.
"""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.system import keyring
from desktop.system.keyring import Kept, KeyringSilentError, KeyringUnavailableError, NoKeyringError

KEY = bytes(range(32))

needs_gnome = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring and dbus-run-session",
)

UNLOCKED = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null"


def on_a_desktop(home: Path, daemon: str, script: str) -> str:
    """Run a script in a session of its own with GNOME's keyring and nobody to answer its prompts; return what it printed."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    run = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f"{daemon} && '{sys.executable}' -c \"$SCRIPT\""],
        env={**environment, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "SCRIPT": PREAMBLE + textwrap.dedent(script)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


PREAMBLE = """
from desktop.system import keyring
from desktop.system.keyring import Kept
KEY = bytes(range(32))
A, B = ("wss://a/sync", "dana"), ("wss://b/sync", "dana")
"""


def test_only_the_systems_own_keyrings_are_used():
    modules = {module for backends in keyring.BACKENDS.values() for module, _ in backends}
    assert modules == {
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
    }


def test_an_unknown_system_has_none(monkeypatch):
    monkeypatch.setattr(keyring.sys, "platform", "plan9")
    assert not keyring.available()
    with pytest.raises(NoKeyringError):
        keyring.store("wss://a/sync", "dana", Kept("secret"))


@pytest.mark.skipif(sys.platform != "linux", reason="about the session bus")
def test_without_a_keyring_nothing_is_kept_even_where_a_plain_text_store_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert not keyring.available()
    for use in (
        lambda: keyring.store("wss://a/sync", "dana", Kept("secret", KEY)),
        lambda: keyring.load("wss://a/sync", "dana"),
        lambda: keyring.store("wss://a/sync", "dana", Kept()),
        lambda: keyring.forget("wss://a/sync", "dana"),
    ):
        with pytest.raises(NoKeyringError):
            use()
    assert list(tmp_path.iterdir()) == []


@needs_gnome
def test_both_are_kept_in_gnomes_keyring_by_server_and_user_until_they_are_forgotten(tmp_path):
    script = """
        assert keyring.available()
        assert keyring.load(*A) == Kept()
        keyring.store(*A, Kept("secret-1", KEY))
        keyring.store(*B, Kept("secret-2", bytes(32)))
        assert keyring.load(*A) == Kept("secret-1", KEY)
        assert keyring.load(*B) == Kept("secret-2", bytes(32))
        keyring.store(*A, Kept("secret-1"))
        assert keyring.load(*A) == Kept("secret-1")
        keyring.store(*A, Kept())
        keyring.forget(*A)
        assert keyring.load(*A) == Kept()
        assert keyring.load(*B) == Kept("secret-2", bytes(32))
        print("kept and forgotten")
    """
    assert on_a_desktop(tmp_path, UNLOCKED, script) == "kept and forgotten"


@needs_gnome
def test_a_locked_keyring_that_is_not_opened_is_silent_and_has_lost_nothing(tmp_path):
    assert (
        on_a_desktop(tmp_path, UNLOCKED, "keyring.store(*A, Kept('secret-1', KEY)); print('kept')") == "kept"
    )
    script = """
        for use in (lambda: keyring.load(*A), lambda: keyring.load(*B), lambda: keyring.store(*A, Kept(key=KEY)), lambda: keyring.forget(*A)):
            try:
                use()
            except keyring.KeyringSilentError as error:
                assert KEY.hex() not in str(error)
                print("silent")
    """
    assert on_a_desktop(tmp_path, LOCKED, script).split() == ["silent"] * 4
    assert on_a_desktop(tmp_path, UNLOCKED, "print(keyring.load(*A).key == KEY)") == "True"


class Drawer:
    """A back end, and what is in it."""

    def __init__(self):
        self.entries = {}
        self.asked = 0

    def get_password(self, service, entry):
        self.asked += 1
        return self.entries.get((service, entry))

    def set_password(self, service, entry, text):
        self.entries[service, entry] = text

    def delete_password(self, service, entry):
        from keyring.errors import PasswordDeleteError

        if self.entries.pop((service, entry), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def drawer(monkeypatch):
    drawer = Drawer()
    monkeypatch.setattr(keyring, "_backend", lambda: drawer)
    return drawer


def test_a_start_asks_for_both_at_once(drawer):
    keyring.store("wss://a/sync", "dana", Kept("token", KEY))
    drawer.asked = 0
    assert keyring.load("wss://a/sync", "dana") == Kept("token", KEY)
    assert drawer.asked == 1


def test_the_token_of_an_earlier_version_is_read_and_kept_beside_the_key(drawer):
    drawer.entries["internal-chat", "dana@wss://a/sync"] = "token-of-old"
    assert keyring.load("wss://a/sync", "dana") == Kept("token-of-old")
    keyring.store("wss://a/sync", "dana", Kept("token-of-old", KEY))
    assert keyring.load("wss://a/sync", "dana") == Kept("token-of-old", KEY)


def test_to_keep_neither_leaves_nothing_behind(drawer):
    keyring.store("wss://a/sync", "dana", Kept(key=KEY))
    keyring.store("wss://a/sync", "dana", Kept())
    assert drawer.entries == {}


def test_an_entry_fits_into_what_windows_keeps(drawer):
    keyring.store("wss://a/sync", "dana", Kept("t" * 200, KEY))
    (text,) = drawer.entries.values()
    assert len(text.encode("utf-16-le")) < 2560


@pytest.mark.parametrize("text", ["{", "{}", '{"token": null, "key": "xyz"}', '{"token": null, "key": 7}', '{"token": "t", "key": "00"}', '{"token": 5, "key": null}'])  # fmt: skip
def test_an_entry_of_somebody_else_is_neither_taken_for_none_nor_quoted(drawer, text):
    drawer.entries["internal-chat", "dana@wss://a/sync"] = text
    with pytest.raises(KeyringSilentError) as refused:
        keyring.load("wss://a/sync", "dana")
    assert text not in str(refused.value)


def test_a_keyring_that_forgets_at_once_is_noticed_when_something_is_kept(drawer, monkeypatch):
    monkeypatch.setattr(drawer, "set_password", lambda *_: None)
    with pytest.raises(KeyringUnavailableError, match="does not return"):
        keyring.store("wss://a/sync", "dana", Kept(key=KEY))


def test_what_is_kept_is_not_printed():
    kept = Kept("token-secret", KEY)
    assert "secret" not in repr(kept)
    assert KEY.hex() not in repr(kept)
    assert repr(KEY) not in repr(kept)
