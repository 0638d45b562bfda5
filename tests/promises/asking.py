"""For the leak matrix: everything that an onlooker can ask about a chat, and what exactly they must be answered."""

import json
from collections.abc import Iterator
from typing import Any

from tests.promises.onlookers import (
    FAR,
    Onlooker,
    Scene,
    chat_from,
    messages_from,
)
from tests.support.attachments import Carrier, carrier
from tests.support.server import Bot, Json, new_id

PAGE = 200


async def answers_are_exact(scene: Scene, onlooker: Onlooker) -> None:
    """Ask for everything there is, by every path, and hold it against what the founder sees, cut where the sight begins."""
    whole = await scene.anna.request("open_chat", chat=scene.chat)
    assert whole["type"] == "chat_opened", whole
    sight = Sight(onlooker.cut_off, onlooker.bot.user["id"], whole)
    bot, chat = onlooker.bot, scene.chat
    await _opened_and_paged(bot, chat, sight)
    await _changed_since_every_revision(bot, chat, sight)
    await _caught_up_from_every_old_vector(bot, chat, sight)
    await _counts_and_names(scene, bot, sight, whole["chat"])
    await _marked_as_unread(bot, chat, sight)
    await _hidden_ids_lead_nowhere(scene, onlooker)
    await _files_are_fetched_where_they_are_seen(scene, onlooker)


class Sight:
    """What an onlooker must see of a chat, from what its founder sees of it."""

    def __init__(self, cut_off: int, me: str, whole: Json) -> None:
        self.cut_off = cut_off
        self.me = me
        self.row = chat_from(cut_off, whole["chat"])
        self.messages = messages_from(cut_off, whole["messages"])
        self.head = max([self.row["revision"], *(message["revision"] for message in self.messages)])
        self.read = {user: seq for user, seq in whole["read"].items() if user == me or seq >= cut_off}
        self.last_seq = whole["messages"][-1]["seq"]

    def changed_after(self, revision: int) -> list[Json]:
        changed = [message for message in self.messages if message["revision"] > revision]
        return sorted(changed, key=lambda message: message["revision"])

    def unread(self, own_position: int, mark: int = 0) -> Json:
        """What is unread for the onlooker, by the words of the protocol's page."""
        after = max(min(own_position, mark - 1) if mark else own_position, self.cut_off - 1)
        texts = [one for one in self.messages if one["body"]["kind"] == "text" and one["author"] != self.me]
        return {"unread": len([one for one in texts if one["seq"] > after]), "unread_after": after}

    def row_after(self, revision: int) -> Json | None:
        return self.row if self.row["revision"] > revision else None


async def _opened_and_paged(bot: Bot, chat: str, sight: Sight) -> None:
    opened = await bot.request("open_chat", chat=chat)
    assert opened["chat"] == sight.row
    assert opened["messages"] == sight.messages
    assert (opened["revision"], opened["from_seq"]) == (sight.head, sight.cut_off)
    # One's own position may lie before all that one sees; the founder's view does not tell it then.
    own = {bot.user["id"]: opened["read"].get(bot.user["id"], 0)}
    assert {**opened["read"], **own} == {**sight.read, **own}
    assert unread_of(opened) == sight.unread(*own.values())
    for before in range(1, sight.last_seq + 3):
        page = await bot.request("history", chat=chat, before_seq=before)
        assert page["messages"] == [one for one in sight.messages if one["seq"] < before]
        assert page["from_seq"] == sight.cut_off
    at_the_boundary = await bot.request("history", chat=chat, before_seq=sight.cut_off + 1, limit=1)
    assert [one["seq"] for one in at_the_boundary["messages"]] == [sight.cut_off]


async def _changed_since_every_revision(bot: Bot, chat: str, sight: Sight) -> None:
    for after in range(sight.head + 2):
        page = await bot.request("changes", chat=chat, after=after)
        assert page["messages"] == sight.changed_after(after)
        assert (page["row"], page["more"]) == (sight.row_after(after), False)
        assert (page["after"], page["revision"]) == (min(after, sight.head), sight.head)


async def _caught_up_from_every_old_vector(bot: Bot, chat: str, sight: Sight) -> None:
    for held in (None, *range(sight.head + 2), FAR):
        told = await bot.sync({} if held is None else {chat: held}, directory=FAR)
        [read] = [push["read"] for push in told if push["type"] == "read_positions"] or [{}]
        assert read.items() <= {**sight.read, bot.user["id"]: read.get(bot.user["id"])}.items()
        rows = [push for push in told if push["type"] in {"chat_snapshot", "chat_changes"}]
        if held is None:
            [snapshot] = rows
            assert (snapshot["chat"], snapshot["messages"]) == (sight.row, sight.messages)
            assert snapshot["revision"] == sight.head
            assert unread_of(snapshot) == sight.unread(snapshot["read"].get(sight.me, 0))
        elif held >= sight.head:
            assert rows == []
        else:
            [missed] = rows
            assert missed["messages"] == sight.changed_after(held)
            assert missed.get("row") == sight.row_after(held)
            assert (missed["after"], missed["revision"]) == (held, sight.head)


async def _counts_and_names(scene: Scene, bot: Bot, sight: Sight, whole: Json) -> None:
    """`preview_history` counts what is visible, `audience` names who can read each message that is."""
    order = [one["user"] for one in sight.row["participants"] if one["user"] != scene.stage.ids["odo"]]
    texts = [one for one in sight.messages if one["body"]["kind"] in {"text", "deleted"}]
    preview = await bot.request("preview_history", chat=scene.chat)
    assert preview["messages"] == len(texts)
    authors = {one["author"] for one in texts}
    assert preview["authors"] == [user for user in order if user in authors]
    assert preview["first"] == texts[0]
    assert preview["last_at"] == texts[-1]["sent_at"]
    sees_from = {one["user"]: one["visible_from_seq"] for one in whole["participants"]}
    for message in sight.messages:
        audience = await bot.request("audience", chat=scene.chat, message=message["id"])
        assert audience["users"] == [user for user in order if sees_from[user] <= message["seq"]]


async def _marked_as_unread(bot: Bot, chat: str, sight: Sight) -> None:
    """Wherever an onlooker sets an unread mark, it stands and counts within what they see."""
    for place in (1, sight.cut_off, sight.last_seq, sight.last_seq + 1, 0):
        reply = await bot.request("set_preferences", chat=chat, command=new_id(), unread_from=place)
        stands = max(place, sight.cut_off) if 0 < place <= sight.last_seq else 0
        assert reply["preferences"].get("unread_from", 0) == stands
        opened = await bot.request("open_chat", chat=chat)
        assert unread_of(opened) == sight.unread(opened["read"].get(sight.me, 0), stands)


def unread_of(frame: Json) -> Json:
    return {"unread": frame["unread"], "unread_after": frame["unread_after"]}


async def _hidden_ids_lead_nowhere(scene: Scene, onlooker: Onlooker) -> None:
    """Whoever knows the id of a hidden message is answered as if there were none."""
    hidden = [row["id"] for row in scene.rows.values() if row["seq"] < onlooker.cut_off]
    unknown = new_id()
    as_if_none = [await _refusal(onlooker.bot, request) for request in _about(scene.chat, unknown)]
    assert {code for code, _, _ in as_if_none} == {"message_not_found"}
    for message in hidden:
        assert [
            await _refusal(onlooker.bot, request) for request in _about(scene.chat, message)
        ] == as_if_none


async def _files_are_fetched_where_they_are_seen(scene: Scene, onlooker: Onlooker) -> None:
    """A file and its thumbnail are had through their message by whoever sees it; else, as by any id, they are not there."""
    photo, seen = scene.rows["long ago"], scene.rows["open"]
    [file] = photo["body"]["attachments"]
    ids = [file["id"], file["picture"]["thumbnail"]["id"]]
    async with carrier(scene.stage.server.url, onlooker.bot.token) as line:
        through = [(seen["id"], id_) for id_ in ids]
        if photo["seq"] >= onlooker.cut_off:
            assert [len(await line.fetch(scene.chat, photo["id"], id_)) for id_ in ids] == [36, 36]
        else:
            through += [(photo["id"], id_) for id_ in ids]
        await _is_as_unknown(line, scene.chat, through)


async def _is_as_unknown(line: Carrier, chat: str, through: list[tuple[str, str]]) -> None:
    unknown = new_id()
    answers = {
        await _refused_fetch(line, chat, message, id_) for message, id_ in (*through, (unknown, unknown))
    }
    assert {code for code, _, _ in answers} == {"attachment_not_found"}
    assert len(answers) == 1


async def _refused_fetch(line: Carrier, chat: str, message: str, attachment: str) -> tuple[Any, ...]:
    reply = await line.request("fetch", chat=chat, message=message, attachment=attachment)
    return reply["code"], reply["text"], reply["retry_after_ms"]


async def nothing_is_there(scene: Scene, onlooker: Onlooker) -> None:
    """To a stranger the chat answers as one that does not exist, whatever they know of it."""
    known = scene.rows["the last hidden"]["id"]
    bot, unknown_chat, unknown = onlooker.bot, new_id(), new_id()
    for real, made_up in zip(
        _every_request(scene, scene.chat, known), _every_request(scene, unknown_chat, unknown), strict=True
    ):
        refused = await _refusal(bot, real)
        assert refused == await _refusal(bot, made_up)
        assert refused[0] == "chat_not_found"
    for held in (0, 1, 5, FAR):
        told = await bot.sync({scene.chat: held, unknown_chat: held}, directory=FAR)
        assert {push["type"] for push in told} <= {"presence"}
    own = await bot.create_chat(scene.stage.ids["theo"])
    for real, made_up in zip(_about(own, known), _about(own, unknown), strict=True):
        assert await _refusal(bot, real) == await _refusal(bot, made_up)
    taken = [
        {
            "type": "create_chat",
            "chat": scene.chat,
            "message": new_id(),
            "participants": [scene.stage.ids["theo"]],
        },
        {
            "type": "create_chat",
            "chat": new_id(),
            "message": known,
            "participants": [scene.stage.ids["theo"]],
        },
        {"type": "send_message", "chat": own, "message": known, "text": "?"},
        {"type": "set_subject", "chat": own, "message": known, "subject": "?"},
    ]
    assert len({await _refusal(bot, request) for request in taken}) == 1, (
        "a taken id says by what it was taken"
    )
    await _somebody_elses_file_is_not_there(scene, onlooker, own)


async def _somebody_elses_file_is_not_there(scene: Scene, onlooker: Onlooker, own: str) -> None:
    """Whoever knows all that a message says of a file gets no byte of it: by no message, and by sending it as their own."""
    photo = scene.rows["long ago"]
    [file] = photo["body"]["attachments"]
    bot = onlooker.bot
    mine = (await bot.request("send_message", chat=own, message=new_id(), text="mine"))["message"]["id"]
    async with carrier(scene.stage.server.url, bot.token) as line:
        await _is_as_unknown(line, scene.chat, [(photo["id"], file["id"])])
        await _is_as_unknown(line, own, [(mine, file["id"]), (photo["id"], file["id"])])
    answers = {
        await _refusal(
            bot,
            {"type": "send_message", "chat": own, "message": new_id(), "text": "", "attachments": [claimed]},
        )
        for claimed in (file, {**file, "id": new_id()}, {**file, "id": new_id(), "sha256": "0" * 64})
    }
    assert {code for code, _, _ in answers} == {"attachment_not_found"}
    assert len(answers) == 1


async def nobody_is_answered(scene: Scene, onlooker: Onlooker) -> None:
    """Without a good token nothing at all is answered."""
    known = scene.rows["the last hidden"]["id"]
    requests = [*_every_request(scene, scene.chat, known), {"type": "sync", "directory": 0, "chats": {}}]
    for request in (*requests, {"type": "list_devices"}, {"type": "set_presence", "state": "away"}):
        assert (await _refusal(onlooker.bot, request))[0] == "not_signed_in"
    assert {json.loads(frame)["type"] for frame in onlooker.received} == {"error"}


def _about(chat: str, message: str) -> Iterator[Json]:
    """Yield every request that names a message."""
    named = {"chat": chat, "message": message}
    change = {**named, "command": new_id()}
    yield {"type": "audience", **named}
    yield {"type": "send_message", "chat": chat, "message": new_id(), "text": "?", "reply_to": message}
    yield {"type": "edit_message", **change, "text": "mine"}
    yield {"type": "edit_message", **change, "text": ""}
    yield {"type": "delete_message", **change}
    yield {"type": "set_reaction", **change, "emoji": "👀", "on": True}
    yield {"type": "set_reaction", **change, "emoji": "👀", "on": False}


def _every_request(scene: Scene, chat: str, message: str) -> Iterator[Json]:
    """Yield every request that names a chat, good ones and some that would be refused in a chat of one's own."""
    theo = scene.stage.ids["theo"]
    yield from _about(chat, message)
    yield {"type": "send_message", "chat": chat, "message": message, "text": "?"}
    yield {"type": "send_message", "chat": chat, "message": new_id(), "text": ""}
    yield {"type": "set_subject", "chat": chat, "message": new_id(), "subject": "x" * 500}
    yield {
        "type": "add_participants",
        "chat": chat,
        "message": new_id(),
        "users": [theo],
        "share_history": True,
    }
    yield {
        "type": "add_participants",
        "chat": chat,
        "message": new_id(),
        "users": [new_id()],
        "share_history": True,
    }
    yield {"type": "mark_read", "chat": chat, "seq": 3}
    yield {"type": "set_preferences", "chat": chat, "command": new_id(), "pinned": True}
    yield {"type": "set_preferences", "chat": chat, "command": new_id(), "unread_from": 3}
    yield {"type": "changes", "chat": chat, "after": 0}
    yield {"type": "open_chat", "chat": chat}
    yield {"type": "history", "chat": chat, "before_seq": 5}
    yield {"type": "preview_history", "chat": chat}
    yield {"type": "start_typing", "chat": chat}


async def _refusal(bot: Bot, request: Json) -> tuple[Any, ...]:
    reply = await bot.request(
        **{"kind": request["type"], **{k: v for k, v in request.items() if k != "type"}}
    )
    assert reply["type"] == "error", (request, reply)
    return reply["code"], reply["text"], reply["retry_after_ms"]
