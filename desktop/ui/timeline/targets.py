"""What lies under a point of the messages that does something: what rows offer, links, mentions, times and ticks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from desktop.core.values import Person, UserId
from desktop.ui.timeline.layout import TEXT_LEFT
from desktop.ui.timeline.parts import Hit
from desktop.ui.timeline.row import Row
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.markup import Tone
from desktop.viewmodels.message_text import code_point_offset
from desktop.viewmodels.names import shown_name
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # whose points these are


@dataclass(frozen=True, slots=True)
class Target:
    """Something in a row that answers to a click. Two are equal if they do the same."""

    key: str
    """Of the row."""
    action: Action | None = None
    value: str = ""
    """The emoji that the action is about."""
    link: str = ""
    user: UserId | None = None
    """Who is mentioned."""


def target_at(view: "TimelineView", point: QPoint) -> Target | None:
    """Return what a click at a point of the viewport would be for."""
    found = view.to_row(point)
    if found is None:
        return None
    row, inside = view.column.row(found[0]), found[1]
    entry = row.entry
    hit = row.hit_at(inside)
    if hit is not None:
        return Target(entry.key, hit.action, hit.value)
    if entry.links or entry.spans:
        offset = row.offset_on_text(inside)
        if offset is not None and (target := _in_text(entry, code_point_offset(entry.text, offset))):
            return target
    if _on_ticks(view, row, inside) or _on_time(view, row, inside):
        return Target(entry.key, Action.AUDIENCE)
    return None


def _in_text(entry: Entry, at: int) -> Target | None:
    for link in entry.links:
        if link.start <= at <= link.end:
            return Target(entry.key, link=link.target)
    for span in entry.spans:
        if (
            span.user is not None
            and span.tone & (Tone.MENTION | Tone.MENTION_OF_ME)
            and span.start <= at <= span.end
        ):
            return Target(entry.key, user=span.user)
    return None


def _on_ticks(view: "TimelineView", row: Row, inside: QPointF) -> bool:
    return row.entry.ticks is not None and view.painter.status_place(row, view.column.width).contains(inside)


def tip_at(view: "TimelineView", point: QPoint) -> str:
    """Return what a tool tip says at a point of the viewport; empty for nothing."""
    found = view.to_row(point)
    if found is None:
        return ""
    row, inside = view.column.row(found[0]), found[1]
    target = target_at(view, point)
    if target is None:
        return time_told(view, row.entry) if _beside(view, inside) else ""
    if target.user is not None:
        return person_told(view, target.user)
    if target.action is Action.AUDIENCE:
        if not _on_ticks(view, row, inside):
            return time_told(view, row.entry)
        audience = view.model.audience(row.entry)
        return audience.readers or audience.sentence
    hit = row.hit_at(inside)
    return _hit_tip(view, row.entry, hit) if hit is not None else target.link


def _hit_tip(view: "TimelineView", entry: Entry, hit: Hit) -> str:
    if hit.action in {Action.PLACE, Action.PLACE_WAY}:
        return view.row_actions.places.tip(entry, hit)
    return hit.tip


def _beside(view: "TimelineView", inside: QPointF) -> bool:
    x = view.column.width - inside.x() if view.isRightToLeft() else inside.x()
    return x < TEXT_LEFT


def _on_time(view: "TimelineView", row: Row, inside: QPointF) -> bool:
    """Tell whether a point of a row is at its time: beside the name, or where a follow-up shows it while it is hovered."""
    entry = row.entry
    if entry.kind is not EntryKind.MESSAGE or entry.deleted:
        return False
    if entry.starts_group:
        return view.painter.time_place(row, view.column.width).contains(inside)
    line = row.body.first_line
    return _beside(view, inside) and line.top() <= inside.y() <= line.bottom()


def time_told(view: "TimelineView", entry: Entry) -> str:
    """Return when a message was sent, in full, and who can read it."""
    if entry.kind is not EntryKind.MESSAGE or entry.deleted:
        return entry.moment
    audience = view.model.audience(entry)
    told = (entry.moment, audience.sentence, audience.names, audience.caution)
    return "\n".join(part for part in told if part)


def audience_told(view: "TimelineView", entry: Entry) -> str:
    """Return who can read a message and, of one's own, who has; empty for what is no message."""
    if entry.kind is not EntryKind.MESSAGE or entry.deleted:
        return ""
    audience = view.model.audience(entry)
    return " ".join(
        part for part in (audience.sentence, audience.caution, audience.readers if entry.mine else "") if part
    )


def person_told(view: "TimelineView", user: UserId) -> str:
    """Return who somebody is that a message mentions."""
    details = view.model.details
    people: tuple[Person, ...] = (
        tuple(each.person for each in details.participants) if details is not None else ()
    )
    person = next((each for each in people if each.id == user), None)
    if person is None:
        return ""
    name, title = shown_name(person), clean_name(person.title)
    return f"{name}\n{title}" if title else name
