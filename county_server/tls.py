"""The line's certificates: a TLS authority of the county's own, made once, and the server's, made anew before it ends.

Laptops pin the authority when they are enrolled, and look at no name and no day: addresses move, and their clocks are
wrong by years. Whoever has a certificate of a known authority may use that instead.
"""

import os
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fupin_desktop.domain.errors import Refused

FIRST_DAY, LAST_DAY = datetime(2015, 1, 1, tzinfo=UTC), datetime(2065, 1, 1, tzinfo=UTC)
LASTING, RENEWED = timedelta(days=397), timedelta(days=60)
FILE = "tls-server.pem"
ANY_HOST = ("", "0.0.0.0", "::")


def make_authority(name: str) -> tuple[bytes, bytes]:
    """A TLS authority: its private key and its certificate, both in DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"{name} TLS")
    built = (
        _builder(subject, subject, key.public_key(), key.public_key(), FIRST_DAY, LAST_DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return private, built.public_bytes(Encoding.DER)


def server_file(folder: Path, private: bytes, authority: bytes, host: str, now_ms: int) -> Path:
    """The server's certificate with its key, in one file that only the server may read; made anew when it is due."""
    file, now = folder / FILE, datetime.fromtimestamp(now_ms / 1000, UTC)
    names = sorted(_names(host))
    if not _is_good(file, names, authority, now):
        content = _make_server(private, authority, names, now)
        partial = file.with_name(file.name + ".part")
        partial.unlink(missing_ok=True)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        partial.replace(file)
    return file


def server_context(certificate: Path, key: Path | None = None) -> ssl.SSLContext:
    """How the server shows itself on the line; Refused if the files are no certificate and its key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError):
        raise Refused("证书或私钥文件读不出来，或者两者不是一对。请检查 --certificate 和 --key。") from None
    return context


def private_root(certificate: Path) -> bytes:
    """The authority at the end of a given chain, in DER, if it stands there; else it is one that systems know."""
    try:
        last = x509.load_pem_x509_certificates(certificate.read_bytes())[-1]
        last.verify_directly_issued_by(last)
    except (OSError, ValueError, TypeError, InvalidSignature):
        return b""
    return last.public_bytes(Encoding.DER)


def _make_server(private: bytes, authority: bytes, names: list[str], now: datetime) -> bytes:
    signer = load_der_private_key(private, None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    root = x509.load_der_x509_certificate(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    start = now - timedelta(days=1)
    built = (
        _builder(_name(names[0]), root.subject, key.public_key(), signer.public_key(), start, start + LASTING)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
        .sign(signer, SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + built.public_bytes(Encoding.PEM)


def _is_good(file: Path, names: list[str], authority: bytes, now: datetime) -> bool:
    with suppress(OSError, ValueError, InvalidSignature, x509.ExtensionNotFound):
        found = x509.load_pem_x509_certificate(file.read_bytes())
        found.verify_directly_issued_by(x509.load_der_x509_certificate(authority))
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        known = sorted(str(one.value) for one in said)
        return known == names and found.not_valid_before_utc <= now <= found.not_valid_after_utc - RENEWED
    return False


def _names(host: str) -> set[str]:
    """What the server may be called: what it was told, this machine's names, and its addresses."""
    found = {"localhost", "127.0.0.1", socket.gethostname(), *({host} - set(ANY_HOST))}
    with suppress(OSError):
        found.update(str(one[4][0]).partition("%")[0] for one in socket.getaddrinfo(socket.gethostname(), None))
    return {one for one in found if one and one.isascii()}


def _general(name: str) -> x509.GeneralName:
    with suppress(ValueError):
        return x509.IPAddress(ip_address(name))
    return x509.DNSName(name)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    own: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePublicKey,
    start: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(own)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:60])])
