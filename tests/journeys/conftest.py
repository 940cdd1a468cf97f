"""The fixtures of tests/ui: a real registry that was just made, a real desk."""

from tests.ui.conftest import _dressed, _empty_folder, _swept, empty_desk, empty_registry, tasks

__all__ = ["_dressed", "_empty_folder", "_swept", "empty_desk", "empty_registry", "tasks"]
