"""The pictures of finding in the open chat: the bar and what is marked, in every script, width and state."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.values import ConnectionState
from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, others
from tests.support.screen import until
from tests.support.sent_files import a_file, a_picture
from tests.support.story import Story

_NARROW = QSize(480, 800)
CTRL = Qt.KeyboardModifier.ControlModifier
_LONG = "\n".join(
    (*(f"Line {number} of what the gateway has logged." for number in range(60)), "Total cost: €17.70")
)


def found() -> Story:
    """The conversation of the design's picture."""
    chat = Story(31, BRUNO, (ANA, ELIF, DANA), moment="2026-02-24 09:58", subject="Refund #48213 – Northwind")
    chat.say(
        BRUNO,
        "2026-02-24 10:02",
        "Northwind was charged twice for the March renewal, which costs them twice the price.",
    )
    for minute in range(20, 50):
        chat.say((ANA, ELIF)[minute // 5 % 2], f"2026-02-24 10:{minute}", f"Looking at case {minute}.")
    chat.react(
        chat.say(ANA, "2026-03-03 10:09", "I can see both charges. Same card, same minute."),
        "👍",
        ANA,
        BRUNO,
        ELIF,
    )
    chat.add(ANA, "2026-03-03 10:12", CHEN, with_history=False)
    seq = chat.say(
        BRUNO,
        "2026-03-03 10:14",
        "@Chen Wei short version: Northwind was charged twice for the March renewal. Billing confirmed the duplicate, "
        "support owns the reply.\nCase is here: https://desk.example.com/cases/48213",
        mentions=(CHEN,),
    )
    chat.react(seq, "👍", BRUNO, ANA)
    chat.react(seq, "👀", ELIF)
    chat.say(
        CHEN,
        "2026-03-03 10:21",
        "Got it. The second charge went through the old gateway key, so it won’t show in our ledger until tonight.",
        reply_to=seq,
    )
    chat.say(
        CHEN, "2026-03-03 10:33", "Who carries the cost of the second charge if the gateway keeps the fee?"
    )
    chat.say(ANA, "2026-03-03 10:36", "We do, under €50. Above that it goes to Payments.")
    chat.rename(BRUNO, "2026-03-03 10:40", "Refund #48213 – Northwind")
    chat.react(
        chat.say(CHEN, "2026-03-03 10:52", "Then it is ours, the fee is €17.70. I’ll note it in the case."),
        "👍",
        ANA,
    )
    chat.say(BRUNO, "2026-03-03 10:55", "Thanks both. I’ll update the case summary.")
    for minute in range(10, 40):
        words = "And the *cost* of the call?" if minute in {20, 25, 30} else f"Case {minute} is closed."
        chat.say((ANA, ELIF)[minute // 5 % 2], f"2026-03-04 11:{minute}", words)
    chat.read_all(DANA)
    return chat


def scripts() -> Story:
    """Words to be found in several scripts, in marks, code, links, mentions, long texts, and names of files."""
    chat = Story(32, BRUNO, (ANA, CHEN, ELIF, DANA), moment="2026-02-24 09:58", subject="Cost of everything")
    chat.say(
        BRUNO, "2026-03-03 10:01", "The **cost**, the `cost` and https://desk.example.com/costs/48213 are one"
    )
    chat.say(ANA, "2026-03-03 10:02", "```python\ndef cost(order): ...\n```")
    chat.say(ELIF, "2026-03-03 10:03", "🎉👩‍👩‍👧 cost 🙌 COST, Côst: all three")
    chat.say(CHEN, "2026-03-03 10:04", "هذا هو cost الشحنة الثانية")
    chat.say(CHEN, "2026-03-03 10:05", "@Bruno Costa can you look?", mentions=(BRUNO,))
    chat.say(
        ANA, "2026-03-03 10:06", "", attachments=[a_file(1, "costs-feb-mar.pdf"), a_file(2, "ledger.xlsx")]
    )
    chat.say(ANA, "2026-03-03 10:07", "", attachments=[a_picture(3, QSize(320, 160), name="cost-table.png")])
    chat.say(ELIF, "2026-03-03 10:08", _LONG)
    chat.say(ELIF, "2026-03-03 10:09", "Who knows?")
    chat.read_all(DANA)
    return chat


def arabic() -> Story:
    """A chat that reads from the right."""
    chat = Story(33, BRUNO, (ANA, DANA), moment="2026-02-24 09:58", subject="فاتورة")
    chat.say(BRUNO, "2026-03-03 10:01", "من يتحمل تكلفة الشحنة الثانية؟")
    chat.say(ANA, "2026-03-03 10:02", "التَّكْلِفَة 50 يورو، والباقي على البوابة.")
    chat.say(BRUNO, "2026-03-03 10:03", "The تكلفة is what counts")
    chat.read_all(DANA)
    return chat


async def _find(here: Stage, words: str, *keys: Qt.Key) -> None:
    """Look for words as one does it, with keys."""
    QTest.keyClick(here.window, Qt.Key.Key_F, CTRL)
    field = here.window.conversation.find_bar.field
    typed = QInputMethodEvent("", [])
    typed.setCommitString(words)
    QApplication.sendEvent(field, typed)
    await until(lambda: here.workspace.find.words, "what is found")
    await settled()
    for key in keys:
        QTest.keyClick(field, key)
        await settled()


def _chats(*own: Story):
    return lambda: (*own, *others())


for _name, _setting in (
    ("find", {}),
    ("find-rtl", {"mirrored": True}),
    ("find-narrow", {"size": _NARROW}),
    ("find-text-130", {"percent": 130}),
):

    @window_scene(_name, chat=found, stories=_chats(found()), **_setting)
    async def find(here: Stage) -> None:
        await _find(here, "cost", Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)


@window_scene("find-nothing", chat=found, stories=_chats(found()))
async def find_nothing(here: Stage) -> None:
    await _find(here, "zebra")


async def _opens_in_part(here: Stage) -> None:
    """Open the chat while most of it is not on this computer yet."""
    await here.desk.client.apply(found().snapshot(DANA, rows=40))
    await settled()
    await here.opens(found())


@window_scene("find-coming", chat=None, stories=_chats())
async def find_coming(here: Stage) -> None:
    await _opens_in_part(here)
    await _find(here, "cost")


@window_scene("find-coming-narrow-offline", chat=None, stories=_chats(), size=_NARROW)
async def find_coming_narrow(here: Stage) -> None:
    await _opens_in_part(here)
    here.desk.connection_is(ConnectionState.OFFLINE)
    await _find(here, "zebra")


@window_scene("find-everything", chat=scripts, stories=_chats(scripts()), size=QSize(1280, 1100))
async def find_everything(here: Stage) -> None:
    await _find(here, "cost", Qt.Key.Key_Up, Qt.Key.Key_Up)


@window_scene("find-folded", chat=scripts, stories=_chats(scripts()))
async def find_folded(here: Stage) -> None:
    await _find(here, "total cost")


@window_scene("find-arabic", chat=arabic, stories=_chats(arabic()))
async def find_arabic(here: Stage) -> None:
    await _find(here, "تكلفة", Qt.Key.Key_Up)


@window_scene("find-arabic-rtl", chat=arabic, stories=_chats(arabic()), mirrored=True)
async def find_arabic_mirrored(here: Stage) -> None:
    await _find(here, "تكلفة", Qt.Key.Key_Up)
