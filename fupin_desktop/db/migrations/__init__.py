"""Migrations of the log tables: frozen steps that import nothing of ours, and the function that runs them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE = Path(__file__).parent


def config(connection: Connection | None = None, scripts: Path = HERE) -> Config:
    """Alembic's configuration over an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(scripts))
    settings.attributes["connection"] = connection
    return settings


def newest(scripts: Path = HERE) -> str:
    """The newest step that this program knows."""
    return ScriptDirectory.from_config(config(scripts=scripts)).get_current_head() or ""


def migrate(connection: Connection, scripts: Path = HERE) -> None:
    """Bring the log tables of an open file up to the newest step."""
    command.upgrade(config(connection, scripts), "head")
