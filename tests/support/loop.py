"""The program's own event loop, for tests: on the one QApplication there is."""

from PySide6.QtWidgets import QApplication

from desktop.event_loop import PatientLoop


def application_loop() -> PatientLoop:
    """Make a loop on the one QApplication."""
    return PatientLoop(QApplication.instance() or QApplication([]))
