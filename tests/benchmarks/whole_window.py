"""Our whole window over an encrypted cache, with no server: in a process of its own, which measures itself and prints what it found.

The one side is the benchmark, which makes caches and starts the process (`measured`); the other is the process (`measure`).
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.client import Account
from desktop.core.values import UserId
from tests.benchmarks import caches
from tests.benchmarks.processes import ROOT

SECONDS = 300
"""How long one run may take."""


@dataclass(frozen=True)
class Kept:
    """A cache, whose it is, and its key."""

    folder: Path
    user: str
    key: bytes

    @property
    def account(self) -> Account:
        """Whom it belongs to; there is no server."""
        return Account("ws://127.0.0.1:9/sync", UserId(self.user), "person0", "Person 0", "ict_nobody")

    @staticmethod
    def fresh(folder: Path, key: bytes) -> "Kept":
        """Return a place for a cache that is to be filled."""
        return Kept(folder, caches.new_id(), key)


def measured(
    program: str, kept: Kept, arguments: list[str], environment: Mapping[str, str]
) -> dict[str, Any]:
    """Run a program of this folder over a cache; return what it found."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{program}", str(kept.folder), kept.user, kept.key.hex(), *arguments],
        env=dict(environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )  # fmt: skip
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(find: Callable[..., dict[str, Any]], *, rest: float) -> int:
    """Show the window over the cache that the command line names, wait `rest` seconds, and print what `find` returns.

    It is called with the client, its background, the window, its workspace, and what else the command line says; from a slot of
    a timer, so that asyncio's tasks can run in between.
    """
    from PySide6.QtCore import QTimer

    from desktop.app import Desktop
    from desktop.config import Places
    from desktop.core.client import Client, present
    from desktop.process import execute
    from desktop.ui.main_window import MainWindow
    from desktop.viewmodels.background import Background
    from desktop.viewmodels.workspace import Workspace

    folder, user, key, *arguments = sys.argv[1:]
    kept = Kept(Path(folder), user, bytes.fromhex(key))

    async def opening(desktop: Desktop) -> None:
        client = await Client.open(kept.account, kept.folder, key=kept.key)
        background = Background(desktop._tasks, _fail)
        workspace = Workspace(client, background, present)
        window = MainWindow(desktop.theme, workspace)
        window.show()

        async def leave() -> None:
            await workspace.finish()
            await background.finish()
            await client.close()
            desktop.quit()

        def now() -> None:
            try:
                print(json.dumps(find(client, background, window, workspace, arguments)), flush=True)
            finally:
                _ = desktop._tasks.create_task(leave())

        QTimer.singleShot(round(rest * 1_000), now)

    execute(Places(kept.folder / "places"), opening)
    return 0


def _fail(error: Exception) -> None:
    raise error
