"""A large file arrives whole, whatever befalls its way, and next to nothing of it travels twice.

It goes over a line that is cut twenty times, at places chosen by dice, some of these times because the server or the client dies
without a word. What passed is counted on the line: everything, with all that is said about it. From a folder and from S3.
"""

import asyncio
import os
import random
import time
from pathlib import Path

import pytest

from desktop.core.client import Account, Client, sign_in
from tests.support.attachments import bytes_of_a_file, carrier, send_files
from tests.support.fault_kinds import Direction
from tests.support.faults import FaultyLine
from tests.support.mortal import Deed, Errand, Mortal
from tests.support.server import ENVIRONMENT, PASSWORD, ServerProcess, signed_in

MIB = 1024 * 1024
SIZE = 100 * MIB
CUTS = 20
KEY = bytes(range(32))
SECONDS = 60
THE_SERVER_DIES = {4, 11, 17}
THE_CLIENT_DIES = {2, 8, 14, CUTS}


@pytest.fixture
def server(place_for_files, tmp_path, monkeypatch):
    """A server with two accounts that keeps its files in a folder, or in a bucket."""
    if "://" in place_for_files.place:
        for name in (
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_REGION",
            "AWS_ENDPOINT",
            "AWS_ALLOW_HTTP",
        ):
            monkeypatch.setitem(ENVIRONMENT, name, os.environ[name])
    server = ServerProcess(tmp_path / "server")
    for name in ("anna", "bruno"):
        server.add_user(name)
    server.start("--attachments", place_for_files.place)
    yield server
    server.kill()


class Journey:
    """A client in a process of its own on its way through cuts and deaths."""

    def __init__(
        self, server: ServerProcess, place: str, line: FaultyLine, way: Direction, errand: Errand
    ) -> None:
        self._server = server
        self._place = place
        self._line = line
        self._way = way
        self._errand = errand
        dice = random.Random(6)  # noqa: S311 - dice, not secrets
        self._places = sorted(dice.randrange(MIB // 2, SIZE) for _ in range(CUTS))
        self._cut = 0

    async def arrives(self, arrived: str) -> None:
        """Live, be cut and die, and live again, until the client tells that all is done."""
        errand = self._errand
        while self._cut < CUTS:
            with Mortal(errand).lives():
                await self._lives()
            errand = self._errand._replace(deeds=())
        with Mortal(errand).lives() as mortal:
            await mortal.tells(arrived)

    async def _lives(self) -> None:
        """Go through cuts until the client is to die."""
        while self._cut < CUTS:
            at = self._places[self._cut]
            self._cut += 1
            if self._cut in THE_CLIENT_DIES:
                await self._passed(at)
                return
            if self._cut in THE_SERVER_DIES:
                await self._passed(at)
                self._server.kill()
                await asyncio.to_thread(self._server.start, "--attachments", self._place)
            else:
                self._way.cut_after(max(1, at - self._way.bytes))
                await self._passed(at)

    async def _passed(self, at: int) -> None:
        """Wait until so many bytes have passed in all."""
        until = time.monotonic() + SECONDS
        while self._way.bytes < at:
            assert time.monotonic() < until, f"stuck at {self._way.bytes} bytes"
            await asyncio.sleep(0.001)


async def test_a_file_goes_up_whole_through_twenty_cuts(server, place_for_files, tmp_path):
    data = bytes_of_a_file(SIZE)
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
        journey = Journey(server, place_for_files.place, line, line.to_server, errand._replace(deeds=()))
        await journey.arrives("sent")
        assert line.to_server.bytes <= 1.1 * SIZE
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


async def test_a_file_comes_down_whole_through_twenty_cuts(server, place_for_files, tmp_path):
    data = bytes_of_a_file(SIZE)
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
        await Journey(server, place_for_files.place, line, line.to_client, errand).arrives("fetched")
        assert line.to_client.bytes <= 1.1 * SIZE
        client = await Client.open(account, folder, key=KEY)
        try:
            assert await client.content(file["id"], limit=SIZE) == data
            assert (await client.files_kept()).size == SIZE
        finally:
            await client.close()
