"""A token is kept in a real system keyring or not at all: never in a file, never in a store that forgets."""

import os
import shutil
import subprocess
import sys

import pytest

from desktop.system import keyring

SCRIPT = """
from desktop.system import keyring
assert keyring.available()
assert keyring.load_token("wss://a/sync", "dana") is None
keyring.store_token("wss://a/sync", "dana", "secret-1")
keyring.store_token("wss://b/sync", "dana", "secret-2")
assert keyring.load_token("wss://a/sync", "dana") == "secret-1"
assert keyring.load_token("wss://b/sync", "dana") == "secret-2"
keyring.forget_token("wss://a/sync", "dana")
keyring.forget_token("wss://a/sync", "dana")
assert keyring.load_token("wss://a/sync", "dana") is None
assert keyring.load_token("wss://b/sync", "dana") == "secret-2"
print("kept and forgotten")
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
    with pytest.raises(keyring.KeyringUnavailableError):
        keyring.store_token("wss://a/sync", "dana", "secret")


@pytest.mark.skipif(sys.platform != "linux", reason="about the session bus")
def test_without_a_keyring_nothing_is_kept_even_where_a_plain_text_store_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert not keyring.available()
    for use in (
        lambda: keyring.store_token("wss://a/sync", "dana", "secret"),
        lambda: keyring.load_token("wss://a/sync", "dana"),
        lambda: keyring.forget_token("wss://a/sync", "dana"),
    ):
        with pytest.raises(keyring.KeyringUnavailableError):
            use()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring and dbus-run-session",
)
def test_a_token_is_kept_in_gnomes_keyring_by_server_and_user_until_it_is_forgotten(tmp_path):
    command = f"printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && '{sys.executable}' -c \"$SCRIPT\""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    run = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command],
        env={**environment, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "SCRIPT": SCRIPT},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.stdout.strip() == "kept and forgotten", run.stderr
