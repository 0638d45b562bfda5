"""cold_start: from the start of the process to the painted list of chats, with a full cache and no server.

A signed-in account with 1,000 chats and 1 million messages in its encrypted cache; the server cannot be reached. The program is started
as a user starts it, and is not told that it is measured (see `painted`). The key comes from a real keyring, GNOME's, where that can
be run; what it costs is in the number. The floor is an empty window with an empty list, of the same size on the same display. Files are in the disk's cache, and
both sides have byte code.
"""

import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from desktop.config import KnownAccount, find_places, save_settings
from desktop.config import Settings as Remembered
from desktop.core.cache import glance
from desktop.core.client import Account
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from tests.benchmarks import caches, session
from tests.benchmarks.processes import ROOT
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns
from tests.support.server import SECONDS

_DRIVER = ROOT / "tests" / "benchmarks" / "painted.py"
_OURS = ("desktop.__main__", "1", 2)
_FLOOR = ("tests.benchmarks.floors.empty_window", "0", 1)
"""Module, rows that the list must have, and moments that are told."""
_STARTS_A_ROUND = 3
_NANOSECONDS_IN_MS = 1_000_000
_NOBODY_LISTENS = "ws://127.0.0.1:9/sync"
_KEEP = """
import sys
from desktop.system import keyring
server, user, token, key = sys.argv[1:]
keyring.store(server, user, keyring.Kept(token, bytes.fromhex(key)))
"""


@dataclass(frozen=True)
class Desk:
    """A computer that is ready: the account's files, and what the session gives."""

    account: Account
    key: bytes
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Start:
    """How long one start took, in milliseconds."""

    painted: float
    """Until a list is painted."""
    whole: float
    """Until that of the whole window is."""


async def run(settings: Settings) -> Result:
    """Measure."""
    chats, messages = settings.choose((1_000, 1_000_000), (20, 2_000))
    account = Account(_NOBODY_LISTENS, UserId(caches.new_id()), "dana", "Dana Feld", "ict_nobody")
    key = secrets.token_bytes(32)
    user = session.new_user(settings.folder / "home")
    places = find_places(user)
    await caches.fill(
        account, places.account(account.server, account.user), key, chats=chats, messages=messages
    )
    known = KnownAccount(account.server, account.user, account.username, account.name)
    save_settings(
        places.settings, Remembered(server=account.server, username=account.username, account=known)
    )
    words = f"with {chats:,} chats and {messages:,} messages"
    with session.unlocked_keyring(user) as with_keyring, session.display(with_keyring) as shown:
        _keep_secrets(Desk(account, key, shown))
        cache = places.account(account.server, account.user) / CACHE_FILE
        _use_once(shown, lambda: glance.read(cache, key) is not None)
        parts = await _measure(settings, shown, f"{words}, {shown['QT_QPA_PLATFORM']}", "<= 1.5")
        unseen = {**shown, "QT_QPA_PLATFORM": "offscreen"}
        return Result("cold_start", [*parts, *await _measure(settings, unseen, f"{words}, offscreen")])


def _keep_secrets(desk: Desk) -> None:
    account = desk.account
    arguments = [account.server, account.user, account.token, desk.key.hex()]
    subprocess.run(
        [sys.executable, "-c", _KEEP, *arguments],
        env=dict(desk.environment),
        cwd=ROOT,
        check=True,
        timeout=SECONDS,
    )


def _use_once(environment: Mapping[str, str], is_at_rest: Callable[[], bool]) -> None:
    """Use it as on the day before: until the list has been seen, and kept as it was seen."""
    with subprocess.Popen(
        [sys.executable, "-m", "desktop"], env=dict(environment), cwd=ROOT, stderr=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + SECONDS
            while not is_at_rest():
                assert time.monotonic() < deadline, "the list was not kept"
                time.sleep(0.1)
        finally:
            process.terminate()


async def _measure(
    settings: Settings, environment: Mapping[str, str], name: str, goal: str = ""
) -> list[Part]:
    times = settings.choose(_STARTS_A_ROUND, 1)
    ours, floor = await in_turns(
        settings.rounds,
        partial(_some_starts, environment, _OURS, times),
        partial(_some_starts, environment, _FLOOR, times),
    )
    floors = [one.painted for one in floor]
    return [
        Part(f"start {name}", "ms", [one.painted for one in ours], floors, goal),
        Part("the same, until the whole window is there", "ms", [one.whole for one in ours], floors),
    ]


async def _some_starts(environment: Mapping[str, str], program: tuple[str, str, int], times: int) -> Start:
    """Start some times; return the fastest, as what else happens on a machine only ever adds."""
    return min((_start(environment, program) for _ in range(times)), key=lambda start: start.painted)


def _start(environment: Mapping[str, str], program: tuple[str, str, int]) -> Start:
    """Start it, wait until it is painted, end it in good order."""
    module, rows, moments = program
    began = time.monotonic_ns()
    with subprocess.Popen(
        [sys.executable, str(_DRIVER), module, rows],
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        patience = threading.Timer(SECONDS, process.kill)
        patience.start()
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(moments)]
            if not all(lines):
                raise AssertionError(f"{module} did not paint a list: {process.communicate()[1]}")
            told = [(int(line) - began) / _NANOSECONDS_IN_MS for line in lines]
            return Start(told[0], told[-1])
        finally:
            patience.cancel()
            process.terminate()
