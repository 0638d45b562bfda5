"""Every screen, as the gallery builds it, in a language of longer words and in large letters.

All that is said was asked for in a translation, nothing is cut off, and who uses no mouse, or hears the screen, comes everywhere.
Each walk looks at several screens with all its questions at once, as most of the time goes into building them.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.background import Background
from desktop.viewmodels.emoji_data import names
from tests.gallery import (  # noqa: F401 - enter their pictures
    photographs,
    shots_account,
    shots_attaching,
    shots_composer,
    shots_emoji,
    shots_find,
    shots_links,
    shots_list,
    shots_panel,
    shots_search,
    shots_search_filters,
    shots_settings,
    shots_switcher,
    shots_text,
    shots_timeline,
    shots_tray,
    shots_viewer,
    shots_window,
    stage,
    talk_shots,
)
from tests.gallery.shots_of_entry import SHOTS
from tests.support import inspection, screen
from tests.support.pseudo import PseudoTranslator, cut_off, sentences, understood, untranslated

LARGEST = 130
TURNS = 5
WALKS = {
    "the window": """main offline not-sent signed-out newcomer first-run new-menu narrow-list
        narrow-details smallest window-sheet toasts switcher switcher-nothing-found
        search-filters-offered search-filter-wrong search-results search-keyboard search-waiting search-still-coming
        search-link-elsewhere search-narrow""",
    "dialogs": """new-chat new-chat-from-link-left-out new-chat-existing new-chat-nobody-found edit-participants-share tray-told
        edit-participants-offline change-subject sign-out-unsent quit panel-person panel-loading""",
    "pictures and files": """viewer viewer-failed viewer-offline viewer-broken viewer-smallest viewer-menu shared-files-states
        shared-files-all shared-files-nothing-found""",
    "settings": """settings-notifications settings-appearance settings-writing settings-smallest settings-narrow
        settings-paused settings-nothing-there settings-recent settings-recent-empty""",
    "settings of the account": """settings-account-not-signed-out settings-sign-out-one settings-password-refused
        settings-password-offline settings-storage-making-anew settings-storage-failed settings-privacy-failed""",
    "before the window": """sign-in-error sign-in-passphrase-short unlock-wrong unlock-somebody-else newer-version keyring-awaited
        recovered asking list-states list-menu search-nothing-found""",
    "messages": """composer-mention composer-not-in-chat composer-too-many emoji-searching
        text-folded talk-refused talk-menu find find-coming-narrow-offline
        attach-kinds attach-preparing attach-failed-smallest attach-full attach-drop attach-menu
        timeline-hover timeline-audience-offline provisional-chat""",
}
_SHORTENED_BY_DESIGN = re.compile(
    r"\N{FIRST STRONG ISOLATE}|^OneLine\(\[Pạrtịcịpạnts|^_Heading|^EmojiFooter|^QWidget \[\[|^LinkButton.*ẹlsẹ"
    r"|^QWidget \[Nọt ọn thịs cọmpụtẹr yẹt"
)
"""What may end in "…": what people wrote, the names of who is in a chat, the heading beside the New button, the name of an emoji,
the last link of a card, which stands there in full in every language that we have, and that a file is not here yet: the tool tip
says it."""
_BY_OTHER_KEYS = re.compile(
    r"_Tone|RemoveButton|RetryButton|_TeammatesItem|RadioButton|Clẹạr sẹạrch|Cọpy tẹxt|Mọrẹ ạctịọns|Rẹply|Ạdd rẹạctịọn"
)
"""Buttons that need no Tab: those of one group go by arrows, a menu's item too; Esc clears the search; a row's menu has its bar's,
and a tile of the tray has keys and a menu for its own."""
_ALWAYS_SHOW_WHERE = re.compile(r"EmojiGridView|SwitcherField")
"""What shows its current cell whether it has the keyboard or not, as Enter in the search field chooses it; and the field that
has the keyboard as long as it is there."""
_KEYS = "Alt Del Down Esc Home End Shift Ctrl Enter Return Up Menu"
_QTS_OWN = "Undo Redo Copy Paste"
_LOOKED_FOR = "zoe xylophone quarterly report"
_UNITS = "B KB MB GB"


def words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]+", text))


def written_by_people() -> frozenset[str]:
    """Return every word that people in the pictures write, the names of days, keys and emoji, and what the system says."""
    gallery = Path(photographs.__file__).parent
    files = (
        "team.py",
        "shots_text.py",
        "shots_links.py",
        "shots_list.py",
        "talk_shots.py",
        "shots_timeline.py",
        "shots_composer.py",
        "shots_viewer.py",
        "shots_attaching.py",
        "shots_find.py",
        "shots_search.py",
        "shots_search_filters.py",
    )
    told = " ".join((gallery / file).read_text(encoding="utf-8") for file in files)
    emoji = " ".join(word for each in names("en").names for word in each)
    lengths = (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat)
    days = " ".join(QLocale("en_GB").dayName(day, length) for day in range(1, 8) for length in lengths)
    months = " ".join(QLocale("en_GB").monthName(month) for month in range(1, 13))
    return words(" ".join((told, emoji, days, months, _KEYS, _QTS_OWN, _LOOKED_FOR, _UNITS)))


@dataclass
class Visitor:
    """Looks at each screen, and remembers what is wrong with it."""

    known: frozenset[str]
    wrong: dict[str, str] = field(default_factory=dict)
    """What, and where it was seen first."""
    at: str = ""

    async def look(self, window: QWidget) -> QPixmap:
        """Look at a screen in the place of taking its picture."""
        roots = (window, *photographs.over(window))
        for root in roots:
            root.activateWindow()
            with inspection.listening() as painted:
                picture = root.grab()
            self._read(root, painted)
            for problem in (
                *inspection.cramped(root),
                *inspection.unnamed(root),
                *(each for each in inspection.out_of_reach(root) if not _BY_OTHER_KEYS.search(each)),
            ):
                self._note(problem)
        for problem in inspection.unseen_focus(roots[-1]):
            if not _ALWAYS_SHOW_WHERE.match(problem):
                self._note(problem)
        return picture

    def _read(self, root: QWidget, painted: list[inspection.Painted]) -> None:
        for each in painted:
            line = f"{each.where} {each.text}"
            shortened = "…" in each.text
            if not (each.fits and not cut_off(each.text)) and not _SHORTENED_BY_DESIGN.search(line):
                self._note(f"painted and cut off: {line}")
            if not shortened and (foreign := untranslated(each.text, self.known)):
                self._note(f"painted and not translated: {foreign} in {line}")
        for where, text in inspection.texts(root):
            if foreign := untranslated(text, self.known):
                self._note(f"not translated: {foreign} in {where}: {text[:120]!r}")

    def _note(self, problem: str) -> None:
        self.wrong.setdefault(understood(problem), self.at)


@pytest.fixture
def pseudo(qapp, monkeypatch) -> Iterator[PseudoTranslator]:
    """Let everything be said in the language of longer words."""
    qapp.setQuitOnLastWindowClosed(False)
    qapp.setCursorFlashTime(0)
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    translator = PseudoTranslator(sentences(), qapp)
    QCoreApplication.installTranslator(translator)
    monkeypatch.setattr(screen, "understand", understood)
    monkeypatch.setattr(stage, "TURNS", TURNS)
    yield translator
    QCoreApplication.removeTranslator(translator)
    translator.deleteLater()
    QLocale.setDefault(before)


@pytest.mark.parametrize("walk", WALKS)
async def test_every_screen_can_be_translated_enlarged_heard_and_used_without_a_mouse(
    theme, pseudo, monkeypatch, walk
):
    errors: list[Exception] = []
    visitor = Visitor(written_by_people())
    monkeypatch.setattr(photographs, "take", visitor.look)
    theme.set_text_percent(LARGEST)
    monkeypatch.setattr(theme, "_still", True)  # drawers are where they go to at once
    async with asyncio.TaskGroup() as tasks:
        background = Background(tasks, errors.append)
        for visitor.at in WALKS[walk].split():
            await SHOTS[visitor.at](theme, background)
        await background.finish()
    assert not errors
    assert not pseudo.not_found, "asked for, and in no catalogue"
    assert not visitor.wrong, "\n".join(f"{at}: {problem}" for problem, at in visitor.wrong.items())
