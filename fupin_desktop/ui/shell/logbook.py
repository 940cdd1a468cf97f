"""The log of the window: a rotating file that holds where something went wrong, never what stood there."""

import logging
from copy import copy
from pathlib import Path
from typing import Any

LARGEST, KEPT = 500_000, 3  # bytes a file, files


class KeysOnly(logging.Formatter):
    """A bug is written with its kind and its place in the code; the values that its message quotes are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as it is written here, whatever another handler has made of it before."""
        own = copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(self, ei: Any) -> str:
        """The kind of the error, and a line for each frame."""
        import traceback

        frames = traceback.extract_tb(ei[2])
        lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([ei[0].__name__, *lines])


def start_log(folder: Path | None = None) -> logging.Handler | None:
    """Write among the user's logs; where that is not possible there is no log, and no trouble."""
    from logging.handlers import RotatingFileHandler

    try:
        where = folder or _usual_folder()
        where.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(where / "window.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(KeysOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def _usual_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_log_dir("fupin", appauthor=False))
