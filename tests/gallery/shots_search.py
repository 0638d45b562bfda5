"""The pictures of searching all chats: results of every kind, none, what is still missing, and all of it mirrored."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from tests.gallery.shots import scene
from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID, GRACE, HIRO, INES, others, refund
from tests.support.screen import click_row, find, press, until
from tests.support.sent_files import a_file
from tests.support.story import Story

_FIELD = "Search conversations"
_RESULTS = "Search results"
_NARROW = QSize(720, 800)


def _chat(number: int, people: tuple, moment: str, subject: str) -> Story:
    return Story(number, people[0], (*people[1:], DANA), moment=f"{moment[:10]} 08:00", subject=subject)


def costs() -> tuple[Story, ...]:
    """The chats of the design's picture of results, and some more."""
    northwind = refund()
    northwind.say(
        CHEN,
        "2026-03-05 14:33",
        "Who carries the cost of the second charge if the gateway keeps the fee?",
    )
    northwind.say(ANA, "2026-03-05 14:36", "We do, under €50. Above that it goes to Payments.")
    northwind.read_all(DANA)
    shipping = _chat(21, (HIRO, ANA), "2026-02-27 09:12", "Shipping costs, Iberia")
    shipping.say(HIRO, "2026-02-27 10:12", "Carrier replied, table attached")
    goodwill = _chat(22, (BRUNO, GRACE), "2026-02-12 09:12", "Cost of goodwill credits")
    goodwill.say(GRACE, "2026-02-12 10:12", "Let’s review it monthly")
    vat = _chat(23, (ANA, INES), "2026-02-20 09:12", "VAT invoices, Brazil")
    vat.say(
        ANA,
        "2026-02-28 16:20",
        "I asked Finance again, and they say that from now on it stays like this: the extra cost appears as a "
        "separate line from April on.",
    )
    vat.say(INES, "2026-03-01 09:00", "Good to know.")
    handover = _chat(24, (FARID, ANA), "2026-02-20 06:00", "Night shift")
    handover.say(
        FARID,
        "2026-02-25 06:02",
        "Customer asks for a written breakdown of the costs before they sign, and again for a discount.",
    )
    handover.say(ANA, "2026-02-26 06:02", "On it.")
    renamed = _chat(25, (ELIF, BRUNO), "2026-02-02 09:00", "")
    renamed.rename(ELIF, "2026-02-02 09:05", "Cost centre 4711")
    renamed.say(ELIF, "2026-02-02 09:10", "Which one is it?")
    renamed.rename(BRUNO, "2026-02-03 09:00", "Key accounts, spring")
    files = _chat(26, (GRACE, CHEN), "2026-02-01 09:00", "Quarter")
    files.say(GRACE, "2026-02-01 09:30", "", attachments=[a_file(90, "costs-per-case-2025-final.xlsx")])
    files.say(CHEN, "2026-02-01 09:40", "Thank you")
    for story in (shipping, goodwill, vat, handover, renamed, files):
        story.read_all(DANA)
    return (northwind, shipping, goodwill, vat, handover, renamed, files, *others())


async def _searched(here: Stage, text: str) -> None:
    """Type something, and wait for all that is found."""
    here.window.search_chats()
    here.window.left.search.insert(text)
    await until(lambda: here.workspace.search.is_current)
    await settled()


@scene("search-results", stories=costs)
async def search_results(here: Stage) -> None:
    """The picture of the design: a message that was found is open in its chat."""
    await _searched(here, "cost")
    click_row(here.window, _RESULTS, "Who carries the cost")
    await settled()
    find(here.window, _FIELD).setFocus()


@scene("search-keyboard", stories=costs)
async def search_keyboard(here: Stage) -> None:
    """All messages are shown, the keyboard is at one, and what a section is over is scrolled out of sight."""
    await _searched(here, "a")
    results = find(here.window, _RESULTS)
    press(here.window, _FIELD, Qt.Key.Key_Down)
    for _ in range(8):
        QTest.keyClick(results, Qt.Key.Key_Down)


@scene("search-former", stories=costs)
async def search_former(here: Stage) -> None:
    await _searched(here, "centre 47")


@scene("search-nothing-found")
async def search_nothing_found(here: Stage) -> None:
    await _searched(here, "quokka")


@scene("search-waiting", stories=costs)
async def search_waiting(here: Stage) -> None:
    """Messages that wait, and one with a file."""
    await here.desk.client.send(refund().id, "I’ll put the **cost** of both into the case.")
    await _searched(here, "the cost")


@scene("search-files", stories=costs)
async def search_files(here: Stage) -> None:
    await _searched(here, "costs-per has:file")


@scene("search-link")
async def search_link(here: Stage) -> None:
    await _searched(here, f"internal-chat://chat/{others()[0].id}/3")


@scene("search-narrow", stories=costs, size=_NARROW)
async def search_narrow(here: Stage) -> None:
    await _searched(here, "cost")


@scene("search-link-elsewhere")
async def search_link_elsewhere(here: Stage) -> None:
    await _searched(here, "internal-chat://chat/019c0000-0000-7000-8000-000000000099")


@scene("search-person", stories=costs)
async def search_person(here: Stage) -> None:
    """Somebody with whom there is a chat, somebody with whom there is none, and a chat in which two are together."""
    await _searched(here, "ana cos")


@scene("search-wrong-filter", stories=costs)
async def search_wrong_filter(here: Stage) -> None:
    await _searched(here, "cost before:soon ")


@window_scene("search-rtl", stories=costs, mirrored=True)
async def search_rtl(here: Stage) -> None:
    await _searched(here, "cost")


def hebrew() -> tuple[Story, ...]:
    """Chats in scripts that are read from the right, beside those that are not."""
    refunds = _chat(31, (BRUNO, ELIF), "2026-03-02 09:00", "שיחה על החזר")
    refunds.say(
        BRUNO,
        "2026-03-02 09:10",
        "הלקוח ביקש לדעת מתי יגיע הכסף לחשבון שלו, ואמרתי לו שזה לוקח שלושה עד חמישה ימי עסקים, מספר 48213, וגם "
        "שנשלח לו את ההחזר ישירות לכרטיס.",
    )
    refunds.say(ELIF, "2026-03-02 09:12", "Thanks, החזר is the word.")
    refunds.read_all(DANA)
    return (refunds, refund(), *others())


for _name, _mirrored in (("search-hebrew", False), ("search-hebrew-rtl", True)):

    @window_scene(_name, stories=hebrew, chat=refund, mirrored=_mirrored)
    async def search_hebrew(here: Stage) -> None:
        await _searched(here, "החזר")


@window_scene("search-large", stories=costs, percent=130)
async def search_large(here: Stage) -> None:
    await _searched(here, "cost")


@scene("search-still-coming", stories=costs)
async def search_still_coming(here: Stage) -> None:
    """Not all of a chat has come yet."""
    story = _chat(32, (BRUNO, ELIF), "2026-03-02 09:00", "Cost review")
    for number in range(1300):
        story.say(
            BRUNO, f"2026-03-02 {9 + number // 120:02}:{number // 2 % 60:02}", f"Case {40_000 + number}"
        )
    story.read_all(DANA)
    await here.desk.client.apply(story.snapshot(DANA, rows=60))
    await _searched(here, "case 41")


@scene("search-nothing-yet", stories=costs)
async def search_nothing_yet(here: Stage) -> None:
    """Nothing is found in what is here, and not all is."""
    story = _chat(32, (BRUNO, ELIF), "2026-03-02 09:00", "Cost review")
    for number in range(80):
        story.say(BRUNO, f"2026-03-02 09:{number % 60:02}", f"Case {40_000 + number}")
    await here.desk.client.apply(story.snapshot(DANA, rows=60))
    await _searched(here, "case 99")
