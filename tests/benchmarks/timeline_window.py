"""The program that `timeline` measures: our window over a cache, and a bare list beside it: `FOLDER USER KEY CHAT BESIDE OPENINGS CLICKS MORE`.

See `whole_window`.
"""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from desktop.core.client import Client
from desktop.core.values import ChatId
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.background import Background
from desktop.viewmodels.workspace import Workspace
from tests.benchmarks.frames import Frames
from tests.benchmarks.report import percentile
from tests.benchmarks.whole_window import measure

_REST_SECONDS = 0.2
_PLAIN_ROWS = 1_000


class Measuring:
    """Opens the chat some times, then scrolls it, and a bare list with as many rows in sight."""

    def __init__(self, window: MainWindow, workspace: Workspace, arguments: list[str]) -> None:
        chat, beside, *numbers = arguments
        self._workspace = workspace
        self._view = window.conversation.timeline
        self._chat, self._beside = ChatId(chat), ChatId(beside)
        self._openings, self._clicks, self._more = map(int, numbers)

    def found(self) -> dict[str, Any]:
        """Measure."""
        frames = Frames(self._view)
        openings = []
        for _ in range(self._openings):
            self._open(frames, self._beside)
            openings.append(self._open(frames, self._chat))
        plain_view = self._plain_list()
        plain_frames = Frames(plain_view)
        plain_frames.rest(_REST_SECONDS)
        plain = plain_frames.turn(self._clicks, up=False)
        plain_whole = plain_frames.whole(self._clicks // 10)
        plain_view.close()
        whole = frames.whole(self._clicks // 10)
        frames.rest(_REST_SECONDS)
        opened = _memory()
        scrolled = frames.turn(self._clicks)
        frames.turn(self._more, every=0)
        frames.rest(_REST_SECONDS)
        return {
            "openings": openings,
            "frames": _shape(scrolled),
            "plain": _shape(plain),
            "whole": _shape(whole),
            "plain_whole": _shape(plain_whole),
            "opened": opened,
            "scrolled": _memory(),
            "rows": len(list(self._view.column.visible())),
        }

    def _open(self, frames: Frames, chat: ChatId) -> float:
        model = self._workspace.timeline

        def is_shown() -> bool:
            return model.chat == chat and model.loaded and bool(self._view.column.entries)

        took = frames.after(lambda: self._workspace.open_chat(chat), is_shown)
        frames.rest(_REST_SECONDS)
        return took

    def _plain_list(self) -> QListView:
        """A list of plain texts in a window of its own, as many of them in sight as there are rows in ours."""
        rows = list(self._view.column.visible())
        size = self._view.viewport().size()
        model = QStandardItemModel()
        texts = [" ".join(entry.text.split()) for entry in self._view.column.entries]
        for number in range(_PLAIN_ROWS):
            item = QStandardItem(texts[number % len(texts)])
            item.setData(QSize(10, size.height() // len(rows)), Qt.ItemDataRole.SizeHintRole)
            model.appendRow(item)
        view = QListView()
        model.setParent(view)
        view.setModel(model)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalScrollBar().setSingleStep(20)
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.resize(size)
        view.show()
        return view


def _shape(times: list[float]) -> dict[str, float]:
    found = {"median": percentile(times, 0.5), "p95": percentile(times, 0.95), "worst": max(times)}
    return {name: round(value, 3) for name, value in found.items()}


def _memory() -> float:
    """Return the resident KiB of this process."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("Rss:"))


def _found(
    _client: Client, _background: Background, window: MainWindow, workspace: Workspace, arguments: list[str]
) -> dict[str, Any]:
    return Measuring(window, workspace, arguments).found()


if __name__ == "__main__":
    sys.exit(measure(_found, rest=_REST_SECONDS))
