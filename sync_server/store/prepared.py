"""Statements of the hot paths: written in SQLAlchemy Core, compiled once, and run on the driver's own connection.

Core spends most of a small statement's time on what is the same every time: compiling, the parameters' order, wrapping the
result. These are plain tuples in, plain tuples out; the driver keeps the statement prepared. Everything else in the store, where
an ordinary statement is quick enough, goes the ordinary way.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, object]


class Prepared:
    """One statement with named parameters. Made at import, compiled at its first use."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        self._statement = statement
        self._columns = columns or None
        """Those of an `insert`, which would name all of its table's otherwise."""
        self._sql = ""
        self._names: tuple[str, ...] = ()
        self._constants: Values = {}

    def run(self, conn: Connection, **values: object) -> int:
        """Execute it; return how many rows it changed."""
        return int(self._execute(conn, values).rowcount)

    def one(self, conn: Connection, **values: object) -> tuple[Any, ...] | None:
        """Execute it and return the first row; None if there is none."""
        cursor = self._execute(conn, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        cursor.close()
        return row

    def all(self, conn: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Execute it and return every row."""
        found: list[tuple[Any, ...]] = self._execute(conn, values).fetchall()
        return found

    def _execute(self, conn: Connection, values: Values) -> Any:  # noqa: ANN401 - a cursor of whichever driver it is
        driver = self._driver(conn)
        cursor = driver.cursor()
        cursor.execute(self._sql, self._in_order(values))
        return cursor

    def _driver(self, conn: Connection) -> Any:  # noqa: ANN401 - a connection of whichever driver it is
        if not self._sql:
            self._compile(conn.dialect)
        return conn.connection.driver_connection

    def _compile(self, dialect: Dialect) -> None:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
            raise TypeError("the driver must take parameters by position")
        self._names = tuple(compiled.positiontup)
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        # Last: another thread that sees the text finds the rest in place.
        self._sql = str(compiled)

    def _in_order(self, values: Values) -> tuple[object, ...]:
        if self._constants:
            values = {**self._constants, **values}
        return tuple([values[name] for name in self._names])
