"""What this computer remembers between two starts: text size, the registry opened last, the window's place.

A small JSON file among the user's settings; it holds nothing of any household.
"""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast


@dataclass
class Preferences:
    """Values as they are kept; anything unreadable counts as not there."""

    text_size: str = ""
    folder: str = ""
    geometry: str = ""  # base64 of QWidget.saveGeometry


def preferences_file() -> Path:
    """Where they are kept."""
    import platformdirs

    return Path(platformdirs.user_config_dir("fupin", appauthor=False)) / "window.json"


def read_preferences(file: Path) -> Preferences:
    """What was kept; the defaults if nothing was, or if the file cannot be read."""
    try:
        found: Any = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    known = {one.name for one in fields(Preferences)}
    kept = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    return Preferences(**{name: value for name, value in kept.items() if name in known and isinstance(value, str)})


def write_preferences(file: Path, preferences: Preferences) -> bool:
    """Keep them; whether it was possible. A disk that refuses is no reason to trouble anyone."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".part")
        partial.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), "utf-8")
        partial.replace(file)
    except OSError:
        return False
    return True
