"""Brings a database to the schema of this version, and refuses one that a newer version has written."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sync_server.errors import DatabaseRefused

HEAD = "0007"
"""Schema of this version. A test holds it to the newest module in `versions`."""


def migrate(conn: Connection) -> None:
    """Bring the database to `HEAD`, within the connection's transaction."""
    at = _schema_of(conn)
    if at == HEAD:
        return
    # Alembic costs a fifth of a second to import, and nearly every start finds nothing to do.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise DatabaseRefused(
            f"the database has schema {at}, which is newer than this version of Internal Chat knows ({HEAD}): "
            "install the newer version again"
        )
    command.upgrade(config, "head")


def _schema_of(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
