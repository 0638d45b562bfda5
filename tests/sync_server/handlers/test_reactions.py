"""Reactions: whose they are, in which order, how many; and what is one emoji."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server import policy
from sync_server.errors import Refusal
from sync_server.handlers.emoji import checked_emoji
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import SetReaction, encode
from sync_server.protocol.nouns import Reaction
from tests.support.store import code_of, new_id, pushes_to

EMOJI = (
    # Faces, hands, things: from the first to the newest, and one of a place that is still free.
    *"😀🤣🙂😍🥲🫠🫡🫨🫩👍👎🙏💪👀🎉🔥🚀💯🍕🐛🦜🧋🪄🫶🪿🫟🟢🟰🛝🀄🃏🏳🏴🖐🕵🅰🆗🈁🈚🉐",
    "\U0001fadd",
    "\U0001faff",
    "\U0001fc01",
    # Older signs, with and without the coloured form.
    *"☀☕♥❤✅✨⭐⚡⌚⏰☺✌☝➡⬆〰"[:15],
    "❤️",
    "☺️",
    "✌️",
    "☎️",
    "➡️",
    "▶️",
    "⚠️",
    "©️",
    "®️",
    "™️",
    "ℹ️",
    "Ⓜ️",
    "‼️",
    "⁉️",
    "㊗️",
    "〰️",
    "🅿️",
    "👍️",
    # Skin tones.
    "👍🏻",
    "👋🏿",
    "☝🏽",
    "✌🏾",
    "🫱🏼",
    # Joined.
    "👨‍👩‍👧‍👦",
    "🧑‍🧑‍🧒‍🧒",
    "👩🏽‍🤝‍👨🏻",
    "👩🏻‍❤️‍💋‍👩🏿",
    "🧑🏾‍💻",
    "👩‍⚕️",
    "🤷🏽‍♀️",
    "🏃🏿‍♂️‍➡️",
    "🕵️‍♂️",
    "❤️‍🔥",
    "❤‍🔥",
    "👁️‍🗨️",
    "🏳️‍🌈",
    "🏳️‍⚧️",
    "🏴‍☠️",
    "🐦‍⬛",
    "🐻‍❄️",
    "🍋‍🟩",
    "⛓️‍💥",
    "🙂‍↕️",
    # Flags and key caps.
    "🇨🇭",
    "🇺🇳",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "1️⃣",
    "#️⃣",
    "*⃣",
    "🔟",
)
NO_EMOJI = (
    "",
    " ",
    "a",
    "Z",
    "ß",
    "ж",
    "語",
    "あ",
    "ا",
    "1",
    "#",
    "*",
    ":)",
    ":thumbsup:",
    "<b>",
    "\n",
    "\x00",
    "\x1b",
    "\ud83d",
    "©",
    "™",
    "ℹ",
    "Ⓜ",
    "→",
    "✎",
    "♩",
    "①",
    "█",
    "\ue000",
    "\U000f0000",
    "𝒜",
    "🄰",
    "🬀",
    # Parts of emoji.
    "\u200d",
    "\ufe0f",
    "\ufe0e",
    "\u20e3",
    "🏽",
    "🇨",
    "🇨🇭🇮",
    "👍\u200d",
    "\u200d👍",
    "👍\u200d\u200d👍",
    "1\ufe0f",
    "12⃣",
    "❤\ufe0e",
    "👍🏻🏿",
    "👍\ufe0f\ufe0f",
    # More than one, or with something beside it.
    "👍👍",
    "👍 ",
    " 👍",
    "👍\n",
    "👍a",
    "a\u200d👍",
    "🇨🇭🇮🇹",
    "👍\u202e",
    "\u2066👍\u2069",
    "\u200e👍",
    "👍\u0301",
    "👍\u200b",
    "👍\U000e0061\U000e007f",
    "🏴\U000e0067\U000e0062",
    "👍" + "\u200d👍" * 8,
)


@pytest.mark.parametrize("emoji", EMOJI, ids=ascii)
def test_an_emoji_passes_as_it_is(emoji):
    assert checked_emoji(emoji) == emoji


@pytest.mark.parametrize("text", NO_EMOJI, ids=ascii)
def test_what_is_not_one_emoji_is_refused(text):
    assert code_of(checked_emoji, text) == ErrorCode.EMOJI_REFUSED


@given(st.text(min_size=1))
def test_no_text_with_a_letter_a_space_or_a_control_in_it_passes(text):
    try:
        emoji = checked_emoji(text)
    except Refusal:
        return
    assert not any(one.isspace() or (one.isalpha() and one != "ℹ") or ord(one) < 32 for one in emoji)
    assert len(emoji) <= limits.EMOJI_CHARACTERS


@pytest.fixture
def message(office):
    chat, _ = office.create("anna", "bruno", "chiara")
    return office.say("anna", chat)


def reactions_on(office, message, name="anna"):
    names = {caller.user: one for one, caller in office.people.items()}
    row = office.history(name, message.chat)[message.seq - 1]
    return [(one.emoji, [names[user] for user in one.users]) for one in row.reactions]


def test_reactions_stand_in_the_order_in_which_they_came(office, message):
    for name, emoji in (("bruno", "🎉"), ("anna", "👍"), ("chiara", "🎉"), ("anna", "🎉")):
        office.react(name, message, emoji)

    assert reactions_on(office, message) == [("🎉", ["bruno", "chiara", "anna"]), ("👍", ["anna"])]


def test_a_reaction_changes_the_row_under_a_new_revision_and_is_no_edit(office, message):
    outcome = office.react("bruno", message)

    row = outcome.reply.message
    assert (row.revision, row.edited_at, row.body) == (message.revision + 1, None, message.body)
    assert [push.messages for push in pushes_to(outcome, office.user("chiara"))] == [(row,)]


def test_a_reaction_is_taken_away_by_whose_it_is_and_with_the_last_one_the_emoji(office, message):
    office.react("anna", message)
    office.react("bruno", message)

    office.react("anna", message, on=False)
    assert reactions_on(office, message) == [("👍", ["bruno"])]
    office.react("bruno", message, on=False)
    assert reactions_on(office, message) == []


def test_an_emoji_that_comes_back_stands_last(office, message):
    office.react("anna", message, "👍")
    office.react("anna", message, "🎉")
    office.react("anna", message, "👍", on=False)
    office.react("anna", message, "👍")

    assert [emoji for emoji, _ in reactions_on(office, message)] == ["🎉", "👍"]


@pytest.mark.parametrize("on", [True, False])
def test_what_is_so_already_is_accepted_and_nobody_hears_of_it(office, message, on):
    office.react("bruno", message)
    office.react("anna", message, on=on)
    revision = office.open("anna", message.chat).revision

    outcome = office.react("anna", message, on=on)

    assert outcome.deliveries == ()
    assert outcome.reply.message == office.history("anna", message.chat)[-1]
    assert office.open("anna", message.chat).revision == revision


def test_emoji_that_look_the_same_are_one(office, message):
    office.react("anna", message, "❤️")
    office.react("bruno", message, "❤")
    assert reactions_on(office, message) == [("❤️", ["anna", "bruno"])]

    office.react("anna", message, "❤", on=False)
    office.react("bruno", message, "❤️", on=False)
    assert reactions_on(office, message) == []


def test_the_same_emoji_in_another_skin_tone_is_another(office, message):
    office.react("anna", message, "👍")
    office.react("anna", message, "👍🏽")

    assert len(reactions_on(office, message)) == 2


def test_a_message_has_so_many_different_reactions_and_no_more(office, message):
    emoji = [chr(0x1F600 + number) for number in range(limits.REACTIONS + 1)]
    for one in emoji[:-1]:
        office.react("anna", message, one)

    assert code_of(office.react, "bruno", message, emoji[-1]) == ErrorCode.TOO_MANY_REACTIONS
    office.react("bruno", message, emoji[0])
    office.react("anna", message, emoji[1], on=False)
    office.react("bruno", message, emoji[-1])
    assert len(reactions_on(office, message)) == limits.REACTIONS


def test_the_reactions_of_a_full_chat_end_before_they_fill_a_frame():
    people = [new_id() for _ in range(limits.PARTICIPANTS)]
    reactions: tuple[Reaction, ...] = ()
    each = [(chr(0x1F600 + number), user) for number in range(limits.REACTIONS) for user in people]
    for emoji, user in each[: limits.REACTIONS_IN_ALL]:
        reactions = policy.reactions_with(reactions, emoji, user)

    one_more = each[limits.REACTIONS_IN_ALL]
    assert code_of(policy.reactions_with, reactions, *one_more) == ErrorCode.TOO_MANY_REACTIONS
    assert sum(len(one.users) for one in reactions) == limits.REACTIONS_IN_ALL
    # Beside it in a frame: the longest text, and the row and the read positions of a chat with as many people.
    assert sum(len(encode(one)) for one in reactions) < limits.FRAME_BYTES // 3
    assert policy.reactions_with(reactions, reactions[0].emoji, people[0]) == reactions


@pytest.mark.parametrize("emoji", ["", "x", "👍👍", "👍" * 1_000])
@pytest.mark.parametrize("on", [True, False])
def test_what_is_no_emoji_is_no_reaction(office, message, emoji, on):
    command = SetReaction(1, message.chat, message.id, new_id(), emoji, on)

    assert code_of(office.do, "anna", command) == ErrorCode.EMOJI_REFUSED


def test_a_newcomer_reacts_to_what_they_see_and_to_nothing_before(office, message):
    line = office.add("bruno", message.chat, "dora", share_history=False).reply.message
    boundary = office.say("bruno", message.chat)

    assert code_of(office.react, "dora", message) == ErrorCode.MESSAGE_NOT_FOUND
    assert code_of(office.react, "dora", line) == ErrorCode.SYSTEM_LINE
    assert office.react("dora", boundary).reply.message.reactions == (Reaction("👍", office.users(["dora"])),)
