"""Which contents (photos, scans, their previews) commits of a region name: from it follows who may see them."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select, text

from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db.exchange.chains import within
from fupin_desktop.db.log_tables import commit_log, field_op, stream
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.domain.changes import canonical

NAMING = ("blob", "preview")  # of an attachment


def regions_naming(
    connection: Connection, names: Iterable[str], prefixes: Sequence[str] | Collection[str]
) -> dict[str, set[str]]:
    """For each of these hashes the regions within the prefixes in whose streams a commit of the log has named it."""
    found: dict[str, set[str]] = {}
    # as a text: both databases use a server's partial index only where they see the very numbers
    of_contents = text(f"field_op.field IN ({', '.join(map(str, numbers()))})")
    query = (
        select(field_op.c.value, stream.c.region)
        .join(commit_log, commit_log.c.no == field_op.c.commit_no)
        .join(stream, stream.c.no == commit_log.c.stream_no)
        .where(of_contents, within(stream.c.region, list(prefixes)))
        .distinct()
    )
    for chunk in in_chunks((canonical(name).decode() for name in names), CHUNK):
        for value, region in connection.execute(query.where(field_op.c.value.in_(chunk))):
            found.setdefault(str(value).strip('"'), set()).add(region)
    return found


def numbers() -> list[int]:
    """The numbers of the fields that name contents."""
    return sorted(number_of("attachment", name) for name in NAMING)
