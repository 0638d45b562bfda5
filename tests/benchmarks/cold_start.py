"""cold_start: from the start of the process to the painted list of chats, with a full cache and no server.

A signed-in account with 1,000 chats and 1 million messages in its encrypted cache; the server cannot be reached. The program is started
as a user starts it, and is not told that it is measured (see `painted`). The key comes from a real keyring, GNOME's, where that can
be run; what it costs is in the number. The floor is an empty window with an empty list, of the same size on the same display. Files are in the disk's cache, and
both sides have byte code.
"""

import secrets
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from desktop.config import HOME_VARIABLE, KnownAccount, Places, save_settings
from desktop.config import Settings as Remembered
from desktop.core.client import Account
from desktop.core.values import UserId
from tests.benchmarks import caches, session
from tests.benchmarks.processes import ROOT
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns
from tests.support.server import SECONDS

_DRIVER = ROOT / "tests" / "benchmarks" / "painted.py"
_OURS = ("desktop.__main__", "1")
_FLOOR = ("tests.benchmarks.floors.empty_window", "0")
_STARTS_A_ROUND = 3
_NANOSECONDS_IN_MS = 1_000_000
_NOBODY_LISTENS = "ws://127.0.0.1:9/sync"
_KEEP = """
import sys
from desktop.system import keyring
server, user, token, key = sys.argv[1:]
keyring.store_token(server, user, token)
keyring.store_key(server, user, bytes.fromhex(key))
"""


@dataclass(frozen=True)
class Desk:
    """A computer that is ready: the account's files, and what the session gives."""

    account: Account
    key: bytes
    environment: Mapping[str, str]


async def run(settings: Settings) -> Result:
    """Measure."""
    chats, messages = settings.choose((1_000, 1_000_000), (20, 2_000))
    account = Account(_NOBODY_LISTENS, UserId(caches.new_id()), "dana", "Dana Feld", "ict_nobody")
    key = secrets.token_bytes(32)
    places = Places(settings.folder / "files")
    await caches.fill(
        account, places.account(account.server, account.user), key, chats=chats, messages=messages
    )
    known = KnownAccount(account.server, account.user, account.username, account.name)
    save_settings(
        places.settings, Remembered(server=account.server, username=account.username, account=known)
    )
    user = {**session.new_user(settings.folder / "home"), HOME_VARIABLE: str(places.home)}
    with ExitStack() as stack:
        with_keyring = stack.enter_context(session.unlocked_keyring(user))
        desk = Desk(account, key, stack.enter_context(session.display(with_keyring)))
        _keep_secrets(desk)
        words = f"with {chats:,} chats and {messages:,} messages"
        shown = desk.environment["QT_QPA_PLATFORM"]
        return Result(
            "cold_start", [await _measure(settings, desk.environment, f"{words}, {shown}", "<= 1.5")]
        )


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


async def _measure(settings: Settings, environment: Mapping[str, str], name: str, goal: str = "") -> Part:
    times = settings.choose(_STARTS_A_ROUND, 1)
    ours, floor = await in_turns(
        settings.rounds,
        partial(_some_starts, environment, _OURS, times),
        partial(_some_starts, environment, _FLOOR, times),
    )
    return Part(f"start {name}", "ms", ours, floor, goal)


async def _some_starts(environment: Mapping[str, str], program: tuple[str, str], times: int) -> float:
    """Start some times; return the fastest, as what else happens on a machine only ever adds."""
    return min(_start(environment, program) for _ in range(times))


def _start(environment: Mapping[str, str], program: tuple[str, str]) -> float:
    """Start it, wait until its list is painted, end it in good order; return the milliseconds until then."""
    began = time.monotonic_ns()
    with subprocess.Popen(
        [sys.executable, str(_DRIVER), *program],
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            ready, _, _ = select.select([process.stdout], [], [], SECONDS)
            line = process.stdout.readline() if ready else b""
            if not line:
                process.kill()
                raise AssertionError(
                    f"{program[0]} did not paint a list: {process.communicate()[1].decode()}"
                )
            return (int(line) - began) / _NANOSECONDS_IN_MS
        finally:
            process.terminate()
