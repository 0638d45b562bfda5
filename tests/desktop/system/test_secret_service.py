"""One secret is asked for over the bus itself; whatever is not plain is left to the library."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system import secret_service
from tests.benchmarks import session

ROOT = Path(__file__).parents[3]
SCRIPT = """
import json, sys
from desktop.system import keyring, secret_service
keyring.store("wss://a/sync", "dana", keyring.Kept("secret – ünïcode", bytes(range(32))))
found = keyring.load_at_once("wss://a/sync", "dana")
json.dump({
    "same": found == keyring.Kept("secret – ünïcode", bytes(range(32))),
    "another": secret_service.look_up("internal-chat", "bruno@wss://a/sync"),
    "forgotten": [keyring.forget("wss://a/sync", "dana"), secret_service.look_up("internal-chat", "dana@wss://a/sync")],
}, sys.stdout)
"""
LOCKED = """
import json, sys
from desktop.system import keyring, secret_service
keyring.store("wss://a/sync", "dana", keyring.Kept("secret"))
import secretstorage
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
json.dump({"found": secret_service.look_up("internal-chat", "dana@wss://a/sync")}, sys.stdout)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    if not session.has_keyring():
        pytest.skip("needs gnome-keyring and dbus-daemon")
    with session.unlocked_keyring(session.new_user(tmp_path_factory.mktemp("home"))) as made:
        yield made


def told(script, environment):
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_what_the_library_kept_is_found_and_nothing_else(environment):
    assert told(SCRIPT, environment) == {"same": True, "another": None, "forgotten": [None, None]}


def test_a_locked_keyring_is_left_to_the_library_which_may_ask(environment):
    assert told(LOCKED, environment) == {"found": None}


@pytest.mark.parametrize("bus", ["", "unix:path=/nowhere/at/all", "nonsense"])
def test_without_a_bus_there_is_nothing(monkeypatch, bus):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    assert secret_service.look_up("internal-chat", "dana") is None
