"""The team and the chats in the pictures: fixed people, words and times."""

from desktop.core.account_values import DeviceId, SignedInDevice
from tests.support.story import Story, at, user

NOW = at("2026-03-05 14:41")
"""The clock of every picture: a Thursday."""
_DAY = 86_400_000

DANA = user(1, "dana.okafor", "Dana Okafor", "Team lead")
ANA = user(2, "ana.ribeiro", "Ana Ribeiro", "Billing")
BRUNO = user(3, "bruno.costa", "Bruno Costa", "Escalations")
CHEN = user(4, "chen.wei", "Chen Wei", "Payments")
ELIF = user(5, "elif.yilmaz", "Elif Yılmaz", "Key accounts")
FARID = user(6, "farid.haddad", "Farid Haddad", "Night shift")
GRACE = user(7, "grace.lindqvist", "Grace Lindqvist", "Knowledge base")
HIRO = user(8, "hiro.tanaka", "Hiro Tanaka", "Automation")
INES = user(9, "ines.moreau", "Inês Moreau", "Voice of customer")
JOANA = user(10, "joana.nunes", "Joana Nunes", "Finance")
TEAM = (DANA, ANA, BRUNO, CHEN, ELIF, FARID, GRACE, HIRO, INES, JOANA)


def refund() -> Story:
    """The chat in the middle of most pictures: quotes and files aside, the conversation of the design."""
    chat = Story(1, BRUNO, (ANA, ELIF, DANA), moment="2026-02-24 09:58", subject="Northwind")
    chat.say(BRUNO, "2026-02-24 10:02", "Northwind was charged twice for the March renewal.")
    chat.say(ANA, "2026-02-24 10:09", "I can see both charges. Same card, same minute.")
    chat.say(BRUNO, "2026-02-24 10:10", "Case is here: https://desk.example.com/cases/48213")
    chat.add(ANA, "2026-03-03 10:12", CHEN, with_history=False)
    chat.say(
        CHEN,
        "2026-03-03 10:21",
        "Got it. The second charge went through the old gateway key, so it won’t show in our ledger until tonight.",
    )
    chat.rename(BRUNO, "2026-03-03 10:40", "Refund #48213 – Northwind")
    chat.say(ANA, "2026-03-05 13:47", "Both charges, same card, 41 seconds apart.")
    chat.say(
        ELIF, "2026-03-05 14:05", "Can you approve the goodwill credit? Anything over €200 needs a lead."
    )
    chat.say(
        DANA,
        "2026-03-05 14:11",
        "Approved, €250. Please add the approval number to the case before you reply.",
    )
    chat.say(DANA, "2026-03-05 14:12", "And keep it out of the macro, this one is a single exception.")
    chat.say(BRUNO, "2026-03-05 14:18", "Refund is issued. Three to five working days on their side.")
    chat.say(BRUNO, "2026-03-05 14:18", "🎉🙌")
    chat.say(
        DANA,
        "2026-03-05 14:26",
        "Great work. Elif, could you phone them rather than write? They have had four e-mails from us already.",
    )
    chat.read_all(DANA)
    chat.read_all(CHEN)
    return chat


def corrected() -> Story:
    """The same chat, in which people changed some of what they wrote and took some back."""
    chat = refund()
    chat.edit(6, "2026-03-03 10:30", "Got it. The second charge went through the old gateway key.")
    chat.delete(8, "2026-03-05 13:48")
    chat.edit(
        9,
        "2026-03-05 14:06",
        "Can you approve the goodwill credit? Anything over €250 needs a lead, and Northwind is asking for €400.",
    )
    chat.delete(11, "2026-03-05 14:13")
    chat.edit(13, "2026-03-05 14:19", "🎉🙌🎉")
    chat.delete(14, "2026-03-05 14:27")
    return chat


def others() -> tuple[Story, ...]:
    """The rest of the list, newest first."""
    return (
        _outage(),
        _handover(),
        _private(4, BRUNO, "2026-03-05 13:40", "Thanks, closing it now", from_dana=True),
        _private(5, ELIF, "2026-03-05 13:12", "Back at 15:00"),
        _group(6, (JOANA, ANA), "2026-03-05 12:05", "Finance confirmed the new VAT number for Brazil", "VAT invoices, Brazil", unread=1),
        _group(7, (INES, GRACE), "2026-03-05 11:20", "Draft 3 is in the shared folder", "Tone guide rewrite"),
        _group(8, (CHEN, FARID), "2026-03-04 18:02", "😂", ""),
        _group(9, (ANA, BRUNO), "2026-03-03 17:30", "I can take Saturday until 14:00, somebody else after that?", "Weekend cover, 7–8 March"),
        _group(10, (INES, HIRO), "2026-03-02 16:44", "Removed 41 unused macros", "Macro clean-up"),
        _private(11, INES, "2026-02-26 09:12", "See you at the review"),
        _private(12, HIRO, "2026-02-25 09:12", "See you tomorrow"),
    )  # fmt: skip


def _outage() -> Story:
    chat = Story(2, BRUNO, (ANA, GRACE, DANA), moment="2026-03-03 08:30", subject="EU checkout outage")
    chat.say(
        BRUNO,
        "2026-03-03 08:31",
        "Starting a chat for the checkout outage. German and Austrian banks for now.",
    )
    chat.say(GRACE, "2026-03-03 08:36", "Status page draft is ready, say when.")
    chat.say(ANA, "2026-03-05 14:02", "31 customers wrote so far, most of them calm.")
    chat.say(GRACE, "2026-03-05 14:04", "Banks confirm: fixed on their side since 13:50.")
    chat.say(DANA, "2026-03-05 14:06", "Thanks. Adding Chen so Payments can confirm from our logs.")
    chat.read_all(DANA)
    chat.add(DANA, "2026-03-05 14:07", CHEN, with_history=True)
    for minute, text in ((21, "Reading up."), (24, "Our logs agree, clean since 13:52."), (27, "No double charges."), (29, "Status page is updated, you can close it.")):  # fmt: skip
        chat.say(CHEN, f"2026-03-05 14:{minute}", text)
    return chat


def _handover() -> Story:
    chat = Story(3, ANA, (FARID, DANA), moment="2026-03-01 06:00", subject="Shift handover")
    chat.say(ANA, "2026-03-05 06:02", "Quiet night, nothing open on my side.")
    chat.read_all(DANA)
    for minute in range(46, 57):
        chat.say(FARID, f"2026-03-05 13:{minute}", f"Case {48100 + minute}: waiting for the customer.")
    chat.say(FARID, "2026-03-05 13:58", "Two open P1s, notes are in the cases")
    return chat


def _private(number: int, other: object, moment: str, text: str, *, from_dana: bool = False) -> Story:
    chat = Story(number, DANA, (other,), moment=f"{moment[:10]} 08:00")
    chat.say(DANA if from_dana else other, moment, text)
    chat.read_all(DANA)
    return chat


def _group(number: int, people: tuple, moment: str, text: str, subject: str, *, unread: int = 0) -> Story:
    chat = Story(number, people[0], (*people[1:], DANA), moment=f"{moment[:10]} 08:00", subject=subject)
    chat.read_all(DANA)
    seq = chat.say(people[-1], moment, text)
    if not unread:
        chat.read_until(DANA, seq)
    return chat


DEVICES = (
    SignedInDevice(DeviceId("1"), "Work laptop, Windows 11", NOW - 9 * _DAY, NOW, is_this=True),
    SignedInDevice(DeviceId("2"), "Desk 14, Ubuntu 24.04", NOW - 20 * _DAY, NOW - _DAY, is_this=False),
    SignedInDevice(DeviceId("3"), "MacBook Air, macOS 15", NOW - 30 * _DAY, NOW - 3 * _DAY, is_this=False),
)
"""Where Dana is signed in."""
