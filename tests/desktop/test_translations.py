"""All that the screens say is translated, in words that fit what is put into them."""

import ast
import re
import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from desktop.languages import speak
from desktop.viewmodels import times
from desktop.viewmodels.emoji_data import spoken_name
from desktop.viewmodels.names import listed
from desktop.viewmodels.reactions import emoji_name
from tests.support.pseudo import catalogue_tool

PLACES = re.compile(r"%L?n|%[1-9]")
HOUR = 3_600_000


@pytest.fixture(scope="module")
def tool():
    return catalogue_tool()


@pytest.fixture
def speaking(qapp):
    """Lets the screens speak a language, and afterwards what they spoke before."""
    locale, direction = QLocale(), qapp.layoutDirection()
    yield lambda language: speak(qapp, language)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    qapp.setLayoutDirection(direction)


def test_the_catalogues_are_complete_and_no_older_than_the_code(tool):
    assert tool.check() == []


def test_a_program_that_runs_keeps_what_it_reads_while_its_catalogues_are_made_anew(
    tool, tmp_path, monkeypatch
):
    for language in ("de", "pt_BR", "en"):
        shutil.copy(tool.catalogue(language), tmp_path)
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    made = tmp_path / "internal_chat_de.qm"
    made.write_bytes(b"as it was before")
    with made.open("rb") as read:
        tool.release()
        assert read.read() == b"as it was before"
    assert QTranslator().load(str(made))
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".qm"] * 3 + [".ts"] * 3


@pytest.mark.parametrize("language", ["de", "pt_BR", "en"])
def test_a_translation_has_the_places_of_its_sentence(tool, language):
    for context, message in tool._messages(tool.catalogue(language)):
        words, found = message.findtext("source"), message.find("translation")
        for form in [each.text for each in found] or [found.text]:
            assert sorted(PLACES.findall(form)) == sorted(PLACES.findall(words)), (context, words, form)


def sentences_of(tool, code: str) -> set[tuple[str, str, str, bool]]:
    found = tool._Reader(ast.parse(code)).sentences
    return {(each.context, each.words, each.remark, each.counted) for each in found}


def test_sentences_are_found_under_the_context_in_which_they_are_asked_for(tool):
    assert sentences_of(
        tool,
        """
def _tr(text, number=-1):
    return QCoreApplication.translate("lines", text, "", number)

def _own(text):
    return QCoreApplication.translate("lines", text, "mine")

class Shown:
    def told(self, count):
        translate = QCoreApplication.translate
        return self.tr("By a class"), self.tr("%Ln of them", "", count), translate("direct", "Asked")

told = _tr("Plain"), _tr("%Ln counted", 3), _own("Done"), painter.translate(3, 4)
""",
    ) == {
        ("Shown", "By a class", "", False),
        ("Shown", "%Ln of them", "", True),
        ("direct", "Asked", "", False),
        ("lines", "Plain", "", False),
        ("lines", "%Ln counted", "", True),
        ("lines", "Done", "mine", False),
    }


@pytest.mark.parametrize(
    "lost",
    [
        "class A:\n    def f(self):\n        return self.tr(WORDS)",
        "def f(theme):\n    return theme.tr('Under the name of another class')",
        "QCoreApplication.translate('here', f'{name} came')",
    ],
)
def test_a_sentence_that_nobody_could_translate_is_an_error(tool, lost):
    with pytest.raises(tool.LostSentenceError):
        sentences_of(tool, lost)


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 unseen message"),
        ("en", 1300, "1,300 unseen messages"),
        ("de", 1, "1 ungesehene Nachricht"),
        ("de", 1300, "1.300 ungesehene Nachrichten"),
        ("pt_BR", 1, "1 mensagem não vista"),
        ("pt_BR", 1300, "1.300 mensagens não vistas"),
    ],
)
def test_what_is_counted_has_the_form_of_its_number(speaking, language, number, said):
    speaking(language)
    assert QCoreApplication.translate("JumpButton", "%Ln unseen message(s)", "", number) == said


@pytest.mark.parametrize(
    ("language", "people", "ago", "day", "emoji"),
    [
        ("de", "Ana, Bruno und Grace", "3 Stunden", "3. März", ("rotes Herz", "Augen")),
        ("pt_BR", "Ana, Bruno e Grace", "3 horas", "3 de março", ("coração vermelho", "olhos")),
    ],
)
def test_lists_durations_days_and_emoji_are_said_as_the_screens_speak(
    speaking, language, people, ago, day, emoji
):
    speaking(language)
    march = 1_772_539_200_000
    assert listed(["Ana", "Bruno", "Grace"]) == people
    assert times.how_long(3 * HOUR) == ago
    assert times.long_day(march, march) == day
    assert (spoken_name("❤️"), emoji_name("👀")) == emoji


def test_arabic_writes_days_and_numbers_its_own_way(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("ar_EG"))
    try:
        march = 1_772_539_200_000
        assert times.long_day(march, march) == "٣ مارس"
        assert times.clock_time(march).startswith("١٢:٠٠")
        assert QCoreApplication.translate("none", "%Ln", "", 12) == "١٢"
    finally:
        QLocale.setDefault(before)
