"""Where Qt cannot run, one line says what to install or to set."""

import pytest

from desktop.system import libraries
from desktop.system.libraries import missing_display, missing_library


def test_a_missing_library_is_named_with_the_package_that_has_it():
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    sentence = missing_library(error)
    assert sentence is not None
    assert "libEGL.so.1" in sentence
    assert "apt-get install libegl1" in sentence
    assert "\n" not in sentence


def test_a_library_without_known_package_is_named_all_the_same():
    sentence = missing_library(ImportError("libnew-thing.so.3: cannot open shared object file"))
    assert sentence is not None
    assert "libnew-thing.so.3" in sentence


def test_another_failed_import_is_not_explained_away():
    assert missing_library(ImportError("No module named 'PySide6'")) is None


def test_without_display_the_line_names_the_way_out():
    sentence = missing_display({}, "linux")
    assert sentence is not None
    assert "QT_QPA_PLATFORM=offscreen" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("platform", ["offscreen", "offscreen:size=1x1", "minimal", "vnc"])
def test_who_wants_no_window_needs_no_display(platform):
    assert missing_display({"QT_QPA_PLATFORM": platform}, "linux") is None


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(system):
    assert missing_display({}, system) is None


def test_wayland_needs_none_of_the_x_libraries(monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda _library: False)
    assert missing_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux") is None


def test_on_an_x_display_the_libraries_that_qt_would_die_without_are_named(monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda library: library != "libxcb-cursor.so.0")
    sentence = missing_display({"DISPLAY": ":0"}, "linux")
    assert sentence is not None
    assert sentence.endswith("apt-get install libxcb-cursor0")
