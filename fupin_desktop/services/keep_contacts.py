"""Who stands on the papers to be called: kept once for every paper; what is not given stays a space to write in."""

import json
from collections.abc import Mapping
from dataclasses import fields

from fupin_desktop.pdf.occasion import Contacts
from fupin_desktop.services.ports import Registry

SETTING = "contacts"


def given_contacts(registry: Registry) -> dict[str, str]:
    """What the team has written, by the names of `Contacts`."""
    kept = json.loads(registry.setting(SETTING) or "{}")
    known = {one.name for one in fields(Contacts)}
    return {name: value for name, value in kept.items() if name in known and value}


def contacts(registry: Registry) -> Contacts:
    """What papers print."""
    return Contacts(**given_contacts(registry))


def keep_contacts(registry: Registry, given: Mapping[str, str]) -> None:
    """Keep what was written; blanks are not kept."""
    values = {name: value.strip() for name, value in given.items() if value.strip()}
    registry.put_setting(SETTING, json.dumps(values, ensure_ascii=False))
