"""A folder for a registry that is about to be made: if the making fails, everything it left there goes away again."""

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def new_folder(folder: Path) -> Generator[None]:
    """What was in the folder before stays; a half-made registry is of no use, and would block the next try."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    before = set(_inside(folder))
    try:
        yield
    except BaseException:
        for one in [one for one in _inside(folder) if one not in before]:
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink(missing_ok=True)
        for one in made:
            if one.is_dir() and not any(one.iterdir()):
                one.rmdir()
        raise


def _inside(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())
