"""Which words of a text are misspelt. Dictionaries are asked in another process; what is not known yet counts as right.

A word that is right in any of the languages is right: those of the system and of the keyboard, and English. A text that is mostly
wrong is in none of them, and left alone. What a user has added is the user's own, and kept by whoever hears `learned`.
"""

import importlib.util
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.spelling_words import Word, is_name, words

log = logging.getLogger(__name__)

ASK_MS = 120
"""Words are asked about together, this long after the first of them was seen."""
IDLE_MS = 10 * 60_000
"""After that much time without a question the process ends; the next one begins another."""
_MOST_KNOWN = 50_000
_MOST_FAILURES = 3
_MOST_PREPARED = 20
"""Misspelt words of one answer for which suggestions are fetched before anybody asks."""
_ENOUGH_WORDS = 5
"""That many words tell whether a text is in one of the languages at all."""
_PROGRAM = Path(__file__).with_name("spelling_process.py")


class SpellingModel(QObject):
    """What is known of words.

    Signals:
        changed(): words are known that were not, or count as right now; or it is switched on or off.
        suggested(str): what may have been meant by a word is known now.
        learned(str): the user has added a word, which is to be kept.
    """

    changed = Signal()
    suggested = Signal(str)
    learned = Signal(str)

    def __init__(
        self, choices: ChoicesModel, parent: QObject | None = None, *, languages: tuple[str, ...] = ()
    ) -> None:
        """`languages` stands for those of the system and the keyboard."""
        super().__init__(parent)
        self._choices = choices
        self._languages = languages
        self._known: dict[str, bool] = {}
        """Whether a word is right."""
        self._asked: set[str] = set()
        self._suggestions: dict[str, tuple[str, ...]] = {}
        self._to_ask: dict[str, None] = {}
        self._own: frozenset[str] = frozenset()
        self._process: QProcess | None = None
        self._failures = 0
        self._closed = False
        self._pause = QTimer(self, singleShot=True, interval=ASK_MS)
        self._pause.timeout.connect(self._ask)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._end)
        self._was_on = choices.choices.spell_check
        choices.changed.connect(self._on_choices)

    @property
    def is_available(self) -> bool:
        """Whether there is a library to ask, and a way to run it beside the program."""
        frozen = getattr(sys, "frozen", False)
        return not frozen and importlib.util.find_spec("hunspell") is not None

    @property
    def is_on(self) -> bool:
        """Whether words are checked."""
        return self._choices.choices.spell_check and not self._closed and self.is_available

    def misspelt(self, text: str, names: frozenset[str] = frozenset()) -> tuple[Word, ...]:
        """Return the words that are known to be misspelt; `names` are right. What is not known is found out."""
        if not self.is_on or not text:
            return ()
        wrong, unknown, known = [], [], 0
        for word in words(text):
            if word.text.casefold() in self._own or is_name(word.text, names):
                continue
            right = self._known.get(word.text)
            known += right is not None
            if right is None:
                unknown.append(word.text)
            elif not right:
                wrong.append(word)
        self._find_out(unknown)
        # Who writes so many words that no dictionary has writes another language.
        return () if known >= _ENOUGH_WORDS and 2 * len(wrong) > known else tuple(wrong)

    def suggestions(self, word: str) -> tuple[str, ...] | None:
        """Return what may have been meant by a word; None while that is being found out: `suggested` tells."""
        if word not in self._suggestions and self.is_on:
            self._say({"suggest": word})
            return self._suggestions.get(word)
        return self._suggestions.get(word, ())

    def learn(self, word: str) -> None:
        """Take a word into the user's own."""
        self.know((word,))
        self.learned.emit(word)

    def know(self, own: Iterable[str]) -> None:
        """Take words that are the user's own."""
        all_own = self._own | {word.casefold() for word in own}
        if all_own != self._own:
            self._own = all_own
            self.changed.emit()

    def switch(self, *, on: bool) -> None:
        """Check words, or no longer."""
        self._choices.choose(spell_check=on)

    def close(self) -> None:
        """Ask nothing any more."""
        self._closed = True
        self._pause.stop()
        self._end()

    def _find_out(self, unknown: list[str]) -> None:
        fresh = [word for word in unknown if word not in self._asked]
        if fresh:
            self._to_ask.update(dict.fromkeys(fresh))
            self._asked.update(fresh)
            if not self._pause.isActive():
                self._pause.start()

    def _ask(self) -> None:
        asked, self._to_ask = list(self._to_ask), {}
        if asked:
            self._say({"check": asked})

    def _say(self, request: dict[str, object]) -> None:
        if self._failures >= _MOST_FAILURES:
            return
        if self._process is None:
            self._process = self._begin()
        self._process.write(json.dumps(request).encode() + b"\n")
        self._idle.start()

    def _begin(self) -> QProcess:
        process = QProcess(self)
        process.setProgram(sys.executable)
        # -I: what lies about where the program was started is not imported.
        process.setArguments(["-I", str(_PROGRAM), *(self._languages or tuple(_languages()))])
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start()
        return process

    def _hear(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            self._take(json.loads(bytes(process.readLine().data())))

    def _take(self, answer: dict[str, list[str]]) -> None:
        if "checked" in answer:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
                self._asked.clear()
            wrong = frozenset(answer["wrong"])
            self._known.update((word, word not in wrong) for word in answer["checked"])
            if wrong:
                self.changed.emit()
            for word in answer["wrong"][:_MOST_PREPARED]:
                self.suggestions(word)
        elif "suggest" in answer:
            word = str(answer["suggest"])
            self._suggestions[word] = tuple(answer["words"])
            self.suggested.emit(word)

    def _on_finished(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            self._fail("ended")
            process.deleteLater()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._process.deleteLater()
            self._process = None
            self._fail("did not start")

    def _fail(self, how: str) -> None:
        """Let what was asked in vain be asked again, some times."""
        self._failures += 1
        self._asked = set(self._known)
        log.warning("the spelling dictionaries' process %s", how)

    def _end(self) -> None:
        process, self._process = self._process, None
        self._idle.stop()
        if process is not None:
            self._asked = set(self._known)
            process.closeWriteChannel()
            process.kill()
            process.waitForFinished(1_000)  # it was told to die: this takes a moment
            process.deleteLater()

    def _on_choices(self, choices: Choices) -> None:
        on = choices.spell_check
        if on != self._was_on:
            self._was_on = on
            self.changed.emit()
        if not on:
            self._end()


def _languages() -> Iterator[str]:
    """Return the languages that the user is likely to write in."""
    names = [*QLocale.system().uiLanguages(), QGuiApplication.inputMethod().locale().name()]
    for name in names:
        language = name.replace("-", "_")
        parts = [part for part in language.split("_") if len(part) != len("Latn")]
        if len(parts) > 1:  # a language alone stands beside the same with its country
            yield "_".join(parts[:2])
    yield "en_US"
    yield "en_GB"
