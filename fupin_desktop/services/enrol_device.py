"""Enrolling this computer at its county with a one-time code: from then on what it writes is believed there."""

from fupin_desktop.services.county_link import CountyLink, device_keys, keep_link
from fupin_desktop.services.ports import Registry
from fupin_desktop.sync.certificates import Certificate, read, read_authority


def enrol(registry: Registry, code: str, url: str, name: str) -> Certificate:
    """Enrol with the code that the county gave out; Refused or Unavailable, and then nothing has changed."""
    from fupin_desktop.sync.http import enrol as ask

    replica = registry.replica()
    device = replica.own().device
    got = ask(url, code, device_keys(registry), device, name)
    authority = read_authority(got.authority, None).sign  # compared with the code by who asked
    certificate, server = read(got.certificate, authority), read(got.server_certificate, authority)
    credentials = [(device, got.certificate), (server.device, got.server_certificate)]
    replica.keep_credentials(credentials, [], {server.device: server.name})
    keep_link(
        registry,
        CountyLink(
            url=url,
            certificate=got.certificate,
            authority=authority,
            server=got.server_certificate,
            tls=got.tls_authority,
        ),
    )
    registry.name_device(name)
    return certificate
