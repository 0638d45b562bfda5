"""A large file arrives whole, whatever befalls its way, and next to nothing of it travels twice.

It goes over a line that is cut twenty times, at places chosen by dice, some of these times because the server or the client dies
without a word. What passed is counted on the line: everything, with all that is said about it. From a folder and from S3.
"""

import asyncio
import os
import random
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.core.client import Account, Client, sign_in
from tests.support.attachments import bytes_of_a_file, carrier, send_files
from tests.support.fault_kinds import Direction
from tests.support.faults import FaultyLine
from tests.support.mortal import Deed, Errand, Mortal
from tests.support.profiles import by_profile
from tests.support.server import ENVIRONMENT, PASSWORD, ServerProcess, signed_in

MIB = 1024 * 1024
KEY = bytes(range(32))
SECONDS = 60
IN_A_BUCKET = by_profile(quick=(40 * MIB, 8), long=(100 * MIB, 20))
"""How large a file, and how many cuts."""


class Trial(NamedTuple):
    """A server, and how large a file is to get through how many cuts."""

    server: ServerProcess
    place: str
    size: int = 100 * MIB
    cuts: int = 20


@pytest.fixture
def trial(place_for_files, tmp_path, monkeypatch):
    """With a server that keeps its files in a folder, or in a bucket: then the quick profile has a smaller file."""
    server = ServerProcess(tmp_path / "server")
    trial = Trial(server, place_for_files.place)
    if "://" in trial.place:
        for name in filter(lambda name: name.startswith("AWS_"), os.environ):
            monkeypatch.setitem(ENVIRONMENT, name, os.environ[name])
        trial = trial._replace(size=IN_A_BUCKET[0], cuts=IN_A_BUCKET[1])
    for name in ("anna", "bruno"):
        server.add_user(name)
    server.start("--attachments", trial.place)
    yield trial
    server.kill()


class Journey:
    """A client in a process of its own on its way through cuts and deaths."""

    def __init__(self, trial: Trial, way: Direction, errand: Errand) -> None:
        self._trial = trial
        self._way = way
        self._errand = errand
        dice = random.Random(6)  # noqa: S311 - dice, not secrets
        self._places = sorted(dice.randrange(MIB // 2, trial.size) for _ in range(trial.cuts))
        self._cut = 0

    async def arrives(self, arrived: str) -> None:
        """Live, be cut and die, and live again, until the client tells that all is done."""
        errand = self._errand
        while self._cut < self._trial.cuts:
            with Mortal(errand).lives():
                await self._lives()
            errand = self._errand._replace(deeds=())
        with Mortal(errand).lives() as mortal:
            await mortal.tells(arrived)

    async def _lives(self) -> None:
        """Go through cuts until the client is to die: at the second, the eighth, and so on. The server dies in between."""
        for at in self._places[self._cut :]:
            self._cut += 1
            if self._cut % 6 == 2:
                await self._passed(at)
                return
            if self._cut % 7 == 4:
                await self._passed(at)
                self._trial.server.kill()
                await asyncio.to_thread(self._trial.server.start, "--attachments", self._trial.place)
            else:
                self._way.cut_after(max(1, at - self._way.bytes))
                await self._passed(at)

    async def _passed(self, at: int) -> None:
        """Wait until so many bytes have passed in all."""
        until = time.monotonic() + SECONDS
        while self._way.bytes < at:
            assert time.monotonic() < until, f"stuck at {self._way.bytes} bytes"
            await asyncio.sleep(0.001)


async def test_a_file_goes_up_whole_through_twenty_cuts(trial, tmp_path):
    server, data = trial.server, bytes_of_a_file(trial.size)
    original = tmp_path / "video.mp4"
    original.write_bytes(data)
    async with signed_in(server, "bruno") as bruno:
        chat = await bruno.create_chat(next(user.id for user in server.users() if user.username == "anna"))
    async with FaultyLine(server.url) as line:
        account = await sign_in(line.url, "anna", PASSWORD, device_name="mortal")
        await knows_the_chat(account, tmp_path / "mortal")
        deeds = (Deed("attach", (chat, original)), Deed("send", (chat, "the recording")))
        errand = Errand(account, tmp_path / "mortal", KEY, deeds)
        with Mortal(errand._replace(online=False)).lives() as mortal:
            await mortal.last_words()
        original.unlink()
        await Journey(trial, line.to_server, errand._replace(deeds=())).arrives("sent")
        assert line.to_server.bytes <= 1.1 * trial.size
        await shows_the_file_to_bruno(server, chat, data)


async def knows_the_chat(account: Account, folder: Path) -> None:
    with Mortal(Errand(account, folder, KEY, ())).lives() as mortal:
        await mortal.last_words()


async def shows_the_file_to_bruno(server: ServerProcess, chat: str, data: bytes) -> None:
    async with signed_in(server, "bruno") as bruno, carrier(server.url, bruno.token) as direct:
        snapshot = await bruno.push("chat_snapshot")
        message = next(row for row in snapshot["messages"] if row["body"].get("text") == "the recording")
        (file,) = message["body"]["attachments"]
        assert await direct.fetch(chat, message["id"], file["id"]) == data


async def test_a_file_comes_down_whole_through_twenty_cuts(trial, tmp_path):
    server, data = trial.server, bytes_of_a_file(trial.size)
    async with signed_in(server, "bruno") as bruno, carrier(server.url, bruno.token) as direct:
        chat = await bruno.create_chat(next(user.id for user in server.users() if user.username == "anna"))
        file = await direct.upload(data, name="video.mp4", kind="video/mp4")
        message = await send_files(bruno, chat, file)
    async with FaultyLine(server.url) as line:
        account = await sign_in(line.url, "anna", PASSWORD, device_name="mortal")
        folder = tmp_path / "mortal"
        await knows_the_chat(account, folder)
        errand = Errand(
            account, folder, KEY, (Deed("fetch", (chat, message, file["id"])),), fetches=(file["id"],)
        )
        await Journey(trial, line.to_client, errand).arrives("fetched")
        assert line.to_client.bytes <= 1.1 * trial.size
        client = await Client.open(account, folder, key=KEY)
        try:
            assert await client.content(file["id"], limit=trial.size) == data
            assert (await client.files_kept()).size == trial.size
        finally:
            await client.close()
