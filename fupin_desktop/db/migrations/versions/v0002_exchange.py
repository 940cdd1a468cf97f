"""What exchange with other registries needs beside the log. Frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add columns to the log's tables, let a stream have two beginnings, and create the tables of the exchange."""
    op.add_column("device", sa.Column("certificate", sa.LargeBinary(), nullable=True))
    op.add_column("incarnation", sa.Column("statement", sa.LargeBinary(), nullable=True))
    op.add_column("incarnation", sa.Column("signature", sa.LargeBinary(), nullable=True))
    op.add_column("commit_log", sa.Column("received_from", sa.String(), server_default="", nullable=False))
    op.create_index("commit_by_previous", "commit_log", ["previous_no"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        _without_references()
    _streams_by_salt()
    _of_commits()
    _of_the_other_side()


def _without_references() -> None:
    """What is written by the thousand is not looked up row by row: verify finds what would refer to nothing."""
    for table, column in (
        ("commit_log", "no"),
        ("commit_log", "previous_no"),
        ("commit_log", "stream_no"),
        ("field_op", "commit_no"),
        ("field_op", "record_no"),
        ("op_base", "base_no"),
    ):
        op.drop_constraint(f"{table}_{column}_fkey", table, type_="foreignkey")


def _streams_by_salt() -> None:
    if op.get_context().dialect.name == "sqlite":  # which cannot alter a constraint: the table is copied
        wanted = sa.Table(
            "stream",
            sa.MetaData(),
            sa.Column("no", WHOLE, nullable=False),
            sa.Column("incarnation_no", WHOLE, nullable=False),
            sa.Column("region", sa.String(), nullable=False),
            sa.Column("salt", sa.LargeBinary(), nullable=False),
            sa.ForeignKeyConstraint(["incarnation_no"], ["incarnation.no"]),
            sa.PrimaryKeyConstraint("no"),
            sa.UniqueConstraint("incarnation_no", "region", "salt", name="stream_by_salt"),
        )
        with op.batch_alter_table("stream", copy_from=wanted, recreate="always"):
            pass
    else:
        op.drop_constraint("stream_incarnation_no_region_key", "stream", type_="unique")
        op.create_unique_constraint("stream_by_salt", "stream", ["incarnation_no", "region", "salt"])


def _of_commits() -> None:
    op.create_table(
        "seal",
        sa.Column("commit_no", WHOLE, autoincrement=False, nullable=False),
        sa.Column("stream_no", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["commit_no"], ["commit_ref.no"]),
        sa.ForeignKeyConstraint(["stream_no"], ["stream.no"]),
        sa.PrimaryKeyConstraint("commit_no"),
    )
    op.create_index("seal_by_stream", "seal", ["stream_no", "seq"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("incarnation", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("ops", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("received_at", WHOLE, nullable=False),
        sa.Column("received_via", sa.String(), nullable=False),
        sa.Column("received_from", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("decided_at", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("quarantine_by_region", "quarantine", ["region"], unique=False)
    op.create_index("quarantine_by_previous", "quarantine", ["previous"], unique=False)
    op.create_table(
        "staged",
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _of_the_other_side() -> None:
    op.create_table(
        "revocation",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "receipt",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("receipt_by_sender", "receipt", ["sender", "level"], unique=False)
    op.create_table(
        "receipt_tip",
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("commit_id", sa.LargeBinary(), nullable=False),
        sa.Column("incarnation", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("sender", "level", "commit_id"),
    )
    op.create_table(
        "exchange_event",
        sa.Column("no", WHOLE, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
