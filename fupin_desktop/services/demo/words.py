"""The words and figures of which the demo is made, read from resources/demo when first asked for."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from fupin_desktop.paths import resources

Tree = Mapping[str, Any]


@cache
def words(name: str) -> Tree:
    """The file of that name."""
    return tomllib.loads((resources() / "demo" / f"{name}.toml").read_text("utf-8"))


@cache
def choices(name: str, *path: str) -> tuple[str, ...]:
    """The words of one text, parted by blanks."""
    found: Any = words(name)
    for step in path:
        found = found[step]
    return tuple(str(found).split())
