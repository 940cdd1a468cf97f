"""The migrations of a program to come, for the tests of upgrading."""

import shutil
from pathlib import Path

from fupin_desktop.db.migrations import HERE

NEXT = '''"""The next release."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Keep a note beside each draft, and a table of another kind."""
    with op.batch_alter_table("draft") as table:
        table.add_column(sa.Column("note", sa.String(), nullable=True))
    op.create_table("another", sa.Column("no", sa.Integer(), primary_key=True))
'''
BROKEN = (
    NEXT
    + """    op.execute("UPDATE field_op SET value = 'null'")
"""
)
FAILING = (
    NEXT
    + """    op.execute("INSERT INTO no_such_table VALUES (1)")
"""
)


def scripts_of_the_next_release(folder: Path, step: str = NEXT) -> Path:
    """Our migrations with one step more."""
    scripts = folder / "migrations"
    shutil.copytree(HERE, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "v0003_next_release.py").write_text(step, "utf-8")
    return scripts
