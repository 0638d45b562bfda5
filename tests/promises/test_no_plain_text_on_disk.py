"""Nothing that is readable lies on the disk: no message, file, subject, name, draft, token or key, whatever the client is doing.

Its files are searched byte by byte, while it lives, with its log of writes full, and searches and fills its index; after it was closed;
after `kill -9`; and after a broken file was set aside. So are the temporary files of its process, and files that it has open under no name.
"""

import base64
import os
from pathlib import Path

from desktop.core import lock
from desktop.core.cache.database import DAMAGE_MARK
from desktop.core.cache.encrypted import connect
from desktop.core.client import Client, sign_in
from desktop.core.folder import CACHE_FILE, LOCK_FILE
from desktop.core.matching import needle, normal
from desktop.core.search_query import SearchQuery
from desktop.core.values import Found, Pasted
from tests.support.deeds import common_ground
from tests.support.devices import office
from tests.support.mortal import Deed, Errand, Mine, Mortal
from tests.support.server import PASSWORD

PASSPHRASE = "Sphinx of black quartz"
CHEAP = lock.Costs(passes=1, memory_kib=1024, lanes=1)
WORDS = {
    "a message": "Grzegorz Brzęczyszczykiewicz",
    "an edited one": "Chrząszczyżewoszyce",
    "the text before it was edited": "powiat Łękołody",
    "one that was taken back": "jolly vexed foxes",
    "one that was never sent": "quick zephyrs blow",
    "a message of somebody else": "how quickly daft jumping zebras vex",
    "the text that somebody else took back": "five boxing wizards",
    "a subject": "waltz, bad nymph",
    "a former subject": "pack my box",
    "a draft": "glib jocks quiz nymph",
    "a word of the user's own": "Przybyszewszczyzna",
    "a former draft": "bright vixens jump",
    "a name": "Quixote Zebulon",
    "a title": "Wyvern wrangler",
    "the name of a file": "Glyndwr's quixotic fjords.txt",
    "what a file says": "Watch Jeopardy, Alex Trebek's fun quiz",
    "what a file says that came": "Jackdaws loved my big onyx",
    "what a file says that is not sent": "Amazingly few discotheques",
    "the passphrase": PASSPHRASE,
}


def spellings(word: str) -> list[bytes]:
    """Return how a text may lie in a file; in the form in which it is searched, too."""
    escaped = word.encode("ascii", "backslashreplace")
    return [
        word.encode(),
        normal(word).encode(),
        needle(word).encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        escaped,
        base64.b64encode(word.encode())[:-4],
    ]


def needles(token: str, key: bytes) -> dict[str, list[bytes]]:
    """Return all that must not be found."""
    of_key = [
        key,
        key.hex().encode(),
        key.hex().upper().encode(),
        base64.b64encode(key),
        base64.urlsafe_b64encode(key),
    ]
    return {
        **{what: spellings(word) for what, word in WORDS.items()},
        "the token": spellings(token),
        "the key": [*of_key, *(half for half in (key[:16], key[16:]))],
    }


def found_in(paths: list[Path], wanted: dict[str, list[bytes]]) -> list[str]:
    """Return what was found and where, without quoting it."""
    found = []
    for path in paths:
        content = path.read_bytes()
        found += [
            f"{what} in {path}"
            for what, spelled in wanted.items()
            if any(each in content for each in spelled)
        ]
    return found


def files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def open_files(pid: int) -> list[Path]:
    """Return the regular files that a process has open, those without a name included, as far as they are its own."""
    handles = [handle for handle in Path(f"/proc/{pid}/fd").iterdir() if handle.is_file()]
    return [
        handle
        for handle in handles
        if os.access(handle.readlink(), os.W_OK) or "(deleted)" in str(handle.readlink())
    ]


DEEDS = (
    ("send", "a message"),
    ("send", "the text before it was edited"),
    ("send", "one that was taken back"),
    ("set_subject", "a former subject"),
    ("set_subject", "a subject"),
    ("save_draft", "a former draft"),
)


SEARCHES = (
    Deed("search", (SearchQuery((WORDS["a message"],)),)),
    Deed("count_messages", (SearchQuery(("how", "zebras")),)),
    Deed("search", (SearchQuery((WORDS["a subject"],)),)),
    Deed("find_chats", (WORDS["a name"],)),
)


def a_file(what: str) -> Pasted:
    """Return a file that says something, at its start and its end, and in more than one seal."""
    words = WORDS[what].encode()
    return Pasted(WORDS["the name of a file"], words + bytes(200_000) + words)


def deeds(chat: str) -> tuple[Deed, ...]:
    """Return a lot of activity."""
    return (
        *(Deed(does, (chat, WORDS[what])) for does, what in DEEDS),
        Deed("edit", (chat, Mine(1), WORDS["an edited one"])),
        Deed("delete", (chat, Mine(2))),
        Deed("react", (chat, Mine(0), "🎉", True)),
        *(Deed("send", (chat, f"{WORDS['a message']} {number}")) for number in range(150)),
        Deed("attach", (chat, a_file("what a file says"))),
        Deed("send", (chat, "with a file")),
        Deed("attach", (chat, a_file("what a file says that is not sent"))),
        Deed("save_draft", (chat, WORDS["a draft"])),
        Deed("keep_own_word", (WORDS["a word of the user's own"],)),
        Deed("set_muted", (chat, 5)),
        *SEARCHES,
        Deed("rebuild_search", ()),
        *SEARCHES,
    )


async def test_no_file_of_a_client_holds_anything_that_can_be_read(tmp_path, monkeypatch):
    folder, temporary = tmp_path / "mortal", tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(temporary))
    async with office(tmp_path, "anna") as desk:
        desk.server.add_user("zebulon", name=WORDS["a name"], title=WORDS["a title"])
        desk.knows_everybody()
        anna, zebulon = await desk.devices("anna", "zebulon")
        ground = await common_ground(anna, zebulon)
        await zebulon.client.send(ground.chat, WORDS["a message of somebody else"])
        came = await zebulon.client.attach(ground.chat, a_file("what a file says that came"))
        await zebulon.client.send(ground.chat, "with a file")
        regretted = await zebulon.client.send(ground.chat, WORDS["the text that somebody else took back"])
        await zebulon.sends_everything()
        account = await sign_in(desk.server.url, "anna", PASSWORD, device_name="mortal")
        key = lock.set_passphrase(folder, PASSPHRASE, CHEAP)
        wanted = needles(account.token, key)
        busy = Errand(account, folder, key, (), stays=True, keeps_token=True, fetches=(came.id,))
        here = (folder, temporary)

        with Mortal(busy._replace(deeds=())).lives() as mortal:
            await mortal.tells("fetched")
        with Mortal(busy._replace(deeds=deeds(ground.chat))).lives() as mortal:
            await has_searched(mortal)
            await zebulon.client.delete(ground.chat, regretted)
            await zebulon.sends_everything()
            assert (folder / f"{CACHE_FILE}-wal").stat().st_size > 100_000, "the log of writes is full"
            assert len([path for path in (folder / "files").iterdir() if path.stat().st_size > 200_000]) == 3
            assert_decrypted_says(
                folder,
                key,
                "the name of a file",
                "a message",
                "an edited one",
                "a subject",
                "a draft",
                "a word of the user's own",
                "a name",
                "a title",
            )
            assert found_in([*files(*here), *open_files(mortal.pid)], wanted) == []
        assert found_in(files(*here), wanted) == [], "after kill -9"

        offline = Deed("send", (ground.chat, WORDS["one that was never sent"]))
        with Mortal(busy._replace(deeds=(offline,), online=False, stays=False, fetches=())).lives() as mortal:
            await mortal.last_words()
            assert mortal.events[-1].what == "steps", "it ended in order"
        assert_decrypted_says(folder, key, "one that was never sent")
        assert found_in(files(*here), wanted) == [], "after it was closed"

        await a_broken_file_is_set_aside(busy)
        names = {path.name for path in files(folder)}
        assert {CACHE_FILE, LOCK_FILE} <= names
        assert sum(path.name == CACHE_FILE for path in files(folder)) == 2, "the broken one is kept"
        assert found_in(files(*here), wanted) == [], "after it was set aside"


async def has_searched(mortal: Mortal) -> None:
    """Wait until it has done everything, and see that it found what it was to find."""
    await mortal.tells("sent")
    found = [event.result for event in mortal.events if isinstance(event.result, Found)]
    assert [(len(each.messages.hits), len(each.subjects)) for each in found[:2]] == [(20, 0), (0, 1)]


async def a_broken_file_is_set_aside(errand: Errand) -> None:
    with (errand.folder / CACHE_FILE).open("r+b") as file:
        file.truncate((errand.folder / CACHE_FILE).stat().st_size // 2)
        file.seek(4096 * 3)
        file.write(bytes(64))
    (errand.folder / (CACHE_FILE + DAMAGE_MARK)).touch()
    client = await Client.open(errand.account, errand.folder, key=errand.key)
    await client.close()
    assert client.recovery is not None


def assert_decrypted_says(folder: Path, key: bytes, *whats: str) -> None:
    """The words are in the file, so that they would be found if it were not encrypted: and how they are searched for finds them."""
    connection = connect(folder / CACHE_FILE, key)
    try:
        said = "\n".join(
            str(value)
            for table in ("message", "command", "chat", "draft", "draft_file", "own_word", "person")
            for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own tables
            for value in row
        )
    finally:
        connection.close()
    dump = folder.parent / "decrypted"
    dump.write_text(said)
    wanted = {what: spellings(WORDS[what]) for what in whats}
    assert [line.partition(" in ")[0] for line in found_in([dump], wanted)] == list(whats)
    dump.unlink()
