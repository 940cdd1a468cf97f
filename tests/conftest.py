"""For every test: no display, no touch of the user's own folders, no line to the outside."""

import gc
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `from tests.ui import builders` wherever pytest starts
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = Path(tempfile.mkdtemp(prefix="fupin-tests-"))
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"):
    os.environ[_name] = str(_HOME / _name.lower())
os.environ.pop("FUPIN_PASSPHRASE", None)

settings.register_profile("fupin", deadline=None)  # a busy machine is no fault of ours
settings.load_profile("fupin")

_NEAR = ("127.0.0.1", "localhost", "::1")


@pytest.fixture(autouse=True)
def _no_line_to_the_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs in a test may talk to this machine only."""
    connect = socket.socket.connect

    def only_near(own: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _NEAR:
            raise AssertionError(f"a test wanted to speak to {address[0]}")
        connect(own, address)

    monkeypatch.setattr(socket.socket, "connect", only_near)


@pytest.fixture
def _automatic_collection() -> Iterator[None]:
    """Python's own garbage collection on, which the windows of another test may have taken over."""
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()
