"""Searching as a user does: in the cache that a real server has filled, without a connection, in every script; and while things change."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.client import Account, Client, sign_in
from desktop.core.matching import normal
from desktop.core.search_query import SearchQuery, parse
from desktop.core.values import Text
from sync_server.protocol.frames import ChatSnapshot, HistoryPage
from sync_server.protocol.nouns import Message
from tests.desktop.core.attached import a_file, a_picture
from tests.desktop.core.listener import ACCOUNT, CHAT, NOW
from tests.desktop.core.world import ME, OTHER, THIRD, World, chat_id, message_id
from tests.support.clients import Watched
from tests.support.keys import KEY
from tests.support.profiles import by_profile
from tests.support.server import PASSWORD, ServerProcess, new_id, signed_in

TODAY = date(2026, 11, 23)
NAMES = {
    "anna": "Anna Larsson",
    "bruno": "Bruno Costa",
    "ayse": "Ayşe Yılmaz",
    "oleg": "Олег Иванов",
    "wei": "王小明",
    "carla": "Carla Cosmo",
    "jane": "Jane Gone",
}
TEXTS = {
    "latin": "The refund for Yılmaz was approved",
    "accents": "Crème brûlée à emporter",
    "cyrillic": "Возврат за заказ оформлен вчера",
    "arabic": "تمت الموافقة على الطَّلَبِ أمس",
    "hebrew": "ההחזר אושר שָׁלוֹם לכולם",
    "chinese": "客户要求退款并且投诉了",
    "japanese": "返金の手続きをお願いします カタカナ",
    "korean": "환불 요청을 승인했습니다",
    "turkish": "İSTANBUL siparişi ve ISPARTA ılık",
    "emoji": "shipped 🚀 thanks 👍🏽",
    "phrase": "please call the customer back today",
    "turned": "back with the customer, please",
    "marks": 'say "hello world" to O\'Brien; a_b **bold** 100%',
}
WITH_BRUNO = [(chat, "bruno") for chat in ("texts", "renamed", "hidden", "crowd")]


def query(typed: str) -> SearchQuery:
    return parse(typed, today=TODAY)


# A world that a real server has told of, looked at without it. -----------------------------------------------------------


@pytest.fixture(scope="module")
def told_by_a_server(tmp_path_factory):
    """Anna's cache, filled by a real server that is gone, and the chats in it by name."""
    folder = tmp_path_factory.mktemp("searching")
    server = ServerProcess(folder / "server")
    try:
        ids = {username: server.add_user(username, name=name).id for username, name in NAMES.items()}
        server.start()
        chats = asyncio.run(_tell(server, folder / "anna", ids))
    finally:
        server.kill()
    return folder / "anna", chats, ids


async def _tell(server, folder, ids):
    async with signed_in(server, "bruno") as bruno, signed_in(server, "ayse") as ayse:
        texts = await bruno.create_chat(ids["anna"], ids["ayse"], subject="Yılmaz: Rückgabe Москва")
        for text in TEXTS.values():
            await (bruno if "customer" in text else ayse).say(texts, text)
        renamed = await bruno.create_chat(ids["anna"], ids["oleg"], subject="First subject 退款")
        await _rename(bruno, renamed, "Second subject")
        await _rename(bruno, renamed, "Third subject")
        await bruno.say(renamed, "the refund is here, too")
        hidden = await bruno.create_chat(ids["ayse"], subject="Hidden first")
        await bruno.say(hidden, "hidden refund")
        await _rename(bruno, hidden, "Hidden second")
        await bruno.request(
            "add_participants", chat=hidden, message=new_id(), users=[ids["anna"]], share_history=False
        )
        await _rename(bruno, hidden, "Seen once")
        await _rename(bruno, hidden, "Seen now")
        await bruno.say(hidden, "visible words")
        private = await bruno.create_chat(ids["anna"])
        await bruno.say(private, "between us two")
        crowd = await bruno.create_chat(*(ids[each] for each in ("anna", "wei", "carla", "jane")))
        await bruno.say(crowd, "to the crowd")
    server.deactivate("jane")
    account = await sign_in(server.url, "anna", PASSWORD, device_name="anna")
    client = await Client.open(account, folder, key=KEY)
    async with asyncio.TaskGroup() as tasks:
        client.start(tasks)
        anna = Watched(client)

        async def complete(client):
            return (await client.progress()).complete

        await anna.is_online()
        await anna.until(complete)
        await client.close()
    return {"texts": texts, "renamed": renamed, "hidden": hidden, "private": private, "crowd": crowd}


async def _rename(bot, chat, subject):
    assert (await bot.request("set_subject", chat=chat, message=new_id(), subject=subject))[
        "type"
    ] == "accepted"


@pytest.fixture(scope="module")
def offline(told_by_a_server):
    """Anna's client, which never connects."""
    folder, chats, ids = told_by_a_server
    return _Offline(folder, chats, ids)


class _Offline:
    def __init__(self, folder, chats, ids):
        self._folder, self.chats, self.ids = folder, chats, ids
        self._names = {chat: name for name, chat in chats.items()}

    @asynccontextmanager
    async def client(self):
        account = Account("wss://desk.example.com/sync", self.ids["anna"], "anna", "Anna Larsson", "token")
        client = await Client.open(account, self._folder, key=KEY)
        try:
            yield client
        finally:
            await client.close()

    async def texts(self, typed):
        """Return the texts that are found, and hold their number against what is counted."""
        async with self.client() as client:
            found = await client.search(query(typed), limit=1000)
            assert not found.messages.more
            assert await client.count_messages(query(typed)) == len(found.messages.hits)
            return [hit.row.body.text for hit in found.messages.hits]

    async def subjects(self, typed):
        """Return the chats that are found by name, with the former subject, and whether they are spelled so."""
        async with self.client() as client:
            found = await client.search(query(typed))
            return [(self._names[hit.chat], hit.former, hit.spelled) for hit in found.subjects]

    async def people(self, typed):
        """Return the people, and chats of several, that are found."""
        async with self.client() as client:
            found = await client.search(query(typed))
            return [
                hit.person.username
                if hit.person
                else (self._names[hit.chat], *(person.username for person in hit.people))
                for hit in found.people
            ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("approv", "latin"),
        ("PROVE", "latin"),
        ("yilmaz ref", "latin"),
        ("YILMAZ", "latin"),
        ("yılmaz", "latin"),
        ("creme brulee", "accents"),
        ("BRÛL", "accents"),
        ("возвр", "cyrillic"),
        ("ФОРМЛ", "cyrillic"),
        ("вчера возврат", "cyrillic"),
        ("за", "cyrillic"),
        ("موافق", "arabic"),
        ("الطلب", "arabic"),
        ("امس", "arabic"),
        ("שלום", "hebrew"),
        ("החזר", "hebrew"),
        ("לכולמ", "hebrew"),
        ("退款", "chinese"),
        ("退", "chinese"),
        ("投诉", "chinese"),
        ("诉 客户", "chinese"),
        ("返金", "japanese"),
        ("願", "japanese"),
        ("ｶﾀ", "japanese"),
        ("手続き", "japanese"),
        ("환불", "korean"),
        ("승인", "korean"),
        ("환", "korean"),
        ("istanbul", "turkish"),
        ("ISTANBUL", "turkish"),
        ("ısparta", "turkish"),
        ("ilik", "turkish"),
        ("SİPARİŞ", "turkish"),
        ("🚀", "emoji"),
        ("👍", "emoji"),
        ("shipped 🚀", "emoji"),
        ("call customer", "phrase"),
        ('"customer back"', "phrase"),
        ('"back with"', "turned"),
        ("world hello", "marks"),
        ("o'brien", "marks"),
        ("bold", "marks"),
        ("100%", "marks"),
    ],
)
async def test_any_part_of_a_text_is_found_in_every_script(offline, typed, wanted):
    assert await offline.texts(typed) == [TEXTS[wanted]]


@pytest.mark.parametrize(
    "typed", ["hell", "zzz", "退货", "환자", '"customer call"', "hidden", "🛸", "...", "ound"]
)
async def test_what_nobody_wrote_or_may_read_is_not_found(offline, typed):
    assert await offline.texts(typed) == ([TEXTS["marks"]] if typed == "hell" else [])


async def test_last_messages_come_first_then_the_newest(offline):
    async with offline.client() as client:
        hits = (await client.search(query("the"))).messages.hits
    assert [(hit.row.body.text, hit.is_last) for hit in hits] == [
        ("to the crowd", True),
        ("the refund is here, too", True),
        (TEXTS["turned"], False),
        (TEXTS["phrase"], False),
        (TEXTS["latin"], False),
    ]


async def test_pages_of_messages_follow_each_other_without_a_gap(offline):
    async with offline.client() as client:
        whole = (await client.search(query("the"))).messages
        part = (await client.search(query("the"), limit=1)).messages
        hits = list(part.hits)
        while part.more:
            part = await client.more_messages(query("the"), part.place, limit=1)
            assert len(part.hits) == 1
            hits += part.hits
    assert tuple(hits) == whole.hits
    assert not whole.more


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("from:bruno customer", 2),
        ("from:yılmaz customer", 0),
        ("from:ayse", 11),
        ("from:me", 0),
        ("from:nobody refund", 0),
        ("in:third refund", 1),
        ("in:yilmaz refund", 1),
        ("in:yilmaz in:third refund", 2),
        ("in:first refund", 0),
        ("with:oleg refund", 1),
        ("with:wei with:carla", 1),
        ("with:ayse with:wei", 0),
        ("with:me refund", 2),
        ("with:jane crowd", 1),
        ("has:file", 0),
        ("refund before:2020-01-01", 0),
        ("refund after:2020-01-01", 2),
        ("before:2020-01-01", 0),
        ("after:2020-01-01", 17),
        ("with:me", 17),
        ("with:larsson", 17),
    ],
)
async def test_filters_narrow_what_is_found(offline, typed, wanted):
    assert len(await offline.texts(typed)) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("third", [("renamed", "", True)]),
        ("subj thi", [("renamed", "", True)]),
        ("second", [("renamed", "Second subject", True)]),
        ("first", [("renamed", "First subject 退款", True)]),
        ("退款", [("renamed", "First subject 退款", True)]),
        ("subject", [("renamed", "", True)]),
        ("ruckgabe", [("texts", "", True)]),
        ("МОСК", [("texts", "", True)]),
        ("seen", [("hidden", "", True)]),
        ("once", [("hidden", "Seen once", True)]),
        ("hidden", []),
        ("ruckgbae", [("texts", "", False)]),
        ("subjcet", [("renamed", "", False)]),
        ("with:wei", [("crowd", "", True)]),
        ("from:bruno third", []),
    ],
)
async def test_chats_are_found_by_their_subjects_former_ones_within_the_cut_off(offline, typed, wanted):
    assert await offline.subjects(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("bru cos", ["bruno", *WITH_BRUNO]),
        ("cos bru", ["bruno", *WITH_BRUNO]),
        ("br", ["bruno"]),
        # The other chat of hers is found by its subject.
        ("yilmaz", ["ayse", ("hidden", "ayse")]),
        ("AYSE", ["ayse", ("hidden", "ayse"), ("texts", "ayse")]),
        ("олег", ["oleg", ("renamed", "oleg")]),
        ("小明", ["wei", ("crowd", "wei")]),
        ("王", ["wei", ("crowd", "wei")]),
        ("larsson", []),
        ("wei carla", [("crowd", "wei", "carla")]),
        ("ayse wei", []),
        ("gone", ["jane", ("crowd", "jane")]),
        ("brunno", ["bruno"]),
        ("yilmza", ["ayse"]),
        ("yilm bruno", [("texts", "ayse", "bruno"), ("hidden", "ayse", "bruno")]),
    ],
)
async def test_people_are_found_by_name_and_chats_by_those_who_take_part(offline, typed, wanted):
    found = await offline.people(typed)
    assert sorted(found, key=str) == sorted(wanted, key=str)
    persons = [each for each in found if isinstance(each, str)]
    assert found[: len(persons)] == persons


async def test_a_person_comes_with_their_newest_private_chat_and_how_many_chats_they_are_in(offline):
    async with offline.client() as client:
        bruno, *_ = (await client.search(query("bruno"))).people
        wei, *_ = (await client.search(query("wei"))).people
    assert (bruno.chat, bruno.chats) == (offline.chats["private"], 5)
    assert (wei.chat, wei.chats) == (None, 1)


@pytest.mark.parametrize(
    ("typed", "chats", "people"),
    [
        ("", ["crowd", "private", "hidden", "renamed", "texts"], []),
        ("thi", ["renamed"], []),
        ("sub", ["renamed"], []),
        ("seen", ["hidden"], []),
        ("brun", ["crowd", "private"], ["bruno"]),
        ("bc", ["crowd", "private"], ["bruno"]),
        ("sn", ["hidden"], []),
        ("carlo", ["crowd"], ["carla"]),
    ],
)
async def test_the_switcher_is_offered_what_is_like_what_is_typed(offline, typed, chats, people):
    async with offline.client() as client:
        found = await client.find_chats(typed)
    assert [offline._names[hit.chat] for hit in found.chats][: len(chats)] == chats
    assert [hit.person.username for hit in found.people] == people


async def test_hits_of_a_chat_come_in_order(offline):
    async with offline.client() as client:
        found = await client.find_in_chat(offline.chats["texts"], query("customer"))
        assert [seq for seq, _ in found] == [12, 13]
        assert await client.find_in_chat(offline.chats["crowd"], query("customer")) == ()
        assert await client.find_in_chat(offline.chats["texts"], query("")) == ()
        assert len(await client.find_in_chat(offline.chats["texts"], query("from:bruno"))) == 2


# While things change. ---------------------------------------------------------------------------------------------------


async def texts_of(client, typed, *, limit=1000):
    """Return the texts that are found, and hold their number against what is counted."""
    found = (await client.search(query(typed), limit=limit)).messages
    assert await client.count_messages(query(typed)) == len(found.hits)
    return [hit.row.body.text for hit in found.hits]


async def test_what_is_edited_is_found_by_its_new_words_alone(told):
    await told.client.apply(told.world.edit(CHAT, 4, "something else"))
    assert await texts_of(told.client, "else") == ["something else"]
    assert "line 4" not in await texts_of(told.client, "line")
    await told.client.apply(told.world.edit(CHAT, 10, "the last one"))
    assert await texts_of(told.client, '"last one"') == ["the last one"]
    assert await texts_of(told.client, '"line 10"') == []


async def test_what_is_deleted_is_not_found(told):
    await told.client.apply(told.world.delete(CHAT, 5), told.world.delete(CHAT, 10))
    assert await texts_of(told.client, "line") == [f"line {number}" for number in (9, 8, 7, 6, 4, 3, 2)]
    (first, *_) = (await told.client.search(query("line"))).messages.hits
    assert first.is_last


async def test_what_waits_counts(told):
    message = await told.client.send(CHAT, "line eleven")
    assert (await texts_of(told.client, "line"))[:2] == ["line eleven", "line 10"]
    hits = (await told.client.search(query("line"))).messages.hits
    assert [hit.is_last for hit in hits[:2]] == [True, False]
    assert (await told.client.find_in_chat(CHAT, query("line")))[-2:] == (
        (10, message_id(10)),
        (None, message),
    )
    assert await texts_of(told.client, "from:me line") == ["line eleven", "line 3"]
    await told.client.delete(CHAT, message)
    assert (await texts_of(told.client, "line"))[0] == "line 10"


async def test_a_pending_edit_and_a_pending_deletion_count(told):
    await told.client.edit(CHAT, message_id(3), "mine was changed")
    assert await texts_of(told.client, "changed") == ["mine was changed"]
    assert "line 3" not in await texts_of(told.client, "line")
    assert await told.client.find_in_chat(CHAT, query("changed")) == ((3, message_id(3)),)
    assert message_id(3) not in [id_ for _, id_ in await told.client.find_in_chat(CHAT, query("line"))]
    await told.refuses("rate_limited")
    assert await texts_of(told.client, "changed") == ["mine was changed"]
    (pending,) = await told.outbox()
    await told.client.discard(pending.number)
    assert "line 3" in await texts_of(told.client, "line")
    await told.client.delete(CHAT, message_id(3))
    assert len(await texts_of(told.client, "line")) == 8
    await told.refuses("rate_limited")
    assert len(await texts_of(told.client, "line")) == 9


async def test_pages_go_on_among_what_waits(told):
    for number in range(4):
        await told.client.send(CHAT, f"line waits {number}")
    whole = (await told.client.search(query("line"))).messages.hits
    part = (await told.client.search(query("line"), limit=2)).messages
    hits = list(part.hits)
    while part.more:
        part = await told.client.more_messages(query("line"), part.place, limit=2)
        hits += part.hits
    assert [hit.row.id for hit in hits] == [hit.row.id for hit in whole]
    assert len(whole) == 13


async def test_a_chat_started_offline_is_found_and_so_is_what_is_said_there(desk):
    chat = await desk.client.start_chat([OTHER.id, THIRD.id], subject="Offsite plan")
    await desk.client.send(chat, "above the clouds")
    found = await desk.client.search(query("offsite"))
    assert [hit.chat for hit in found.subjects] == [chat]
    (hit,) = (await desk.client.search(query("clouds"))).messages.hits
    assert (hit.row.chat, hit.subject, hit.is_last) == (chat, "Offsite plan", True)
    (together,) = (await desk.client.search(query("bruno chiara"))).people
    assert (together.chat, [person.username for person in together.people]) == (chat, ["bruno", "chiara"])
    assert [hit.chat for hit in (await desk.client.find_chats("off")).chats] == [chat]
    assert await texts_of(desk.client, "in:offsite clouds") == ["above the clouds"]


async def test_what_changes_is_found_as_it_is_now(told):
    assert (await told.client.search(query("refunds"))).subjects[0].former == ""
    await told.client.set_subject(CHAT, "Returns")
    assert (await told.client.search(query("refunds"))).subjects[0].former == "Refunds"
    await told.client.apply(told.world.rename(CHAT, "Both"))
    assert (await told.client.search(query("both"))).subjects[0].former == "Both"
    (pending,) = await told.outbox()
    await told.client.discard(pending.number)
    assert (await told.client.search(query("both"))).subjects[0].former == ""
    await told.client.apply(told.world.start(chat_id(2), subject="Both of us"))
    assert [hit.chat for hit in (await told.client.search(query("both"))).subjects] == [chat_id(2), CHAT]


async def test_a_former_subject_is_found_once_the_history_that_tells_of_it_is_here(desk):
    desk.world.start(CHAT, subject="At the beginning")
    desk.world.rename(CHAT, "In between")
    for number in range(5):
        desk.world.say(CHAT, f"line {number}")
    desk.world.rename(CHAT, "Today")
    await desk.client.apply(desk.world.snapshot(CHAT))
    assert (await desk.client.search(query("between"))).subjects == ()
    await desk.client.apply(HistoryPage(0, CHAT, 1, tuple(desk.world.lines[CHAT][:5])))
    assert (await desk.client.search(query("between"))).subjects[0].former == "In between"
    assert (await desk.client.search(query("beginning"))).subjects[0].former == "At the beginning"
    assert len(await texts_of(desk.client, "line")) == 5


async def test_files_are_found_by_their_names_and_by_being_there(told):
    told.world.say(CHAT, "see this", attachments=(a_file(1, "Quartals-Übersicht.pdf"),))
    told.world.say(CHAT, "", attachments=(a_picture(2, "beach.jpg"),))
    await told.client.apply(told.world.say(CHAT, "no file here"))
    await told.client.apply(HistoryPage(0, CHAT, 11, tuple(told.world.lines[CHAT][10:12])))
    assert await texts_of(told.client, "ubersicht") == ["see this"]
    assert await texts_of(told.client, "has:file") == ["", "see this"]
    assert await texts_of(told.client, "has:file see") == ["see this"]
    wanted = SearchQuery(("beach",), has=("picture",))
    assert len((await told.client.search(wanted)).messages.hits) == 1
    assert await told.client.count_messages(SearchQuery((), has=("picture",))) == 1


async def test_days_begin_at_midnight_however_many_write_in_its_last_second(desk):
    midnight = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp()) * 1000
    row = desk.world.start(CHAT).chat
    lines = [desk.world.lines[CHAT][0]]
    for seq in range(2, 10):
        text = Text("before" if seq < 7 else "after")
        sent_at = midnight - 1 if seq < 7 else midnight + seq
        lines.append(Message(message_id(seq), CHAT, seq, seq, OTHER.id, sent_at, text))
    await desk.client.apply(ChatSnapshot(row, 9, 1, tuple(lines), {}))
    found = SearchQuery(("bef",), before=date(2026, 3, 2))
    assert await desk.client.count_messages(found) == 5
    assert await desk.client.count_messages(SearchQuery((), before=date(2026, 3, 2))) == 5
    assert await desk.client.count_messages(SearchQuery((), after=date(2026, 3, 1))) == 3
    assert await desk.client.count_messages(SearchQuery((), after=date(2026, 3, 2))) == 0
    assert await desk.client.count_messages(SearchQuery(("aft",), before=date(2026, 3, 2))) == 0


async def test_more_chats_than_the_index_is_asked_for_narrow_a_search_as_well(desk):
    chats = [chat_id(number) for number in range(2, 212)]
    for number, chat in enumerate(chats):
        desk.world.start(chat, subject="Many" if number else "One")
        await desk.client.apply(desk.world.say(chat, f"word {number}"))
        await desk.client.apply(desk.world.snapshot(chat))
    assert len(await texts_of(desk.client, "in:many word")) == 209
    assert await desk.client.count_messages(query("in:many from:bruno")) == 209
    assert len(await desk.client.find_in_chat(chats[5], query("in:many word"))) == 1


# One question after the other. -------------------------------------------------------------------------------------------


async def test_the_newest_of_many_questions_is_the_one_that_is_answered(told):
    answers = await asyncio.gather(*(told.client.search(query("line"[:end])) for end in (1, 2, 3, 4)))
    assert [answer is None for answer in answers] == [True, True, True, False]
    assert len(answers[-1].messages.hits) == 9


async def test_a_search_ends_the_counting_for_another_one(told):
    await told.client.search(query("line"))
    counting = asyncio.gather(told.client.count_messages(query("line")), told.client.search(query("other")))
    counted, found = await counting
    assert counted is None
    assert found.messages.hits == ()
    assert await told.client.count_messages(query("other")) == 0


async def test_different_questions_do_not_end_each_other(told):
    found, counted, in_chat, chats, _ = await asyncio.gather(
        told.client.search(query("line")),
        told.client.count_messages(query("line")),
        told.client.find_in_chat(CHAT, query("line")),
        told.client.find_chats("ref"),
        told.client.get_ready_to_search(),
    )
    assert (len(found.messages.hits), counted, len(in_chat), len(chats.chats)) == (9, 9, 9, 1)


async def test_all_is_found_again_once_the_index_was_made_anew(told):
    before = await texts_of(told.client, "line")
    await told.client.rebuild_search()
    assert not (await told.client.search(query("line"))).prepared
    async with asyncio.timeout(10):
        while not told.client.search_is_prepared():
            await told.client._database.fill_index()
            await asyncio.sleep(0)
    assert (await told.client.search(query("line"))).prepared
    # All of them are of one second, within which there is no order.
    assert sorted(await texts_of(told.client, "line")) == sorted(before)


# Against looking at every message. ---------------------------------------------------------------------------------------

_SIGNS = "aeéßıİ ж退款한ا🚀-'*"
_texts = st.lists(st.text(_SIGNS, min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=12)


@settings(max_examples=by_profile(quick=12, long=300))
@given(texts=_texts, typed=st.lists(st.text(_SIGNS, min_size=1, max_size=3), min_size=1, max_size=2))
def test_as_many_are_found_as_by_looking_at_each_message(tmp_path_factory, texts, typed):
    folder = tmp_path_factory.mktemp("counted")
    wanted = SearchQuery(tuple(typed))

    async def counted():
        client = await Client.open(ACCOUNT, folder, key=KEY, clock=lambda: NOW)
        try:
            world = World()
            world.start(CHAT)
            for text in texts:
                world.say(CHAT, text)
            row, lines = world.chats[CHAT], world.visible(CHAT)
            await client.apply(ChatSnapshot(row, len(lines), 1, lines, {ME.id: 1}))
            hits = (await client.search(wanted, limit=100)).messages.hits
            return [hit.row.body.text for hit in hits], await client.count_messages(wanted)
        finally:
            await client.close()

    needles = wanted.needles
    expected = [text for text in texts if needles and all(each in normal(text) for each in needles)]
    found, count = asyncio.run(counted())
    assert found == expected[::-1]
    assert count == len(expected)
