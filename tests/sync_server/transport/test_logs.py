"""The log says where a bug is, and nothing that anybody wrote."""

import logging
import sys

from sync_server.transport.logs import WithoutContent

SECRET = "what Anna wrote to Bruno"


def formatted(error: BaseException) -> str:
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, "send_message failed", (), (type(error), error, error.__traceback__)
    )
    return WithoutContent("%(message)s").format(record)


def fail_while_storing() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(f"while storing {SECRET}") from error


def test_an_exception_is_logged_with_its_place_and_without_its_text():
    try:
        fail_while_storing()
    except RuntimeError:
        text = formatted(sys.exc_info()[1])
    assert SECRET not in text
    assert text.index("builtins.ValueError") < text.index("builtins.RuntimeError")
    assert "test_logs.py" in text


def test_every_exception_of_a_group_is_named():
    text = formatted(ExceptionGroup(SECRET, [KeyError(SECRET), ExceptionGroup(SECRET, [OSError(SECRET)])]))
    assert SECRET not in text
    assert "builtins.KeyError" in text
    assert "builtins.OSError" in text
