"""The language of the screens: the one that was chosen, else the system's, as far as there is a translation.

A translation is a file that Qt's own tools made of the texts in the code (`packaging/translations.py`); English has one as well,
for its plurals. The direction of reading, dates, numbers and the names of emoji follow the language that was found, and not the
system's: half of each reads badly.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

_PLACES = (
    Path(__file__).parent / "_resources" / "translations",
    Path(__file__).parents[1] / "resources" / "translations",
)
"""Where an installed and where a checked-out program has them."""
_PREFIX = "internal_chat_"
_ENGLISH = "en"


def speak(application: QGuiApplication, chosen: str = "", places: Iterable[Path] = _PLACES) -> str:
    """Speak a language by its name, such as "pt_BR", or the system's if that is empty; return the one that is spoken now."""
    wanted = [chosen] if chosen else [name.replace("-", "_") for name in QLocale.system().uiLanguages()]
    files = {
        file.stem.removeprefix(_PREFIX): file for place in places for file in place.glob(f"{_PREFIX}*.qm")
    }
    language = next((name for each in (*wanted, _ENGLISH) for name in _nearest(each, files)), _ENGLISH)
    locale = QLocale(language)
    if language in files:
        _install(application, files[language])
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm"
    if qt.is_file():
        _install(application, qt)
    # Dates and numbers stay as the system has them where it speaks the same language; one without any says nothing against it.
    if locale.language() is not QLocale.system().language() and (chosen or _system_has_a_language()):
        QLocale.setDefault(_as_written_here(locale))
    application.setLayoutDirection(locale.textDirection())
    return language


def _system_has_a_language() -> bool:
    return QLocale.system().language() is not QLocale.Language.C


def _as_written_here(locale: QLocale) -> QLocale:
    """Return how a language is written where the system is, as English in Finland; as usual where nobody does."""
    here = QLocale(locale.language(), locale.script(), QLocale.system().territory())
    return here if here.territory() is QLocale.system().territory() else locale


def _nearest(wanted: str, there: Iterable[str]) -> Iterator[str]:
    """Yield those of the languages that are there which who speaks the wanted one reads, the best first."""
    main = wanted.split("_", maxsplit=1)[0]
    for name in sorted(there, key=lambda name: (name != wanted, name != main, name)):
        if name.split("_", maxsplit=1)[0] == main:
            yield name
    if main == _ENGLISH:
        yield _ENGLISH


def _install(application: QGuiApplication, file: Path) -> None:
    translator = QTranslator(application)
    if translator.load(str(file)):
        QCoreApplication.installTranslator(translator)
    else:
        import logging  # as a rule nothing is to be said, and the first picture waits for what is imported

        logging.getLogger(__name__).warning("the translation %s cannot be read", file.name)
