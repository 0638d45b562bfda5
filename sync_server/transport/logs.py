"""The server's log: on stderr, with ids and places in the code, never what anybody wrote and never a token.

An exception's own text can hold both (a database error quotes its parameters), so the formatter prints the chain of types and
the traceback, and leaves the texts out.
"""

import logging
import sys
import traceback
from types import TracebackType

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """Formats exceptions without their texts."""

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 - the name is logging's
        """Return where it happened and what types were raised, the first cause first."""
        return _story(ei[1])


def _story(error: BaseException | None) -> str:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return "\n".join(_place(link) for link in reversed(chain))


def _place(error: BaseException) -> str:
    members = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    place = (
        "".join(traceback.format_tb(error.__traceback__))
        + f"{type(error).__module__}.{type(error).__qualname__}"
    )
    return "\n".join([*(_story(member) for member in members), place])


def log_to_stderr() -> None:
    """Send everything worth reading to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutContent("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Its info lines repeat ours, and at debug level it would print whole frames.
    logging.getLogger("websockets").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
