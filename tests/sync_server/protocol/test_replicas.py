"""The rules of PROTOCOL.md are enough: a client that follows nothing else holds what it should, whatever it loses on the way."""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from sync_server.protocol import limits
from tests.support.replica import Json, Link, Replica, settle
from tests.support.server import Bot, ServerProcess, connected, new_id, running_server, signed_in

PEOPLE = ("anna", "bruno", "cara", "dora")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[ServerProcess]:
    with running_server(tmp_path_factory.mktemp("replicas") / "data", *PEOPLE) as server:
        yield server


@asynccontextmanager
async def living(server: ServerProcess, username: str, replica: Replica, **options) -> AsyncIterator[Link]:
    async with signed_in(server, username, synced=False) as bot:
        link = Link(bot, replica, **options)
        await link.catch_up()
        yield link


async def fresh_state(server: ServerProcess, username: str) -> Json:
    replica = Replica()
    async with signed_in(server, username, synced=False) as bot:
        await settle(bot, replica)
    return replica.state()


def has_text(chat: str, text: str):
    return lambda replica: any(
        row["body"].get("text") == text
        for row in replica.chats.get(chat, {"messages": {}})["messages"].values()
    )


class Talk:
    """People who do at random what can be done in one chat."""

    def __init__(self, chance: random.Random, chat: str, people: list[Bot], newcomers: list[Bot]) -> None:
        self.chance = chance
        self.chat = chat
        self.people = people
        self.newcomers = newcomers
        self.texts: list[Json] = []

    async def go_on(self) -> None:
        deeds = [self.say, self.say, self.edit, self.delete, self.react, self.react, self.name, self.read]
        deeds.append(self.prefer)
        if self.newcomers and len(self.texts) > 8:
            deeds.append(self.add)
        await self.chance.choice(deeds)(self.chance.choice(self.people))

    async def do(self, who: Bot, kind: str, **fields) -> Json | None:
        """A request that may be refused: not everybody may do everything."""
        reply = await who.request(kind, chat=self.chat, **fields)
        assert reply["type"] != "error" or reply["code"] in {
            "message_not_found",
            "not_author",
            "message_deleted",
        }, reply
        return reply.get("message")

    async def say(self, who: Bot) -> None:
        answered = {"reply_to": self.any()["id"]} if self.texts and self.chance.random() < 0.5 else {}
        said = await self.do(
            who, "send_message", message=new_id(), text=f"text {len(self.texts)}", **answered
        )
        if said is not None:
            self.texts.append(said)

    async def edit(self, who: Bot) -> None:
        if self.texts:
            await self.do(who, "edit_message", message=self.any()["id"], command=new_id(), text="again")

    async def delete(self, who: Bot) -> None:
        if self.texts and self.chance.random() < 0.3:
            await self.do(who, "delete_message", message=self.any()["id"], command=new_id())

    async def react(self, who: Bot) -> None:
        if self.texts:
            emoji, on = self.chance.choice("👍🎉"), self.chance.random() < 0.8
            await self.do(who, "set_reaction", message=self.any()["id"], command=new_id(), emoji=emoji, on=on)

    async def name(self, who: Bot) -> None:
        await self.do(who, "set_subject", message=new_id(), subject=f"subject {self.chance.random()}")

    async def read(self, who: Bot) -> None:
        await self.do(who, "mark_read", seq=self.chance.randint(1, 60))

    async def prefer(self, who: Bot) -> None:
        what = {"pinned": self.chance.random() < 0.5, "unread_from": self.chance.randint(0, 60)}
        field = self.chance.choice([*what])
        await self.do(who, "set_preferences", command=new_id(), **{field: what[field]})

    async def add(self, who: Bot) -> None:
        newcomer = self.newcomers.pop()
        share = self.chance.random() < 0.3
        await self.do(
            who, "add_participants", message=new_id(), users=[newcomer.user["id"]], share_history=share
        )
        self.people.append(newcomer)

    def any(self) -> Json:
        return self.chance.choice(self.texts)


@pytest.mark.parametrize("seed", range(4))
async def test_a_client_that_loses_half_of_its_pushes_and_its_connection_ends_up_like_a_new_one(server, seed):
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    replicas = {name: Replica() for name in PEOPLE}
    async with AsyncExitStack() as bots:
        anna, bruno, cara, dora = [await bots.enter_async_context(signed_in(server, name)) for name in PEOPLE]
        chat = await anna.create_chat(bruno.user["id"])
        talk = Talk(chance, chat, [anna, bruno], [cara, dora])
        for _ in range(3):
            async with AsyncExitStack() as lives:
                links = [
                    await lives.enter_async_context(
                        living(server, name, replica, loses=lambda _: chance.random() < 0.5)
                    )
                    for name, replica in replicas.items()
                ]
                for number in range(25):
                    await talk.go_on()
                    if number % 5 == 0:
                        await chance.choice(links).settle()
        for reader in talk.people:
            await talk.read(reader)
    for name, replica in replicas.items():
        async with living(server, name, replica):
            pass
        assert replica.state() == await fresh_state(server, name)


async def test_a_hidden_change_reaches_nobody_who_cannot_see_it_and_leaves_no_gap(server):
    newcomer = Replica()
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "bruno") as bruno,
        living(server, "cara", newcomer) as cara,
    ):
        chat = await anna.create_chat(bruno.user["id"])
        secret = await anna.say(chat, "secret")
        await anna.request(
            "add_participants", chat=chat, message=new_id(), users=[cara.bot.user["id"]], share_history=False
        )
        await anna.request(
            "edit_message", chat=chat, message=secret["id"], command=new_id(), text="more secret"
        )
        emoji = {"emoji": "👍", "on": True}
        await bruno.request("set_reaction", chat=chat, message=secret["id"], command=new_id(), **emoji)
        await anna.request("delete_message", chat=chat, message=secret["id"], command=new_id())
        await anna.say(chat, "said in the open")
        push = await cara.bot.push("chat_changes", lambda push: push["chat"] == chat)
        snapshot = await cara.bot.push("chat_snapshot", lambda push: push["chat"]["id"] == chat)
        assert push["after"] == snapshot["revision"]
        assert [row["body"]["text"] for row in push["messages"]] == ["said in the open"]
        newcomer.receive(snapshot)
        newcomer.receive(push)
        assert newcomer.is_complete


async def test_a_chat_whose_snapshot_was_lost_is_asked_for_when_something_is_said_in_it(server):
    replica = Replica()
    async with (
        signed_in(server, "anna") as anna,
        living(server, "bruno", replica, loses=lambda push: push["type"] == "chat_snapshot") as bruno,
    ):
        chat = await anna.create_chat(bruno.bot.user["id"])
        await anna.say(chat, "Are you there?")
        await bruno.until(has_text(chat, "Are you there?"))
        assert replica.chats[chat]["row"] is not None
    assert replica.state() == await fresh_state(server, "bruno")


async def test_a_client_that_missed_more_than_a_frame_holds_sees_the_newest_first_and_then_all(server):
    replica = Replica()
    async with signed_in(server, "anna") as anna:
        async with living(server, "bruno", replica) as bruno:
            chat = await anna.create_chat(bruno.bot.user["id"])
            await bruno.until(lambda replica: chat in replica.chats)
        missed = limits.PAGE_ROWS + 20
        async with signed_in(server, "anna") as tablet:
            # Two devices, as one may not say so much at once.
            for number in range(missed):
                await (anna, tablet)[number % 2].say(chat, f"missed {number}")
        async with signed_in(server, "bruno", synced=False) as bot:
            await bot.request("sync", **replica.vector())
            await bot.push("synced")
            changes = await bot.push("chat_changes", lambda push: push["chat"] == chat)
            assert changes["more"]
            assert changes["messages"][-1]["body"]["text"] == f"missed {missed - 1}"
            await Link(bot, replica).settle()
    assert replica.state() == await fresh_state(server, "bruno")


async def test_a_client_that_resumes_goes_on_where_it_was(server):
    replica = Replica()
    async with signed_in(server, "cara", synced=False) as bot:
        await settle(bot, replica)
        token = bot.token
    async with connected(server.url) as bot:
        await settle(await bot.resume(token), replica)
        assert not any(push["type"] in {"chat_snapshot", "chat_changes", "directory"} for push in bot.pushes)


async def test_the_unread_number_is_right_before_the_messages_are_there_and_stays_so(server):
    """A client that holds only the newest messages, beside one that holds all."""
    async with signed_in(server, "anna") as anna, signed_in(server, "dora") as dora:
        chat = await anna.create_chat(dora.user["id"])
        said = [
            await (anna, anna, dora)[number % 3].say(chat, f"{number}")
            for number in range(3 * limits.SNAPSHOT_ROWS)
        ]
        await anna.request("set_preferences", chat=chat, command=new_id(), unread_from=said[7]["seq"])
        await delete(anna, said[9])
        await delete(dora, said[11])

        early, full = Replica(), Replica()
        async with (
            signed_in(server, "anna", synced=False) as bot,
            living(server, "anna", full) as link,
        ):
            early.me = bot.user["id"]

            async def both_know_the_same_number(number: int) -> None:
                # Pushes leave before the answer to what is asked after them.
                await bot.request("history", chat=chat, before_seq=2)
                await link.ask("history", chat=chat, before_seq=2)
                await link.settle()
                for push in bot.pushes:
                    early.receive(push)
                assert early.chats[chat]["from_seq"] > said[11]["seq"], "it should not hold them yet"
                assert early.unread(chat) == full.unread(chat) == number

            await bot.request("sync", **early.vector())
            await bot.push("synced")
            hers = len([row for row in said[7:] if row["author"] == dora.user["id"]]) - 1
            await both_know_the_same_number(hers)
            await dora.say(chat, "one more")
            await anna.say(chat, "my own")
            await both_know_the_same_number(hers + 1)
            await delete(dora, said[14])  # held by nobody but the one that holds all
            await delete(dora, said[-1])  # held by both
            await delete(anna, said[-2])
            await both_know_the_same_number(hers - 1)

            await anna.request("set_preferences", chat=chat, command=new_id(), unread_from=said[20]["seq"])
            early.receive(
                await bot.push("preferences_changed", lambda push: push["chats"][chat]["unread_from"] > 9)
            )
            assert early.unread(chat) is None, "the place has moved within what it does not hold"
            early.receive(await bot.request("open_chat", chat=chat))
            left = [row for row in said[20:] if row["author"] == dora.user["id"]]
            await both_know_the_same_number(len(left))


async def delete(who: Bot, message: Json) -> None:
    fields = {"chat": message["chat"], "message": message["id"]}
    reply = await who.request("delete_message", command=new_id(), **fields)
    assert reply["type"] == "accepted", reply
