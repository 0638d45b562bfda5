"""What the sample team wrote in the last two weeks: hand-written conversations, and the sentences of which the long chat is built.

A script is a list of lines, told in order. `Say` is somebody writing; `Rename` and `Add` are what they did. Days count back from
today (0 is today), so that the history is always two weeks old.
"""

from msgspec import Struct

from desktop.demo.people import ANA, BRUNO, CHEN, DANA, ELIF, FARID, GRACE, HIRO, INES, JOANA, Teammate


class Say(Struct, frozen=True):
    """Somebody writes; `after` is minutes since the line before."""

    who: Teammate
    text: str
    after: float = 2
    days_ago: int | None = None
    """Begins another day, at `clock`."""
    clock: str = ""
    """Time of that day, as "10:02"."""
    minutes_ago: float | None = None
    """For what was said just before the demo began."""
    answers: int = 0
    """How many lines back the one is that this answers; 0 for none."""
    reactions: dict[str, tuple[Teammate, ...]] = {}
    files: tuple[str, ...] = ()
    """Names of what is sent with it, out of `resources/demo`."""


class Rename(Struct, frozen=True):
    """Somebody sets the subject."""

    who: Teammate
    subject: str
    after: float = 1


class Add(Struct, frozen=True):
    """Somebody adds people."""

    who: Teammate
    people: tuple[Teammate, ...]
    with_history: bool
    after: float = 1


class Script(Struct, frozen=True):
    """One chat, from its start."""

    founder: Teammate
    others: tuple[Teammate, ...]
    lines: tuple[Say | Rename | Add, ...]
    subject: str = ""
    unread: int = 0
    """How many of the last lines the person at the window has not read."""
    behind: tuple[Teammate, ...] = ()
    """Who has not read the last line they did not write themselves; the others have read it all."""


REFUND_SUBJECT = "Refund #48213 – Northwind"
"""What the first chat comes to be called."""
BOARD = ("whiteboard-1.jpg", "whiteboard-2.jpg", "whiteboard-3.jpg", "whiteboard-4.jpg")

SCRIPTS = (
    Script(
        BRUNO,
        (ANA, ELIF, DANA),
        subject="Northwind",
        unread=2,
        lines=(
            Say(BRUNO, "Northwind was charged twice for the renewal. Their finance director wrote this morning.", days_ago=9, clock="10:02", files=("message-from-northwind.png",)),
            Say(ANA, "I can see both charges. Same card, same minute."),
            Say(BRUNO, "Case is here: https://desk.example.com/cases/48213", 1, reactions={"👍": (ANA, DANA), "👀": (ELIF,)}),
            Say(ELIF, "They are a key account, so please keep me in the loop. I will be the voice towards them."),
            Say(ANA, "The second one went through the old gateway, I think. Payments has to confirm."),
            Add(ANA, (CHEN,), with_history=False),
            Say(CHEN, "Got it. The second charge went through the old gateway key, so it won’t show in our ledger until tonight.", 9),
            Rename(BRUNO, REFUND_SUBJECT),
            Say(CHEN, "It is in the ledger now. Both charges captured, 41 seconds apart.", days_ago=8, clock="08:47", files=("both-charges.png",)),
            Say(BRUNO, "So it is a real double charge, not a pending authorisation?"),
            Say(CHEN, "Real. The retry logic fired **although the first attempt had succeeded**:", answers=1),
            Say(CHEN, "```python\ndef charge(order):\n    for attempt in range(RETRIES):\n        if gateway.capture(order, key=OLD_KEY):\n            return  # answered after 40 s, and we had given up at 30\n```", 0.5),
            Say(CHEN, "Who carries the cost of the second charge if the gateway keeps the fee?", 6),
            Say(ANA, "We do, under €50. Above that it goes to Payments."),
            Say(CHEN, "Then it is ours, the fee is €17.70. I note it in the case.", 5, reactions={"👍": (BRUNO,)}),
            Say(ELIF, "I told them we are on it, without a date.", 14),
            Say(ANA, "Refund is prepared, 1,180 euros. It needs a lead’s approval.", days_ago=2, clock="13:47", files=("charges-feb-mar.pdf",)),
            Say(ELIF, "@Dana Okafor can you approve a goodwill credit on top? Anything over €200 needs a lead.", 18),
            Say(DANA, "Approved, €250. Please add the approval number to the case before you reply.", 6, answers=1, reactions={"🙏": (ELIF, ANA)}),
            Say(DANA, "And keep it out of the macro, this one is a single exception.", 1),
            Say(BRUNO, "Refund is issued. Three to five working days on their side.", 7),
            Say(BRUNO, "🎉🙌", 0.3, reactions={"❤️": (ELIF,), "🎉": (ANA, DANA, CHEN)}),
            Say(DANA, "Great work. @Elif Yılmaz, could you phone them rather than write? They have had *four* e-mails from us already.", 8),
            Say(ELIF, "I’ll call the customer on the hour", minutes_ago=9),
            Say(BRUNO, "Perfect. I keep the case open until they confirm.", 3),
        ),
    ),
    Script(
        BRUNO,
        (ANA, GRACE, DANA),
        subject="EU checkout outage",
        unread=3,
        lines=(
            Say(BRUNO, "Starting a chat for the checkout outage. German and Austrian banks for now.", days_ago=1, clock="08:31"),
            Say(GRACE, "Status page draft is ready, say when."),
            Say(ANA, "31 customers wrote so far, most of them calm.", 11),
            Say(GRACE, "Banks confirm: fixed on their side.", 190),
            Say(DANA, "Thanks. Adding Chen so Payments can confirm from our logs."),
            Add(DANA, (CHEN,), with_history=True),
            Say(CHEN, "Reading up.", 14),
            Say(CHEN, "Our logs agree: clean for a good quarter of an hour. No double charges.", 3, files=("failed-payments-per-hour.png",)),
            Say(BRUNO, "How many carts were lost?", minutes_ago=17),
            Say(CHEN, "412 abandoned, ~~310~~ 380 of them came back within the hour.", answers=1),
            Say(CHEN, "@Dana Okafor the status page is updated, you can close it.", 3),
        ),
    ),
    Script(
        BRUNO,
        (DANA,),
        (
            Say(BRUNO, "Do you have a minute about the Contoso escalation?", days_ago=1, clock="13:12"),
            Say(DANA, "Sure. Is it the contract, or the tone?"),
            Say(BRUNO, "The tone. They copied our CEO. I would answer tonight, once, and short."),
            Say(DANA, "Agreed. Facts first, then the date, then who they can call. No adjectives."),
            Say(BRUNO, "Sent. They answered with a thumbs up, I take it.", 140),
            Say(DANA, "Thanks, closing it now", 6),
        ),
    ),
    Script(
        ELIF,
        (DANA,),
        (
            Say(DANA, "Will you be back for the handover?", minutes_ago=94),
            Say(ELIF, "Yes, only a dentist’s appointment. Back in two hours"),
        ),
    ),
    Script(
        JOANA,
        (ANA, DANA),
        subject="VAT invoices, Brazil",
        unread=1,
        lines=(
            Say(JOANA, "Brazilian customers need the municipal tax number on invoices from this month on.", days_ago=6, clock="09:20"),
            Say(ANA, "Do we have the field in the form already?"),
            Say(JOANA, "It is there but hidden. Engineering shows it from Monday."),
            Say(DANA, "Until then: answer with the manual correction, two working days. I put it in the handover."),
            Say(ANA, "Confirmed: the extra cost appears as a separate line from April on.", 25),
            Say(ANA, "Two customers ask for old invoices too.", days_ago=3, clock="15:10"),
            Say(JOANA, "Possible for this year only. Please send me the numbers in one list, not one by one."),
            Say(ANA, "Here is the list. 14 invoices.", 22, files=("brazil-tax-numbers.csv",)),
            Say(ANA, "Finance confirmed the new numbers, all 14 are out.", minutes_ago=151),
        ),
    ),
    Script(
        INES,
        (GRACE, DANA),
        subject="Tone guide rewrite",
        lines=(
            Say(INES, "The tone guide says “we apologise for any inconvenience”. Nobody has ever felt better after reading that.", days_ago=11, clock="11:02"),
            Say(GRACE, "Proposal, in this order:\n1. what went wrong\n2. what we did\n3. what happens next", reactions={"💯": (INES, DANA)}),
            Say(DANA, "I like it. One page, with five examples before and after."),
            Say(INES, "Draft 1: I collected 40 replies that customers rated with five stars. They all name a date.", days_ago=7, clock="16:31"),
            Say(GRACE, "And none of them uses “unfortunately”."),
            Say(DANA, "Then let us ban it 🙂"),
            Say(INES, "Draft 2 has the examples. Please be honest. And this is our board from Monday:", days_ago=4, clock="10:12", files=BOARD),
            Say(DANA, "> We regret that the aforementioned delay may have caused inconvenience.\nExample three sounds like a lawyer. The rest is lovely."),
            Say(GRACE, "Draft 3 is in the shared folder", days_ago=1, clock="11:20"),
        ),
    ),
    Script(
        CHEN,
        (FARID, DANA),
        (
            Say(CHEN, "The nightly report counted refunds twice. Fixed, the old figures are corrected.", days_ago=2, clock="17:41"),
            Say(FARID, "So I was not dreaming at 3 in the morning."),
            Say(CHEN, "You were right and the report was wrong."),
            Say(FARID, "😂"),
        ),
    ),
    Script(
        ANA,
        (BRUNO, FARID, DANA),
        subject="Weekend cover",
        behind=(FARID,),
        lines=(
            Say(ANA, "Who can take the weekend? Two shifts each day.", days_ago=3, clock="16:50"),
            Say(FARID, "Both nights are mine, as always."),
            Say(BRUNO, "I can take Saturday until 14:00, somebody else after that?"),
            Say(DANA, "Saturday afternoon is mine. Sunday morning?"),
            Say(ANA, "Sunday morning I take, if I may swap it for Wednesday."),
            Say(DANA, "Of course. It is in the plan, thank you all."),
        ),
    ),
    Script(
        FARID,
        (ANA, DANA),
        subject="Shift handover",
        lines=(
            Say(FARID, "Customer asks for a written breakdown of the costs before they renew. It is Woodgrove, Ana has the figures.", days_ago=8, clock="05:58"),
            Say(ANA, "They get it by ten."),
            Say(FARID, "Quiet night, nothing open on my side.", days_ago=5, clock="05:56"),
            Say(FARID, "One open P1, the notes are in the case. Coffee is empty, which is the P0.", days_ago=2, clock="05:57"),
            Say(DANA, "Both taken care of 🙂", 95),
        ),
    ),
    Script(
        ANA,
        (HIRO, DANA),
        subject="Courier surcharges, Spain and Portugal",
        lines=(
            Say(ANA, "The courier adds a surcharge for the islands, and customers hear of it when the parcel is there.", days_ago=10, clock="10:41"),
            Say(HIRO, "Is that the Canaries only, or the Azores and Madeira too?"),
            Say(ANA, "All of them. So it is more than a surcharge: nobody knows what shipping costs there."),
            Rename(ANA, "Shipping costs, Iberia"),
            Say(DANA, "Please ask the carrier for one table, island by island.", 3),
            Say(HIRO, "Carrier replied, table attached", days_ago=6, clock="11:18", files=("shipping-costs-iberia.csv",)),
        ),
    ),
    Script(
        GRACE,
        (BRUNO, DANA),
        subject="Cost of goodwill credits",
        lines=(
            Say(DANA, "Last quarter we gave away 9,400 euros in goodwill. Is that much?", days_ago=13, clock="14:20"),
            Say(BRUNO, "Per case it is €38, and most of these customers stayed."),
            Say(GRACE, "Then it is cheap. Let’s review it monthly", 4, reactions={"👍": (BRUNO, DANA)}),
        ),
    ),
    Script(
        INES,
        (HIRO, CHEN, FARID, ELIF, DANA),
        subject="Words for the help centre",
        lines=(
            Say(INES, "I collect how people ask when their refund comes, each in their own words. What do you have?", days_ago=7, clock="11:30"),
            Say(HIRO, "Japan: 返金はいつ届きますか？"),
            Say(CHEN, "Shanghai and Taipei: 退款什么时候到账？ 退款什麼時候到？ And Seoul, as our partner there writes it: 환불은 언제 되나요?", 4),
            Say(FARID, "The night shift has Arabic: متى يصل المبلغ المسترد؟", 11),
            Say(ELIF, "İade ne zaman gelir? Half of them write it without the dots: iade ne zaman gelır"),
            Rename(INES, "Refund questions in all languages", 6),
            Say(INES, "Wonderful, thank you. Every one of these finds the right article from Thursday on."),
        ),
    ),
    Script(
        INES,
        (HIRO, DANA),
        subject="Macro clean-up",
        lines=(
            Say(HIRO, "We have 212 macros. 41 were not used once in the last year.", days_ago=5, clock="15:02"),
            Say(INES, "Before you delete: which of them do newcomers find when they search?"),
            Say(HIRO, "Nine. I merged those into the ones that people use."),
            Say(DANA, "Then go ahead. Keep a list of what went where."),
            Say(HIRO, "Removed 41 unused macros", 90),
        ),
    ),
    Script(
        INES,
        (DANA,),
        (
            Say(INES, "I have the quotes for the quarterly review. Do you want the painful ones too?", days_ago=10, clock="09:05"),
            Say(DANA, "Especially those."),
            Say(INES, "See you at the review"),
        ),
    ),
    Script(
        GRACE,
        (HIRO, INES),
        subject="Help centre search",
        lines=(
            Say(GRACE, "Half of the searches without a result are about exporting data.", days_ago=12, clock="10:15"),
            Say(HIRO, "There is an article. It is called “Portability”."),
            Say(INES, "Nobody on earth searches for portability."),
            Say(GRACE, "Renamed to “Export your data”. Results are up since yesterday.", days_ago=9, clock="09:31"),
            Add(GRACE, (DANA,), with_history=False),
            Say(GRACE, "Dana, from here on you see it live. Searches without a result: 4 %, down from 11."),
            Say(DANA, "That is a whole person’s working week. Well done."),
        ),
    ),
)  # fmt: skip

DESK_SUBJECT = "Escalations desk"
DESK_PEOPLE = (BRUNO, ANA, CHEN, ELIF, FARID, GRACE, HIRO, DANA)
"""Who talks in the long chat; the first founded it."""

OPENINGS = (
    "{case}: {customer} cannot {verb} since this morning.",
    "{customer} again, {case}. They cannot {verb}.",
    "Taking {case} from the queue: {customer}, {plan} plan, they cannot {verb}.",
    "{case} is heating up, {customer} asks for a call.",
    "Has anybody seen {case}? {customer} says they cannot {verb}.",
    "{customer} wants a written answer in {case} by {time}.",
    "New in {case}: {customer} sent logs, they cannot {verb}.",
    "Anyone on {case}? {customer} has been waiting for {minutes} minutes.",
)
FIRST_LOOKS = (
    ("Looking.",),
    ("Mine, give me {minutes} minutes.",),
    ("I can take it.", "Thank you!"),
    ("Which browser?", "Firefox, as far as I can see.", "Then I can reproduce it."),
    (
        "Please ask them for the time and the account, then I can find it in the logs.",
        "Asked, they answer quickly.",
    ),
    (
        "Is that on their own network?",
        "Yes, behind a proxy.",
        "I had the same last week, it was the proxy on their side.",
    ),
    (
        "Their {plan} plan may not include it, please check before promising anything.",
        "It does, I looked it up.",
    ),
)
FINDINGS = (
    ("Known, the fix goes out at {time}.",),
    ("That is case {other}, same cause.", "Then I merge the two."),
    ("I can reproduce it. Passing it on to engineering.",),
    ("Found it: an expired certificate on their side.", "I write them how to renew it."),
    ("Let us not promise a date yet.", "Agreed, I wrote “today” without an hour."),
    ("Can you take it over at {time}? I am in training then.", "Sure, mine."),
    ("I wrote a note in {case}, so that the night shift knows.", "Night shift has it."),
    (
        "The article is out of date, they followed it to the letter.",
        "I correct it right away.",
        "Thanks. I link it in the case afterwards.",
    ),
)
OUTCOMES = (
    ("They confirmed. Closing {case}.",),
    ("Done, they can {verb} again.", "👍"),
    ("Solved. For the record: goodwill of {amount} euros approved.",),
    ("Answered in {case}, waiting for the customer.",),
    ("{case} is closed. Their words: “finally somebody who reads”. 🙂", "Made my day."),
    (
        "It came back, same customer. Reopening {case}.",
        "I call them.",
        "Solved for good this time, it was the second office.",
    ),
    ("Closed {case}. Please link the article next time, it saves them the wait.", "Will do."),
)
"""What follows an opening, as little exchanges in which two people take turns."""
CUSTOMERS = (
    "Northwind", "Contoso", "Fabrikam", "Adventure Works", "Tailspin", "Wingtip", "Litware", "Proseware", "Lamna", "Relecloud",
    "Margie’s Travel", "Woodgrove", "Trey Research", "VanArsdel", "Blue Yonder",
)  # fmt: skip
VERBS = (
    "sign in", "export invoices", "change the card", "add a seat", "open the dashboard", "cancel an order", "see yesterday’s orders",
    "download the report", "reset the password", "upload the catalogue",
)  # fmt: skip
PLANS = ("Starter", "Team", "Business", "Enterprise")
