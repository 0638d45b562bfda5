"""Loaded by pytest before anything else: where a system library of Qt is missing, says in one line which package to install.

Otherwise the plugin for Qt would end with a traceback in which the answer is hard to find.
"""

import pytest

from desktop.system.libraries import missing_library

try:
    import PySide6.QtWidgets  # noqa: F401 - to see whether it can be
except ImportError as error:
    if (sentence := missing_library(error)) is None:
        raise
    raise pytest.UsageError(sentence) from None
