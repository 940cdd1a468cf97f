"""Registries to measure on: made once by the demo generator and kept in build/bench."""

from pathlib import Path

from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry

FOLDER = Path(__file__).parent.parent / "build" / "bench"
PERSONS_PER_HOUSEHOLD = 3.4


def registry_of(households: int, *, per_village: int = 200) -> SqlRegistry:
    """An open demo registry of about that many households."""
    from fupin_desktop.services.demo.fill import fill_with_demo

    folder = FOLDER / f"demo-{households}"
    if (folder / "done").exists():
        return open_registry(folder, "demo", user="基准")
    make_registry(folder, "demo")
    registry = open_registry(folder, "demo", user="基准")
    villages = max(1, households // per_village)
    fill_with_demo(registry, villages=villages, households=households // villages, seed=1)
    (folder / "done").touch()
    return registry


def county(persons: int) -> SqlRegistry:
    """A registry with about that many persons."""
    return registry_of(round(persons / PERSONS_PER_HOUSEHOLD / 200) * 200 or 200)
