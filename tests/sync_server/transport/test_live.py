"""Live delivery: who hears what, in which order, and who does not."""

from tests.support.server import connected, new_id, signed_in


async def test_both_devices_of_everybody_in_the_chat_hear_of_a_message_the_sender_s_too(server, ids):
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "anna") as annas_phone,
        signed_in(server, "bruno") as bruno,
        signed_in(server, "bruno") as brunos_phone,
        signed_in(server, "chiara") as chiara,
    ):
        chat = await anna.create_chat(ids["bruno"])
        said = await anna.say(chat, "to all of us")
        for device in (anna, annas_phone, bruno, brunos_phone):
            assert await device.message("to all of us") == said
        another = await chiara.create_chat(ids["bruno"])
        await chiara.say(another, "something else")
        await bruno.message("something else")
        # Chiara's own command came later than all of it, and she was told of nothing but that.
        await chiara.message("something else")
        assert all(push["chat"] == another for push in chiara.pushes if push["type"] == "chat_changes")


async def test_the_device_that_started_a_chat_is_answered_and_the_others_are_told(server, ids):
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "anna") as annas_phone,
        signed_in(server, "bruno") as bruno,
    ):
        chat = await anna.create_chat(ids["bruno"], subject="New")
        for device in (annas_phone, bruno):
            told = await device.push("chat_snapshot", lambda push: push["chat"]["id"] == chat)
            assert told["chat"]["subject"] == "New"
            assert [row["body"]["kind"] for row in told["messages"]] == ["created"]


async def test_nothing_is_pushed_before_sync(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno", synced=False) as bruno:
        chat = await anna.create_chat(ids["bruno"])
        await anna.say(chat, "before")
        assert (await bruno.request("history", chat=chat, before_seq=9))["messages"][-1]["body"] == {
            "kind": "text",
            "text": "before",
        }
        assert [push["type"] for push in bruno.pushes] == ["welcome"]
        missed = await bruno.sync()
        assert chat in {push["chat"]["id"] for push in missed if push["type"] == "chat_snapshot"}
        await anna.say(chat, "after")
        await bruno.message("after")


async def test_everybody_hears_a_chat_s_changes_in_the_order_of_its_revisions(server, ids):
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "bruno") as bruno,
        signed_in(server, "chiara") as chiara,
    ):
        chat = await anna.create_chat(ids["bruno"], ids["chiara"])
        requests = []
        for number in range(60):
            for who in (anna, bruno, chiara):
                sent = await who.send("send_message", chat=chat, message=new_id(), text=f"{number}")
                requests.append((who, sent))
        for who, sent in requests:
            assert (await who.reply(sent))["type"] == "accepted"
        for who in (anna, bruno, chiara):
            last = await who.push("chat_changes", lambda push: push["revision"] == 181)
            heard = [
                (push["after"], push["revision"])
                for push in who.pushes
                if push["type"] == "chat_changes" and push["chat"] == chat
            ]
            assert last["messages"][-1]["seq"] == 181
            assert heard == [(revision, revision + 1) for revision in range(1, 181)]


async def test_a_message_reaches_the_others_even_if_its_sender_is_gone_by_then(server, ids):
    async with signed_in(server, "bruno") as bruno:
        async with signed_in(server, "anna") as anna:
            chat = await anna.create_chat(ids["bruno"])
            await anna.send("send_message", chat=chat, message=new_id(), text="and gone")
        await bruno.message("and gone")


async def test_who_is_added_without_history_hears_only_from_their_line_on(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "dario") as dario:
        chat = await anna.create_chat(ids["bruno"], subject="Old subject")
        await anna.say(chat, "earlier")
        reply = await anna.request(
            "add_participants", chat=chat, message=new_id(), users=[ids["dario"]], share_history=False
        )
        told = await dario.push("chat_snapshot", lambda push: push["chat"]["id"] == chat)
        assert told["messages"] == [reply["message"]]
        assert told["chat"]["visible_from_seq"] == reply["message"]["seq"]
        await anna.say(chat, "later")
        await dario.message("later")


async def test_typing_reaches_the_others_in_the_chat_once_and_not_one_s_own_devices(server, ids):
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "anna") as annas_phone,
        signed_in(server, "bruno") as bruno,
        signed_in(server, "chiara") as chiara,
    ):
        chat = await anna.create_chat(ids["bruno"])
        for _ in range(3):
            assert (await anna.request("start_typing", chat=chat))["type"] == "ok"
        await anna.say(chat, "written")
        await bruno.message("written")
        typing = [push for push in bruno.pushes if push["type"] == "typing"]
        assert typing == [{"type": "typing", "chat": chat, "user": ids["anna"]}]
        await annas_phone.message("written")
        assert not [push for push in annas_phone.pushes if push["type"] == "typing"]
        assert (await chiara.request("start_typing", chat=chat))["code"] == "chat_not_found"
        assert not [push for push in chiara.pushes if push["type"] == "typing"]


async def test_the_same_command_again_is_answered_the_same_and_tells_nobody_twice(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        chat = await anna.create_chat(ids["bruno"])
        command = {"chat": chat, "message": new_id(), "text": "once"}
        first = await anna.request("send_message", **command)
        async with connected(server.url) as again:
            await again.resume(anna.token)
            second = await again.request("send_message", **command)
        assert second["message"] == first["message"]
        assert (await anna.request("send_message", **{**command, "text": "other"}))["code"] == "id_conflict"
        await anna.say(chat, "next")
        await bruno.message("next")
        texts = [
            row["body"].get("text")
            for push in bruno.pushes
            if push["type"] == "chat_changes"
            for row in push["messages"]
        ]
        assert texts == ["once", "next"]
