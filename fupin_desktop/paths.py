"""Where the resources and the user's data are: in a source tree, in an installed wheel, and when frozen."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of codes, policy, forms, fonts and layouts, wherever this program was started from."""
    for folder in _possible_resources():
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no resources folder beside {_PACKAGE}")


def default_data_dir() -> Path:
    """The folder of this user's registry, unless another is named; it is not created here."""
    import platformdirs

    return Path(platformdirs.user_data_dir("fupin", appauthor=False))


def _possible_resources() -> tuple[Path, ...]:
    """A wheel carries them inside the package, the source tree beside it, the installer in its own folder."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    places = (Path(frozen) / "fupin_desktop", Path(frozen)) if frozen else (_PACKAGE, _PACKAGE.parent)
    return tuple(place / "resources" for place in places)
