"""A row of the timeline as it was measured: its text, what stands around it, and what of it can be clicked."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect

from desktop.ui.timeline.attached import AttachedBox
from desktop.ui.timeline.parts import ChipBox, Hit, NoteBox, QuoteBox
from desktop.ui.timeline.text_body import TextBody
from desktop.viewmodels.timeline_entry import Action, Entry


@dataclass(slots=True)
class Row:
    """An entry, measured: everything is relative to the row's top left corner."""

    entry: Entry
    height: int
    body: TextBody
    """Its text, as much of it as is laid out."""
    quote: QuoteBox | None = None
    attached: tuple[AttachedBox, ...] = ()
    chips: tuple[ChipBox, ...] = ()
    note: NoteBox | None = None
    reason: QRect = field(default_factory=QRect)
    hits: tuple[Hit, ...] = ()

    def offset_at(self, point: QPointF) -> int:
        """Return the text position nearest to a point, in UTF-16 units."""
        return self.body.offset_at(point)

    def offset_on_text(self, point: QPointF) -> int | None:
        """Return the text position under a point; None where there is no text."""
        return self.body.offset_on_text(point)

    def hit_at(self, point: QPointF) -> Hit | None:
        """Return what can be clicked at a point, besides links."""
        return next((hit for hit in self.hits if hit.area.contains(point)), None)

    @property
    def folding(self) -> frozenset[Action]:
        """Whether more of its text can be shown, or less."""
        return frozenset(hit.action for hit in self.hits) & {Action.UNFOLD, Action.FOLD}
