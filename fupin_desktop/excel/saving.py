"""Writing a file so that it is there whole or not at all, and saying in words why the disk would not take it."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter.exceptions import XlsxWriterException

from fupin_desktop.domain.errors import Unavailable

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def whole_file(target: Path) -> Generator[BinaryIO]:
    """A file that gets its name when the block has ended well; otherwise nothing is left, and what was there stays.

    A folder that is not there yet is made, if the one above it is.
    """
    part = target.with_name(target.name + ".part")
    with _told_in_words(target):
        target.parent.mkdir(exist_ok=True)
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def scratch_beside(target: Path) -> Generator[str]:
    """A folder for what is only needed on the way: beside the target, so that no names stay behind elsewhere."""
    with _told_in_words(target):
        target.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(prefix=".fupin-", dir=target.parent, ignore_cleanup_errors=True) as folder:
            yield folder


@contextmanager
def _told_in_words(target: Path) -> Generator[None]:
    try:
        yield
    except (OSError, XlsxWriterException) as error:
        raise Unavailable(_advice(error, target)) from error


def _advice(error: Exception, target: Path) -> str:
    cause = error if isinstance(error, OSError) else next(iter(error.args), None)
    number = cause.errno if isinstance(cause, OSError) else None
    if number in _FULL:
        return f"磁盘已满，《{target.name}》没有写成，原来的文件没有动。请腾出空间，或换一个磁盘再试。"
    if number in _FORBIDDEN:
        return (
            f"《{target.name}》写不进「{target.parent}」：这个文件夹是只读的，或同名文件正在 Excel、WPS 里打开。"
            "请关闭它，或换一个文件夹再试。"
        )
    if number in (errno.ENOENT, errno.ENOTDIR):
        return f"找不到文件夹「{target.parent}」，U盘可能已拔出。请重新选择文件夹再试。"
    return f"《{target.name}》没有写成（{error}）。请换一个文件夹再试。"
