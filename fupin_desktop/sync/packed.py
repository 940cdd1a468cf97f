"""Columns compressed and back, with a dictionary that is shipped; never unpacks more than was allowed."""

from functools import cache

import zstandard

from fupin_desktop.paths import resources
from fupin_desktop.sync.limits import Limits, Malformed, bounded

DICTIONARY = 1  # the one that is written with; older ones stay beside it and are read for ever
MOST_DICTIONARY = 15
LEVEL = 17
WINDOW_LOG = 20
PIECE = 64  # bytes unpacked at a time: they cannot become more than 2 MB


def packed(content: bytes, dictionary: int = DICTIONARY) -> bytes:
    """The content, compressed; always the same bytes from the same version of zstd."""
    parameters = zstandard.ZstdCompressionParameters.from_level(  # pyright: ignore[reportUnknownMemberType]
        LEVEL,
        format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        window_log=WINDOW_LOG,
        write_content_size=0,
        write_checksum=0,
        write_dict_id=0,
    )
    return zstandard.ZstdCompressor(dict_data=_known(dictionary), compression_params=parameters).compress(content)


def unpacked(content: bytes, size: int, dictionary: int, limits: Limits) -> bytes:
    """The content, which must be of this size and end with the bytes."""
    bounded(size, limits.unpacked, "bytes unpacked")
    unpacking = zstandard.ZstdDecompressor(
        dict_data=_known(dictionary), max_window_size=1 << WINDOW_LOG, format=zstandard.FORMAT_ZSTD1_MAGICLESS
    ).decompressobj()
    found = bytearray()
    for at in range(0, len(content), PIECE):
        found += unpacking.decompress(content[at : at + PIECE])
        if len(found) > size:
            raise Malformed("it unpacks to more than it said")
    if not unpacking.eof or unpacking.unused_data or len(found) != size:
        raise Malformed("it unpacks to less than it said, or goes on after its end")
    return bytes(found)


@cache
def _known(number: int) -> zstandard.ZstdCompressionDict | None:
    """The dictionary of this number; none for 0."""
    if not number:
        return None
    file = resources() / "sync" / f"wire-{number}.zdict"
    if number > MOST_DICTIONARY or not file.is_file():
        raise Malformed(f"dictionary {number} is not known here")
    return zstandard.ZstdCompressionDict(file.read_bytes(), dict_type=zstandard.DICT_TYPE_FULLDICT)
