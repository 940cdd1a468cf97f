"""A file that appears whole or not at all: written beside its place and moved there at the end."""

import errno
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from fupin_desktop.domain.errors import Unavailable

_BUFFER = 1 << 18

_FULL = "磁盘已满。请腾出空间，或换一个盘再打印。"
_CLOSED = "文件夹不能写入，或者这个文件正被别的程序打开。请关闭打开它的程序，或换一个文件夹。"
_ABSENT = "文件夹不存在。请先建好文件夹，或另选一个。"
_FOLDER = "这个名字已是一个文件夹。请换一个文件名。"
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _CLOSED,
    errno.EBUSY: _CLOSED,
    errno.ENOENT: _ABSENT,
    errno.ENOTDIR: _ABSENT,
    errno.EISDIR: _FOLDER,
}


@contextmanager
def replacing(target: Path) -> Generator[BinaryIO, None, None]:
    """A stream whose content stands at `target` when the block ends well; otherwise nothing is left behind.

    What the disk refuses is told as Unavailable, with what to do.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb", buffering=_BUFFER) as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{error.strerror or '磁盘出错'}。请检查磁盘，或换一个文件夹。")
        raise Unavailable(f"没有写成“{target.name}”：{reason}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
