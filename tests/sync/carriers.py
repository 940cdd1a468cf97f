"""A county in this process that carries photos as well: its contents lie beside its registry, as on a server."""

from collections.abc import Iterable, Iterator

from county_server.contents import KeptContents
from county_server.database import Database
from county_server.own_tables import bring_up
from fupin_desktop.sync.answering import Answering
from fupin_desktop.sync.answering_attachments import AnsweringAttachments
from tests.sync.places import Place, answering


class CarryingCounty:
    """sync/carrying.py: Carrier, without a line."""

    def __init__(self, county: Place, reserve: int = 0) -> None:
        opened = county.registry._opened
        self.database = Database(opened.folder, opened.engine, opened.key)
        with self.database.writing("测试") as connection:
            bring_up(connection)
        self.contents = KeptContents(self.database, reserve)
        self._county = county

    @property
    def _talk(self) -> Answering:
        return answering(self._county)

    def __getattr__(self, name: str) -> object:
        return getattr(self._talk, name)

    @property
    def _carry(self) -> AnsweringAttachments:
        return AnsweringAttachments(self._talk, self.contents)

    def attachments_state(self, token: bytes, request: bytes) -> bytes:
        return self._carry.state(token, request)

    def attachments_give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        return self._carry.give(token, pieces)

    def attachments_take(self, token: bytes, request: bytes) -> Iterator[bytes]:
        return self._carry.take(token, request)
