"""The county over a line: its requests as HTTP, and enrolment; the only place that knows httpx.

Nothing is sent that is not needed: a village's line carries a few kilobytes a second.
"""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import urlsplit

import httpx

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.enrolment import accept, check_authority, request
from fupin_desktop.sync.one_time_code import read_code
from fupin_desktop.sync.presented import Presented, line_context, read_presented, unchecked_context
from fupin_desktop.sync.protocol import Busy, LineLost, TurnedAway
from fupin_desktop.sync.signing import DeviceKeys, NotVouched, Purpose, signed

PATH = "/sync/1/"
TOKEN = "X-Token"
SECONDS = httpx.Timeout(60.0, connect=30.0)
LONGEST_WAIT = 3_600.0
OK, TURNED_AWAY, NOT_FOUND, BUSY = 200, 403, 404, 503
NEAR = ("127.0.0.1", "localhost", "::1")
SENTENCE = 200
MOST_ANSWER = 16 << 20  # tips of a whole city; what is larger comes as a stream
STRANGE = "这个地址上的不是县里的服务器，或者它的答复被改动过。请核对地址，并打电话问县里。"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a laptop keeps of its enrolment."""

    certificate: bytes  # its own, of the authority
    authority: bytes  # the authority's word for itself (certificates.read_authority)
    server_certificate: bytes  # of the server, of the same authority
    tls_authority: bytes = field(repr=False)  # by which the server is known on the line: for `client`


def enrol(url: str, typed: str, keys: DeviceKeys, device: str, name: str) -> Enrolled:
    """Enrol this computer with the one-time code as it was typed; Refused or Unavailable with one sentence if not."""
    code = read_code(typed)
    asked = ask_who(url)
    check_authority(code, asked.authority)
    wanted = request(code, asked.authority, keys, device, name)
    with client(url, asked.tls_authority) as http:
        answer = _in_words(lambda: HttpCounty(http).enrol(wanted))
    accept(answer, asked.authority, keys, device)
    return Enrolled(answer, asked.authority_word, asked.server_certificate, asked.tls_authority)


def ask_who(url: str) -> Presented:
    """Who answers at the address, over a line that is not checked: believe it only after `check_authority`."""
    with _client(url, unchecked_context()) as http:
        content = _in_words(HttpCounty(http).authority)
    try:
        return read_presented(content)
    except NotVouched:
        raise Refused(STRANGE) from None


def renew(county: "HttpCounty", keys: DeviceKeys, certificate: Certificate) -> bytes:
    """The certificate anew, from who gave it, when it comes near its end; check it with enrolment.accept."""
    return county.renew(signed(keys, Purpose.RENEWAL, [bytes.fromhex(certificate.device), certificate.serial]))


def client(url: str, tls_authority: bytes = b"") -> httpx.Client:
    """A client that speaks to the one server that was pinned; without TLS only to this very computer."""
    try:
        return _client(url, line_context(tls_authority) if _https(url) else False)
    except NotVouched:
        raise Refused("本机保存的县服务器证书读不出来。请重新接入，或从备份恢复。") from None


def _client(url: str, context: ssl.SSLContext | bool) -> httpx.Client:
    plain = not _https(url)
    if plain and urlsplit(url).hostname not in NEAR:
        raise Refused("服务器地址要以 https:// 开头：不加密的线路上不发送任何内容。")
    made = httpx.Client(base_url=url, verify=context, timeout=SECONDS, trust_env=False)
    made.headers.clear()  # with no header that the exchange does not need
    return made


def _https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_address = bool(parts.hostname) and parts.port != 0  # asking for the port finds one that is no number
        scheme = parts.scheme if is_address else ""
    except ValueError:
        scheme = ""
    if scheme not in ("https", "http"):
        raise Refused("服务器地址不对，应像 https://county.example:8443 这样。请对照县里给的地址。")
    return scheme == "https"


class HttpCounty:
    """sync/protocol.py: County, spoken over HTTP."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def hello(self, request: bytes) -> bytes:
        """Who asks, and whether there is anything to exchange."""
        return self._post("hello", request, b"")

    def compare(self, token: bytes, request: bytes) -> bytes:
        """The other side's tips of some regions."""
        return self._post("compare", request, token)

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Send a stream of frames; the answer says what became of each segment."""
        return self._post("push", pieces, token)

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Receive a stream of frames, as they come."""
        return self._stream("pull", request, token)

    def attachments_state(self, token: bytes, request: bytes) -> bytes:
        """Which photos and scans are there."""
        return self._post("attachments/state", request, token)

    def attachments_give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Send chunks of photos; the answer says what became of each photo."""
        return self._post("attachments/give", pieces, token)

    def attachments_take(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Receive chunks of photos, as they come."""
        return self._stream("attachments/take", request, token)

    def _stream(self, name: str, request: bytes, token: bytes) -> Iterator[bytes]:
        try:
            with self._http.stream("POST", PATH + name, content=request, headers=_headers(token)) as response:
                if response.status_code != OK:
                    _refused(response, next(response.iter_raw(4 * SENTENCE), b""))
                yield from response.iter_raw()
        except (httpx.TransportError, httpx.StreamError) as error:
            _lost(error)

    def enrol(self, request: bytes) -> bytes:
        """Ask for a certificate with a one-time code."""
        return self._post("enrol", request, b"")

    def authority(self) -> bytes:
        """Who answers here, to be compared with what the code says of it."""
        return self._post("authority", b"", b"")

    def renew(self, request: bytes) -> bytes:
        """Ask for the own certificate anew."""
        return self._post("renew", request, b"")

    def vouch(self, request: bytes) -> bytes:
        """Ask a higher authority for its word for one's own."""
        return self._post("vouch", request, b"")

    def _post(self, name: str, content: Any, token: bytes) -> bytes:
        found = bytearray()
        try:
            with self._http.stream("POST", PATH + name, content=content, headers=_headers(token)) as response:
                for piece in response.iter_raw():
                    found += piece
                    if len(found) > MOST_ANSWER:
                        raise TurnedAway("server")
        except (httpx.TransportError, httpx.StreamError) as error:
            _lost(error)
        if response.status_code != OK:
            _refused(response, bytes(found))
        return bytes(found)


def _in_words(ask: Any) -> bytes:
    """What an enrolment asks for; whatever goes wrong is told in one sentence, the server's own where it has one."""
    try:
        return ask()
    except LineLost:
        raise Unavailable("连不上县里的服务器。请检查网络和服务器地址，再试一次；接入码没有作废。") from None
    except Busy as busy:
        raise Unavailable(f"县里的服务器正忙，请过 {busy.after_seconds:.0f} 秒再试；接入码没有作废。") from None
    except TurnedAway as away:
        told = away.reason if away.reason.endswith("。") and away.reason.isprintable() else STRANGE
        raise Refused(told) from None


def _headers(token: bytes) -> dict[str, str]:
    return {TOKEN: token.hex()} if token else {}


def _lost(error: Exception) -> NoReturn:
    """A line that broke; one on which somebody else answered is another matter."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise TurnedAway("server") from error
        cause = cause.__cause__ or cause.__context__
    raise LineLost(type(error).__name__) from error


def _refused(response: httpx.Response, told: bytes) -> NoReturn:
    if response.status_code == BUSY:
        raise Busy(_seconds(response.headers.get("Retry-After", "")))
    if response.status_code == TURNED_AWAY:
        raise TurnedAway(told[: 4 * SENTENCE].decode(errors="replace")[:SENTENCE])
    raise TurnedAway("older" if response.status_code == NOT_FOUND else "server")


def _seconds(text: str) -> float:
    return min(float(text), LONGEST_WAIT) if text.isdecimal() and text.isascii() else 60.0
