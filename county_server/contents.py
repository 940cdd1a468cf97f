"""Photos and scans as a server keeps them: each hash once, sealed, beside the database; for which regions they came.

Implements sync/answering_attachments.py: ServedContents. A row without its file counts as not there: it is given again.
"""

import errno
import shutil
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite writes it alike

from county_server.database import Database
from county_server.own_tables import content
from fupin_desktop.db.blobs import ATTACHMENTS
from fupin_desktop.db.exchange.chains import within
from fupin_desktop.db.exchange.naming import regions_naming
from fupin_desktop.db.many_rows import CHUNK as ROWS
from fupin_desktop.db.many_rows import in_chunks
from fupin_desktop.db.parts import Parts
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.sync.answering_attachments import Full
from fupin_desktop.sync.attachments import HASH_BYTES, Chunk

COMING = "coming"  # beside the finished ones: a folder for each device that has begun some
RESERVE = 1 << 30  # bytes that are left to the database: text goes before photos
MOST_UNFINISHED = 16  # of one device
SWEPT_DAYS = 60


class KeptContents:
    """The contents of one server."""

    def __init__(self, database: Database, reserve: int = RESERVE) -> None:
        self._database = database
        self._folder = database.folder / ATTACHMENTS
        self._parts = Parts(database.key)
        self.reserve = reserve

    @property
    def is_full(self) -> bool:
        """Whether the disk has no room for photos."""
        return shutil.disk_usage(self._database.folder).free < self.reserve

    def there(self, prefixes: Collection[str]) -> set[bytes]:
        """What was given for these regions, and is here."""
        with self._database.reading() as connection:
            query = select(content.c.hash).where(within(content.c.region, list(prefixes))).distinct()
            found = [bytes(name) for name in connection.scalars(query)]
        return {name for name in found if self._file(name).exists()}

    def given_for(self, names: Collection[bytes], prefixes: Collection[str]) -> set[bytes]:
        """Which of these were given for these regions, and are here."""
        found = set[bytes]()
        with self._database.reading() as connection:
            for chunk in in_chunks(names, ROWS):
                mine = content.c.hash.in_(chunk) & within(content.c.region, list(prefixes))
                found.update(bytes(name) for name in connection.scalars(select(content.c.hash).where(mine)))
        return {name for name in found if self._file(name).exists()}

    def regions_naming(self, name: bytes, prefixes: Collection[str]) -> set[str]:
        """The regions within the prefixes whose commits name it; held ones do not count."""
        with self._database.reading() as connection:
            return regions_naming(connection, [name.hex()], prefixes).get(name.hex(), set())

    def begun(self, device: str) -> dict[bytes, int]:
        """How many bytes are here of each content that a device has begun."""
        found = {bytes.fromhex(file.name): self._parts.here(file)[0] for file in self._begun_by(device)}
        return {name: here for name, here in found.items() if here}

    def add(self, device: str, chunk: Chunk) -> int:
        """Keep the next chunk; returns how many bytes are here now."""
        file = self._coming(device, chunk.name)
        if chunk.offset == 0:
            if self.is_full:
                raise Full
            self._give_way(device)
        try:
            return self._parts.append(file, chunk.name.hex(), chunk.total, chunk.offset, chunk.content)
        except Unavailable as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENOSPC:
                raise Full from None
            raise

    def finish(self, device: str, chunk: Chunk, regions: Collection[str]) -> bool:
        """Believe a whole content if it is what its hash says; else it is dropped."""
        coming, name = self._coming(device, chunk.name), chunk.name.hex()
        if not self._parts.proven(coming, name):
            coming.unlink(missing_ok=True)
            return False
        if self._parts.proven(self._file(chunk.name), name):
            coming.unlink(missing_ok=True)  # another village has given it before
        else:
            self._parts.keep(coming, self._file(chunk.name))
        rows = [{"hash": chunk.name, "region": region, "size": chunk.total, "device": device} for region in regions]
        with self._database.writing("收存照片") as connection:
            connection.execute(upsert(content).values(rows).on_conflict_do_nothing())
        return True

    def read(self, name: bytes, offset: int) -> Iterator[Chunk]:
        """Its chunks from an offset on; a damaged file ends there, and is given again by who has it."""
        file, here = self._file(name), offset
        total = self._parts.here(file)[1]
        if offset >= total:
            return
        try:
            for piece in self._parts.read(file, name.hex(), offset):
                yield Chunk(name, total, here, piece)
                here += len(piece)
        except Unavailable:
            self._forget(name)

    def sweep(self) -> int:
        """Remove what was begun long ago and never finished; returns how many."""
        before = time.time() - SWEPT_DAYS * 86_400
        old = [file for file in self._folder.glob(f"{COMING}/*/*") if file.stat().st_mtime < before]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    def _forget(self, name: bytes) -> None:
        self._file(name).unlink(missing_ok=True)
        with self._database.writing("登记缺失的照片") as connection:
            connection.execute(delete(content).where(content.c.hash == name))

    def _give_way(self, device: str) -> None:
        """The oldest of too many unfinished ones makes room."""
        begun = sorted(self._begun_by(device), key=lambda file: file.stat().st_mtime)
        for file in begun[: max(0, len(begun) + 1 - MOST_UNFINISHED)]:
            file.unlink(missing_ok=True)

    def _begun_by(self, device: str) -> list[Path]:
        return [file for file in (self._folder / COMING / device).glob("*") if len(file.name) == 2 * HASH_BYTES]

    def _coming(self, device: str, name: bytes) -> Path:
        return self._folder / COMING / device / name.hex()

    def _file(self, name: bytes) -> Path:
        return self._folder / name.hex()[:2] / name.hex()
