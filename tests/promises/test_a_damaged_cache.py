"""A file that cannot be read is set aside, never deleted, and said so; what was not sent is saved from it where it can be read.

Then everything is fetched anew, what was saved goes out once, and the client holds what the server shows.
"""

import asyncio
import secrets
import shutil

import pytest

from desktop.core.errors import CacheDamagedError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import Text
from tests.support.chatter import fill
from tests.support.devices import Device, Office, office
from tests.support.profiles import by_profile
from tests.support.truth import written

PAGE = 4096
UNSENT = ("first", "second", "third")
EVERY = by_profile(quick=3, long=1)
"""Of the pages, every third is broken in turn."""
NOT_SENT_LIES_ON = 6
"""At most so many pages: of the file's description, the outbox, the drafts, and their indexes."""


class Wreck:
    """A device with something unsent and a draft, switched off, whose file is broken again and again."""

    def __init__(self, device: Device, chat: str) -> None:
        self.device = device
        self.chat = chat
        self.whole = device.folder

    @property
    def path(self):
        return self.device.folder / CACHE_FILE

    @property
    def pages(self) -> int:
        return (self.whole / CACHE_FILE).stat().st_size // PAGE

    def anew(self, name: str) -> None:
        """Lay the file there again as it was."""
        self.device.folder = self.whole.with_name(f"wreck {name}")
        shutil.copytree(self.whole, self.device.folder)

    def overwrites(self, page: int) -> None:
        with self.path.open("r+b") as file:
            file.seek(page * PAGE + 100)
            file.write(secrets.token_bytes(64))

    async def opens(self) -> None:
        """Switch it on without a line, look at everything, and switch it on again if that shows that it is broken."""
        await self.device.line.refuse()
        await self.device.lives()
        try:
            await self.looks_at_everything()
        except CacheDamagedError:
            assert self.device.client.damaged.is_set()
            await self.device.ends()
            await self.device.lives()
            assert self.device.client.recovery is not None

    async def looks_at_everything(self) -> None:
        """Read every row."""
        await self.device.client._database.read(
            lambda connection: [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]  # noqa: S608 - our own tables
        )

    async def unsent(self) -> tuple[str, ...]:
        """Return the texts that wait in the outbox, and the draft."""
        rows = await self.device.client._database.read(
            lambda connection: connection.execute(
                "SELECT json_extract(frame, '$.text') AS text FROM command WHERE kind = 'send_message' ORDER BY number"
            ).fetchall()
        )
        return tuple(row["text"] for row in rows)

    async def draft(self) -> str:
        rows = await self.device.client._database.read(
            lambda connection: connection.execute("SELECT text FROM draft").fetchall()
        )
        return rows[0]["text"] if rows else ""

    def set_aside(self) -> bytes:
        """Return the broken file, where `recovery` says that it is."""
        recovery = self.device.client.recovery
        assert recovery is not None
        return (self.device.folder / recovery.set_aside / CACHE_FILE).read_bytes()


TABLES = (
    "account", "person", "chat", "participant", "read_position", "sync_state", "message", "command", "draft", "preference",
)  # fmt: skip


async def wreck(desk: Office) -> Wreck:
    """Have Anna write something offline after a long talk, and switch her device off."""
    anna, bruno = await desk.devices("anna", "bruno")
    chat = await bruno.client.start_chat([anna.me], subject="Wrecked")
    await bruno.sends_everything()
    await fill(desk.server, "bruno", chat, 250)
    await anna.agrees()
    await anna.goes_offline()
    for text in UNSENT:
        await anna.client.send(chat, text)
    await anna.client.save_draft(chat, "half a sentence")
    await anna.ends()
    return Wreck(anna, chat)


async def is_well_again(desk: Office, one: Wreck, *, saved: tuple[str, ...]) -> None:
    """Everybody holds everything, and what was saved went out once."""
    await desk.agree()
    said = [line["text"] for line in written(desk.server, one.chat) if line["text"] in UNSENT]
    assert said == list(saved)
    rows = await one.device.rows(one.chat)
    shown = [row.body.text for row in rows if isinstance(row.body, Text)]
    assert shown[len(shown) - len(saved) :] == list(saved)


async def _agree(desk: Office, one: Wreck) -> None:
    """Have everybody agree; what turns out to be broken only now, as a page of the index does, is opened anew as the program does."""
    agreed = False

    async def agree(shown: asyncio.Task[object]) -> None:
        nonlocal agreed
        await desk.agree()
        agreed = True
        shown.cancel()

    async with asyncio.TaskGroup() as tasks:
        shown = tasks.create_task(one.device.client.damaged.wait())
        agreeing = tasks.create_task(agree(shown))
        shown.add_done_callback(lambda _: agreeing.cancel())
    if not agreed:
        await one.device.ends()
        await one.device.lives()
        assert one.device.client.recovery is not None
        await desk.agree()


async def test_whichever_page_is_broken_nothing_is_lost_but_what_stood_on_it(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        one = await wreck(desk)
        assert one.pages > 30
        lost_something = []
        for page in range(0, one.pages, EVERY):
            one.anew(str(page))
            one.overwrites(page)
            broken = one.path.read_bytes()
            await one.opens()
            if one.device.client.recovery is not None:
                assert one.set_aside() == broken, "the broken file is there as it was"
            saved, draft = await one.unsent(), await one.draft()
            assert set(saved) <= set(UNSENT)
            if (saved, draft) != (UNSENT, "half a sentence"):
                assert one.device.client.recovery is not None, "what is lost is said"
                lost_something.append(page)
            await one.device.ends()
            shutil.rmtree(one.device.folder)
        assert len(lost_something) <= NOT_SENT_LIES_ON, lost_something
        one.anew("as it was")
        await is_well_again(desk, one, saved=UNSENT)


@pytest.mark.parametrize(
    "broken", ["a page in the middle", "its last third is missing", "its log of writes is noise"]
)
async def test_everything_is_fetched_anew_and_what_was_saved_goes_out_once(tmp_path, broken):
    async with office(tmp_path, "anna", "bruno") as desk:
        one = await wreck(desk)
        one.anew("for good")
        match broken:
            case "a page in the middle":
                one.overwrites(one.pages * 2 // 3)
            case "its last third is missing":
                with one.path.open("r+b") as file:
                    file.truncate(one.pages * 2 // 3 * PAGE)
            case _:
                (one.device.folder / f"{CACHE_FILE}-wal").write_bytes(secrets.token_bytes(40 * PAGE))
        await one.opens()
        saved = await one.unsent()
        if one.device.client.recovery is not None:
            assert one.device.client.recovery.unsent == len(saved)
        if broken != "its last third is missing":
            assert saved == UNSENT
            assert await one.draft() == "half a sentence"
        await _agree(desk, one)
        await is_well_again(desk, one, saved=saved)


async def test_with_another_key_it_is_set_aside_whole_and_can_be_read_again_with_its_own(tmp_path):
    """A keyring that lost the key, and found it again later."""
    async with office(tmp_path, "anna", "bruno") as desk:
        one = await wreck(desk)
        one.anew("without its key")
        before, own_key = one.path.read_bytes(), one.device.key
        one.device.key = secrets.token_bytes(32)
        await one.opens()
        recovery = one.device.client.recovery
        assert (recovery.readable, recovery.unsent, recovery.drafts) == (False, 0, 0)
        assert one.set_aside() == before
        assert await one.unsent() == ()
        await desk.agree()
        await one.device.ends()
        # Somebody puts it back, with the key that has turned up.
        aside = one.device.folder / recovery.set_aside
        one.device.folder, one.device.key = aside, own_key
        await one.opens()
        assert one.device.client.recovery is None
        assert await one.unsent() == UNSENT
        assert await one.draft() == "half a sentence"
        await is_well_again(desk, one, saved=UNSENT)


async def test_a_page_that_breaks_while_it_is_in_use_is_noticed_and_costs_nothing(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        one = await wreck(desk)
        one.anew("in use")
        await one.device.line.refuse()
        await one.device.lives()
        assert one.device.client.recovery is None
        # What was told last, behind all that describes the file.
        for page in range(one.pages * 3 // 4, one.pages):
            one.overwrites(page)
        with pytest.raises(CacheDamagedError):
            await one.looks_at_everything()
        assert one.device.client.damaged.is_set()
        await one.device.ends()
        await one.opens()
        assert one.device.client.recovery is not None
        assert await one.unsent() == UNSENT
        assert await one.draft() == "half a sentence"
        await is_well_again(desk, one, saved=UNSENT)
