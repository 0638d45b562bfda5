"""The screens speak the language that was chosen, or the system's, as far as there is a translation; and it sets the direction."""

import subprocess
import sys
import textwrap

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator

from desktop.languages import speak

HELLO = {"de": "Hallo", "pt_BR": "Olá", "ar": "مرحبا", "en": "Hello there"}


@pytest.fixture(scope="module")
def translations(tmp_path_factory):
    """Files with one sentence each, made by Qt's own tool."""
    folder = tmp_path_factory.mktemp("translations")
    for language, words in HELLO.items():
        source = folder / f"internal_chat_{language}.ts"
        source.write_text(
            textwrap.dedent(f"""\
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE TS>
            <TS version="2.1" language="{language}" sourcelanguage="en"><context><name>Test</name>
            <message><source>Hello</source><translation>{words}</translation></message>
            </context></TS>
            """),
            encoding="utf-8",
        )
        script = "from PySide6.scripts.pyside_tool import lrelease; lrelease()"
        subprocess.run([sys.executable, "-c", script, "-silent", str(source)], check=True, timeout=60)
    return folder


@pytest.fixture(autouse=True)
def as_before(qapp):
    """What a language changes in the application is taken back."""
    locale, direction = QLocale(), qapp.layoutDirection()
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    qapp.setLayoutDirection(direction)


def said() -> str:
    return QCoreApplication.translate("Test", "Hello")


@pytest.mark.parametrize(
    ("chosen", "spoken"),
    [
        ("de", "de"),
        ("pt_BR", "pt_BR"),
        ("pt", "pt_BR"),
        ("pt_PT", "pt_BR"),
        ("de_AT", "de"),
        ("en", "en"),
        ("fi", "en"),
        ("nonsense", "en"),
    ],
)
def test_what_was_chosen_is_spoken_or_what_is_nearest_to_it(qapp, translations, chosen, spoken):
    assert speak(qapp, chosen, [translations]) == spoken
    assert said() == HELLO[spoken]


def test_without_a_choice_it_is_the_first_of_the_systems_that_there_is(qapp, translations, monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: ["fi-FI", "fi", "pt-BR", "de"])
    assert speak(qapp, "", [translations]) == "pt_BR"


def test_without_any_translation_it_is_english(qapp, tmp_path):
    assert speak(qapp, "de", [tmp_path, tmp_path / "nowhere"]) == "en"
    assert said() == "Hello"


def test_a_translation_that_cannot_be_read_leaves_english(qapp, tmp_path):
    (tmp_path / "internal_chat_de.qm").write_bytes(b"\x00nothing")
    speak(qapp, "de", [tmp_path])
    assert said() == "Hello"


def test_the_direction_of_reading_is_the_languages(qapp, translations):
    speak(qapp, "ar", [translations])
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    speak(qapp, "de", [translations])
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_dates_are_said_in_the_language_that_was_chosen(qapp, translations):
    speak(qapp, "de", [translations])
    assert QLocale().monthName(3) == "März"


def test_dates_follow_the_language_also_where_the_systems_has_no_translation(qapp, translations, monkeypatch):
    finnish = QLocale("fi_FI")
    monkeypatch.setattr(QLocale, "system", lambda: finnish)
    assert speak(qapp, "", [translations]) == "en"
    assert (QLocale().name(), QLocale().monthName(3)) == ("en_FI", "March")


def test_dates_stay_the_systems_where_it_speaks_the_same_language(qapp, translations, monkeypatch):
    austrian, before = QLocale("de_AT"), QLocale()
    monkeypatch.setattr(QLocale, "system", lambda: austrian)
    assert speak(qapp, "de", [translations]) == "de"
    assert QLocale() == before


def test_dates_stay_the_systems_where_nothing_was_chosen(qapp, translations):
    before = QLocale()
    speak(qapp, "", [translations])
    assert QLocale() == before
