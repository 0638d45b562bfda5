"""The pictures of what messages look like: marks, lists, quotes, code, mentions, long and hostile texts."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.selection import Place, Selection
from desktop.viewmodels.background import Background
from tests.gallery.shots import SHOTS, scene
from tests.gallery.stage import Stage, settled, stage
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, others
from tests.support.story import Story

_TALL = QSize(1280, 1400)
_PYTHON = '''```python
@retry(times=3)
def refund(order: str, amount: float = 0.0) -> bool:
    """Give back what was charged twice."""
    charges = [c for c in ledger(order) if c.amount == amount]
    if len(charges) > 1:
        raise ValueError(f"two charges: {charges!r}")  # once is enough
    return True
```'''


def _story(*says: tuple[object, str], number: int = 900) -> Story:
    chat = Story(
        number, BRUNO, (DANA, CHEN, ELIF, ANA), moment="2026-03-05 08:00", subject="What texts look like"
    )
    for minute, (author, text) in enumerate(says):
        chat.say(author, f"2026-03-05 {9 + minute // 12:02}:{minute * 5 % 60:02}", text)
    chat.read_all(DANA)
    return chat


def kinds() -> Story:
    chat = _story(
        (
            BRUNO,
            "Words can be **bold**, *italic*, ~~struck~~, ***both*** or `code`, and **bold with `code` in it**. A file is snake_case.py, a sum 2*3*4.",
        ),
        (
            CHEN,
            "Case: https://desk.example.com/cases/48213 and internal-chat://chat/018f2f3a-0000-7000-8000-000000000001/12",
        ),
        (
            ELIF,
            "> Northwind was charged twice for the March renewal.\n> > Who approved it?\n> - the gateway\n> - nobody\nThat is the whole story.",
        ),
        (
            ANA,
            "What is left:\n- call the customer\n- refund\n  - first charge, in full, as the customer has been waiting for it since the third of March\n  - second charge\n1. write the macro\n2. tell everybody",
        ),
        (BRUNO, f"This does it:\n{_PYTHON}\nDeploy it on Thursday."),
        (
            CHEN,
            "```sql\nSELECT id, amount FROM charges\n WHERE customer = 'Northwind' AND amount > 100 -- both\n```",
        ),
        (
            ELIF,
            "```\n$ tail -f gateway.log\n\tindented by a tab\n    and by spaces, in a line that is long enough to be broken where the code block ends, wherever that is\n```",
        ),
        (ANA, "🎉🙌"),
        (BRUNO, "  two spaces before\n\n\nand two empty lines"),
    )
    chat.say(
        BRUNO,
        "2026-03-05 14:00",
        "First message with a mention of @Chen Wei, and of @Dana Okafor.",
        mentions=(CHEN, DANA),
    )
    chat.read_all(DANA)
    return chat


def right_to_left() -> Story:
    chat = _story(
        (
            BRUNO,
            "שלום לכולם, זה **חשוב** מאוד: https://desk.example.com/cases/48213.\nAnd a line in English.\nושוב בעברית.",
        ),
        (CHEN, "The customer wrote: مرحبا كيف الحال؟ and left."),
        (ELIF, "> ציטוט של הלקוח\n> עוד שורה\n- פריט ראשון\n- פריט שני `code`\n1. אחת\n2. שתיים"),
        (ANA, "```python\nname = 'שלום'  # הערה\n```"),
        number=901,
    )
    chat.say(ELIF, "2026-03-05 14:00", "תודה @Chen Wei ו @Dana Okafor על העזרה", mentions=(CHEN, DANA))
    chat.say(CHEN, "2026-03-05 14:10", "Done.", reply_to=2)
    chat.react(3, "👍", DANA, ELIF)
    chat.read_all(DANA)
    return chat


def long_texts() -> Story:
    return _story(
        (BRUNO, "```\n" + "\n".join(f"line {number}" for number in range(900)) + "\n```"),
        (CHEN, "The customer wrote twice since noon and wants to know when it arrives. " * 60),
        number=902,
    )


def hostile() -> Story:
    return _story(
        (
            BRUNO,
            "<b>HTML</b> <img src='file:///etc/passwd'> ![](file:///etc/passwd) [click](javascript:alert(1))",
        ),
        (CHEN, "\u202eturned round\u202d and back, then 12:30 (edited)"),
        (ELIF, "Z" + "\u0301\u0302\u0303\u0304" * 2000 + " algo"),
        (ANA, "x" * 8000),
        (BRUNO, "half \x00nothing\u2028a line\u2029another"),
        (CHEN, "*" * 300 + " " + "`" * 200 + " " + ">" * 100),
        number=903,
    )


def _with(chat: Callable[[], Story]) -> Callable[[], tuple[Story, ...]]:
    return lambda: (chat(), *others())


@scene("text-kinds", chat=kinds, stories=_with(kinds), size=_TALL)
async def text_kinds(_here: Stage) -> None: ...


@scene("text-selected", chat=kinds, stories=_with(kinds), size=_TALL)
async def text_selected(here: Stage) -> None:
    view = here.window.conversation.timeline
    entries = [e for e in view.column.entries if e.blocks]
    view.select(Selection(Place(entries[0].key, 20), Place(entries[6].key, 30)))
    await settled()


@scene("text-narrow", chat=kinds, stories=_with(kinds), size=QSize(520, 1400))
async def text_narrow(_here: Stage) -> None: ...


@scene("text-right-to-left", chat=right_to_left, stories=_with(right_to_left))
async def text_right_to_left(_here: Stage) -> None: ...


@scene("text-folded", chat=long_texts, stories=_with(long_texts))
async def text_folded(_here: Stage) -> None: ...


@scene("text-unfolded", chat=long_texts, stories=_with(long_texts))
async def text_unfolded(here: Stage) -> None:
    view = here.window.conversation.timeline
    view.unfold(view.column.entries[-1].key, more=True)
    view.scroll_by(-10_000)
    view.scroll_by(10_000)
    await settled()


@scene("text-hostile", chat=hostile, stories=_with(hostile), size=_TALL)
async def text_hostile(_here: Stage) -> None: ...


def _mirrored(name: str, chat: Callable[[], Story], size: QSize) -> None:
    """Enter a picture of the window as it is for those who read from the right."""

    async def take(theme: Theme, _background: Background) -> QPixmap:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        try:
            async with stage(theme, stories=_with(chat), size=size) as here:
                await here.opens(chat())
                return await here.picture()
        finally:
            QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    SHOTS[name] = take


_mirrored("text-kinds-mirrored", kinds, _TALL)
_mirrored("text-right-to-left-mirrored", right_to_left, QSize(1280, 800))
