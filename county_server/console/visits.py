"""Who is signed in: a random number in a signed cookie, its hash in the database; tries are throttled.

The number of a visit is made at sign-in and ends with it; a form's token is derived from it.
"""

import hmac
import secrets
import threading
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlalchemy import delete, insert, select, update

from county_server import kept
from county_server.console import acts, staff
from county_server.console.passwords import NOBODYS, is_right
from county_server.console.place_names import PlaceNames
from county_server.console.staff import Staff
from county_server.console.tables import account, bring_up, is_up, visit
from county_server.store import Store
from fupin_desktop.domain.errors import Refused

KEY = "console key"  # sealed, like every secret of the server
MINUTE = 60_000
IDLE_MS, LONGEST_MS = 60 * MINUTE, 12 * 60 * MINUTE
WINDOW_MS = 10 * MINUTE
TRIES, TRIES_OF_NAME, TRIES_OF_ADDRESS = 5, 30, 30  # in the window: of a name from one place, of a name, from a place
WRONG = "姓名或密码不对。"
UNKNOWN = "（没有这个账号）"
TOO_OFTEN = "试的次数太多，请过 10 分钟再登录。忘了密码请找县里的管理员重设。"


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in visit: by whom, from where, and the token that its forms carry."""

    staff: Staff
    token: str
    address: str
    id: bytes
    place: PlaceNames


class Visits:
    """The console's door."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.place = PlaceNames(store)
        self._trying = threading.Lock()  # one password is stretched at a time: each takes 32 MB

    @cached_property
    def _key(self) -> bytes:
        database = self.store.database
        with database.reading() as connection:
            found = kept.get_secret(connection, database.key, KEY) if is_up(connection) else None
        if found:
            return found
        with database.writing("准备管理页面") as connection:
            bring_up(connection)
            found = kept.get_secret(connection, database.key, KEY) or secrets.token_bytes(32)
            kept.put_secret(connection, database.key, KEY, found)
        return found

    def door_token(self, door: str) -> str:
        """What the sign-in form carries: bound to the cookie that came with it."""
        return self._mac(b"door", door.encode("ascii", "replace"))

    def is_door_token(self, door: str, token: str) -> bool:
        """Whether the sign-in form was ours, and given to this browser."""
        return bool(door) and hmac.compare_digest(self.door_token(door).encode(), token.encode("utf-8", "replace"))

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The cookie of a new visit; Refused if name or password are wrong, or were so too often."""
        name = name.strip()[: staff.LONGEST_NAME]
        with self._trying:
            self._check_tries(name, address)
            with self.store.database.reading() as connection:
                known = staff.kept_password(connection, name)
                is_known = staff.find(connection, name) is not None
            if not is_right(password, known or NOBODYS) or known is None:
                self._note_failure(name, address, is_known=is_known)
                raise Refused(WRONG)
        number, now = secrets.token_bytes(32), self.store.clock()
        with self.store.database.writing("登录") as connection:
            no = connection.scalars(select(account.c.no).where(account.c.name == name)).one()
            connection.execute(delete(visit).where(visit.c.began_at < now - LONGEST_MS))
            row = {"id": sha256(number).digest(), "account_no": no, "began_at": now, "seen_at": now}
            connection.execute(insert(visit).values(row))
            acts.note(connection, now, name, "sign-in", address=address)
        return f"{number.hex()}.{self._mac(b'visit', number)}"

    def visit(self, cookie: str, address: str, *, is_somebody: bool = True) -> Visit | None:
        """The visit of a cookie; None if it is none of ours, has ended, or its account was closed.

        `is_somebody`: a person asks; a page that renews itself keeps no visit open.
        """
        number = self._number(cookie)
        if number is None:
            return None
        own, now = sha256(number).digest(), self.store.clock()
        with self.store.database.reading() as connection:
            query = select(account, visit.c.began_at, visit.c.seen_at).join(visit, visit.c.account_no == account.c.no)
            row = connection.execute(query.where(visit.c.id == own, account.c.is_open.is_(True))).first()
            found = staff.find(connection, row.name) if row else None
        if row is None or found is None or now - row.began_at > LONGEST_MS or now - row.seen_at > IDLE_MS:
            return None
        if is_somebody and now - row.seen_at > MINUTE:
            with self.store.database.writing("登录") as connection:
                connection.execute(update(visit).where(visit.c.id == own).values(seen_at=now))
        return Visit(found, self._mac(b"form", number), address, own, self.place)

    def sign_out(self, one: Visit) -> None:
        """The visit ends; its cookie opens nothing any more."""
        with self.store.database.writing("退出") as connection:
            connection.execute(delete(visit).where(visit.c.id == one.id))
            acts.note(connection, self.store.clock(), one.staff.name, "sign-out", address=one.address)

    def _check_tries(self, name: str, address: str) -> None:
        since, tried = self.store.clock() - WINDOW_MS, self._tried(name)
        with self.store.database.reading() as connection:
            if (
                acts.failures(connection, since, subject=tried, address=address) >= TRIES
                or acts.failures(connection, since, subject=tried) >= TRIES_OF_NAME
                or acts.failures(connection, since, address=address) >= TRIES_OF_ADDRESS
            ):
                raise Refused(TOO_OFTEN)

    def _note_failure(self, name: str, address: str, *, is_known: bool) -> None:
        """A name that nobody has is not written down: it may be a password in the wrong place."""
        told, subject = name if is_known else UNKNOWN, self._tried(name)
        with self.store.database.writing("登录") as connection:
            acts.note(connection, self.store.clock(), told, "sign-in-failed", address=address, subject=subject)

    def _tried(self, name: str) -> str:
        return self._mac(b"tried", name.encode("utf-8", "replace"))

    def _number(self, cookie: str) -> bytes | None:
        said, _, mac = cookie.partition(".")
        try:
            number = bytes.fromhex(said)
        except ValueError:
            return None
        right = hmac.compare_digest(self._mac(b"visit", number).encode(), mac.encode("utf-8", "replace"))
        return number if right else None

    def _mac(self, purpose: bytes, content: bytes) -> str:
        return hmac.digest(self._key, purpose + b"\0" + content, "sha256").hex()
