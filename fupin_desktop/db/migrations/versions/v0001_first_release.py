"""The log tables of the first release. Frozen: SQLite's are as they were, PostgreSQL's have wide whole numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "commit_ref",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("saved_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "printed",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("household_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("printed_by_household", "printed", ["household_id", "paper", "profile"], unique=False)
    op.create_table(
        "reading",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "record_ref",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "saved_filter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "incarnation",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["device.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "op_base",
        sa.Column("commit_no", WHOLE, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("base_no", WHOLE, nullable=False),
        sa.Column("base_place", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["base_no"],
            ["commit_ref.no"],
        ),
        sa.PrimaryKeyConstraint("commit_no", "place", "base_no", "base_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("op_by_base", "op_base", ["base_no", "base_place"], unique=False)
    op.create_table(
        "stream",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("incarnation_no", WHOLE, nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incarnation_no"],
            ["incarnation.no"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("incarnation_no", "region"),
    )
    op.create_table(
        "commit_log",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("stream_no", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("previous_no", WHOLE, nullable=True),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("hlc_ms", WHOLE, nullable=False),
        sa.Column("hlc_count", WHOLE, nullable=False),
        sa.Column("wall_ms", WHOLE, nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("received_at", WHOLE, nullable=False),
        sa.Column("received_via", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["no"],
            ["commit_ref.no"],
        ),
        sa.ForeignKeyConstraint(
            ["previous_no"],
            ["commit_ref.no"],
        ),
        sa.ForeignKeyConstraint(
            ["stream_no"],
            ["stream.no"],
        ),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("commit_by_group", "commit_log", ["group_id"], unique=False)
    op.create_index("commit_by_stream", "commit_log", ["stream_no", "seq"], unique=False)
    op.create_index("commit_by_time", "commit_log", ["hlc_ms", "hlc_count"], unique=False)
    op.create_table(
        "field_op",
        sa.Column("commit_no", WHOLE, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("record_no", WHOLE, nullable=False),
        sa.Column("field", WHOLE, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commit_no"],
            ["commit_log.no"],
        ),
        sa.ForeignKeyConstraint(
            ["record_no"],
            ["record_ref.no"],
        ),
        sa.PrimaryKeyConstraint("commit_no", "place"),
        sqlite_with_rowid=False,
    )
    op.create_index("op_by_record", "field_op", ["record_no", "field"], unique=False)
