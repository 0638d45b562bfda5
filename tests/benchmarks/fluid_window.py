"""The program that `fluid` measures: our window over a new cache, and a heartbeat: `FOLDER URL USER TOKEN IDLE_SECONDS`.

It says `ready` on its first line once the window is idle without a server, and on its second what it felt during the backfill and afterwards.
"""

import asyncio
import json
import secrets
import sys
from pathlib import Path

from desktop.app import Desktop
from desktop.config import Places
from desktop.core.client import Account, Client, present
from desktop.core.values import UserId
from desktop.process import execute
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.background import Background
from desktop.viewmodels.workspace import Workspace
from tests.benchmarks.heartbeat import Heartbeat

_LOOK_SECONDS = 0.1
_HELD = "SELECT COUNT(*), COALESCE(SUM(held_from_seq > 1), 0) FROM sync_state"


def main(arguments: list[str]) -> int:
    """Run."""
    folder, url, user, token, chats, idle = arguments

    async def opening(desktop: Desktop) -> None:
        account = Account(url, UserId(user), "person0", "Person 0", token)
        client = await Client.open(account, Path(folder) / "account", key=secrets.token_bytes(32))
        background = Background(desktop._tasks, _fail)
        workspace = Workspace(client, background, present)
        window = MainWindow(desktop.theme, workspace)
        window.show()
        client.start(desktop._tasks)
        heartbeat = Heartbeat()
        await asyncio.sleep(0.5)
        print("ready", flush=True)
        heartbeat.listen()
        await _all_here(client, int(chats))
        busy = heartbeat.found()
        await asyncio.sleep(0.5)
        heartbeat.listen()
        await asyncio.sleep(max(busy.seconds, float(idle)))
        print(json.dumps({"busy": busy.as_json(), "idle": heartbeat.found().as_json()}), flush=True)
        await workspace.finish()
        await background.finish()
        await client.close()
        desktop.quit()

    execute(Places(Path(folder)), opening)
    return 0


async def _all_here(client: Client, chats: int) -> None:
    """Wait until every message of so many chats is here."""
    while True:
        client.try_now()
        known, lacking = await client._database.read(
            lambda connection: tuple(connection.execute(_HELD).fetchone())
        )
        if known == chats and not lacking:
            return
        await asyncio.sleep(_LOOK_SECONDS)


def _fail(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
