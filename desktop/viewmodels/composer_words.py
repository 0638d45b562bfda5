"""What the composer says in words about itself: whom a message reaches, and how much room is left."""

from PySide6.QtCore import QCoreApplication

from desktop.core.values import MESSAGE_CHARACTERS, ChatDetails, Person
from desktop.viewmodels import sentences
from desktop.viewmodels.drafts import Paper
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.names import by_name, first_names, listed
from desktop.viewmodels.placeholders import filled

COUNTER_FROM = 500
"""The counter is shown when fewer characters than this are left."""
_TOLD_AT = (0, 10, 20, 50, 100, COUNTER_FROM)
"""With so many characters left, a screen reader is told; and again when there are too many."""
_NAMED = 2
"""Most people who are named where several are not in the chat; more are counted."""


def placeholder(details: ChatDetails | None) -> str:
    """Say whom a message reaches: "Message Ana, Bruno and Grace"."""
    others = [part.person for part in details.participants if not part.is_me] if details else []
    if not others:
        return _tr("Message")
    return filled(_tr("Message %1"), listed(first_names(by_name(others))))


def characters_left(text: str) -> int:
    """Return how many characters a message may still have; fewer than none if there are too many."""
    return MESSAGE_CHARACTERS - len(text.strip())


def counter(text: str) -> str:
    """Say how many characters are left, once that matters; or by how many the text is too long."""
    left = characters_left(text)
    if left == -1:
        return _tr("1 character too many")
    if left < 0:
        return QCoreApplication.translate("composer", "%Ln characters too many", "", -left)
    if left == 1:
        return _tr("1 character left")
    return (
        QCoreApplication.translate("composer", "%Ln characters left", "", left)
        if left <= COUNTER_FROM
        else ""
    )


def problem(paper: Paper) -> str:
    """Say why what stands in the field cannot be sent or kept, or was not; nothing if nothing is wrong."""
    rewording = paper.rewording
    if characters_left(rewording.text if rewording is not None else paper.draft.text) < 0:
        return sentences.refusal("message_too_long")
    if rewording is None:
        return paper.problem or paper.loss
    if rewording.is_deleted:
        return sentences.refusal("message_deleted")
    if not rewording.text.strip() and not rewording.has_files:
        return _tr("A message cannot be empty. Write something, or delete it instead.")
    return rewording.problem or paper.problem or paper.loss


def warning(before: str, after: str) -> str:
    """Return what a screen reader says of the room that is left, after a text became another; mostly nothing."""
    was, left = characters_left(before), characters_left(after)
    passed = any(left <= mark < was for mark in _TOLD_AT)
    return counter(after) if passed or (left < 0 <= was) else ""


def not_here(people: tuple[Person, ...]) -> str:
    """Say that people who are mentioned are not in the chat."""
    if len(people) > _NAMED:
        return QCoreApplication.translate(
            "composer", "%Ln people are not in this chat and will not see this.", "", len(people)
        )
    named = isolated(listed(first_names(people)))
    if len(people) == 1:
        return filled(_tr("%1 is not in this chat and will not see this."), named)
    return filled(_tr("%1 are not in this chat and will not see this."), named)


def add_them(people: tuple[Person, ...]) -> str:
    """Return what the button says that adds them."""
    if len(people) > _NAMED:
        return _tr("Add them…")
    return filled(_tr("Add %1…"), listed(first_names(people)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("composer", text)
