"""What teammates answer: chosen from what was written to them, in each one's manner. No I/O; chance comes in as a parameter."""

import random
import re

from desktop.demo.people import Teammate

_NUMBER = re.compile(r"#(\d{3,})")
_KINDS = (
    ("greeting", re.compile(r"\bhow (are|is) (you|it going|things|everybody|everyone)\b", re.IGNORECASE)),
    ("when", re.compile(r"\b(when|how long|until|by what time|eta)\b.*\?", re.IGNORECASE)),
    ("who", re.compile(r"\bwho\b.*\?", re.IGNORECASE)),
    ("why", re.compile(r"\b(why|how come)\b", re.IGNORECASE)),
    ("case", _NUMBER),
    ("request", re.compile(r"\b(can|could|would|will) you\b|\bplease\b", re.IGNORECASE)),
    ("question", re.compile(r"\?\s*$")),
    ("thanks", re.compile(r"\b(thanks|thank you|cheers|great|perfect|nice|well done)\b", re.IGNORECASE)),
    ("greeting", re.compile(r"\b(hi|hello|hey|good (morning|afternoon|evening)|morning)\b", re.IGNORECASE)),
)
"""What a text may be, from the most to the least telling sign of it."""
_ANSWERS: dict[str, dict[str, tuple[str, ...]]] = {
    "greeting": {
        "brisk": ("Morning. What do you need?", "Hi. Shoot."),
        "warm": ("Hello! Good to hear from you 🙂", "Hi! How is your day?"),
        "dry": ("Hello. The queue and I are both still here.", "Hi."),
    },
    "thanks": {
        "brisk": ("Any time.", "👍"),
        "warm": ("Gladly! Tell me if anything is left open.", "You are welcome 🙂"),
        "dry": ("I only pressed the button.", "No trouble."),
    },
    "when": {
        "brisk": ("Within the hour.", "Today, before five."),
        "warm": (
            "I would say in half an hour, and I write here when it is done.",
            "This afternoon, promised.",
        ),
        "dry": ("As soon as the report has finished pretending to load.", "Tonight, when it is quiet."),
    },
    "who": {
        "brisk": ("Me.", "Escalations, unless somebody objects."),
        "warm": (
            "I can take it, I have a free half hour.",
            "Shall we ask in the handover? I would do it otherwise.",
        ),
        "dry": ("By elimination: me.", "The person who asks first, usually."),
    },
    "why": {
        "brisk": ("Old gateway key. The fix is scheduled.", "Because nobody had told us. Now we know."),
        "warm": (
            "I asked myself the same. I look into the logs and tell you.",
            "Their set-up is a special one, I explain it in the case.",
        ),
        "dry": ("The log says “unexpected error”. It was not unexpected to me.", "History, mostly."),
    },
    "request": {
        "brisk": ("Doing it now.", "Yes. Ten minutes."),
        "warm": ("Of course, I take care of it right away.", "With pleasure. I write here when it is done."),
        "dry": ("Can do.", "It is on my list, near the top."),
    },
    "question": {
        "brisk": ("Yes.", "Not yet. I check and come back.", "Depends on the plan. Which one are they on?"),
        "warm": ("Good question! Let me look it up.", "I think so, but I would rather check than guess."),
        "dry": ("In theory, yes.", "I would not bet on it. Checking.", "Let me ask the logs."),
    },
    "case": {
        "brisk": ("Opening #{case}.", "#{case}, got it."),
        "warm": ("Thank you, I have a look at #{case} right now.", "I know #{case}, nice people. I take it."),
        "dry": ("#{case}. We meet again.", "Reading #{case}."),
    },
    "statement": {
        "brisk": ("Noted.", "OK.", "Agreed.", "Makes sense."),
        "warm": (
            "Thanks for telling us!",
            "Good to know, I pass it on to the night shift.",
            "That helps a lot.",
        ),
        "dry": ("I had feared as much.", "Fair.", "I write it down before I forget it."),
    },
}
_SECONDS = (
    "+1",
    "Same here.",
    "👍",
    "I can help with that after lunch.",
    "Let me know if you need a second pair of eyes.",
)
REACTIONS = ("👍", "🙏", "👀", "💯", "🎉")
_FIRST = (
    "Does anybody have the link to the status page template?",
    "A customer just thanked us by name. I thought you should know 🙂",
    "I am in training until the top of the hour, please write instead of calling.",
    "The queue is under twenty. Enjoy it while it lasts.",
    "Heads-up: the invoice export is slow today, engineering is on it.",
    "Who wrote the new macro for refunds? It is very good.",
    "I take the phone for the next hour.",
    "Reminder: the handover is at four today.",
    "Found the pattern: all of them use the same browser extension.",
    "Case #48{case} is solved, it was the time zone after all.",
)


def reply(text: str, person: Teammate, chance: random.Random) -> str:
    """Return what a teammate answers to a text."""
    kind = next((name for name, pattern in _KINDS if pattern.search(text)), "statement")
    case = _NUMBER.search(text)
    return chance.choice(_ANSWERS[kind][person.manner]).replace("{case}", case[1] if case else "")


def second(chance: random.Random) -> str:
    """Return what another teammate adds to an answer."""
    return chance.choice(_SECONDS)


def opening(chance: random.Random) -> str:
    """Return something that a teammate writes unasked."""
    return chance.choice(_FIRST).replace("{case}", str(chance.randint(100, 999)))


def is_addressed(text: str, person: Teammate) -> bool:
    """Tell whether a text speaks to somebody by name."""
    return re.search(rf"\b{re.escape(person.name.split()[0])}\b", text, re.IGNORECASE) is not None
