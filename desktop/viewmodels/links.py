"""Links to a chat, to a place in it, and to a chat that is yet to be started. They hold what they say, and grant nothing.

    internal-chat://chat/<id>                                   a chat, for colleagues who are in it too
    internal-chat://chat/<id>/<seq>                             a message of it
    internal-chat://new?with=bruno,elif&subject=…&text=…        Message teammates, filled in

Links come from anywhere: a page of a CRM, a message, another program. So what one says is only ever a proposal, which the user
sees before anything comes of it. Values are percent-encoded UTF-8; `+` is a plus, and `#` begins nothing. What cannot be decoded
is shown as it came, names that this version does not know are passed over, and what is longer than may be loses its end.
"""

import re
from urllib.parse import quote, unquote

from msgspec import Struct

from desktop.core.values import MESSAGE_CHARACTERS, SUBJECT_CHARACTERS, ChatId, Sequence
from desktop.viewmodels.cleaning import clean, clean_name

SCHEME = "internal-chat"
LINK_CHARACTERS = 128 * 1024
"""Longer ones are none of ours: a message and a subject of the greatest length fit, however they are encoded."""
PEOPLE = 100
"""Most people that a link can name; to choose more than that is nothing that a link is for."""
_NAME_CHARACTERS = 100
_CHAT = re.compile(r"internal-chat://chat/([0-9a-f-]{36})(?:/([1-9][0-9]{0,15}))?/?\Z", re.IGNORECASE)
_NEW = re.compile(r"internal-chat://new/?(?:\?(.*))?\Z", re.IGNORECASE | re.DOTALL)
_UNSHOWABLE = "\ufffd"


class Place(Struct, frozen=True):
    """Where a link leads."""

    chat: ChatId
    seq: Sequence | None = None
    """The message; None for the chat as a whole."""


class Proposal(Struct, frozen=True):
    """A chat that a link proposes to start: clean, on one line where it is to be, and no longer than it may be."""

    people: tuple[str, ...] = ()
    """Usernames or ids, each once, in the link's order; nobody has looked yet who they are."""
    subject: str = ""
    text: str = ""
    """What may be written first."""
    is_shortened: bool = False
    """The link said more than fits."""


Target = Place | Proposal


def link_to(place: Place) -> str:
    """Return the link to a place."""
    message = "" if place.seq is None else f"/{place.seq}"
    return f"{SCHEME}://chat/{place.chat}{message}"


def link_to_proposal(proposal: Proposal) -> str:
    """Return the link that proposes a chat."""
    parts = {
        "with": ",".join(quote(one, safe="") for one in proposal.people),
        "subject": quote(proposal.subject, safe=""),
        "text": quote(proposal.text, safe=""),
    }
    said = "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"{SCHEME}://new?{said}" if said else f"{SCHEME}://new"


def target_of(link: str) -> Target | None:
    """Return what a link leads to; None if it is none of ours."""
    return place_of(link) or proposal_of(link)


def place_of(link: str) -> Place | None:
    """Return the place that a link leads to; None if it leads to none."""
    found = _CHAT.match(link)
    if found is None:
        return None
    return Place(ChatId(found[1].lower()), int(found[2]) if found[2] else None)


def proposal_of(link: str) -> Proposal | None:
    """Return the chat that a link proposes; None if it proposes none."""
    found = _NEW.match(link) if len(link) <= LINK_CHARACTERS else None
    if found is None:
        return None
    said: dict[str, list[str]] = {"with": [], "subject": [], "text": []}
    for part in (found[1] or "").split("&"):
        name, _, value = part.partition("=")
        said.get(name.lower(), []).append(value)
    people = _people(said["with"])
    subject = " ".join(filter(None, (clean_name(_decoded(value)) for value in said["subject"])))
    text = "\n".join(filter(None, (_clean_text(_decoded(value)) for value in said["text"])))
    kept = (people[:PEOPLE], subject[:SUBJECT_CHARACTERS].strip(), text[:MESSAGE_CHARACTERS].strip())
    return Proposal(*kept, is_shortened=kept != (people, subject, text))


def _people(values: list[str]) -> tuple[str, ...]:
    """Return who is named, without blanks and without saying anybody twice."""
    named = (
        clean_name(_decoded(name))[:_NAME_CHARACTERS].strip() for value in values for name in value.split(",")
    )
    return tuple(dict.fromkeys(filter(None, named)))


def _decoded(value: str) -> str:
    return unquote(value, errors="replace")


def _clean_text(text: str) -> str:
    return clean(text).replace(_UNSHOWABLE, "").strip()
